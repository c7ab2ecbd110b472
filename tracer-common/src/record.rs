//! The records that travel over the ring buffer, and a bounds-checked parser for them.
//!
//! Each record starts with a [`Header`]; its kind decides the rest. All fields are in the machine's byte
//! order. Pairing enter with exit is left to user space.

use crate::abi::Abi;
use crate::limits::{COMM_LEN, SIGINFO_LEN};

/// Raised whenever a record or a map value changes its meaning or layout.
pub const ABI_VERSION: u32 = 2;

/// What a record tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// A call has begun: [`Enter`].
    Enter = 1,
    /// A call has ended, its enter record went before: [`Exit`].
    Exit = 2,
    /// A whole call in one record: [`Whole`].
    Whole = 3,
    /// A task was created: [`Fork`].
    Fork = 4,
    /// A task runs a new program: [`Exec`].
    Exec = 5,
    /// A task ended: [`TaskExit`].
    TaskExit = 6,
    /// A signal is delivered: [`Signal`].
    Signal = 7,
    /// Events did not fit into the ring: [`Lost`].
    Lost = 8,
}

/// No sys_enter was seen for this call: seccomp denied it, or tracing began inside it.
pub const FLAG_NO_ENTER: u16 = 2;
/// The task began to be traced inside this call.
pub const FLAG_ATTACHED_INSIDE: u16 = 4;
/// The new task is a thread of its creator's process.
pub const FLAG_THREAD: u16 = 8;
/// The last task of its process ended.
pub const FLAG_LAST_OF_PROCESS: u16 = 16;
/// No traced task is left.
pub const FLAG_LAST_TRACED: u16 = 32;
/// The signal was ignored by the task, not delivered to it. strace, which stops the task, shows it too.
pub const FLAG_IGNORED: u16 = 64;
/// The signal's action is the default one.
pub const FLAG_DEFAULT_ACTION: u16 = 128;
/// Some of the memory that was to be copied was not there when the call began. It is looked for again at its end.
pub const FLAG_INCOMPLETE: u16 = 256;
/// The task goes on, untraced: what looks like its end is that of tracing it.
pub const FLAG_DETACHED: u16 = 512;

/// What every record starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Header {
    /// A [`Kind`].
    pub kind: u8,
    /// An [`Abi`].
    pub abi: u8,
    /// `FLAG_*`.
    pub flags: u16,
    /// Syscall number (calls), signal number (signals), else 0.
    pub nr: u32,
    /// The task, as seen in the initial pid namespace.
    pub tid: u32,
    /// Its process.
    pub tgid: u32,
    /// When, in ns of CLOCK_MONOTONIC.
    pub time: u64,
}

/// A call has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Enter {
    /// Task, number, time of entry.
    pub header: Header,
    /// The six argument registers.
    pub args: [u64; 6],
}

/// A call has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Exit {
    /// Task, number, time of return.
    pub header: Header,
    /// The result as the kernel gave it: -4095..=-1 are errors.
    pub result: i64,
    /// When the call began, ns.
    pub start: u64,
    /// How long the task was off the CPU during the call, ns.
    pub wait: u64,
}

/// A whole call: what [`Enter`] and [`Exit`] tell, in one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Whole {
    /// Its end, as of [`Exit`].
    pub exit: Exit,
    /// The six argument registers at entry.
    pub args: [u64; 6],
}

/// A task was created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Fork {
    /// The creator; [`FLAG_THREAD`] tells a thread from a process.
    pub header: Header,
    /// The new task.
    pub child_tid: u32,
    /// Its process.
    pub child_tgid: u32,
    /// The name it starts with.
    pub comm: [u8; COMM_LEN],
}

/// A task runs a new program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Exec {
    /// The task, under the tid it has from now on (a thread that execs takes over its process's).
    pub header: Header,
    /// The tid it had before.
    pub former_tid: u32,
    /// Explicit padding.
    pub pad: u32,
    /// Its new name.
    pub comm: [u8; COMM_LEN],
}

/// A task ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct TaskExit {
    /// The task.
    pub header: Header,
    /// Its status, in the form of wait(2).
    pub status: u32,
    /// Explicit padding.
    pub pad: u32,
    /// Its last name.
    pub comm: [u8; COMM_LEN],
}

/// A signal is delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Signal {
    /// The receiving task; `nr` is the signal.
    pub header: Header,
    /// The start of its `siginfo_t`.
    pub info: [u8; SIGINFO_LEN],
    /// Where the task is: its instruction pointer.
    pub instruction: u64,
}

/// Events did not fit into the ring since the last record from this CPU.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Lost {
    /// Only `time` has a meaning.
    pub header: Header,
    /// How many events.
    pub events: u64,
}

const _: () = assert!(size_of::<Header>() == 24);
const _: () = assert!(size_of::<Enter>() == 72);
const _: () = assert!(size_of::<Exit>() == 48);
const _: () = assert!(size_of::<Whole>() == 96);
const _: () = assert!(size_of::<Fork>() == 48);
const _: () = assert!(size_of::<Exec>() == 48);
const _: () = assert!(size_of::<TaskExit>() == 48);
const _: () = assert!(size_of::<Signal>() == 80);
const _: () = assert!(size_of::<Lost>() == 32);

/// A record, parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the struct of its name")]
pub enum Record {
    Enter(Enter),
    Exit(Exit),
    Whole(Whole),
    Fork(Fork),
    Exec(Exec),
    TaskExit(TaskExit),
    Signal(Signal),
    Lost(Lost),
}

/// Bytes that are no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseError {
    /// The record ends before its kind says.
    Short {
        /// Bytes there are.
        have: usize,
        /// Bytes there should be.
        need: usize,
    },
    /// No such kind.
    Kind(u8),
    /// No such ABI.
    Abi(u8),
}

impl core::fmt::Display for ParseError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Short { have, need } => write!(f, "record of {have} bytes where {need} are needed"),
            Self::Kind(kind) => write!(f, "unknown record kind {kind}"),
            Self::Abi(abi) => write!(f, "unknown syscall ABI {abi}"),
        }
    }
}

impl core::error::Error for ParseError {}

/// Reads fields one after the other; [`parse`] has checked that they are there.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    #[inline]
    fn take<const N: usize>(&mut self) -> [u8; N] {
        match self.0.split_first_chunk::<N>() {
            Some((head, tail)) => {
                self.0 = tail;
                *head
            }
            None => [0; N],
        }
    }

    #[inline]
    fn u32(&mut self) -> u32 {
        u32::from_ne_bytes(self.take())
    }

    #[inline]
    fn u64(&mut self) -> u64 {
        u64::from_ne_bytes(self.take())
    }

    #[inline]
    fn args(&mut self) -> [u64; 6] {
        core::array::from_fn(|_| self.u64())
    }

    #[inline]
    fn header(&mut self) -> Header {
        let [kind, abi] = self.take();
        let flags = u16::from_ne_bytes(self.take());
        Header { kind, abi, flags, nr: self.u32(), tid: self.u32(), tgid: self.u32(), time: self.u64() }
    }

    #[inline]
    fn exit(&mut self) -> Exit {
        let header = self.header();
        Exit { header, result: self.u64() as i64, start: self.u64(), wait: self.u64() }
    }
}

/// Parses one record. What follows its fields is the memory that was copied with it, if any: see [`crate::segment`].
pub fn parse(bytes: &[u8]) -> Result<(Record, &[u8]), ParseError> {
    let (kind, abi) = match bytes {
        [kind, abi, ..] => (*kind, *abi),
        _ => return Err(ParseError::Short { have: bytes.len(), need: size_of::<Header>() }),
    };
    if Abi::from_u8(abi).is_none() {
        return Err(ParseError::Abi(abi));
    }
    let need = match kind {
        1 => size_of::<Enter>(),
        2 => size_of::<Exit>(),
        3 => size_of::<Whole>(),
        4 => size_of::<Fork>(),
        5 => size_of::<Exec>(),
        6 => size_of::<TaskExit>(),
        7 => size_of::<Signal>(),
        8 => size_of::<Lost>(),
        other => return Err(ParseError::Kind(other)),
    };
    if bytes.len() < need {
        return Err(ParseError::Short { have: bytes.len(), need });
    }
    let mut f = Fields(bytes);
    let record = match kind {
        1 => Record::Enter(Enter { header: f.header(), args: f.args() }),
        2 => Record::Exit(f.exit()),
        3 => Record::Whole(Whole { exit: f.exit(), args: f.args() }),
        4 => {
            Record::Fork(Fork { header: f.header(), child_tid: f.u32(), child_tgid: f.u32(), comm: f.take() })
        }
        5 => Record::Exec(Exec { header: f.header(), former_tid: f.u32(), pad: f.u32(), comm: f.take() }),
        6 => Record::TaskExit(TaskExit { header: f.header(), status: f.u32(), pad: f.u32(), comm: f.take() }),
        7 => Record::Signal(Signal { header: f.header(), info: f.take(), instruction: f.u64() }),
        _ => Record::Lost(Lost { header: f.header(), events: f.u64() }),
    };
    Ok((record, f.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(kind: u8, words: usize) -> [u8; 96] {
        let mut bytes = [0_u8; 96];
        for (i, chunk) in bytes.chunks_exact_mut(8).take(words).enumerate() {
            chunk.copy_from_slice(&(i as u64).to_ne_bytes());
        }
        bytes[0] = kind;
        bytes
    }

    #[test]
    fn an_enter_record_keeps_every_field() {
        let bytes = words(1, 9);
        let Ok((Record::Enter(enter), tail)) = parse(&bytes) else { panic!("not an enter record") };
        assert_eq!(enter.args, [3, 4, 5, 6, 7, 8]);
        assert_eq!(tail.len(), 96 - 72);
        assert_eq!((enter.header.tid, enter.header.tgid, enter.header.time), (1, 0, 2));
    }

    #[test]
    fn every_kind_needs_its_whole_length() {
        for kind in 1..=8 {
            let bytes = words(kind, 12);
            assert!(parse(&bytes).is_ok());
            let need = (0..=96).find(|&n| parse(&bytes[..n]).is_ok()).expect("parses whole");
            assert_eq!(parse(&bytes[..need - 1]), Err(ParseError::Short { have: need - 1, need }));
        }
    }

    #[test]
    fn what_is_no_record_is_refused() {
        assert_eq!(parse(&[]), Err(ParseError::Short { have: 0, need: 24 }));
        assert_eq!(parse(&[9, 0, 0]), Err(ParseError::Kind(9)));
        assert_eq!(parse(&[1, 77, 0]), Err(ParseError::Abi(77)));
    }
}
