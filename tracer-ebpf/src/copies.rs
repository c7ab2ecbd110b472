//! Programs in several copies, for kernels that may preempt a program (`PREEMPTIBLE`).
//!
//! While a task is preempted inside a program, the kernel skips that program for every other task on the CPU
//! (`bpf_prog_get_recursion_context`, include/linux/bpf.h). So each is attached several times, and the kernel runs the
//! copies one after the other: the first does the work and marks the current task's state; the others look for the
//! mark, and do the work if there is none, as those before were skipped then; the last takes the mark away. A call whose
//! end all copies were skipped for is noticed when its task begins another: see [`crate::call::begun`].
//!
//! sched_switch has one program: the scheduler runs it with preemption off. So have the signals, whose tracepoints lie
//! below the lock of the signal handlers, with interrupts off. The iterator is never skipped.

use tracer_common::config::PREEMPTIBLE;
use tracer_common::state::SEEN;

use crate::kernel::current;
use crate::maps::{config, wants};
use crate::task;

/// Runs the work of one copy, unless another has done it. `seen` is the mark of this kind of event.
///
/// A last copy that is skipped leaves the mark behind. Any other event of the task replaces or removes it, so it takes
/// two events of one kind in a row, and the kernel skipping the last for the one and the first for the other, to lose
/// one. A task without a state has no mark, and its work is done by every copy: it amounts to looking for the state.
#[inline(always)]
pub fn once(seen: u64, work: impl FnOnce()) {
    let first = config().copy == 0;
    let last = config().copy + 1 == config().copies;
    if wants(PREEMPTIBLE) && !first && is_marked(seen, last) {
        return;
    }
    work();
    if wants(PREEMPTIBLE) && !last {
        if let Some(state) = task::state(current()) {
            state.flags = state.flags & !SEEN | seen;
        }
    }
}

/// Does the current task bear this mark? The last copy removes any.
#[inline(always)]
fn is_marked(seen: u64, last: bool) -> bool {
    let Some(state) = task::state(current()) else { return false };
    let flags = state.flags;
    if last {
        state.flags = flags & !SEEN;
    }
    flags & SEEN == seen
}
