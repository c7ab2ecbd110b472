//! Files and directories: opening, reading, writing, names.

use crate::decode::flags::*;
use crate::decode::macros::syscalls;

/// Does open(2) look at the mode with these flags?
pub fn creates(flags: u64) -> bool {
    flags as i32 & libc::O_CREAT != 0 || flags as i32 & libc::O_TMPFILE == libc::O_TMPFILE
}

syscalls! {
    read(fd: Fd, buf: Out(&Bytes(Ret)), count: Size) => Int;
    write(fd: Fd, buf: In(&Bytes(Arg(count))), count: Size) => Int;
    open(pathname: Path, flags: Flags(&OPEN), mode: When(flags, creates, &Octal)) => Fd;
    openat(dirfd: DirFd, pathname: Path, flags: Flags(&OPEN), mode: When(flags, creates, &Octal)) => Fd;
    close(fd: Fd) => Int;
    execve(pathname: Path, argv: Argv, envp: Envp) => Int;
    readv(fd: Fd, iov: Out(&IovOut(Arg(iovcnt), Ret)), iovcnt: Ulong) => Int;
    writev(fd: Fd, iov: In(&Iov(Arg(iovcnt))), iovcnt: Ulong) => Int;
}
