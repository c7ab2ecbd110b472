//! Capture mode: stream mode that also copies what a call's arguments point to, as its plan says.

use aya_ebpf::helpers::generated::bpf_get_smp_processor_id;
use tracer_common::admit::{admits_duration, admits_status, contains};
use tracer_common::config::{COUNT_REFUSED, HOLD};
use tracer_common::limits::SLOTS;
use tracer_common::plan::{FRAME, INSTRUCTION, LINK, Plans, RESULT, STACK, VariantKey, WIDE};
use tracer_common::record::{Enter, Exit, FLAG_INCOMPLETE, Header, Kind, Whole};
use tracer_common::state::{ENTER_LOST, MISSED, State};

use crate::arch::{self, Regs};
use crate::call::{self, Ended};
use crate::maps::{PLANS, SCRATCH, VARIANTS, config, execs, opaque, wants};
use crate::{emit, interpret, signal, stream};

/// The two programs of capture mode.
#[derive(Clone, Copy)]
enum Side {
    Enter = 0,
    Exit = 1,
}

/// sys_enter.
#[inline(always)]
pub fn enter(regs: Regs, id: i64) {
    let Some((task, state)) = call::begun(id, |unseen| stream::spill(&unseen, 0)) else { return };
    signal::tell_noted(task, state);
    state.args = stream::registers(regs, state);
    state.flags &= !MISSED;
    let header = emit::header(Kind::Enter, task, state.abi, state.nr, 0, state.start);
    let plan = u64::from(steps(state).0);
    let record = |state: &State| Enter { header, args: state.args };
    if !tell(record, size_of::<Enter>() as u64, state, regs, 0, Side::Enter, (plan, 0)) {
        state.flags |= ENTER_LOST;
    }
}

/// sys_exit.
#[inline(always)]
pub fn exit(regs: Regs, result: i64) {
    let Some(mut ended) = call::ended(regs, result) else { return };
    if admits_duration(config(), ended.wall()) {
        if admits_status(config(), result) {
            if ended.enter_lost || !tell_end(regs, &mut ended, result) {
                stream::spill(&ended, result);
            }
        } else if wants(COUNT_REFUSED) {
            crate::count::add(&ended, result);
        }
    }
    signal::tell_noted(ended.task, ended.state);
    if wants(HOLD) {
        emit::hold();
    }
}

#[inline(always)]
fn tell_end(regs: Regs, ended: &mut Ended<'_>, result: i64) -> bool {
    let Ended { task, ref mut state, flags, end, .. } = *ended;
    let whole = flags != 0;
    if whole {
        // No program has seen it begin.
        state.args = stream::registers(regs, state);
    }
    let (enter, leave) = steps(state);
    // What was not there when the call began is looked for again; but after an execve, the memory is another program's.
    let again = state.flags & MISSED != 0 && !(result == 0 && contains(execs(), state.slot));
    state.flags &= !MISSED;
    let pc = if whole || again { u64::from(enter) } else { 0 };
    let kind = if whole { Kind::Whole } else { Kind::Exit };
    let header = emit::header(kind, task, state.abi, state.nr, flags, end);
    let exit = Exit { header, result, start: state.start, wait: state.wait };
    let record = |state: &State| Whole { exit, args: state.args };
    let size = if whole { size_of::<Whole>() } else { size_of::<Exit>() };
    tell(record, size as u64, state, regs, result, Side::Exit, (pc, u64::from(leave)))
}

#[inline(always)]
fn plans() -> Option<&'static Plans> {
    PLANS.get(&0).map(|plans| &*plans)
}

/// Where the plans of the state's call begin: at its begin, at its end.
#[inline(always)]
fn steps(state: &State) -> (u16, u16) {
    let slot = opaque(state.slot);
    let Some(plans) = plans() else { return (0, 0) };
    if slot >= SLOTS as u64 {
        return (0, 0);
    }
    // SAFETY: the number was just compared.
    let plan = unsafe { &*plans.plans.as_ptr().add(slot as usize) };
    if plan.mask != 0 {
        let selector = plan.selector as usize & 7;
        if selector < state.args.len() {
            // SAFETY: as above.
            let value = unsafe { *state.args.as_ptr().add(selector) };
            if let Some(variant) = VARIANTS.get(&VariantKey { slot, value: value & plan.mask }) {
                return (variant.enter, variant.exit);
            }
            let wide = plan.wide_mask;
            if wide != 0
                && let Some(variant) = VARIANTS.get(&VariantKey { slot: slot | WIDE, value: value & wide })
            {
                return (variant.enter, variant.exit);
            }
        }
    }
    (plan.enter, plan.exit)
}

/// The number of the scratch of this program on this CPU.
#[inline(always)]
fn scratch(side: Side) -> u32 {
    // SAFETY: the helper has no condition.
    let cpu = unsafe { bpf_get_smp_processor_id() };
    // Programs that are not preempted do not meet.
    let copies = config().copies as u32;
    if copies == 1 { cpu } else { (cpu * 2 + side as u32) * copies + config().copy as u32 }
}

/// Sends a record, or so many bytes of it, with the memory that the first plan copies, and then the second.
#[inline(always)]
fn tell<T>(
    record: impl FnOnce(&State) -> T,
    size: u64,
    state: &mut State,
    regs: Regs,
    result: i64,
    side: Side,
    (pc, then): (u64, u64),
) -> bool {
    let index = scratch(side);
    let Some(scratch) = SCRATCH.get(&index) else { return false };
    scratch.pc = if pc == 0 { then } else { pc };
    scratch.then = if pc == 0 { 0 } else { then };
    scratch.done = 0;
    scratch.segment = 0;
    scratch.missed = 0;
    scratch.filled = size;
    // SAFETY: the record fits, and the buffer is aligned to 8 bytes.
    unsafe { scratch.record.as_mut_ptr().cast::<T>().write(record(state)) };
    if opaque(scratch.pc) != 0 {
        scratch.regs[..6].copy_from_slice(&state.args);
        scratch.regs[RESULT as usize] = result as u64;
        scratch.regs[STACK as usize] = arch::stack_pointer(regs);
        scratch.regs[INSTRUCTION as usize] = arch::instruction_pointer(regs);
        scratch.regs[FRAME as usize] = arch::frame_pointer(regs);
        scratch.regs[LINK as usize] = arch::link_register(regs);
        interpret::interpret(index);
    }
    if scratch.missed != 0 {
        state.flags |= MISSED;
        let header = scratch.record.as_mut_ptr().cast::<Header>();
        // SAFETY: every record begins with one.
        unsafe { (*header).flags |= FLAG_INCOMPLETE };
    }
    emit::bytes(scratch.record.as_ptr(), scratch.filled)
}
