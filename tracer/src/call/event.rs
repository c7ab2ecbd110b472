//! What sources yield and sinks take: records, paired and checked.

use tracer_common::abi::Abi;
use tracer_common::limits::{COMM_LEN, SIGINFO_LEN};
use tracer_common::segment::Segments;

/// A thread. Its tid is what users know as its pid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Task {
    /// The thread.
    pub tid: u32,
    /// Its process.
    pub tgid: u32,
}

/// A call that has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallStart<'a> {
    /// Who calls.
    pub task: Task,
    /// Through which ABI.
    pub abi: Abi,
    /// The syscall's number in that ABI.
    pub nr: u32,
    /// The argument registers; `None` if the call began before tracing did and they could not be learnt.
    pub args: Option<[u64; 6]>,
    /// When, ns of CLOCK_MONOTONIC.
    pub time: u64,
    /// What was copied of the process's memory when it began.
    pub memory: Segments<'a>,
    /// Was some of it not there then? It may be among what was copied when the call ended.
    pub incomplete: bool,
    /// The number of the call that this task made before, if it is known: what restart_syscall(2) goes on with.
    pub previous: Option<u32>,
}

/// A call that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call<'a> {
    /// How it began.
    pub start: CallStart<'a>,
    /// When it ended, ns of CLOCK_MONOTONIC.
    pub end: u64,
    /// How long the task was off the CPU meanwhile, ns.
    pub wait: u64,
    /// The result as the kernel gave it: -4095..=-1 are errors, -512..=-516 among them mean a restart.
    pub result: i64,
    /// Was [`Event::Entered`] yielded for it? If not, it is shown whole.
    pub entered: bool,
    /// What was copied of the process's memory when it ended.
    pub memory: Segments<'a>,
}

impl Call<'_> {
    /// Wall time, ns.
    pub const fn wall(&self) -> u64 {
        self.end.saturating_sub(self.start.time)
    }

    /// The errno, if the call failed.
    pub const fn errno(&self) -> Option<u32> {
        if tracer_common::admit::failed(self.result) { Some(-self.result as u32) } else { None }
    }
}

/// A task's `comm`.
pub type Comm = [u8; COMM_LEN];

/// Something that happened, in the order in which the kernel saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// A call began. `Returned` or `Unfinished` follows, unless it is lost.
    Entered(CallStart<'a>),
    /// A call ended.
    Returned(Call<'a>),
    /// A call will not return: its task ended or was killed in it. `entered` as in [`Call`].
    Unfinished {
        /// How it began.
        start: CallStart<'a>,
        /// When this became clear, ns.
        time: u64,
        /// Was [`Event::Entered`] yielded for it?
        entered: bool,
    },
    /// A task was created.
    Forked {
        /// Its creator.
        parent: Task,
        /// The new task.
        child: Task,
        /// The name it starts with.
        comm: Comm,
        /// When, ns.
        time: u64,
    },
    /// A task runs a new program.
    Execed {
        /// The task, as it is called from now on.
        task: Task,
        /// Its tid until now; another one if a thread other than the leader called.
        former_tid: u32,
        /// Its new name.
        comm: Comm,
        /// When, ns.
        time: u64,
    },
    /// A signal was delivered to a task.
    Signalled {
        /// The task.
        task: Task,
        /// The signal's number.
        signal: u32,
        /// The start of its `siginfo_t`.
        info: [u8; SIGINFO_LEN],
        /// Where the task is.
        instruction: u64,
        /// Will the default action be taken (and not a handler be called)?
        default_action: bool,
        /// When, ns.
        time: u64,
    },
    /// A task ended.
    Exited {
        /// The task.
        task: Task,
        /// As from wait(2).
        status: u32,
        /// Its last name.
        comm: Comm,
        /// Was it the last of its process?
        last_of_process: bool,
        /// When, ns.
        time: u64,
    },
    /// A task is left: it goes on, untraced. The call that it is in has no end.
    Detached {
        /// The task.
        task: Task,
        /// The call, if [`Event::Entered`] was not yielded for it.
        call: Option<CallStart<'a>>,
        /// When, ns.
        time: u64,
    },
    /// Events did not fit into the ring here. They are counted all the same.
    Lost {
        /// How many.
        events: u64,
        /// When this became clear, ns.
        time: u64,
    },
}
