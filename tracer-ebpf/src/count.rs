//! Count mode: calls are added up in the kernel. Stream mode uses [`add`] for what the ring has no room for.

use tracer_common::admit::{admits_duration, failed};
use tracer_common::config::{BY_PROCESS, BY_THREAD, CPU_CLOCK, ERRNOS, HISTOGRAMS, PREEMPTIBLE};
use tracer_common::counts::{Aggregate, BUCKETS, Key, bucket};
use tracer_common::limits::SLOTS;
use tracer_common::state::NO_SLOT;

use aya_ebpf::helpers::generated::bpf_get_smp_processor_id;

use crate::arch::Regs;
use crate::call::{self, Ended};
use crate::maps::{
    COUNTS, ERRNOS as ERRNO_COUNTS, FINE_COUNTS, HISTOGRAMS as HISTOGRAM_COUNTS, add as add_to, config,
    control, wants, zero_buckets,
};
use crate::task;

/// sys_enter.
#[inline(always)]
pub fn enter(_regs: Regs, id: i64) {
    call::begun(id, |unseen| add(&unseen, 0));
}

/// sys_exit.
#[inline(always)]
pub fn exit(regs: Regs, result: i64) {
    if let Some(ended) = call::ended(regs, result) {
        if admits_duration(config(), ended.wall()) {
            add(&ended, result);
        }
    }
}

/// Counts a call in every table that was asked for.
#[inline(always)]
pub fn add(ended: &Ended<'_>, result: i64) {
    let wall = ended.wall();
    let wait = ended.state.wait;
    let wait = if wait < wall { wait } else { wall };
    let measured = if wants(CPU_CLOCK) { wall - wait } else { wall };
    let failed = failed(result);
    let id = if wants(BY_PROCESS) {
        task::tgid(ended.task)
    } else if wants(BY_THREAD) {
        task::tid(ended.task)
    } else {
        0
    };
    let key = Key { id, abi: ended.state.abi, nr: ended.state.nr, errno: 0 };
    if let Some(aggregate) = aggregate(&key, ended.state.slot) {
        if wants(PREEMPTIBLE) {
            add_atomically(aggregate, failed, wall, wait, measured);
        } else {
            aggregate.add(failed, wall, wait, measured);
        }
    }
    if wants(ERRNOS) && failed {
        let key = Key { errno: -result as u32, ..key };
        match ERRNO_COUNTS.get_or_insert(&key, &0) {
            Some(count) => add_to(count, 1),
            None => table_full(),
        }
    }
    if wants(HISTOGRAMS) {
        match HISTOGRAM_COUNTS.get_or_insert(&key, zero_buckets()) {
            Some(buckets) => {
                let index = bucket(measured);
                if index < BUCKETS {
                    // SAFETY: the index was just compared.
                    let count = unsafe { buckets.as_mut_ptr().add(index) };
                    add_to(count, 1);
                }
            }
            None => table_full(),
        }
    }
}

/// [`Aggregate::add`] where another task may take this CPU halfway. The sums are exact. Shortest and longest are compared
/// and stored in two steps: of two calls that end at once, the less extreme may stand.
#[inline(always)]
fn add_atomically(to: &mut Aggregate, failed: bool, wall: u64, wait: u64, measured: u64) {
    if measured < to.min || to.calls == 0 {
        to.min = measured;
    }
    if measured > to.max {
        to.max = measured;
    }
    add_to(&raw mut to.calls, 1);
    add_to(&raw mut to.errors, failed as u64);
    add_to(&raw mut to.wall, wall);
    add_to(&raw mut to.wait, wait);
}

/// Where a call is counted: by slot, or by key where a slot is not enough. A full table falls back to the
/// slot, so that the sums stay exact; a number without one is counted as number 0 then.
#[inline(always)]
fn aggregate(key: &Key, slot: u64) -> Option<&'static mut Aggregate> {
    if wants(BY_PROCESS | BY_THREAD) || slot == NO_SLOT {
        if let Some(fine) = FINE_COUNTS.get_or_insert(key, &Aggregate::ZERO) {
            return Some(fine);
        }
        table_full();
    }
    let slot = if slot == NO_SLOT { 0 } else { slot as u32 };
    // SAFETY: the helper has no condition.
    let cpu = unsafe { bpf_get_smp_processor_id() };
    COUNTS.get(&(cpu * SLOTS + slot))
}

#[inline(always)]
fn table_full() {
    // SAFETY: a field of the shared words.
    let word = unsafe { &raw mut (*control()).table_full };
    add_to(word, 1);
}
