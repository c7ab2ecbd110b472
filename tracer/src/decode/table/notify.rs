//! Being told of changes: inotify and fanotify.

use crate::decode::custom::words;
use crate::decode::flags::*;
use crate::decode::macros::syscalls;
use crate::decode::walk::Walk;

/// The directory that a mark's path begins at.
fn mark_fd(walk: &mut Walk<'_>, fd: u64) {
    if fd as i32 == -1 {
        walk.out.constant(fd, 32, &FAN_FD)
    } else {
        walk.value(&crate::decode::desc::Ty::DirFd, fd)
    }
}

syscalls! {
    inotify_init() => Fd;
    inotify_init1(flags: Flags(&INOTIFY_INIT)) => Fd;
    inotify_add_watch(fd: Fd, pathname: Path, mask: Flags(&INOTIFY)) => Int;
    inotify_rm_watch(fd: Fd, wd: Int) => Int;
    fanotify_init(flags: Show32(words::fanotify), event_f_flags: Flags(&OPEN)) => Fd;
    fanotify_mark(fanotify_fd: Fd, flags: Flags(&FANOTIFY_MARK), mask: Flags64(&FANOTIFY), dirfd: Show32(mark_fd),
        pathname: Path) => Int;
}
