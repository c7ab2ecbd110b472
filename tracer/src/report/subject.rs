//! What a call is about, for reports: its descriptor, its path, the bytes that it moves, what kind of work it is.
//!
//! Positions of descriptors and paths come from the rows. Which calls are alike, and why that matters, is what findings
//! are about, so that is said here.

use hashbrown::HashMap;
use tracer_common::abi::Abi;

use crate::arch;
use crate::call::Call;
use crate::decode::desc::{Arg, Len, Ret, Ty};
use crate::decode::index;

/// The longest path that the kernel takes.
const PATH_MAX: usize = 4096;

/// What kind of work a call is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is a family of syscalls")]
pub enum Kind {
    Read,
    Write,
    Send,
    Receive,
    Stat,
    Open,
    Sync,
    Poll,
    Futex,
    Map,
    Unmap,
    Fork,
    Exec,
    Sleep,
    Close,
    Duplicate,
    Socket,
    Connect,
    Accept,
    Pipe,
    #[default]
    Other,
}

/// The family of a syscall.
fn kind(name: &str) -> Kind {
    match name {
        "read" | "pread64" | "readv" | "preadv" | "preadv2" => Kind::Read,
        "write" | "pwrite64" | "writev" | "pwritev" | "pwritev2" => Kind::Write,
        "sendto" | "sendmsg" | "send" => Kind::Send,
        "recvfrom" | "recvmsg" | "recv" => Kind::Receive,
        "stat" | "lstat" | "newfstatat" | "statx" | "access" | "faccessat" | "faccessat2" | "stat64"
        | "lstat64" | "fstatat64" | "readlink" | "readlinkat" => Kind::Stat,
        "open" | "openat" | "openat2" | "creat" => Kind::Open,
        "fsync" | "fdatasync" | "sync_file_range" | "msync" => Kind::Sync,
        "poll" | "ppoll" | "select" | "pselect6" | "epoll_wait" | "epoll_pwait" | "epoll_pwait2" => {
            Kind::Poll
        }
        "futex" => Kind::Futex,
        "mmap" | "mmap2" => Kind::Map,
        "munmap" => Kind::Unmap,
        "fork" | "vfork" | "clone" | "clone3" => Kind::Fork,
        "execve" | "execveat" => Kind::Exec,
        "nanosleep" | "clock_nanosleep" => Kind::Sleep,
        "close" => Kind::Close,
        "dup" | "dup2" | "dup3" => Kind::Duplicate,
        "socket" => Kind::Socket,
        "connect" => Kind::Connect,
        "accept" | "accept4" => Kind::Accept,
        "pipe" | "pipe2" => Kind::Pipe,
        _ => Kind::Other,
    }
}

/// What is to be known of a syscall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// Its name; empty if it has none.
    pub name: &'static str,
    /// Its family.
    pub kind: Kind,
    /// The argument that is a descriptor.
    fd: Option<u8>,
    /// The argument that is a path.
    path: Option<u8>,
    /// Is its result a number of bytes that it moved?
    moves: bool,
    /// Is its result a new descriptor?
    pub opens: bool,
}

/// Is it a type, or an argument that is there or shown only sometimes?
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

impl Subject {
    fn of(abi: Abi, nr: u32) -> Self {
        let Some(name) = arch::syscall(abi, nr).map(|it| it.name) else { return Self::default() };
        let kind = kind(name);
        // Where there is no row, these are known all the same.
        let known = matches!(kind, Kind::Read | Kind::Write | Kind::Send | Kind::Receive);
        let first_fd = known
            || matches!(kind, Kind::Close | Kind::Sync | Kind::Connect | Kind::Accept | Kind::Duplicate);
        let opens = matches!(kind, Kind::Open | Kind::Duplicate | Kind::Socket | Kind::Accept);
        let subject = Self { name, kind, fd: first_fd.then_some(0), path: None, moves: known, opens };
        let Some(row) = index::row(abi, nr) else { return subject };
        let register =
            |wanted: fn(&Ty) -> bool| row.args.iter().find(|it| wanted(bare(&it.ty))).map(|it| it.register);
        Self {
            fd: register(|ty| matches!(ty, Ty::Fd)).or(subject.fd),
            path: register(|ty| matches!(ty, Ty::Path)),
            moves: known || row.args.iter().any(is_moved) && register(|ty| matches!(ty, Ty::Fd)).is_some(),
            opens: opens || matches!(row.ret, Ret::Fd),
            ..subject
        }
    }

    /// The descriptor that the call is about.
    pub fn fd(&self, call: &Call<'_>) -> Option<i32> {
        let fd = *call.start.args?.get(usize::from(self.fd?))? as i32;
        (fd >= 0).then_some(fd)
    }

    /// The path that the call is about, if its bytes were copied.
    pub fn path<'a>(&self, call: &Call<'a>) -> Option<&'a [u8]> {
        let address = *call.start.args?.get(usize::from(self.path?))?;
        let at = |bytes: &'a [u8]| bytes.split(|b| *b == 0).next().filter(|path| !path.is_empty());
        at(call.start.memory.memory(address, PATH_MAX)).or_else(|| at(call.memory.memory(address, PATH_MAX)))
    }

    /// The bytes that it moved; `None` if it moves none.
    pub const fn bytes(&self, call: &Call<'_>) -> Option<u64> {
        if self.moves && call.result >= 0 { Some(call.result as u64) } else { None }
    }
}

/// What is known of the syscalls that were called so far.
#[derive(Debug, Default)]
pub struct Subjects(HashMap<(u8, u32), Subject>);

impl Subjects {
    /// What is known of a syscall.
    #[inline]
    pub fn of(&mut self, abi: Abi, nr: u32) -> Subject {
        *self.0.entry((abi as u8, nr)).or_insert_with(|| Subject::of(abi, nr))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Subject {
        let nr = arch::syscalls(Abi::X86_64).iter().find(|it| it.name == name).expect("a syscall").nr;
        Subject::of(Abi::X86_64, nr)
    }

    #[test]
    fn rows_tell_what_calls_are_about() {
        let read = of("read");
        assert_eq!(
            (read.kind, read.fd, read.path, read.moves, read.opens),
            (Kind::Read, Some(0), None, true, false)
        );
        let open = of("openat");
        assert_eq!((open.kind, open.path, open.opens, open.moves), (Kind::Open, Some(1), true, false));
        assert_eq!((of("writev").moves, of("close").fd, of("execve").path), (true, Some(0), Some(0)));
        assert_eq!(of("getpid"), Subject { name: "getpid", ..Subject::default() });
    }
}
