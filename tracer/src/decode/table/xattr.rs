//! Extended attributes, and those of inodes.

use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::syscalls;

/// Does listxattr(2) only ask how much there is?
fn is_zero(size: u64) -> bool {
    size == 0
}

syscalls! {
    setxattr(path: Path, name: Str, value: In(&Bytes(Arg(size))), size: Size, flags: Flags(&XATTR)) => Int;
    lsetxattr(path: Path, name: Str, value: In(&Bytes(Arg(size))), size: Size, flags: Flags(&XATTR)) => Int;
    fsetxattr(fd: Fd, name: Str, value: In(&Bytes(Arg(size))), size: Size, flags: Flags(&XATTR)) => Int;
    getxattr(path: Path, name: Str, value: Out(&Bytes(Ret)), size: Size) => Int;
    lgetxattr(path: Path, name: Str, value: Out(&Bytes(Ret)), size: Size) => Int;
    fgetxattr(fd: Fd, name: Str, value: Out(&Bytes(Ret)), size: Size) => Int;
    listxattr(path: Path, list: Either(size, is_zero, &Addr, &Out(&Bytes(Ret))), size: Size) => Int;
    llistxattr(path: Path, list: Either(size, is_zero, &Addr, &Out(&Bytes(Ret))), size: Size) => Int;
    flistxattr(fd: Fd, list: Either(size, is_zero, &Addr, &Out(&Bytes(Ret))), size: Size) => Int;
    removexattr(path: Path, name: Str) => Int;
    lremovexattr(path: Path, name: Str) => Int;
    fremovexattr(fd: Fd, name: Str) => Int;
    setxattrat(dirfd: DirFd, pathname: Path, flags: Flags(&AT), name: Str, args: In(&Struct(&XATTR_ARGS)), size: Size) => Int;
    getxattrat(dirfd: DirFd, pathname: Path, flags: Flags(&AT), name: Str, args: Around(&Struct(&XATTR_ARGS_OUT)), size: Size) => Int;
    listxattrat(dirfd: DirFd, pathname: Path, flags: Flags(&AT), list: Out(&Bytes(Ret)), size: Size) => Int;
    removexattrat(dirfd: DirFd, pathname: Path, flags: Flags(&AT), name: Str) => Int;
    file_getattr(dirfd: DirFd, pathname: Path, attr: Out(&Struct(&FILE_ATTR)), size: Size, flags: Flags(&AT)) => Int;
    file_setattr(dirfd: DirFd, pathname: Path, attr: In(&Struct(&FILE_ATTR)), size: Size, flags: Flags(&AT)) => Int;
}
