//! What a recording tells beside its records, in JSON: readers skip names that they do not know, and do without
//! those that are not there.

use serde::{Deserialize, Serialize};
use tracer_common::counts::{Aggregate, BUCKETS, Buckets, Key};

use crate::call::ClockPoint;

/// Where, when and of what a recording was made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Start {
    /// The version of tracer that wrote it.
    pub tracer: String,
    /// `tracer_common::record::ABI_VERSION` of its records.
    pub abi_version: u32,
    /// The byte order of the records: `little`.
    pub byte_order: String,
    /// The machine, as uname(2) tells it: `x86_64`.
    pub arch: String,
    /// The kernel's release.
    pub kernel: String,
    /// The machine's CPUs.
    pub cpus: u32,
    /// The time when it began.
    pub clock: ClockPoint,
    /// The command's words; empty if none was started.
    pub command: Vec<String>,
    /// The command's first task.
    pub root: Option<u32>,
    /// Processes that were attached to: of each, the threads, the one that was named first.
    pub attached: Vec<Vec<u32>>,
    /// Were forks and threads followed?
    pub follow: bool,
    /// Do lines name their tasks: could there be several, from the start?
    pub several: bool,
    /// Do shortest, longest and histograms of [`Counts`] measure wall time, instead of CPU time?
    pub wall_clock: bool,
    /// Were calls left out that the tasks made: by number, outcome, duration, user, name?
    pub filtered: bool,
    /// Is copied memory in it?
    pub data: bool,
    /// Was anything masked in it?
    pub redacted: bool,
    /// Unlike that of any other recording.
    pub run: u64,
    /// Which part of the recording this is, from 0.
    pub part: u64,
    /// Records in parts that were dropped.
    pub dropped_records: u64,
    /// Bytes of parts that were dropped.
    pub dropped_bytes: u64,
}

/// A task that was there before it was traced.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskInfo {
    /// The task.
    pub tid: u32,
    /// Its process.
    pub tgid: u32,
    /// Its name.
    pub comm: String,
    /// Its process's parent.
    pub parent: u32,
    /// The file that it executes.
    pub exe: String,
    /// Its command line.
    pub command: Vec<String>,
    /// Open descriptors, and what they lead to as /proc tells it.
    pub fds: Vec<(u32, String)>,
}

/// Counts of one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountRow {
    /// The task, or 0 where the kernel could not tell tasks apart.
    pub tid: u32,
    /// Its process.
    pub tgid: u32,
    /// An ABI.
    pub abi: u32,
    /// A number.
    pub nr: u32,
    /// As in [`Aggregate`].
    pub calls: u64,
    /// As in [`Aggregate`].
    pub errors: u64,
    /// As in [`Aggregate`].
    pub wall: u64,
    /// As in [`Aggregate`].
    pub wait: u64,
    /// As in [`Aggregate`].
    pub min: u64,
    /// As in [`Aggregate`].
    pub max: u64,
}

impl CountRow {
    /// The counts of a key, whose id is a tid.
    pub const fn new(key: Key, tgid: u32, it: &Aggregate) -> Self {
        let Aggregate { calls, errors, wall, wait, min, max } = *it;
        Self { tid: key.id, tgid, abi: key.abi, nr: key.nr, calls, errors, wall, wait, min, max }
    }

    /// The counts alone.
    pub const fn aggregate(&self) -> Aggregate {
        let Self { calls, errors, wall, wait, min, max, .. } = *self;
        Aggregate { calls, errors, wall, wait, min, max }
    }
}

/// Failed calls: tid, tgid, ABI, number, errno, calls.
pub type ErrnoRow = (u32, u32, u32, u32, u32, u64);

/// Durations: tid, tgid, ABI, number, and of each bucket that is not empty its place and its calls.
pub type HistogramRow = (u32, u32, u32, u32, Vec<(u32, u64)>);

/// What the kernel has counted instead of sending it: by task, CPU time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// When this was so, ns of CLOCK_MONOTONIC.
    pub time: u64,
    /// Calls by task and syscall.
    pub rows: Vec<CountRow>,
    /// Failed calls by errno.
    pub errnos: Vec<ErrnoRow>,
    /// Durations.
    pub histograms: Vec<HistogramRow>,
    /// As in `stats::Loss`.
    pub spilled_calls: u64,
    /// As in `stats::Loss`.
    pub dropped_events: u64,
    /// As in `stats::Loss`.
    pub untracked_tasks: u64,
    /// As in `stats::Loss`.
    pub table_full: u64,
    /// As in `stats::Loss`.
    pub missed_runs: u64,
}

impl Counts {
    /// A histogram as it is kept here.
    pub fn sparse(buckets: &Buckets) -> Vec<(u32, u64)> {
        buckets.iter().enumerate().filter(|(_, n)| **n > 0).map(|(i, n)| (i as u32, *n)).collect()
    }

    /// And back. Buckets that this version does not have are added to the last.
    pub fn dense(sparse: &[(u32, u64)]) -> Box<Buckets> {
        let mut buckets = Box::new([0_u64; BUCKETS]);
        for &(place, calls) in sparse {
            let bucket = &mut buckets[(place as usize).min(BUCKETS - 1)];
            *bucket = bucket.saturating_add(calls);
        }
        buckets
    }
}

/// How a recording ended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ending {
    /// ns of CLOCK_MONOTONIC.
    pub time: u64,
    /// How long the run took, ns.
    pub elapsed: u64,
    /// Records in all parts.
    pub records: u64,
    /// Names, at the end, of tasks that no record names.
    pub names: Vec<(u32, String)>,
    /// What the kernel has counted.
    pub counts: Counts,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_names_are_skipped_and_missing_ones_done_without() {
        let start: Start =
            serde_json::from_str(r#"{"arch":"x","later":[1],"clock":{"zone":-3600}}"#).expect("it is read");
        assert_eq!((start.arch.as_str(), start.clock.zone, start.part), ("x", -3600, 0));
    }

    #[test]
    fn histograms_come_back() {
        let mut buckets = [0; BUCKETS];
        (buckets[3], buckets[BUCKETS - 1]) = (7, 1);
        assert_eq!(*Counts::dense(&Counts::sparse(&buckets)), buckets);
        assert_eq!(Counts::dense(&[(9999, u64::MAX), (9998, 1)])[BUCKETS - 1], u64::MAX);
    }

    #[test]
    fn counts_come_back() {
        let key = Key { id: 3, abi: 1, nr: 2, errno: 0 };
        let aggregate = Aggregate { calls: 1, errors: 2, wall: 3, wait: 4, min: 5, max: 6 };
        let row = CountRow::new(key, 9, &aggregate);
        let text = serde_json::to_string(&row).expect("it is written");
        let back: CountRow = serde_json::from_str(&text).expect("it is read");
        assert_eq!((back, back.aggregate()), (row, aggregate));
    }
}
