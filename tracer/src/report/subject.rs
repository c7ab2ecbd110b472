//! What a call is about, for reports: its descriptor, its path, the bytes that it moves, what kind of work it is.
//!
//! Descriptors and paths are known to `decode::about`. Which calls are alike, and why that matters, is what findings
//! are about, so that is said here.

use hashbrown::HashMap;
use tracer_common::abi::Abi;

use crate::arch;
use crate::call::Call;
use crate::decode::about::About;

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
    /// Its descriptor, its path.
    about: About,
    /// Is its result a new descriptor?
    pub opens: bool,
}

impl Subject {
    fn of(abi: Abi, nr: u32) -> Self {
        let Some(name) = arch::syscall(abi, nr).map(|it| it.name) else { return Self::default() };
        let about = About::of(abi, nr);
        Self { name, kind: kind(name), about, opens: about.opens }
    }

    /// The descriptor that the call is about.
    pub fn fd(&self, call: &Call<'_>) -> Option<i32> {
        self.about.fd(call.start.args.as_ref())
    }

    /// The path that the call is about, if its bytes were copied.
    pub fn path<'a>(&self, call: &Call<'a>) -> Option<&'a [u8]> {
        self.about.path(call).filter(|path| !path.is_empty())
    }

    /// The bytes that it moved; `None` if it moves none.
    pub const fn bytes(&self, call: &Call<'_>) -> Option<u64> {
        self.about.moved(call)
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
        let (read, open) = (of("read"), of("openat"));
        assert_eq!((read.name, read.kind, read.opens), ("read", Kind::Read, false));
        assert_eq!((open.name, open.kind, open.opens), ("openat", Kind::Open, true));
        assert_eq!(of("getpid"), Subject { name: "getpid", ..Subject::default() });
    }
}
