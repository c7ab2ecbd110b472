//! Stream mode: a record when a call begins and one when it ends, or one for the whole call when its outcome
//! decides whether it is wanted. What the ring has no room for is counted.

use tracer_common::abi::Abi;
use tracer_common::admit::{admits_duration, admits_status};
use tracer_common::config::{COUNT_REFUSED, DEFER, HOLD, WHOLE_CALLS};
use tracer_common::record::{Enter, Exit, Header, Kind, Whole};
use tracer_common::state::{DEFERRED, ENTER_LOST, State};

use crate::arch::{self, Regs};
use crate::call::{self, Ended};
use crate::kernel::Kernel;
use crate::maps::{add, config, control, wants};
use crate::{count, emit, signal, task};

/// sys_enter.
#[inline(always)]
pub fn enter(regs: Regs, id: i64) {
    let Some((task, state)) = call::begun(id, |unseen| spill(&unseen, 0)) else { return };
    signal::tell_noted(task, state);
    state.args = registers(regs, state);
    if wants(WHOLE_CALLS) {
        return;
    }
    state.flags |= DEFERRED;
    if !wants(DEFER) {
        tell_begin(task, state);
    }
}

/// Tells that the task's call has begun, unless a record tells it already. What happens to a task in a call comes behind it.
#[inline(always)]
pub fn tell_begin(task: Kernel, state: &mut State) {
    if state.flags & DEFERRED == 0 {
        return;
    }
    state.flags &= !DEFERRED;
    let header = emit::header(Kind::Enter, task, state.abi, state.nr, 0, state.start);
    if !emit::record(Enter { header, args: state.args }) {
        state.flags |= ENTER_LOST;
    }
}

/// sched_switch: a call that its task does not go through at once is told of now.
#[inline(always)]
pub fn leaves_cpu(task: Kernel) {
    if wants(DEFER) {
        if let Some(state) = task::state(task) {
            tell_begin(task, state);
        }
    }
}

/// sys_exit.
#[inline(always)]
pub fn exit(regs: Regs, result: i64) {
    let Some(ended) = call::ended(regs, result) else { return };
    if admits_duration(config(), ended.wall()) {
        if admits_status(config(), result) {
            if ended.enter_lost || !tell(regs, &ended, result) {
                spill(&ended, result);
            }
        } else if wants(COUNT_REFUSED) {
            count::add(&ended, result);
        }
    }
    signal::tell_noted(ended.task, ended.state);
    if wants(HOLD) {
        emit::hold();
    }
}

/// Counts a call that the ring has no room for.
#[inline(always)]
pub fn spill(ended: &Ended<'_>, result: i64) {
    count::add(ended, result);
    // SAFETY: a field of the shared words.
    let word = unsafe { &raw mut (*control()).spilled_calls };
    add(word, 1);
}

#[inline(always)]
fn tell(regs: Regs, ended: &Ended<'_>, result: i64) -> bool {
    let Ended { task, ref state, flags, end, .. } = *ended;
    let header = emit::header(Kind::Exit, task, state.abi, state.nr, flags, end);
    let exit = Exit { header, result, start: state.start, wait: state.wait };
    if flags == 0 && !ended.deferred && !wants(WHOLE_CALLS) {
        return emit::record(exit);
    }
    let args = if flags == 0 { state.args } else { registers(regs, state) };
    let exit = Exit { header: Header { kind: Kind::Whole as u8, ..header }, ..exit };
    emit::record(Whole { exit, args })
}

/// The argument registers of the state's call.
#[inline(always)]
pub fn registers(regs: Regs, state: &State) -> [u64; 6] {
    arch::args(regs, Abi::from_u8(state.abi as u8).unwrap_or(Abi::NATIVE))
}
