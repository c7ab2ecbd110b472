//! Traced tasks: their state, who they are, and when they are on the CPU.

use aya_ebpf::helpers::generated::{
    bpf_get_current_ancestor_cgroup_id, bpf_get_current_uid_gid, bpf_ktime_get_ns, bpf_task_storage_delete,
    bpf_task_storage_get,
};
use tracer_common::admit::{Identity, admits_identity};
use tracer_common::config::{EVERYONE, MATCH_CGROUP, MATCH_COMM, MATCH_UID};
use tracer_common::limits::COMM_LEN;
use tracer_common::state::{ATTACHED, IN_CALL, State, place};

use crate::kernel::{Kernel, low_address, read};
use crate::maps::{TASKS, add, config, control, swap, wants};

const CREATE: u64 = 1;

#[inline(always)]
fn storage(task: Kernel, initial: *const State, flags: u64) -> Option<&'static mut State> {
    // SAFETY: the map, the task and the initial value are what the helper takes.
    let state = unsafe {
        bpf_task_storage_get(TASKS.as_ptr(), task.cast_mut().cast(), initial.cast_mut().cast(), flags)
    };
    // SAFETY: the storage of a task lives while a program runs in or on it.
    unsafe { state.cast::<State>().as_mut() }
}

/// The word on the place where a task lies. It spares the tasks that are not traced the helper, which would be most of
/// what they pay.
#[inline(always)]
fn place_of(task: Kernel) -> *mut u8 {
    // SAFETY: the index is in bounds.
    unsafe { (&raw mut (*control()).places).cast::<u8>().add(place(low_address(task))) }
}

/// Tells whoever comes to this task that it may be traced.
#[inline(always)]
fn note_place(task: Kernel) {
    // SAFETY: a byte of the shared words, of which all that write it write the same.
    unsafe { core::ptr::write_volatile(place_of(task), 1) };
}

/// Is a traced task there, or was one ever?
#[inline(always)]
fn may_be_traced(task: Kernel) -> bool {
    // SAFETY: a byte of the shared words; other CPUs change it, so it is read once.
    (unsafe { core::ptr::read_volatile(place_of(task)) }) != 0
}

/// The state of a task, if it is traced. An armed command has none before its execve: see [`find`].
#[inline(always)]
pub fn state(task: Kernel) -> Option<&'static mut State> {
    if !may_be_traced(task) {
        return None;
    }
    storage(task, core::ptr::null(), 0)
}

/// The state of a task, if it is traced, also that of a command that user space has armed, whose place nobody noted.
#[inline(always)]
pub fn find(task: Kernel) -> Option<&'static mut State> {
    let state = storage(task, core::ptr::null(), 0)?;
    note_place(task);
    Some(state)
}

/// Begins to trace a task, or goes on if somebody else just began: a new task may be adopted before its creator
/// tells of it. Without memory for its state it cannot be followed: that is counted.
#[inline(always)]
pub fn create(task: Kernel, flags: u64) -> Option<&'static mut State> {
    let initial = State { flags, ..State::NEW };
    // Before its state is there, so that no one who should see the state passes by.
    note_place(task);
    let Some(state) = storage(task, &raw const initial, CREATE) else {
        // SAFETY: a field of the shared words.
        add(unsafe { &raw mut (*control()).untracked_tasks }, 1);
        return None;
    };
    if swap(&raw mut state.live, 1) == 0 {
        // SAFETY: as above.
        add(unsafe { &raw mut (*control()).live }, 1);
    }
    Some(state)
}

/// Ends tracing a task that goes on.
#[inline(always)]
pub fn forget(task: Kernel) {
    // SAFETY: the map and the task are what the helper takes.
    unsafe { bpf_task_storage_delete(TASKS.as_ptr(), task.cast_mut().cast()) };
}

/// Counts a task out of the living ones, once. Was it the last?
#[inline(always)]
pub fn count_out(state: &mut State) -> bool {
    if swap(&raw mut state.live, 0) == 0 {
        return false;
    }
    // SAFETY: a field of the shared words.
    let live = unsafe { &raw mut (*control()).live };
    add(live, u64::MAX);
    // SAFETY: as above; other CPUs change it, so it is read once.
    (unsafe { core::ptr::read_volatile(live) }) == 0
}

/// Has the task begun to exit?
#[inline(always)]
pub fn is_exiting(task: Kernel) -> bool {
    /// include/linux/sched.h.
    const PF_EXITING: u32 = 4;
    read::<u32>(task, config().task_flags) & PF_EXITING != 0
}

/// The thread's id in the initial pid namespace.
#[inline(always)]
pub fn tid(task: Kernel) -> u32 {
    read(task, config().task_pid)
}

/// The process's id in the initial pid namespace.
#[inline(always)]
pub fn tgid(task: Kernel) -> u32 {
    read(task, config().task_tgid)
}

/// The task's name.
#[inline(always)]
pub fn comm(task: Kernel) -> [u64; COMM_LEN / 8] {
    [read(task, config().task_comm), read(task, config().task_comm + 8)]
}

/// The time, ns of CLOCK_MONOTONIC.
#[inline(always)]
pub fn now() -> u64 {
    // SAFETY: the helper has no condition.
    unsafe { bpf_ktime_get_ns() }
}

/// Does the current task match the predicates that were given?
#[inline(always)]
pub fn matches(task: Kernel) -> bool {
    if !wants(MATCH_UID | MATCH_COMM | MATCH_CGROUP) {
        return true;
    }
    let uid = if wants(MATCH_UID) {
        // SAFETY: the helper has no condition.
        (unsafe { bpf_get_current_uid_gid() }) as u32
    } else {
        0
    };
    let comm = if wants(MATCH_COMM) { comm(task) } else { [0; 2] };
    let in_cgroup = wants(MATCH_CGROUP) && {
        // SAFETY: the helper has no condition; a level below the task's own gives 0.
        let ancestor = unsafe { bpf_get_current_ancestor_cgroup_id(config().cgroup_level as i32) };
        ancestor == config().cgroup_id
    };
    admits_identity(config(), &Identity { uid, comm, in_cgroup })
}

/// The state of the current task, if it is traced. Whom `EVERYONE` takes in gets one here. An execve may be
/// that of an armed command.
#[inline(always)]
pub fn traced(task: Kernel, exec: bool) -> Option<&'static mut State> {
    if !wants(EVERYONE) {
        return if exec { find(task) } else { state(task) };
    }
    if u64::from(tgid(task)) == config().own_tgid {
        return None;
    }
    match state(task) {
        Some(state) => Some(state),
        None if matches(task) => create(task, 0),
        None => None,
    }
}

/// Keeps the time that calls spend off the CPU.
#[inline(always)]
pub fn switched(previous: Kernel, next: Kernel) {
    if let Some(state) = state(previous) {
        if state.flags & (IN_CALL | ATTACHED) != 0 {
            state.off_since = now();
        }
    }
    if let Some(state) = state(next) {
        if state.off_since != 0 {
            state.wait += now().saturating_sub(state.off_since);
            state.off_since = 0;
        }
    }
}
