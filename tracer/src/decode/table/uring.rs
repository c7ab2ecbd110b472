//! io_uring: rings of requests and answers.

use crate::decode::custom::{signal, uring};
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::syscalls;
use crate::decode::uapi::*;

/// Bytes of a `struct io_uring_probe` with so many operations.
fn probe_size(args: &[u64; 6]) -> u64 {
    args[3].saturating_mul(8).saturating_add(16)
}

syscalls! {
    io_uring_setup(entries: Uint, p: Change(&Raw(120), &Custom(&uring::PARAMS, &Raw(120)))) => Fd;
    io_uring_enter(fd: Fd, to_submit: Uint, min_complete: Uint, flags: Flags(&URING_ENTER),
        sig: In(&Custom(&signal::SIGSET, &Bytes(Arg(argsz)))),
        argsz: Size) => Int;
    io_uring_register(fd: Fd, opcode: Enum(&URING_REGISTER), arg: Addr, nr_args: Uint) => Int, by opcode & 0xffff_ffff {
        IORING_REGISTER_BUFFERS(arg: In(&Array(&Struct(&URING_BUFFER), Arg(nr_args))), nr_args: Uint) => Int;
        IORING_REGISTER_FILES(arg: In(&Array(&Fd, Arg(nr_args))), nr_args: Uint) => Int;
        IORING_REGISTER_EVENTFD(arg: In(&Array(&Fd, Arg(nr_args))), nr_args: Uint) => Int;
        IORING_REGISTER_EVENTFD_ASYNC(arg: In(&Array(&Fd, Arg(nr_args))), nr_args: Uint) => Int;
        IORING_REGISTER_FILES_UPDATE(arg: In(&Struct(&URING_FILES_UPDATE)), nr_args: Uint) => Int;
        IORING_REGISTER_PROBE(arg: Change(&Bytes(Of(2064, probe_size)), &Custom(&uring::PROBE, &Bytes(Of(2064, probe_size)))),
            nr_args: Uint) => Int;
        IORING_REGISTER_PBUF_RING(arg: In(&Struct(&URING_BUFFER_RING)), nr_args: Uint) => Int;
        IORING_UNREGISTER_PBUF_RING(arg: In(&Struct(&URING_BUFFER_RING)), nr_args: Uint) => Int;
    };
}
