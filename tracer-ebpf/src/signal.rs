//! Signals of traced tasks: delivered ones, those that a task ignores, and those that kill it.
//!
//! strace stops the task for each, and shows it. Without ptrace the kernel does not deliver the last two: an ignored
//! signal is dropped where it is generated, and a deadly one is turned into SIGKILL there (`complete_signal`,
//! kernel/signal.c). Both are noted in the receiver's state, and told when the receiver next enters or leaves a
//! call or ends, which is when they would have been delivered.

use aya_ebpf::helpers::generated::bpf_task_pt_regs;
use tracer_common::config::SIGNAL_RECORDS;
use tracer_common::limits::SIGINFO_LEN;
use tracer_common::record::{FLAG_DEFAULT_ACTION, FLAG_IGNORED, Kind, Signal};
use tracer_common::state::{ARMED, State};

use crate::arch::{self, Regs};
use crate::call::{SIGKILL, deadly_signal, is_being_killed};
use crate::emit;
use crate::kernel::{Kernel, copy, current};
use crate::maps::wants;
use crate::task::{self, now};

/// signal_deliver(signal, info, action).
#[inline(always)]
pub fn delivered(signal: i32, info: Kernel, action: Kernel) {
    let task = current();
    let Some(state) = task::state(task) else { return };
    // strace cannot stop a task for SIGKILL, and shows only its death.
    if !wants(SIGNAL_RECORDS) || state.flags & ARMED != 0 || signal as u32 == SIGKILL {
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

/// signal_generate(signal, info, task, group, result), which comes after `complete_signal`.
#[inline(always)]
pub fn generated(signal: i32, info: Kernel, receiver: Kernel, result: i32) {
    /// include/trace/events/signal.h.
    const TRACE_SIGNAL_DELIVERED: i32 = 0;
    const TRACE_SIGNAL_IGNORED: i32 = 1;
    if !wants(SIGNAL_RECORDS) {
        return;
    }
    let Some(state) = task::state(receiver) else { return };
    let number = signal as u32;
    let flags = if result == TRACE_SIGNAL_IGNORED {
        FLAG_IGNORED
    } else if result == TRACE_SIGNAL_DELIVERED
        && number != SIGKILL
        && is_being_killed(receiver)
        && deadly_signal(receiver) == number
    {
        FLAG_DEFAULT_ACTION
    } else {
        return;
    };
    if state.flags & ARMED != 0 {
        return;
    }
    // `SEND_SIG_NOINFO` and `SEND_SIG_PRIV` (include/linux/signal.h) stand for a siginfo of one number.
    let mut bytes = [0; SIGINFO_LEN];
    if info as u64 > 1 {
        copy(info, &mut bytes);
    } else {
        const SI_KERNEL: u8 = 0x80;
        bytes[0] = number as u8;
        bytes[8] = if info.is_null() { 0 } else { SI_KERNEL };
    }
    state.untold_info = bytes;
    state.untold_signal = u64::from(number) | u64::from(flags) << 16;
}

/// Tells of a signal that was noted, if any.
#[inline(always)]
pub fn tell_noted(task: Kernel, state: &mut State) {
    let signal = state.untold_signal;
    if signal == 0 {
        return;
    }
    state.untold_signal = 0;
    tell(task, signal as u32 & 0xffff, (signal >> 16) as u16, state.untold_info);
}

/// The registers that the current task has in user space.
#[inline(always)]
fn registers(task: Kernel) -> Regs {
    // SAFETY: the helper takes any task.
    (unsafe { bpf_task_pt_regs(task.cast_mut().cast()) }) as Regs
}

#[inline(always)]
fn tell(task: Kernel, signal: u32, flags: u16, info: [u8; SIGINFO_LEN]) {
    let header = emit::header(Kind::Signal, task, 0, signal, flags, now());
    if !emit::record(Signal { header, info, instruction: arch::instruction_pointer(registers(task)) }) {
        emit::dropped();
    }
}
