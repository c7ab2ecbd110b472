//! fcntl(2) and its commands.

use crate::arch;
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::syscalls;
use crate::decode::uapi::*;
use crate::decode::walk::Walk;

fn status(walk: &mut Walk<'_>, flags: i64) {
    walk.out.text("flags ");
    walk.out.flags(flags as u64, 32, &OPEN);
}

fn descriptor(walk: &mut Walk<'_>, flags: i64) {
    if flags != 0 {
        walk.out.text("flags ");
        walk.out.flags(flags as u64, 32, &FD);
    }
}

fn seals(walk: &mut Walk<'_>, seals: i64) {
    if seals != 0 {
        walk.out.text("seals ");
        walk.out.flags(seals as u64, 32, &SEAL);
    }
}

fn lease(walk: &mut Walk<'_>, lease: i64) {
    walk.out.constant(lease as u64, 32, &LOCK);
}

fn signal(walk: &mut Walk<'_>, signal: i64) {
    if signal != 0 {
        walk.out.text(&arch::signal_name(walk.call.abi, signal as u32));
    }
}

syscalls! {
    fcntl(fd: Fd, cmd: Enum(&FCNTL), arg: Hex) => Int, by cmd & 0xffff_ffff {
        F_DUPFD(arg: Long) => Fd;
        F_DUPFD_CLOEXEC(arg: Long) => Fd;
        F_GETFD() => HexWith(descriptor);
        F_SETFD(arg: Flags(&FD)) => Int;
        F_GETFL() => HexByName(status);
        F_SETFL(arg: Flags(&OPEN)) => Int;
        F_GETLK(arg: Out(&Struct(&FLOCK_GET))) => Int;
        F_SETLK(arg: In(&Struct(&FLOCK_SET))) => Int;
        F_SETLKW(arg: In(&Struct(&FLOCK_SET))) => Int;
        F_GETLK64(arg: Hex) => Int;
        F_SETLK64(arg: Hex) => Int;
        F_SETLKW64(arg: Hex) => Int;
        F_OFD_GETLK(arg: Out(&Struct(&FLOCK_GET))) => Int;
        F_OFD_SETLK(arg: In(&Struct(&FLOCK_SET))) => Int;
        F_OFD_SETLKW(arg: In(&Struct(&FLOCK_SET))) => Int;
        F_SETOWN(arg: Pid) => Int;
        F_GETOWN() => Pid;
        F_SETOWN_EX(arg: In(&Struct(&OWNER_EX))) => Int;
        F_GETOWN_EX(arg: Out(&Struct(&OWNER_EX))) => Int;
        F_SETSIG(arg: Signal) => Int;
        F_GETSIG() => With(signal);
        F_SETLEASE(arg: Enum64(&LOCK)) => Int;
        F_GETLEASE() => HexByName(lease);
        F_NOTIFY(arg: Flags64(&NOTIFY)) => Int;
        F_SETPIPE_SZ(arg: Long) => Int;
        F_GETPIPE_SZ() => Int;
        F_ADD_SEALS(arg: Flags64(&SEAL)) => Int;
        F_GET_SEALS() => HexWith(seals);
        F_GETOWNER_UIDS(arg: Hex) => Int;
        F_GET_RW_HINT(arg: Out(&Quad(&Enum64(&RW_HINT)))) => Int;
        F_SET_RW_HINT(arg: In(&Quad(&Enum64(&RW_HINT)))) => Int;
        F_GET_FILE_RW_HINT(arg: Out(&Quad(&Enum64(&RW_HINT)))) => Int;
        F_SET_FILE_RW_HINT(arg: In(&Quad(&Enum64(&RW_HINT)))) => Int;
    };
}
