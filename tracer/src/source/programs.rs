//! The programs of the BPF object: what they are called, where each attaches and when it is needed. Loading them
//! is left to [`super::loader`].

use tracer_common::config::{
    DEFER, EVERYONE, FOLLOW, MEASURE_WAIT, PROCESS_RECORDS, SIGNAL_RECORDS, VCPU_EXITS,
};

use super::loader::Settings;

/// Where a program attaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    /// To a tracepoint of the kernel: the type in its BTF that stands for it.
    Tracepoint(&'static str),
    /// To a tracepoint that is there only when a module is loaded.
    OfModule {
        /// The tracepoint.
        tracepoint: &'static str,
        /// The module.
        module: &'static str,
    },
    /// It is an iterator, which is not attached: the function in the kernel's BTF that stands for it.
    Iterator(&'static str),
}

impl Point {
    /// What stands for it in the kernel's BTF.
    pub(super) fn in_btf(self) -> Option<&'static str> {
        match self {
            Self::Tracepoint(name) | Self::Iterator(name) => Some(name),
            Self::OfModule { .. } => None,
        }
    }
}

/// A program of the object: where it attaches, and when it is needed.
pub(super) struct Attachment {
    /// Its name in the object.
    pub program: &'static str,
    /// Where.
    pub point: Point,
    /// With these settings?
    pub needed: fn(&Settings) -> bool,
    /// How many copies of it there are, where the kernel may preempt it.
    pub copies: u64,
}

/// The program that adopts running tasks.
pub(super) const ADOPT: &str = "adopt";

/// Two of them must be preempted at once, on one CPU, before an event is missed; and a call of which one end was missed
/// is counted by the other.
pub(super) const CALL_COPIES: u64 = 2;

/// What happens to a task once can be learnt from nothing else, and costs little.
const PROCESS_COPIES: u64 = 6;

/// In the order in which they are attached: what follows a call's begin comes before it.
pub(super) const ATTACHMENTS: &[Attachment] = &[
    Attachment {
        program: "task_exit",
        point: Point::Tracepoint("btf_trace_sched_process_exit"),
        needed: |s| s.stream || s.config.flags & EVERYONE == 0,
        copies: PROCESS_COPIES,
    },
    Attachment {
        program: "task_exec",
        point: Point::Tracepoint("btf_trace_sched_process_exec"),
        needed: |s| s.config.flags & PROCESS_RECORDS != 0,
        copies: PROCESS_COPIES,
    },
    Attachment {
        program: "task_new",
        point: Point::Tracepoint("btf_trace_task_newtask"),
        needed: |s| s.config.flags & (FOLLOW | EVERYONE) != 0,
        copies: PROCESS_COPIES,
    },
    Attachment {
        program: "signal_deliver",
        point: Point::Tracepoint("btf_trace_signal_deliver"),
        needed: |s| s.config.flags & SIGNAL_RECORDS != 0,
        copies: 1,
    },
    Attachment {
        program: "signal_ignored",
        point: Point::Tracepoint("btf_trace_signal_generate"),
        needed: |s| s.config.flags & SIGNAL_RECORDS != 0,
        copies: 1,
    },
    Attachment {
        program: "task_switch",
        point: Point::Tracepoint("btf_trace_sched_switch"),
        needed: |s| s.config.flags & (MEASURE_WAIT | DEFER) != 0,
        copies: 1,
    },
    Attachment {
        program: "vcpu_exit",
        point: Point::OfModule { tracepoint: "kvm_userspace_exit", module: "kvm" },
        needed: |s| s.config.flags & VCPU_EXITS != 0,
        copies: CALL_COPIES,
    },
    Attachment {
        program: "count_exit",
        point: Point::Tracepoint("btf_trace_sys_exit"),
        needed: |s| !s.stream,
        copies: CALL_COPIES,
    },
    Attachment {
        program: "count_enter",
        point: Point::Tracepoint("btf_trace_sys_enter"),
        needed: |s| !s.stream,
        copies: CALL_COPIES,
    },
    Attachment {
        program: "stream_exit",
        point: Point::Tracepoint("btf_trace_sys_exit"),
        needed: |s| s.stream && s.capture.is_none(),
        copies: CALL_COPIES,
    },
    Attachment {
        program: "capture_exit",
        point: Point::Tracepoint("btf_trace_sys_exit"),
        needed: |s| s.stream && s.capture.is_some(),
        copies: CALL_COPIES,
    },
    Attachment {
        program: "stream_enter",
        point: Point::Tracepoint("btf_trace_sys_enter"),
        needed: |s| s.stream && s.capture.is_none(),
        copies: CALL_COPIES,
    },
    Attachment {
        program: "capture_enter",
        point: Point::Tracepoint("btf_trace_sys_enter"),
        needed: |s| s.stream && s.capture.is_some(),
        copies: CALL_COPIES,
    },
    Attachment { program: ADOPT, point: Point::Iterator("bpf_iter_task"), needed: |s| s.adopt, copies: 1 },
];
