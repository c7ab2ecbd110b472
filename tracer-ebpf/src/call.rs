//! Where a call begins and ends: what of it is wanted, whatever the mode.

use tracer_common::abi::Abi;
use tracer_common::admit::admits_number;
use tracer_common::config::{MATCH_CGROUP, MATCH_COMM, MATCH_UID};
use tracer_common::limits::slot;
use tracer_common::record::{FLAG_ATTACHED_INSIDE, FLAG_NO_ENTER};
use tracer_common::state::{ARMED, ATTACHED, ENTER_LOST, FRESH, IN_CALL, State};

use crate::arch::{self, Regs};
use crate::kernel::{Kernel, current, read};
use crate::maps::{config, opaque, syscalls, wants};
use crate::task::{self, now};

/// A call that has just ended.
pub struct Ended {
    pub task: Kernel,
    pub state: &'static mut State,
    pub abi: Abi,
    pub nr: u32,
    pub flags: u16,
    pub start: u64,
    pub end: u64,
    pub wait: u64,
    pub enter_lost: bool,
}

#[inline(always)]
fn is_wanted(abi: Abi, nr: u32) -> bool {
    let slot = slot(abi, nr).map(|slot| opaque(u64::from(slot)) as u32);
    admits_number(config(), syscalls(), slot)
}

#[inline(always)]
fn is_exec(abi: Abi, nr: u32) -> bool {
    match abi {
        Abi::X86_64 => nr == 59 || nr == 322,
        Abi::I386 => nr == 11 || nr == 358,
        Abi::X32 => nr == 520 || nr == 545,
        Abi::Aarch64 => nr == 221 || nr == 281,
    }
}

/// sys_enter: notes a wanted call in its task's state. The number is looked at before anything else, as
/// that is the cheapest way to say no.
#[inline(always)]
pub fn begun(id: i64) -> Option<(Kernel, &'static mut State)> {
    let task = current();
    let (abi, nr) = arch::identify(task, id);
    let wanted = is_wanted(abi, nr);
    if !wanted && !is_exec(abi, nr) {
        return None;
    }
    let state = task::admitted(task)?;
    if state.flags & ARMED != 0 && !is_exec(abi, nr) {
        return None;
    }
    if !wanted {
        state.flags &= !ARMED;
        return None;
    }
    state.flags = (state.flags & !(ARMED | FRESH | ATTACHED | ENTER_LOST)) | IN_CALL;
    state.abi = abi as u32;
    state.nr = nr;
    // Two words that the compiler cannot tell to be zero: for zeroes it calls memset, a loop by bytes.
    let nothing = opaque(0);
    state.wait = nothing;
    state.off_since = nothing;
    state.start = now();
    Some((task, state))
}

/// sys_exit: the call that ended, if it is wanted.
#[inline(always)]
pub fn ended(regs: Regs, result: i64) -> Option<Ended> {
    let task = current();
    let state = task::state(task)?;
    let flags = state.flags;
    if flags & IN_CALL != 0 {
        state.flags = flags & !(IN_CALL | ENTER_LOST);
        if killed_in_call(task, result) {
            return None;
        }
        let abi = Abi::from_u8(state.abi as u8)?;
        let (nr, start, wait) = (state.nr, state.start, state.wait);
        let enter_lost = flags & ENTER_LOST != 0;
        return Some(Ended { task, state, abi, nr, flags: 0, start, end: now(), wait, enter_lost });
    }
    state.flags = flags & !(FRESH | ATTACHED);
    if flags & (ARMED | FRESH) != 0 {
        return None;
    }
    without_enter(task, state, regs, result, flags)
}

/// A sys_exit without a sys_enter: seccomp denied the call, or tracing began inside it.
#[inline(always)]
fn without_enter(
    task: Kernel,
    state: &'static mut State,
    regs: Regs,
    result: i64,
    flags: u64,
) -> Option<Ended> {
    let id = arch::number(regs);
    // rt_sigreturn leaves -1 there; so does a call whose number a tracer has cancelled.
    if id == -1 {
        return None;
    }
    let (abi, nr) = arch::identify(task, id);
    if !is_wanted(abi, nr) || killed_in_call(task, result) {
        return None;
    }
    if wants(MATCH_UID | MATCH_COMM | MATCH_CGROUP) && !task::matches(task) {
        return None;
    }
    let end = now();
    let attached = flags & ATTACHED != 0;
    let (start, wait) = if attached { (state.start, state.wait) } else { (end, 0) };
    let flags = FLAG_NO_ENTER | if attached { FLAG_ATTACHED_INSIDE } else { 0 };
    Some(Ended { task, state, abi, nr, flags, start, end, wait, enter_lost: false })
}

/// Will the task die before it sees the result? A task that another one kills, or that its process leaves
/// behind by exit_group or execve, still passes sys_exit; to strace its call never returned.
///
/// `complete_signal` (kernel/signal.c) marks every thread of a process that a signal will kill; under ptrace
/// only SIGKILL does so. Hence a call that brings another deadly signal upon its own process has returned
/// for strace: it counts unless it was interrupted in a thread that did not take the signal.
#[inline(always)]
fn killed_in_call(task: Kernel, result: i64) -> bool {
    const SIGKILL: u64 = 9;
    let pending: u64 = read(task, config().task_pending);
    if pending & (1 << (SIGKILL - 1)) == 0 {
        return false;
    }
    let signal: Kernel = read(task, config().task_signal);
    let code: u32 = read(signal, config().signal_group_exit_code);
    let deadly = code & 0x7f;
    if deadly == 0 || deadly == SIGKILL as u32 {
        return true;
    }
    let restarted = (-516..=-512).contains(&result);
    restarted && task::tid(task) != task::tgid(task)
}
