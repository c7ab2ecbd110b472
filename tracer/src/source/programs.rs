//! The programs of the BPF object: what they are called, where each attaches and when it is needed. Loading them
//! is left to [`super::loader`].

use tracer_common::config::{EVERYONE, FOLLOW, MEASURE_WAIT, PROCESS_RECORDS, SIGNAL_RECORDS};

use super::loader::Settings;

/// A program of the object: where it attaches, and when it is needed.
pub(super) struct Attachment {
    /// Its name in the object.
    pub program: &'static str,
    /// The type in the kernel's BTF that stands for it.
    pub point: &'static str,
    /// With these settings?
    pub needed: fn(&Settings) -> bool,
    /// The name of its second, where a kernel that may preempt it needs one.
    pub second: Option<&'static str>,
}

/// The program that adopts running tasks: an iterator, which is not attached.
pub(super) const ADOPT: &str = "adopt";

/// In the order in which they are attached: what follows a call's begin comes before it.
pub(super) const ATTACHMENTS: &[Attachment] = &[
    Attachment {
        program: "task_exit",
        point: "btf_trace_sched_process_exit",
        needed: |s| s.stream || s.config.flags & EVERYONE == 0,
        second: Some("task_exit_2"),
    },
    Attachment {
        program: "task_exec",
        point: "btf_trace_sched_process_exec",
        needed: |s| s.config.flags & PROCESS_RECORDS != 0,
        second: Some("task_exec_2"),
    },
    Attachment {
        program: "task_new",
        point: "btf_trace_task_newtask",
        needed: |s| s.config.flags & (FOLLOW | EVERYONE) != 0,
        second: Some("task_new_2"),
    },
    Attachment {
        program: "signal_deliver",
        point: "btf_trace_signal_deliver",
        needed: |s| s.config.flags & SIGNAL_RECORDS != 0,
        second: None,
    },
    Attachment {
        program: "signal_ignored",
        point: "btf_trace_signal_generate",
        needed: |s| s.config.flags & SIGNAL_RECORDS != 0,
        second: None,
    },
    Attachment {
        program: "task_switch",
        point: "btf_trace_sched_switch",
        needed: |s| s.config.flags & MEASURE_WAIT != 0,
        second: None,
    },
    Attachment {
        program: "count_exit",
        point: "btf_trace_sys_exit",
        needed: |s| !s.stream,
        second: Some("count_exit_2"),
    },
    Attachment {
        program: "count_enter",
        point: "btf_trace_sys_enter",
        needed: |s| !s.stream,
        second: Some("count_enter_2"),
    },
    Attachment {
        program: "stream_exit",
        point: "btf_trace_sys_exit",
        needed: |s| s.stream && s.capture.is_none(),
        second: Some("stream_exit_2"),
    },
    Attachment {
        program: "capture_exit",
        point: "btf_trace_sys_exit",
        needed: |s| s.stream && s.capture.is_some(),
        second: Some("capture_exit_2"),
    },
    Attachment {
        program: "stream_enter",
        point: "btf_trace_sys_enter",
        needed: |s| s.stream && s.capture.is_none(),
        second: Some("stream_enter_2"),
    },
    Attachment {
        program: "capture_enter",
        point: "btf_trace_sys_enter",
        needed: |s| s.stream && s.capture.is_some(),
        second: Some("capture_enter_2"),
    },
    Attachment { program: ADOPT, point: "bpf_iter_task", needed: |s| s.adopt, second: None },
];
