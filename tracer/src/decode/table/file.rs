//! Files and directories: opening, names, owners, times, positions.

use crate::decode::custom::{dirent, extensible, handle, stamp};
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::syscalls;
use crate::decode::uapi::{__O_TMPFILE, O_CREAT};

/// Does open(2) look at the mode with these flags?
pub fn creates(flags: u64) -> bool {
    flags & (O_CREAT | __O_TMPFILE) != 0
}

/// Does mknod(2) look at the device with this mode?
fn is_device(mode: u64) -> bool {
    matches!(mode as u32 & libc::S_IFMT, libc::S_IFCHR | libc::S_IFBLK)
}

syscalls! {
    open(pathname: Path, flags: Flags(&OPEN), mode: When(flags, creates, &Octal16)) => Fd;
    openat(dirfd: DirFd, pathname: Path, flags: Flags(&OPEN), mode: When(flags, creates, &Octal16)) => Fd;
    openat2(dirfd: DirFd, pathname: Path, how: In(&Custom(&extensible::OPEN_HOW, &Bytes(Arg(size)))), size: Size) => Fd;
    creat(pathname: Path, mode: Octal16) => Fd;
    close(fd: Fd) => Int;
    close_range(first: Uint, last: Uint, flags: Flags(&CLOSE_RANGE)) => Int;

    access(pathname: Path, mode: Flags(&ACCESS)) => Int;
    faccessat(dirfd: DirFd, pathname: Path, mode: Flags(&ACCESS)) => Int;
    faccessat2(dirfd: DirFd, pathname: Path, mode: Flags(&ACCESS), flags: Flags(&FACCESSAT)) => Int;

    mkdir(pathname: Path, mode: Octal16) => Int;
    mkdirat(dirfd: DirFd, pathname: Path, mode: Octal16) => Int;
    mknod(pathname: Path, mode: Mode16, dev: When(mode, is_device, &Dev32)) => Int;
    mknodat(dirfd: DirFd, pathname: Path, mode: Mode16, dev: When(mode, is_device, &Dev32)) => Int;
    rmdir(pathname: Path) => Int;
    rename(oldpath: Path, newpath: Path) => Int;
    renameat(olddirfd: DirFd, oldpath: Path, newdirfd: DirFd, newpath: Path) => Int;
    renameat2(olddirfd: DirFd, oldpath: Path, newdirfd: DirFd, newpath: Path, flags: Flags(&RENAME)) => Int;
    link(oldpath: Path, newpath: Path) => Int;
    linkat(olddirfd: DirFd, oldpath: Path, newdirfd: DirFd, newpath: Path, flags: Flags(&AT)) => Int;
    unlink(pathname: Path) => Int;
    unlinkat(dirfd: DirFd, pathname: Path, flags: Flags(&AT)) => Int;
    symlink(target: Path, linkpath: Path) => Int;
    symlinkat(target: Path, newdirfd: DirFd, linkpath: Path) => Int;
    readlink(pathname: Path, buf: Out(&Bytes(Ret)), bufsiz: Size) => Int;
    readlinkat(dirfd: DirFd, pathname: Path, buf: Out(&Bytes(Ret)), bufsiz: Size) => Int;

    chmod(pathname: Path, mode: Octal16) => Int;
    fchmod(fd: Fd, mode: Octal16) => Int;
    fchmodat(dirfd: DirFd, pathname: Path, mode: Octal16) => Int;
    fchmodat2(dirfd: DirFd, pathname: Path, mode: Octal16, flags: Flags(&AT)) => Int;
    chown(pathname: Path, owner: Uid, group: Uid) => Int;
    fchown(fd: Fd, owner: Uid, group: Uid) => Int;
    lchown(pathname: Path, owner: Uid, group: Uid) => Int;
    fchownat(dirfd: DirFd, pathname: Path, owner: Uid, group: Uid, flags: Flags(&AT)) => Int;
    umask(mask: Octal16) => Octal;

    utime(pathname: Path, times: In(&Struct(&UTIMBUF))) => Int;
    utimes(pathname: Path, times: In(&Array(&Custom(&stamp::TIMEVALS, &Struct(&TIMEVAL_FILE)), Fixed(2)))) => Int;
    futimesat(dirfd: DirFd, pathname: Path,
        times: In(&Array(&Custom(&stamp::TIMEVALS, &Struct(&TIMEVAL_FILE)), Fixed(2)))) => Int;
    utimensat(dirfd: DirFd, pathname: Path,
        times: In(&Array(&Custom(&stamp::TIMES, &Struct(&TIMESPEC)), Fixed(2))), flags: Flags(&AT)) => Int;

    getdents(fd: Fd, dirp: Out(&Custom(&dirent::DIRENTS, &Bytes(Ret))), count: Uint) => Int;
    getdents64(fd: Fd, dirp: Out(&Custom(&dirent::DIRENTS64, &Bytes(Ret))), count: Uint) => Int;
    getcwd(buf: Out(&Bytes(RetLess(1))), size: Size) => Int;
    chdir(path: Path) => Int;
    fchdir(fd: Fd) => Int;
    chroot(path: Path) => Int;

    lseek(fd: Fd, offset: Long, whence: Enum(&WHENCE)) => Int;
    truncate(path: Path, length: Ulong) => Int;
    ftruncate(fd: Fd, length: Ulong) => Int;
    fallocate(fd: Fd, mode: Flags(&FALLOC), offset: Long, len: Long) => Int;
    fadvise64(fd: Fd, offset: Long, len: Size, advice: Enum(&FADVISE)) => Int;
    readahead(fd: Fd, offset: Long, count: Size) => Int;
    sync() => Int;
    syncfs(fd: Fd) => Int;
    fsync(fd: Fd) => Int;
    fdatasync(fd: Fd) => Int;
    sync_file_range(fd: Fd, offset: Long, nbytes: Long, flags: Flags(&SYNC_FILE_RANGE)) => Int;
    cachestat(fd: Fd, range: In(&Struct(&CACHESTAT_RANGE)), cstat: Out(&Struct(&CACHESTAT)), flags: Hex32) => Int;
    flock(fd: Fd, operation: Flags(&FLOCK)) => Int;

    name_to_handle_at(dirfd: DirFd, pathname: Path,
        handle: Around(&Custom(&handle::WRITTEN, &Bytes(Fixed(136)))), mount_id: Out(&Int),
        flags: Flags(&NAME_TO_HANDLE)) => Int;
    open_by_handle_at(mount_fd: Fd, handle: In(&Custom(&handle::READ, &Bytes(Fixed(136)))), flags: Flags(&OPEN)) => Int;

    dup(oldfd: Fd) => Fd;
    dup2(oldfd: Fd, newfd: Fd) => Fd;
    dup3(oldfd: Fd, newfd: Fd, flags: Flags(&OPEN_BITS)) => Fd;
    pipe(pipefd: Out(&Array(&Fd, Fixed(2)))) => Int;
    pipe2(pipefd: Out(&Array(&Fd, Fixed(2))), flags: Flags(&OPEN_BITS)) => Int;
}
