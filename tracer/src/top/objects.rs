//! What a call is about: the descriptor or path among its arguments, the bytes that it moves, what it opens and closes.
//!
//! The lists are by name, as the numbers differ by ABI; a call finds its entry by number.

use hashbrown::HashMap;

use super::counts::CallId;
use crate::arch;
use crate::call::Call;

/// What is to be known of a syscall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The argument that is a descriptor.
    fd: Option<u8>,
    /// The argument that is a path.
    path: Option<u8>,
    /// The argument that is the directory where relative paths begin.
    directory: Option<u8>,
    /// Is its result a number of bytes?
    bytes: bool,
    /// Is its result a new descriptor?
    opens: bool,
    /// Does its descriptor stand for something else after it? It is closed, replaced or connected.
    closes: bool,
}

const FIRST_FD: &str = " bind listen accept accept4 connect getsockname getpeername setsockopt getsockopt shutdown \
    lseek _llseek ioctl fcntl fcntl64 flock fsync fdatasync ftruncate ftruncate64 fstat fstat64 fstatfs fstatfs64 fchdir \
    fchmod fchown fchown32 fgetxattr fsetxattr flistxattr fremovexattr fadvise64 fallocate readahead sync_file_range \
    syncfs epoll_wait epoll_pwait epoll_pwait2 epoll_ctl epoll_ctl_old epoll_wait_old timerfd_settime timerfd_gettime \
    inotify_add_watch inotify_rm_watch sendmmsg recvmmsg mq_timedsend mq_timedreceive io_uring_enter dup pidfd_send_signal \
    close ";
const FIRST_FD_BYTES: &str = " read write pread64 pwrite64 readv writev preadv pwritev preadv2 pwritev2 sendto recvfrom \
    sendmsg recvmsg send recv getdents getdents64 sendfile sendfile64 splice tee vmsplice copy_file_range ";
const FIRST_PATH: &str = " stat lstat stat64 lstat64 access chdir rename mkdir rmdir link unlink symlink readlink chmod chown \
    lchown chown32 lchown32 utime utimes mknod statfs statfs64 truncate truncate64 chroot mount umount2 execve getxattr \
    lgetxattr setxattr lsetxattr listxattr llistxattr removexattr swapon swapoff acct uselib ";
const SECOND_PATH: &str = " newfstatat fstatat64 statx faccessat faccessat2 mkdirat mknodat fchownat futimesat utimensat \
    unlinkat renameat renameat2 linkat readlinkat fchmodat fchmodat2 name_to_handle_at execveat open_tree \
    fspick ";
const OPENS: &str = " dup dup2 dup3 accept accept4 socket pipe pipe2 eventfd eventfd2 epoll_create epoll_create1 signalfd \
    signalfd4 timerfd_create inotify_init inotify_init1 memfd_create pidfd_open pidfd_getfd userfaultfd io_uring_setup \
    perf_event_open fanotify_init fcntl ";
const OPENS_FIRST_PATH: &str = " open creat ";
const OPENS_SECOND_PATH: &str = " openat openat2 ";

fn about(name: &str) -> About {
    let word = format!(" {name} ");
    let among = |list: &str| list.contains(&word);
    let bytes = among(FIRST_FD_BYTES);
    let path = if among(FIRST_PATH) || among(OPENS_FIRST_PATH) {
        Some(0)
    } else if among(SECOND_PATH) || among(OPENS_SECOND_PATH) {
        Some(1)
    } else {
        (name == "symlinkat").then_some(2)
    };
    let fd = match name {
        "dup2" | "dup3" => Some(1),
        _ => (bytes || among(FIRST_FD)).then_some(0),
    };
    let directory = match path {
        Some(0) | None => None,
        Some(path) => Some(path - 1),
    };
    let opens = among(OPENS) || among(OPENS_FIRST_PATH) || among(OPENS_SECOND_PATH);
    About {
        fd,
        path,
        directory,
        bytes,
        opens,
        closes: matches!(name, "close" | "dup2" | "dup3" | "connect" | "bind" | "listen"),
    }
}

/// The longest path that the kernel takes.
const PATH_MAX: usize = 4096;

/// What is known of the syscalls that were called so far.
#[derive(Clone, Debug, Default)]
pub struct Objects(HashMap<CallId, About>);

impl Objects {
    /// What is known of a syscall.
    #[inline]
    pub fn about(&mut self, id: CallId) -> About {
        *self.0.entry(id).or_insert_with(|| about(&arch::call_name(id.abi, id.nr)))
    }
}

impl About {
    /// The descriptor that the call is about.
    #[inline]
    pub fn fd(self, args: Option<&[u64; 6]>) -> Option<i32> {
        let fd = *args?.get(usize::from(self.fd?))? as i32;
        (fd >= 0).then_some(fd)
    }

    /// The directory where a relative path of the call begins; AT_FDCWD is one.
    #[inline]
    pub fn directory(self, args: Option<&[u64; 6]>) -> Option<i32> {
        args?.get(usize::from(self.directory?)).map(|fd| *fd as i32)
    }

    /// The path that the call is about, if its bytes were copied; it may be empty.
    pub fn path<'a>(self, call: &Call<'a>) -> Option<&'a [u8]> {
        let address = *call.start.args?.get(usize::from(self.path?))?;
        let at = |bytes: &'a [u8]| bytes.split(|b| *b == 0).next().filter(|_| !bytes.is_empty());
        at(call.start.memory.memory(address, PATH_MAX)).or_else(|| at(call.memory.memory(address, PATH_MAX)))
    }

    /// The bytes that it moved.
    #[inline]
    pub const fn bytes(self, call: &Call<'_>) -> u64 {
        if self.bytes && call.result > 0 { call.result as u64 } else { 0 }
    }

    /// The descriptor that it opened.
    #[inline]
    pub fn opened(self, call: &Call<'_>) -> Option<i32> {
        if self.opens { i32::try_from(call.result).ok().filter(|fd| *fd >= 0) } else { None }
    }

    /// Is its descriptor another one after it?
    #[inline]
    pub const fn closes(self) -> bool {
        self.closes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arch::Groups;
    use tracer_common::abi::Abi;

    #[test]
    fn every_word_of_the_lists_is_a_syscall() {
        for list in
            [FIRST_FD, FIRST_FD_BYTES, FIRST_PATH, SECOND_PATH, OPENS, OPENS_FIRST_PATH, OPENS_SECOND_PATH]
        {
            for word in list.split_whitespace() {
                let known =
                    Abi::ALL.iter().any(|abi| arch::syscalls(*abi).iter().any(|row| row.name == word));
                assert!(known || matches!(word, "send" | "recv"), "{word}");
            }
        }
    }

    #[test]
    fn what_strace_calls_about_files_has_a_path() {
        let without = [
            "fanotify_mark",
            "pivot_root",
            "quotactl",
            "mount_setattr",
            "move_mount",
            "open_tree_attr",
            "fsconfig",
            "listmount",
        ];
        for row in arch::syscalls(Abi::X86_64).iter().filter(|row| row.groups.contains(Groups::FILE)) {
            let missing = about(row.name).path.is_none();
            let known =
                without.contains(&row.name) || row.name.contains("xattr") || row.name.starts_with("file_");
            assert!(
                !missing || known || row.name == "getcwd" || row.name == "inotify_add_watch",
                "{}",
                row.name
            );
        }
    }

    #[test]
    fn calls_are_about_their_descriptors() {
        let args = [3, 4, 0, 0, 0, 0];
        assert_eq!(about("read").fd(Some(&args)), Some(3));
        assert_eq!(about("dup2").fd(Some(&args)), Some(4));
        assert_eq!(
            (about("openat").directory(Some(&args)), about("symlinkat").directory(Some(&args))),
            (Some(3), Some(4))
        );
        assert_eq!(about("read").fd(Some(&[u64::MAX, 0, 0, 0, 0, 0])), None);
        assert_eq!(about("getpid"), About::default());
    }
}
