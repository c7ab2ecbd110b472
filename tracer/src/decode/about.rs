//! What a call is about: the descriptor or path among its arguments, the bytes that it moves, what it opens and replaces. All
//! of it follows from the rows; calls of other ABIs are taken for those of the same name.

use tracer_common::abi::Abi;

use super::desc::{Arg, Len, Ret, Row, Ty};
use super::index;
use crate::arch;
use crate::call::Call;

/// The longest path that the kernel takes.
const PATH_MAX: usize = 4096;

/// Calls after which a descriptor of their arguments stands for something else: the last of them.
const REPLACING: [&str; 6] = ["close", "dup2", "dup3", "connect", "bind", "listen"];

/// What is to be known of a syscall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The argument that is a descriptor.
    fd: Option<u8>,
    /// The descriptor that stands for something else after it.
    replaced: Option<u8>,
    /// The argument that is a path.
    path: Option<u8>,
    /// The argument that is the directory where relative paths begin.
    directory: Option<u8>,
    /// Is its result a number of bytes that it moved?
    moves: bool,
    /// Is its result a new descriptor?
    pub opens: bool,
}

/// The type, without that it is there or shown only sometimes.
fn bare(ty: &Ty) -> &Ty {
    match ty {
        Ty::Label(_, ty) | Ty::When(_, _, ty) | Ty::Only(_, _, ty) => bare(ty),
        other => other,
    }
}

/// Does the buffer hold what the call moves, and the result tell how much?
fn is_moved(arg: &Arg) -> bool {
    match bare(&arg.ty) {
        Ty::Out(to) | Ty::OutOn(_, to) => matches!(to, Ty::Bytes(Len::Ret) | Ty::IovOut(_, Len::Ret)),
        Ty::In(to) => matches!(to, Ty::Bytes(Len::Arg(_)) | Ty::Iov(_)),
        _ => false,
    }
}

/// The row of a call, or of the native one of its name: that of the other width, if there is no other.
fn row(abi: Abi, nr: u32) -> Option<&'static Row> {
    if abi == Abi::NATIVE {
        return index::row(abi, nr);
    }
    let name = arch::syscall(abi, nr)?.name;
    let narrow = name.trim_end_matches("64").trim_end_matches("32");
    let native = |name: &str| arch::syscalls(Abi::NATIVE).iter().find(|it| it.name == name);
    index::row(Abi::NATIVE, native(name).or_else(|| native(narrow))?.nr)
}

impl About {
    /// What is known of a syscall.
    pub fn of(abi: Abi, nr: u32) -> Self {
        let Some(row) = row(abi, nr) else { return Self::default() };
        let find = |wanted: fn(&Ty) -> bool| row.args.iter().filter(move |it| wanted(bare(&it.ty)));
        let fd = find(|ty| matches!(ty, Ty::Fd | Ty::Socket)).next();
        let last = find(|ty| matches!(ty, Ty::Fd | Ty::Socket)).next_back();
        let path = match row.name.starts_with("symlink") {
            // What a link leads to need not be there.
            true => find(|ty| matches!(ty, Ty::Path)).next_back(),
            false => find(|ty| matches!(ty, Ty::Path)).next(),
        };
        let directory =
            path.and_then(|path| find(|ty| matches!(ty, Ty::DirFd)).rfind(|it| it.register < path.register));
        let register = |arg: Option<&Arg>| arg.map(|arg| arg.register);
        // Nothing is shown of what these move, or not all.
        let unseen = ["sendfile", "splice", "tee", "vmsplice", "copy_file_range", "getdents", "getdents64"];
        let messages = ["sendmsg", "recvmsg", "sendto", "recvfrom"];
        let moves =
            row.args.iter().any(is_moved) || unseen.contains(&row.name) || messages.contains(&row.name);
        Self {
            fd: register(fd),
            replaced: register(last.filter(|_| REPLACING.contains(&row.name))),
            path: register(path),
            directory: register(directory),
            moves: fd.is_some() && moves,
            opens: matches!(row.ret, Ret::Fd),
        }
    }

    /// The descriptor that the call is about.
    #[inline]
    pub fn fd(&self, args: Option<&[u64; 6]>) -> Option<i32> {
        descriptor(self.fd, args)
    }

    /// The descriptor that stands for something else after the call.
    #[inline]
    pub fn replaced(&self, args: Option<&[u64; 6]>) -> Option<i32> {
        descriptor(self.replaced, args)
    }

    /// The directory where a relative path of the call begins; AT_FDCWD is one.
    #[inline]
    pub fn directory(&self, args: Option<&[u64; 6]>) -> Option<i32> {
        args?.get(usize::from(self.directory?)).map(|fd| *fd as i32)
    }

    /// The path that the call is about, if its bytes were copied; it may be empty.
    pub fn path<'a>(&self, call: &Call<'a>) -> Option<&'a [u8]> {
        let address = *call.start.args?.get(usize::from(self.path?))?;
        let at = |bytes: &'a [u8]| bytes.split(|b| *b == 0).next().filter(|_| !bytes.is_empty());
        at(call.start.memory.memory(address, PATH_MAX)).or_else(|| at(call.memory.memory(address, PATH_MAX)))
    }

    /// The bytes that it moved; `None` if it moves none.
    #[inline]
    pub const fn moved(&self, call: &Call<'_>) -> Option<u64> {
        if self.moves && call.result >= 0 { Some(call.result as u64) } else { None }
    }

    /// The descriptor that it opened.
    #[inline]
    pub fn opened(&self, call: &Call<'_>) -> Option<i32> {
        if self.opens { i32::try_from(call.result).ok().filter(|fd| *fd >= 0) } else { None }
    }
}

fn descriptor(register: Option<u8>, args: Option<&[u64; 6]>) -> Option<i32> {
    let fd = *args?.get(usize::from(register?))? as i32;
    (fd >= 0).then_some(fd)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arch::Groups;

    fn about(name: &str) -> About {
        let nr = arch::syscalls(Abi::NATIVE).iter().find(|it| it.name == name).expect("a syscall").nr;
        About::of(Abi::NATIVE, nr)
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
            "getcwd",
            "inotify_add_watch",
        ];
        for call in arch::syscalls(Abi::X86_64).iter().filter(|call| call.groups.contains(Groups::FILE)) {
            let known =
                without.contains(&call.name) || call.name.contains("xattr") || call.name.starts_with("file_");
            assert!(known || about(call.name).path.is_some(), "{}", call.name);
        }
    }

    #[test]
    fn calls_are_about_their_descriptors() {
        let args = [3, 4, 0, 0, 0, 0];
        assert_eq!((about("read").fd(Some(&args)), about("read").replaced(Some(&args))), (Some(3), None));
        assert_eq!((about("dup2").fd(Some(&args)), about("dup2").replaced(Some(&args))), (Some(3), Some(4)));
        assert_eq!(about("close").replaced(Some(&args)), Some(3));
        assert_eq!(
            (about("openat").directory(Some(&args)), about("symlinkat").directory(Some(&args))),
            (Some(3), Some(4))
        );
        assert_eq!(about("read").fd(Some(&[u64::MAX, 0, 0, 0, 0, 0])), None);
        assert_eq!(about("getpid"), About::default());
        assert!(about("fcntl").fd == Some(0) && !about("fcntl").opens);
    }

    #[test]
    fn bytes_are_moved_by_what_reads_and_writes() {
        for name in [
            "read",
            "write",
            "pread64",
            "pwrite64",
            "readv",
            "writev",
            "preadv2",
            "sendto",
            "recvfrom",
            "sendmsg",
            "recvmsg",
            "getdents64",
            "sendfile",
            "splice",
            "copy_file_range",
        ] {
            assert!(about(name).moves, "{name}");
        }
        for name in ["ioctl", "fstat", "connect", "setsockopt", "readlink", "getrandom", "epoll_ctl"] {
            assert!(!about(name).moves, "{name}");
        }
        for name in ["openat", "open", "socket", "accept4", "dup", "dup3", "epoll_create1", "memfd_create"] {
            assert!(about(name).opens, "{name}");
        }
    }

    #[test]
    fn calls_of_other_abis_are_known_by_name() {
        let of = |name: &str| {
            let nr = arch::syscalls(Abi::I386).iter().find(|it| it.name == name).expect("a syscall").nr;
            About::of(Abi::I386, nr)
        };
        assert_eq!((of("read"), of("stat64").path, of("fstat64").fd), (about("read"), Some(0), Some(0)));
    }
}
