//! Programs in pairs, for kernels that may preempt a program (`PREEMPTIBLE`).
//!
//! While a task is preempted inside a program, the kernel skips that program for every other task on the CPU
//! (`bpf_prog_get_recursion_context`, include/linux/bpf.h). So each is attached twice, and the kernel runs the two one
//! after the other: the first does the work and marks the current task's state; the second takes the mark away, or does
//! the work if there is none, as the first was skipped then.
//!
//! sched_switch has no pair: the scheduler runs it with preemption off. Nor have the signals, whose tracepoints lie
//! below the lock of the signal handlers, with interrupts off. The iterator is never skipped.

use tracer_common::config::{PREEMPTIBLE, SECOND};
use tracer_common::state::SEEN;

use crate::kernel::current;
use crate::maps::wants;
use crate::task;

/// Runs the work of one half of a pair, unless the other half has done it. `seen` is the mark of this kind of event.
///
/// A second that is skipped leaves its mark behind. Any other event of the task replaces or removes it, so it takes two
/// events of one kind in a row, and the kernel skipping the second of the one and the first of the other, to lose one.
/// A task without a state has no mark, and its work is done twice: it amounts to looking for the state, once more.
#[inline(always)]
pub fn once(seen: u64, work: impl FnOnce()) {
    if wants(SECOND) && take_mark() == seen {
        return;
    }
    work();
    if wants(PREEMPTIBLE) && !wants(SECOND) {
        if let Some(state) = task::state(current()) {
            state.flags = state.flags & !SEEN | seen;
        }
    }
}

/// Removes the mark from the current task, and tells which it was.
#[inline(always)]
fn take_mark() -> u64 {
    let Some(state) = task::state(current()) else { return 0 };
    let flags = state.flags;
    state.flags = flags & !SEEN;
    flags & SEEN
}
