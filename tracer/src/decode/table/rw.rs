//! Reading, writing, and moving data between files.

use crate::decode::custom::{iocb, words};
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::syscalls;

syscalls! {
    read(fd: Fd, buf: Out(&Bytes(Ret)), count: Size) => Int;
    write(fd: Fd, buf: In(&Bytes(Arg(count))), count: Size) => Int;
    pread64(fd: Fd, buf: Out(&Bytes(Ret)), count: Size, offset: Long) => Int;
    pwrite64(fd: Fd, buf: In(&Bytes(Arg(count))), count: Size, offset: Long) => Int;
    readv(fd: Fd, iov: OutOn(Always, &IovOut(Arg(iovcnt), Ret)), iovcnt: Ulong) => Int;
    writev(fd: Fd, iov: In(&Iov(Arg(iovcnt))), iovcnt: Ulong) => Int;
    preadv(fd: Fd, iov: OutOn(Always, &IovOut(Arg(iovcnt), Ret)), iovcnt: Ulong, offset: Long) => Int;
    pwritev(fd: Fd, iov: In(&Iov(Arg(iovcnt))), iovcnt: Ulong, offset: Long) => Int;
    preadv2(fd: Fd, iov: OutOn(Always, &IovOut(Arg(iovcnt), Ret)), iovcnt: Ulong, offset: Long, flags @ 5: Flags(&RWF)) => Int;
    pwritev2(fd: Fd, iov: In(&Iov(Arg(iovcnt))), iovcnt: Ulong, offset: Long, flags @ 5: Flags(&RWF)) => Int;

    sendfile(out_fd: Fd, in_fd: Fd, offset: Both(&Long), count: Size) => Int;
    splice(fd_in: Fd, off_in: In(&Quad(&Long)), fd_out: Fd, off_out: In(&Quad(&Long)), len: Size, flags: Flags(&SPLICE)) => Int;
    tee(fd_in: Fd, fd_out: Fd, len: Size, flags: Flags(&SPLICE)) => Int;
    vmsplice(fd: Fd, iov: In(&Iov(Arg(nr_segs))), nr_segs: Ulong, flags: Flags(&SPLICE)) => Int;
    copy_file_range(fd_in: Fd, off_in: In(&Quad(&Long)), fd_out: Fd, off_out: In(&Quad(&Long)), len: Size, flags: Uint) => Int;

    eventfd(initval: Uint) => Fd;
    eventfd2(initval: Uint, flags: Flags(&EVENTFD)) => Fd;
    memfd_create(name: Str, flags: Show32(words::memfd)) => Fd;
    memfd_secret(flags: Flags(&MEMFD_SECRET)) => Fd;
    userfaultfd(flags: Flags(&USERFAULTFD)) => Fd;

    io_setup(nr_events: Uint, ctx_idp: Out(&Addr)) => Int;
    io_destroy(ctx_id: Addr) => Int;
    io_submit(ctx_id: Addr, nr: Long, iocbpp: In(&Array(&Ptr(&Custom(&iocb::IOCB, &Struct(&IOCB_COPIED))), Arg(nr)))) => Int;
    io_getevents(ctx_id: Addr, min_nr: Long, nr: Long, events: Out(&Array(&Struct(&IO_EVENT), Ret)), timeout: In(&Struct(&TIMESPEC))) => Int;
    io_pgetevents(ctx_id: Addr, min_nr: Long, nr: Long, events: Out(&Array(&Struct(&IO_EVENT), Ret)), timeout: In(&Struct(&TIMESPEC)),
        usig: In(&Struct(&SIGSET_ARG))) => Int;
    io_cancel(ctx_id: Addr, iocb: In(&Struct(&IOCB_HEAD)), result: Addr) => Int;
}
