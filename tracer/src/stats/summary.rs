//! The counts of a run, wherever they were made: in the kernel, or from streamed events.

use hashbrown::HashMap;
use tracer_common::abi::Abi;
use tracer_common::counts::{Aggregate, BUCKETS, Buckets, Key, bucket};

use crate::call::Call;

/// What a row is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// A syscall.
    #[default]
    Syscall,
    /// A process (and syscall).
    Process,
    /// A thread (and syscall).
    Thread,
}

/// Which time is measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// CPU time that the call took.
    #[default]
    Cpu,
    /// Time from entry to return.
    Wall,
}

/// Counts of one [`Key`].
#[derive(Clone, Debug)]
pub struct Row {
    /// Calls, errors, times.
    pub aggregate: Aggregate,
    /// Durations, if percentiles were asked for. Its sum may be below `aggregate.calls` if the kernel's table was full.
    pub buckets: Option<Box<Buckets>>,
}

/// What could not be shown or counted, by cause. All zero in a perfect run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loss {
    /// Calls that did not fit into the ring: in the counts, not in the lines.
    pub spilled_calls: u64,
    /// Other events that did not fit into the ring.
    pub dropped_events: u64,
    /// Tasks that could not be followed, as the kernel had no memory for their state.
    pub untracked_tasks: u64,
    /// Calls that are counted under their syscall, but not in the finer row that was asked for (process, errno, percentile).
    pub table_full: u64,
    /// Times that the kernel skipped our programs (`recursion_misses`).
    pub missed_runs: u64,
}

impl Loss {
    /// Was nothing lost?
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// The counts of a run.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// What rows are about: decides what [`Key::id`] holds.
    pub by: By,
    /// What `min`, `max` and the buckets measure.
    pub clock: Clock,
    /// Counts by key; `errno` is 0 in these keys.
    pub rows: HashMap<Key, Row>,
    /// Failed calls by key with errno, if asked for.
    pub errnos: HashMap<Key, u64>,
    /// Names of the processes and threads in the keys.
    pub names: HashMap<u32, String>,
    /// What was lost.
    pub loss: Loss,
    /// Wall time of the run so far, ns.
    pub elapsed: u64,
    /// CPU time that the BPF programs took, ns, if it was measured (`--cost`).
    pub program_time: Option<u64>,
    /// Times that the BPF programs ran, if it was measured.
    pub program_runs: Option<u64>,
    /// CPU time that tracer's own process took, ns, if it was measured.
    pub reader_time: Option<u64>,
}

impl Summary {
    /// An empty summary.
    pub fn new(by: By, clock: Clock) -> Self {
        Self { by, clock, ..Self::default() }
    }

    /// Adds one streamed call.
    pub fn add_call(&mut self, call: &Call, histograms: bool, errnos: bool) {
        let id = match self.by {
            By::Syscall => 0,
            By::Process => call.start.task.tgid,
            By::Thread => call.start.task.tid,
        };
        let key = Key { id, abi: u32::from(call.start.abi as u8), nr: call.start.nr, errno: 0 };
        let (wall, wait) = (call.wall(), call.wait.min(call.wall()));
        let measured = if self.clock == Clock::Cpu { wall - wait } else { wall };
        let row = self.row(key);
        row.aggregate.add(call.errno().is_some(), wall, wait, measured);
        if histograms {
            row.buckets.get_or_insert_with(|| Box::new([0; BUCKETS]))[bucket(measured)] += 1;
        }
        if let (true, Some(errno)) = (errnos, call.errno()) {
            *self.errnos.entry(Key { errno, ..key }).or_default() += 1;
        }
    }

    /// Adds counts made in the kernel.
    pub fn add_aggregate(&mut self, key: Key, aggregate: &Aggregate) {
        self.row(key).aggregate.merge(aggregate);
    }

    /// Adds a histogram made in the kernel.
    pub fn add_buckets(&mut self, key: Key, buckets: &Buckets) {
        let sum = self.row(key).buckets.get_or_insert_with(|| Box::new([0; BUCKETS]));
        for (sum, n) in sum.iter_mut().zip(buckets) {
            *sum += n;
        }
    }

    /// The ABIs that occur, in order.
    pub fn abis(&self) -> Vec<Abi> {
        Abi::ALL
            .into_iter()
            .filter(|abi| {
                self.rows.iter().any(|(k, r)| k.abi == u32::from(*abi as u8) && r.aggregate.calls > 0)
            })
            .collect()
    }

    fn row(&mut self, key: Key) -> &mut Row {
        self.rows.entry(key).or_insert_with(|| Row { aggregate: Aggregate::default(), buckets: None })
    }
}
