//! Mounts and swap.

use crate::decode::custom::{extensible, octets, statmount, words};
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::syscalls;
use crate::decode::uapi::*;

/// Does mount(2) leave the type alone with these flags?
fn has_no_type(flags: u64) -> bool {
    const CHANGES: u64 = libc::MS_BIND | libc::MS_MOVE | libc::MS_REMOUNT;
    flags & (CHANGES | libc::MS_SHARED | libc::MS_PRIVATE | libc::MS_SLAVE | libc::MS_UNBINDABLE) != 0
}

/// Does it leave the data alone?
fn has_no_data(flags: u64) -> bool {
    flags & libc::MS_REMOUNT == 0 && has_no_type(flags)
}

syscalls! {
    mount(source: Path, target: Path, filesystemtype: Either(mountflags, has_no_type, &Addr, &Str),
        mountflags: Show(words::mount), data: Either(mountflags, has_no_data, &Addr, &Str)) => Int;
    umount2(target: Path, flags: Flags(&UMOUNT)) => Int;
    pivot_root(new_root: Path, put_old: Path) => Int;
    fsopen(fsname: Str, flags: Flags(&FSOPEN)) => Fd;
    fsconfig(fd: Fd, cmd: Enum(&FSCONFIG), key: Addr, value: Addr, aux: Int) => Int, by cmd & 0xffff_ffff {
        FSCONFIG_SET_FLAG(key: Str, value: Addr, aux: Int) => Int;
        FSCONFIG_SET_STRING(key: Str, value: Str, aux: Int) => Int;
        FSCONFIG_SET_BINARY(key: Str, value: In(&Custom(&octets::OCTETS, &Bytes(ArgInt(aux)))), aux: Int) => Int;
        FSCONFIG_SET_PATH(key: Str, value: Path, aux: DirFd) => Int;
        FSCONFIG_SET_PATH_EMPTY(key: Str, value: Path, aux: DirFd) => Int;
        FSCONFIG_SET_FD(key: Str, value: Addr, aux: Fd) => Int;
    };
    fsmount(fs_fd: Fd, flags: Flags(&FSMOUNT), attr_flags: Flags(&MOUNT_ATTR)) => Fd;
    fspick(dirfd: DirFd, pathname: Path, flags: Flags(&FSPICK)) => Fd;
    open_tree(dirfd: DirFd, pathname: Path, flags: Flags(&OPEN_TREE)) => Fd;
    open_tree_attr(dirfd: DirFd, pathname: Path, flags: Flags(&OPEN_TREE),
        attr: In(&Custom(&extensible::MOUNT_ATTR, &Bytes(Arg(size)))), size: Size) => Fd;
    move_mount(from_dirfd: DirFd, from_pathname: Path, to_dirfd: DirFd, to_pathname: Path,
        flags: Flags(&MOVE_MOUNT)) => Int;
    mount_setattr(dirfd: DirFd, pathname: Path, flags: Flags(&AT_MOUNT),
        attr: In(&Custom(&extensible::MOUNT_ATTR, &Bytes(Arg(size)))), size: Size) => Fd;
    statmount(req: In(&Struct(&STATMOUNT_REQ)), buf: Out(&Custom(&statmount::ANSWER, &Bytes(Arg(bufsize)))), bufsize: Size, flags: Hex32) => Int;
    listmount(req: In(&Struct(&LISTMOUNT_REQ)), mnt_ids: Out(&Array(&Quad(&Hex), Ret)), nr_mnt_ids: Size,
        flags: Flags(&LISTMOUNT)) => Int;
    swapon(path: Path, swapflags: Show32(words::swapon)) => Int;
    swapoff(path: Path) => Int;
}
