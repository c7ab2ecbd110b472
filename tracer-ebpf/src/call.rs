//! Where a call begins and ends: what of it is wanted, whatever the mode.

use tracer_common::admit::contains;
use tracer_common::config::{PREEMPTIBLE, UNKNOWN_NUMBERS};
use tracer_common::limits::{self, SLOT_WORDS};
use tracer_common::record::{FLAG_ATTACHED_INSIDE, FLAG_NO_ENTER};
use tracer_common::state::{ARMED, ATTACHED, DEFERRED, ENTER_LOST, FRESH, IN_CALL, NO_SLOT, REFUSED, State};

use crate::arch::{self, Regs};
use crate::kernel::{Kernel, current, follow, read, word};
use crate::maps::{config, execs, opaque, syscalls, wants};
use crate::task::{self, now};

/// A call that has just ended: what its task's state does not tell.
pub struct Ended<'a> {
    pub task: Kernel,
    /// `start`, `wait`, `nr`, `abi`, `slot` and `args` are those of the call.
    pub state: &'a mut State,
    /// `FLAG_*` of its record.
    pub flags: u16,
    pub end: u64,
    pub enter_lost: bool,
    /// Does no record tell of its beginning?
    pub deferred: bool,
}

impl Ended<'_> {
    /// Wall time.
    #[inline(always)]
    pub fn wall(&self) -> u64 {
        self.end.saturating_sub(self.state.start)
    }
}

/// Notes which call this is. A number without a slot is wanted or not with all of its kind.
#[inline(always)]
fn identify(task: Kernel, id: i64) -> (u32, u32, u64) {
    let (abi, nr) = arch::identify(task, id);
    let slot = match limits::slot(abi, nr) {
        Some(slot) => u64::from(slot),
        None => NO_SLOT,
    };
    // Hidden, so that the checks of the bitmap stay where the verifier sees them.
    (abi as u32, nr, opaque(slot))
}

/// Is the current task's call in this bitmap?
#[inline(always)]
pub fn is_among(bitmap: &[u64; SLOT_WORDS], id: i64) -> bool {
    let (_, _, slot) = identify(current(), id);
    contains(bitmap, slot)
}

#[inline(always)]
fn is_wanted(slot: u64) -> bool {
    contains(syscalls(), slot) || (slot == NO_SLOT && wants(UNKNOWN_NUMBERS))
}

/// sys_enter: notes a wanted call in its task's state. The number is looked at before anything else, as
/// that is the cheapest way to say no; but an execve is seen in any case, as it may be the first of the command.
///
/// If the task is in a call still, the kernel has skipped every copy of the program for its end. Its result and its time
/// are not known, but that it was there: it goes to `unseen`, as one that took no time.
#[inline(always)]
pub fn begun(id: i64, unseen: impl FnOnce(Ended<'_>)) -> Option<(Kernel, &'static mut State)> {
    let task = current();
    let (abi, nr, slot) = identify(task, id);
    let wanted = is_wanted(slot);
    let exec = contains(execs(), slot);
    if !wanted && !exec {
        return None;
    }
    let state = task::traced(task, exec)?;
    let flags = state.flags;
    if wants(PREEMPTIBLE) && flags & IN_CALL != 0 {
        state.wait = opaque(0);
        let end = state.start;
        unseen(Ended { task, state: &mut *state, flags: 0, end, enter_lost: false, deferred: true });
    }
    let flags = flags & !IN_CALL;
    if flags & ARMED != 0 && !exec {
        return None;
    }
    let flags = flags & !(ARMED | FRESH | ATTACHED | ENTER_LOST | REFUSED | DEFERRED);
    if !wanted {
        state.flags = flags;
        return None;
    }
    if !task::matches(task) {
        state.flags = flags | REFUSED;
        return None;
    }
    state.flags = flags | IN_CALL;
    state.abi = abi;
    state.nr = nr;
    state.slot = slot;
    // Two words that the compiler cannot tell to be zero: for zeroes it calls memset, a loop by bytes.
    let nothing = opaque(0);
    state.wait = nothing;
    state.off_since = nothing;
    state.start = now();
    Some((task, state))
}

/// sys_exit: the call that ended, if it is wanted.
#[inline(always)]
pub fn ended(regs: Regs, result: i64) -> Option<Ended<'static>> {
    let task = current();
    let state = task::state(task)?;
    let flags = state.flags;
    state.flags = flags & !(IN_CALL | ENTER_LOST | FRESH | ATTACHED | REFUSED | DEFERRED);
    if flags & IN_CALL == 0 {
        if flags & (ARMED | FRESH | REFUSED) != 0 {
            return None;
        }
        if !note_without_enter(task, state, regs, flags) {
            return None;
        }
    }
    if killed_in_call(task, result) {
        // Its task's end tells of it.
        state.flags = flags;
        return None;
    }
    let attached = if flags & ATTACHED != 0 { FLAG_ATTACHED_INSIDE } else { 0 };
    let record_flags = if flags & IN_CALL == 0 { FLAG_NO_ENTER | attached } else { 0 };
    let (enter_lost, deferred) = (flags & ENTER_LOST != 0, flags & DEFERRED != 0);
    Some(Ended { task, state, flags: record_flags, end: now(), enter_lost, deferred })
}

/// A sys_exit without a sys_enter: seccomp denied the call, or tracing began inside it. Notes the call in the
/// state, as [`begun`] would have, if it is wanted. Of a call since before tracing, adoption has noted the time.
#[inline(always)]
fn note_without_enter(task: Kernel, state: &mut State, regs: Regs, flags: u64) -> bool {
    let id = arch::number(regs);
    // rt_sigreturn leaves -1 there; so does a call whose number a tracer has cancelled.
    if id == -1 {
        return false;
    }
    let (abi, nr, slot) = identify(task, id);
    if !is_wanted(slot) {
        return false;
    }
    if !task::matches(task) {
        return false;
    }
    state.abi = abi;
    state.nr = nr;
    state.slot = slot;
    if flags & ATTACHED == 0 {
        state.wait = opaque(0);
        state.start = now();
    }
    true
}

/// SIGKILL, which no one sees coming.
pub const SIGKILL: u32 = 9;

/// Has SIGKILL been sent to this thread, or has another signal been turned into it?
#[inline(always)]
pub fn is_being_killed(task: Kernel) -> bool {
    let pending: u64 = read(task, config().task_pending);
    pending & (1 << (SIGKILL - 1)) != 0
}

/// The signal that a process that is being killed dies by; 0 if it is not by a signal.
#[inline(always)]
pub fn deadly_signal(task: Kernel) -> u32 {
    word(follow(task, config().task_signal), config().signal_group_exit_code) & 0x7f
}

/// Will the task die before it sees the result? A task that another one kills, or that its process leaves
/// behind by exit_group or execve, still passes sys_exit; to strace its call never returned.
///
/// `complete_signal` (kernel/signal.c) marks every thread of a process that a signal will kill; under ptrace
/// only SIGKILL does so. Hence a call that brings another deadly signal upon its own process has returned
/// for strace: it counts unless it was interrupted in a thread that did not take the signal.
#[inline(always)]
fn killed_in_call(task: Kernel, result: i64) -> bool {
    if !is_being_killed(task) {
        return false;
    }
    let deadly = deadly_signal(task);
    if deadly == 0 || deadly == SIGKILL {
        return true;
    }
    let restarted = (-516..=-512).contains(&result);
    restarted && task::tid(task) != task::tgid(task)
}
