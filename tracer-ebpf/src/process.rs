//! What happens to traced tasks: they are created, exec, exit, or are adopted while they run.

use tracer_common::config::{
    DEFER, DETACH_ON_EXEC, EVERYONE, FOLLOW, PROCESS_RECORDS, SIGNAL_RECORDS, STATUS_DETACHED,
    STATUS_UNFINISHED, WAIT_AT_END, WHOLE_CALLS,
};
use tracer_common::limits::COMM_LEN;
use tracer_common::record::{
    Enter, Exec, FLAG_DETACHED, FLAG_LAST_OF_PROCESS, FLAG_LAST_TRACED, FLAG_THREAD, Fork, Kind, TaskExit,
};
use tracer_common::state::{ARMED, ATTACHED, FRESH, IN_CALL, State};

use crate::kernel::{Kernel, current, follow, read, word};
use crate::maps::{ADOPT_PROCESS, WANTED, config, ends, execs, wants};
use crate::task::{self, now};
use crate::{call, emit, signal, stream};

/// What happens to a task in a call comes behind the beginning of the call.
#[inline(always)]
fn tell_begin(task: Kernel, state: &mut State) {
    if wants(DEFER) {
        stream::tell_begin(task, state);
    }
}

#[inline(always)]
fn comm(task: Kernel) -> [u8; COMM_LEN] {
    let [low, high] = task::comm(task).map(u64::to_ne_bytes);
    let mut comm = [0; COMM_LEN];
    comm[..8].copy_from_slice(&low);
    comm[8..].copy_from_slice(&high);
    comm
}

/// task_newtask: the child of a traced task is traced from its first instruction on.
#[inline(always)]
pub fn created(child: Kernel) {
    if !wants(FOLLOW | EVERYONE) {
        return;
    }
    let parent = current();
    match task::state(parent) {
        Some(state) if state.flags & ARMED == 0 => tell_begin(parent, state),
        _ => return,
    }
    if task::create(child, FRESH).is_none() {
        return;
    }
    if wants(PROCESS_RECORDS) {
        let (child_tid, child_tgid) = (task::tid(child), task::tgid(child));
        let flags = if child_tgid == task::tgid(parent) { FLAG_THREAD } else { 0 };
        let header = emit::header(Kind::Fork, parent, 0, 0, flags, now());
        if !emit::record(Fork { header, child_tid, child_tgid, comm: comm(child) }) {
            emit::dropped();
        }
    }
}

/// sched_process_exec: the current task runs a new program.
#[inline(always)]
pub fn execed(former_tid: u32) {
    if !wants(PROCESS_RECORDS) {
        return;
    }
    let task = current();
    let Some(state) = task::find(task) else { return };
    tell_begin(task, state);
    let header = emit::header(Kind::Exec, task, 0, 0, 0, now());
    if !emit::record(Exec { header, former_tid, pad: 0, comm: comm(task) }) {
        emit::dropped();
    }
}

/// sys_enter: is the task to be left behind this call, as it is an execve? The command that waits for its own has no state
/// yet that is found here.
#[inline(always)]
pub fn leaves_at(id: i64) -> bool {
    wants(DETACH_ON_EXEC) && call::is_among(execs(), id) && task::state(current()).is_some()
}

/// sys_enter: the current program ends with this call. It waits until the reader has taken what came before, if that is
/// wanted.
#[inline(always)]
pub fn ends_at(id: i64) {
    if wants(WAIT_AT_END) && call::is_among(ends(), id) && task::state(current()).is_some() {
        emit::wait_for_reader();
    }
}

/// Leaves the current task. A function of its own: those that call it have no stack to spare.
#[inline(never)]
pub fn detach() {
    let task = current();
    let Some(state) = task::state(task) else { return };
    let last = wind_up(task, state, STATUS_DETACHED);
    if wants(PROCESS_RECORDS) || last {
        let flags = FLAG_DETACHED | if last { FLAG_LAST_TRACED } else { 0 };
        let header = emit::header(Kind::TaskExit, task, 0, 0, flags, now());
        if !emit::record(TaskExit { header, status: 0, pad: 0, comm: comm(task) }) {
            emit::dropped();
        }
    }
    task::forget(task);
}

/// sched_process_exit: the current task ends.
#[inline(always)]
pub fn exited() {
    let task = current();
    // A command may end before its execve.
    let Some(state) = task::find(task) else { return };
    let last = wind_up(task, state, STATUS_UNFINISHED);
    if !wants(PROCESS_RECORDS) && !last {
        return;
    }
    let threads = word(follow(task, config().task_signal), config().signal_live);
    let flags = if threads == 0 { FLAG_LAST_OF_PROCESS } else { 0 };
    let flags = flags | if last { FLAG_LAST_TRACED } else { 0 };
    let header = emit::header(Kind::TaskExit, task, 0, 0, flags, now());
    let status: u32 = read(task, config().task_exit_code);
    if !emit::record(TaskExit { header, status, pad: 0, comm: comm(task) }) {
        emit::dropped();
    }
}

/// Tells what is untold of a task that is traced no longer, whose call has this status, and counts it out. Was it the last?
#[inline(always)]
fn wind_up(task: Kernel, state: &mut State, status: u64) -> bool {
    tell_begin(task, state);
    if wants(WHOLE_CALLS) {
        tell_unfinished(task, state, status);
    }
    if wants(SIGNAL_RECORDS) {
        signal::tell_noted(task, state);
    }
    task::count_out(state)
}

/// A call that the task ends in has no end to be told at: it is told now, if calls with this status are wanted.
#[inline(always)]
fn tell_unfinished(task: Kernel, state: &mut State, status: u64) {
    if state.flags & IN_CALL == 0 || config().statuses & status == 0 {
        return;
    }
    state.flags &= !IN_CALL;
    let header = emit::header(Kind::Enter, task, state.abi, state.nr, 0, state.start);
    if !emit::record(Enter { header, args: state.args }) {
        emit::dropped();
    }
}

/// The task iterator: begins to trace the task if user space wants it. The context is `bpf_iter__task`:
/// meta, task.
#[inline(always)]
pub fn adopt(ctx: *mut core::ffi::c_void) {
    // SAFETY: the verifier knows the context; the task is null after the last one.
    let task = unsafe { *ctx.cast::<Kernel>().add(1) };
    if task.is_null() {
        return;
    }
    let (tid, tgid) = (task::tid(task), task::tgid(task));
    let whole_process = match WANTED.get(&tgid) {
        Some(how) => *how & ADOPT_PROCESS != 0,
        None => false,
    };
    if !whole_process && WANTED.get(&tid).is_none() {
        return;
    }
    if task::state(task).is_some() {
        return;
    }
    if task::is_exiting(task) {
        return;
    }
    if let Some(state) = task::create(task, ATTACHED) {
        let now = now();
        state.start = now;
        state.off_since = now;
        // It may have passed its exit just before: then nobody else counts it out.
        if task::is_exiting(task) {
            task::count_out(state);
        }
    }
}
