//! Flags of calls on files.

use crate::decode::macros::flags;
use crate::decode::uapi::*;

flags! {
    /// The directory descriptor that stands for the working directory.
    DIR_FD, "", decimal: AT_FDCWD;
    /// Types of files.
    FILE_TYPE, "": S_IFSOCK, S_IFLNK, S_IFREG, S_IFBLK, S_IFDIR, S_IFCHR, S_IFIFO;
    /// open(2)
    OPEN, "O_???": O_ACCMODE { O_RDONLY, O_WRONLY, O_RDWR }, O_CREAT, O_EXCL, O_NOCTTY, O_TRUNC, O_APPEND, O_NONBLOCK,
        O_SYNC, O_DSYNC, O_DIRECT, O_LARGEFILE, O_NOFOLLOW, O_NOATIME, O_CLOEXEC, O_PATH, O_TMPFILE, O_DIRECTORY, FASYNC;
}
