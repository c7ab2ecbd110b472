//! Signals of traced tasks: delivered ones, and those that a task ignores.
//!
//! strace stops the task for a signal even if it is ignored, so it shows both. An ignored signal is never
//! delivered: it is noted in the receiver's state where it is generated, and told when the receiver next
//! enters or leaves a call, which is when it would have been delivered.

use tracer_common::config::SIGNAL_RECORDS;
use tracer_common::limits::SIGINFO_LEN;
use tracer_common::record::{FLAG_DEFAULT_ACTION, FLAG_IGNORED, Kind, Signal};
use tracer_common::state::{ARMED, State};

use crate::emit;
use crate::kernel::{Kernel, copy, current};
use crate::maps::wants;
use crate::task::{self, now};

const SIGKILL: i32 = 9;

/// signal_deliver(signal, info, action).
#[inline(always)]
pub fn delivered(signal: i32, info: Kernel, action: Kernel) {
    let task = current();
    let Some(state) = task::state(task) else { return };
    // strace cannot stop a task for SIGKILL, and shows only its death.
    if !wants(SIGNAL_RECORDS) || state.flags & ARMED != 0 || signal == SIGKILL {
        return;
    }
    // `k_sigaction` starts with the handler (include/linux/signal_types.h); SIG_DFL is 0.
    let mut handler = [0; 8];
    copy(action, &mut handler);
    let flags = if u64::from_ne_bytes(handler) == 0 { FLAG_DEFAULT_ACTION } else { 0 };
    let mut bytes = [0; SIGINFO_LEN];
    copy(info, &mut bytes);
    tell(task, signal as u32, flags, bytes);
}

/// signal_generate(signal, info, task, group, result).
#[inline(always)]
pub fn generated(signal: i32, info: Kernel, receiver: Kernel, result: i32) {
    /// include/trace/events/signal.h.
    const TRACE_SIGNAL_IGNORED: i32 = 1;
    if result != TRACE_SIGNAL_IGNORED || !wants(SIGNAL_RECORDS) {
        return;
    }
    let Some(state) = task::state(receiver) else { return };
    copy(info, &mut state.ignored_info);
    state.ignored_signal = signal as u64;
}

/// Tells of the signal that the task has ignored, if any.
#[inline(always)]
pub fn tell_ignored(task: Kernel, state: &mut State) {
    let signal = state.ignored_signal;
    if signal == 0 {
        return;
    }
    state.ignored_signal = 0;
    tell(task, signal as u32, FLAG_IGNORED, state.ignored_info);
}

#[inline(always)]
fn tell(task: Kernel, signal: u32, flags: u16, info: [u8; SIGINFO_LEN]) {
    let header = emit::header(Kind::Signal, task, 0, signal, flags, now());
    if !emit::record(Signal { header, info }) {
        emit::dropped();
    }
}
