//! Being told of changes: inotify and fanotify.

use crate::decode::custom::words;
use crate::decode::flags::*;
use crate::decode::macros::syscalls;

/// Is there no directory that a mark's path begins at?
fn is_none(fd: u64) -> bool {
    fd as i32 == -1
}

syscalls! {
    inotify_init() => Fd;
    inotify_init1(flags: Flags(&INOTIFY_INIT)) => Fd;
    inotify_add_watch(fd: Fd, pathname: Path, mask: Flags(&INOTIFY)) => Int;
    inotify_rm_watch(fd: Fd, wd: Int) => Int;
    fanotify_init(flags: Show32(words::fanotify), event_f_flags: Flags(&OPEN)) => Fd;
    fanotify_mark(fanotify_fd: Fd, flags: Flags(&FANOTIFY_MARK), mask: Flags64(&FANOTIFY), dirfd: Either(dirfd, is_none, &Enum(&FAN_FD), &DirFd),
        pathname: Path) => Int;
}
