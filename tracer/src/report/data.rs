//! What reports know of files, peers, errors, processes and slow calls.

use std::rc::Rc;

use tracer_common::counts::Aggregate;

use crate::call::Task;

/// A file, a peer, or what else a descriptor stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ObjectKey {
    /// Known by name.
    Named(Rc<str>),
    /// Standard input, output or error, of which no more is known.
    Standard(i32),
    /// A descriptor that nobody has told of.
    Unknown,
    /// One of those that were too many to be told apart.
    Others,
}

impl std::fmt::Display for ObjectKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Named(name) => f.write_str(name),
            Self::Standard(0) => f.write_str("(standard input)"),
            Self::Standard(1) => f.write_str("(standard output)"),
            Self::Standard(_) => f.write_str("(standard error)"),
            Self::Unknown => f.write_str("(descriptors not known)"),
            Self::Others => f.write_str("(others)"),
        }
    }
}

/// What was done with it. Times are wall time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Object {
    /// Calls.
    pub calls: Aggregate,
    /// Bytes read or received.
    pub read: u64,
    /// Bytes written or sent.
    pub written: u64,
    /// Bytes moved otherwise.
    pub moved: u64,
}

/// One way in which calls failed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ErrorKey {
    /// ABI.
    pub abi: u8,
    /// Number.
    pub nr: u32,
    /// Errno.
    pub errno: u32,
    /// About what.
    pub object: Option<Rc<str>>,
}

/// A process.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Process {
    /// Its id.
    pub tgid: u32,
    /// Its parent's; 0 if that is not known.
    pub parent: u32,
    /// Its last name.
    pub comm: String,
    /// Its words, as far as they are known.
    pub command: String,
    /// When it was first seen, ns.
    pub first: u64,
    /// When it was last seen, ns.
    pub last: u64,
    /// Threads that it has had.
    pub threads: u32,
    /// Programs that it has begun.
    pub execs: u32,
    /// How it ended, as from wait(2).
    pub status: Option<u32>,
    /// Its calls; wall time.
    pub calls: Aggregate,
}

/// A slow call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slow {
    /// Who called.
    pub task: Task,
    /// When it began, ns.
    pub time: u64,
    /// How long it was off the CPU, ns.
    pub wait: u64,
    /// The call, as lines show it.
    pub text: String,
}
