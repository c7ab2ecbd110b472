//! What files and file systems are.

use crate::decode::custom::words;
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::syscalls;

syscalls! {
    stat(pathname: Path, statbuf: Out(&Struct(&STAT))) => Int;
    lstat(pathname: Path, statbuf: Out(&Struct(&STAT))) => Int;
    fstat(fd: Fd, statbuf: Out(&Struct(&STAT))) => Int;
    newfstatat(dirfd: DirFd, pathname: Path, statbuf: Out(&Struct(&STAT)), flags: Flags(&AT)) => Int;
    statx(dirfd: DirFd, pathname: Path, flags: Show32(words::statx), mask: Flags(&STATX),
        statxbuf: Out(&Struct(&STATX_BUF))) => Int;
    statfs(path: Path, buf: Out(&Struct(&STATFS))) => Int;
    fstatfs(fd: Fd, buf: Out(&Struct(&STATFS))) => Int;
    ustat(dev: Dev32, ubuf: Out(&Struct(&USTAT))) => Int;
}
