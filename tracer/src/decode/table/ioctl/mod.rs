//! ioctl(2) and its requests on terminals, files and disks.

mod btrfs;
mod console;
mod device;
mod disk;
mod flash;
mod hardware;
mod kvm;
mod mapper;
mod net;
mod sized;
mod video;

use crate::decode::custom::{dedupe, request, termios};
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::{syscalls, variants};
use crate::decode::uapi::*;
use crate::decode::walk::Walk;

/// The kind of namespace that a descriptor leads to.
fn namespace(walk: &mut Walk<'_>, kind: i64) {
    if let Some(name) = NAMESPACE.name_of(kind as u64, 32) {
        walk.out.named(kind, name);
    }
}

syscalls! {
    ioctl(fd: Fd, request: Show32(request::show), arg: When(request, request::takes_argument, &Either(request, request::is_of_input, &Addr, &Hex))) => Int,
        by request & 0xffff_ffff in [TTY, FILE, FS, btrfs::BTRFS, BLOCK, DEVICE, net::NET, net::SOCKET, disk::IDE, disk::SCSI, disk::NBD, mapper::MAPPER, kvm::KVM, device::CLOCK, device::INPUT, device::WATCH, console::CONSOLE, flash::MTD, flash::UBI, hardware::GPIO, hardware::LIRC, hardware::TEE, video::VIDEO]
        or & 0xc000_ffff in [sized::INPUT];
}

variants! {
    /// Terminals.
    TTY [fd, request] {
        TCGETS(argp: Out(&Custom(&termios::TERMIOS, &Raw(36)))) => Int;
        TCSETS(argp: In(&Custom(&termios::TERMIOS, &Raw(36)))) => Int;
        TCSETSW(argp: In(&Custom(&termios::TERMIOS, &Raw(36)))) => Int;
        TCSETSF(argp: In(&Custom(&termios::TERMIOS, &Raw(36)))) => Int;
        TCGETS2(argp: Out(&Custom(&termios::TERMIOS2, &Raw(44)))) => Int;
        TCSETS2(argp: In(&Custom(&termios::TERMIOS2, &Raw(44)))) => Int;
        TCSETSW2(argp: In(&Custom(&termios::TERMIOS2, &Raw(44)))) => Int;
        TCSETSF2(argp: In(&Custom(&termios::TERMIOS2, &Raw(44)))) => Int;
        TIOCGLCKTRMIOS(argp: Out(&Custom(&termios::TERMIOS, &Raw(36)))) => Int;
        TIOCSLCKTRMIOS(argp: In(&Custom(&termios::TERMIOS, &Raw(36)))) => Int;
        TCGETA(argp: Out(&Custom(&termios::TERMIO, &Raw(18)))) => Int;
        TCSETA(argp: In(&Custom(&termios::TERMIO, &Raw(18)))) => Int;
        TCSETAW(argp: In(&Custom(&termios::TERMIO, &Raw(18)))) => Int;
        TCSETAF(argp: In(&Custom(&termios::TERMIO, &Raw(18)))) => Int;
        TIOCGWINSZ(argp: Out(&Struct(&WINSIZE))) => Int;
        TIOCSWINSZ(argp: In(&Struct(&WINSIZE))) => Int;
        TCSBRK(arg: Int) => Int;
        TCSBRKP(arg: Int) => Int;
        TIOCSBRK() => Int;
        TIOCCBRK() => Int;
        TIOCCONS() => Int;
        TIOCNOTTY() => Int;
        TIOCEXCL() => Int;
        TIOCNXCL() => Int;
        TCXONC(arg: Enum64(&TTY_FLOW)) => Int;
        TCFLSH(arg: Enum64(&TTY_FLUSH)) => Int;
        TIOCSCTTY(arg: Int) => Int;
        TIOCGPGRP(argp: Out(&Group)) => Int;
        TIOCSPGRP(argp: In(&Group)) => Int;
        TIOCGSID(argp: Out(&Group)) => Int;
        TIOCOUTQ(argp: Out(&Int)) => Int;
        FIONREAD(argp: Out(&Int)) => Int;
        TIOCMGET(argp: Out(&Flags(&TTY_MODEM))) => Int;
        TIOCMBIS(argp: In(&Flags(&TTY_MODEM))) => Int;
        TIOCMBIC(argp: In(&Flags(&TTY_MODEM))) => Int;
        TIOCMSET(argp: In(&Flags(&TTY_MODEM))) => Int;
        TIOCGSOFTCAR(argp: Out(&Int)) => Int;
        TIOCSSOFTCAR(argp: In(&Int)) => Int;
        TIOCPKT(argp: In(&Int)) => Int;
        TIOCSETD(argp: In(&Int)) => Int;
        TIOCGETD(argp: Out(&Int)) => Int;
        TIOCGPTN(argp: Out(&Int)) => Int;
        TIOCSPTLCK(argp: In(&Int)) => Int;
        TIOCGPTPEER(flags: Hex) => Int;
        TIOCSTI(argp: In(&Bytes(Fixed(1)))) => Int;
    }

    /// Descriptors of any kind.
    FILE [fd, request] {
        FIOCLEX() => Int;
        FIONCLEX() => Int;
        FIONBIO(argp: In(&Int)) => Int;
        FIOASYNC(argp: In(&Int)) => Int;
        FIOSETOWN(argp: In(&Int)) => Int;
        FIOGETOWN(argp: Out(&Int)) => Int;
    }

    /// File systems.
    FS [fd, request] {
        FS_IOC_GETFLAGS(argp: Out(&Flags(&FS_FLAGS))) => Int;
        FS_IOC_SETFLAGS(argp: In(&Flags(&FS_FLAGS))) => Int;
        FS_IOC_FSGETXATTR(argp: Out(&Struct(&FSXATTR_GET))) => Int;
        FS_IOC_FSSETXATTR(argp: In(&Struct(&FSXATTR))) => Int;
        FS_IOC_GETFSLABEL(argp: Out(&Chars(256))) => Int;
        FS_IOC_SETFSLABEL(argp: In(&Chars(256))) => Int;
        FIFREEZE() => Int;
        FITHAW() => Int;
        FITRIM(argp: In(&Struct(&FSTRIM_RANGE))) => Int;
        FICLONE(src_fd: Int) => Int;
        FICLONERANGE(argp: In(&Struct(&CLONE_RANGE))) => Int;
        FIDEDUPERANGE(argp: In(&Struct(&DEDUPE_RANGE)), told @ 2: Told(dedupe::tells, &Struct(&DEDUPED_RANGE))) => Int;
        FS_IOC_FIEMAP(argp: Becomes(&Struct(&FIEMAP_ASKED), &Struct(&FIEMAP_TOLD))) => Int;
    }

    /// Disks and loop devices.
    BLOCK [fd, request] {
        BLKGETSIZE(argp: Out(&Ulong)) => Int;
        BLKGETSIZE64(argp: Out(&Quad(&Ulong))) => Int;
        BLKBSZGET(argp: Out(&Int)) => Int;
        BLKBSZSET(argp: In(&Int)) => Int;
        BLKFLSBUF() => Int;
        BLKPG(argp: In(&Struct(&BLKPG_ARG))) => Int;
        BLKRRPART() => Int;
        BLKRASET(arg: Ulong) => Int;
        BLKFRASET(arg: Ulong) => Int;
        BLKRAGET(argp: Out(&Long)) => Int;
        BLKFRAGET(argp: Out(&Long)) => Int;
        BLKSSZGET(argp: Out(&Int)) => Int;
        BLKROSET(argp: In(&Int)) => Int;
        BLKROGET(argp: Out(&Int)) => Int;
        BLKSECTGET(argp: Out(&U16)) => Int;
        BLKROTATIONAL(argp: Out(&U16)) => Int;
        BLKIOMIN(argp: Out(&Uint)) => Int;
        BLKIOOPT(argp: Out(&Uint)) => Int;
        BLKALIGNOFF(argp: Out(&Int)) => Int;
        BLKPBSZGET(argp: Out(&Uint)) => Int;
        BLKDISCARDZEROES(argp: Out(&Uint)) => Int;
        BLKDISCARD(argp: In(&Array(&Quad(&Ulong), Fixed(2)))) => Int;
        BLKSECDISCARD(argp: In(&Array(&Quad(&Ulong), Fixed(2)))) => Int;
        BLKZEROOUT(argp: In(&Array(&Quad(&Ulong), Fixed(2)))) => Int;
        BLKTRACESETUP(argp: Fills(&Struct(&BLK_TRACE))) => Int;
        LOOP_SET_FD(fd2: Fd) => Int;
        LOOP_CHANGE_FD(fd2: Fd) => Int;
        LOOP_CLR_FD() => Int;
        LOOP_SET_CAPACITY() => Int;
        LOOP_SET_DIRECT_IO(arg: Ulong) => Int;
        LOOP_SET_BLOCK_SIZE(arg: Ulong) => Int;
        LOOP_CTL_ADD(arg: Int) => Int;
        LOOP_CTL_REMOVE(arg: Int) => Int;
        LOOP_CTL_GET_FREE() => Int;
        LOOP_GET_STATUS(argp: Out(&Struct(&LOOP_INFO))) => Int;
        LOOP_SET_STATUS(argp: In(&Struct(&LOOP_INFO))) => Int;
        LOOP_GET_STATUS64(argp: Out(&Struct(&LOOP_INFO64))) => Int;
        LOOP_SET_STATUS64(argp: In(&Struct(&LOOP_INFO64))) => Int;
        LOOP_CONFIGURE(argp: In(&Struct(&LOOP_CONFIG))) => Int;
    }

    /// Random numbers, performance events, namespaces, consoles.
    DEVICE [fd, request] {
        RNDGETENTCNT(argp: Out(&Int)) => Int;
        RNDADDTOENTCNT(argp: In(&Int)) => Int;
        PERF_EVENT_IOC_ENABLE(flags: Flags(&PERF_IOC)) => Int;
        PERF_EVENT_IOC_DISABLE(flags: Flags(&PERF_IOC)) => Int;
        PERF_EVENT_IOC_RESET(flags: Flags(&PERF_IOC)) => Int;
        PERF_EVENT_IOC_REFRESH(arg: Int) => Int;
        PERF_EVENT_IOC_SET_OUTPUT(arg: Fd) => Int;
        PERF_EVENT_IOC_SET_BPF(arg: Fd) => Int;
        PERF_EVENT_IOC_ID(argp: Out(&Quad(&Ulong))) => Int;
        PERF_EVENT_IOC_PERIOD(argp: In(&Ulong)) => Int;
        PERF_EVENT_IOC_SET_FILTER(argp: Str) => Int;
        NS_GET_USERNS() => Fd;
        NS_GET_PARENT() => Fd;
        NS_GET_NSTYPE() => With(namespace);
        NS_GET_OWNER_UID(argp: Out(&Uid)) => Int;
        KDGKBTYPE(argp: Out(&Enum8(&KEYBOARD))) => Int;
        KDSETMODE(arg: Enum(&CONSOLE_MODE)) => Int;
        KDGETMODE(argp: Out(&Enum(&CONSOLE_MODE))) => Int;
    }
}
