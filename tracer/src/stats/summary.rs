//! The counts of a run, wherever they were made: in the kernel, or from streamed events.

use hashbrown::HashMap;
use tracer_common::abi::Abi;
use tracer_common::counts::{Aggregate, BUCKETS, Buckets, Key, bucket, representative};

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

impl Row {
    /// What was added to this row since an earlier state of it (see [`Summary::since`]).
    fn since(&self, earlier: &Self) -> Self {
        let (now, before) = (&self.aggregate, &earlier.aggregate);
        let buckets = self.buckets.as_ref().map(|buckets| {
            let mut added = buckets.clone();
            for (n, old) in added.iter_mut().zip(earlier.buckets.iter().flat_map(|b| b.iter())) {
                *n = n.saturating_sub(*old);
            }
            added
        });
        let seen = |mut order: Box<dyn Iterator<Item = usize>>| {
            buckets.as_ref().and_then(|b| order.find(|&i| b[i] > 0)).map(representative)
        };
        let min = match seen(Box::new(0..BUCKETS)) {
            Some(middle) if before.calls > 0 && now.min == before.min => {
                middle.clamp(now.min, now.max.max(now.min))
            }
            _ => now.min,
        };
        let max = match seen(Box::new((0..BUCKETS).rev())) {
            Some(middle) if before.calls > 0 && now.max == before.max => {
                middle.clamp(now.min, now.max.max(now.min))
            }
            _ => now.max,
        };
        let aggregate = Aggregate {
            calls: now.calls.saturating_sub(before.calls),
            errors: now.errors.saturating_sub(before.errors),
            wall: now.wall.saturating_sub(before.wall),
            wait: now.wait.saturating_sub(before.wait),
            min,
            max: max.max(min),
        };
        Self { aggregate, buckets }
    }
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

    fn with(self, other: Self, op: impl Fn(u64, u64) -> u64) -> Self {
        Self {
            spilled_calls: op(self.spilled_calls, other.spilled_calls),
            dropped_events: op(self.dropped_events, other.dropped_events),
            untracked_tasks: op(self.untracked_tasks, other.untracked_tasks),
            table_full: op(self.table_full, other.table_full),
            missed_runs: op(self.missed_runs, other.missed_runs),
        }
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
    pub fn add_call(&mut self, call: &Call<'_>, histograms: bool, errnos: bool) {
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

    /// Adds all counts of another part of the same run. Its times that tracing took are added too; the longer
    /// of the two spans is the run's.
    pub fn merge(&mut self, other: &Self) {
        for (key, row) in &other.rows {
            self.add_aggregate(*key, &row.aggregate);
            if let Some(buckets) = &row.buckets {
                self.add_buckets(*key, buckets);
            }
        }
        for (key, calls) in &other.errnos {
            *self.errnos.entry(*key).or_default() += calls;
        }
        for (id, name) in &other.names {
            self.names.insert(*id, name.clone());
        }
        self.loss = self.loss.with(other.loss, u64::wrapping_add);
        self.elapsed = self.elapsed.max(other.elapsed);
        self.program_time = combined(self.program_time, other.program_time, u64::wrapping_add);
        self.program_runs = combined(self.program_runs, other.program_runs, u64::wrapping_add);
        self.reader_time = combined(self.reader_time, other.reader_time, u64::wrapping_add);
    }

    /// What was added since an earlier state of the same run. Everything is a difference but the shortest and
    /// the longest call: they are exact if the run's record was set since then, else from the histogram (at most
    /// 6.25 % off) if there is one, else those of the run so far.
    pub fn since(&self, earlier: &Self) -> Self {
        let rows = self.rows.iter().filter_map(|(key, now)| {
            let row = match earlier.rows.get(key) {
                Some(before) => now.since(before),
                None => now.clone(),
            };
            (row.aggregate.calls > 0).then_some((*key, row))
        });
        let errnos = self.errnos.iter().filter_map(|(key, calls)| {
            let calls = calls.saturating_sub(earlier.errnos.get(key).copied().unwrap_or(0));
            (calls > 0).then_some((*key, calls))
        });
        Self {
            by: self.by,
            clock: self.clock,
            rows: rows.collect(),
            errnos: errnos.collect(),
            names: self.names.clone(),
            loss: self.loss.with(earlier.loss, u64::saturating_sub),
            elapsed: self.elapsed.saturating_sub(earlier.elapsed),
            program_time: combined(self.program_time, earlier.program_time, u64::saturating_sub),
            program_runs: combined(self.program_runs, earlier.program_runs, u64::saturating_sub),
            reader_time: combined(self.reader_time, earlier.reader_time, u64::saturating_sub),
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

/// A number of two states of which either may not have been measured.
fn combined(one: Option<u64>, other: Option<u64>, op: impl Fn(u64, u64) -> u64) -> Option<u64> {
    one.map(|n| op(n, other.unwrap_or(0))).or(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{CallStart, Task};
    use proptest::prelude::*;

    type Made = (u32, u32, u64, u64, bool);

    fn made() -> impl Strategy<Value = Vec<Made>> {
        let one = (1..4_u32, 0..3_u32, 0..1_u64 << 34, 0..1_u64 << 34, any::<bool>());
        prop::collection::vec(one, 0..200)
    }

    fn add(summary: &mut Summary, calls: &[Made]) {
        for &(tid, nr, wall, wait, failed) in calls {
            let memory = tracer_common::segment::Segments::EMPTY;
            let start = CallStart {
                task: Task { tid, tgid: 1 },
                abi: Abi::X86_64,
                nr,
                args: None,
                time: 9,
                memory,
                incomplete: false,
                previous: None,
            };
            let result = if failed { -2 - i64::from(nr) } else { 0 };
            summary.add_call(&Call { start, end: 9 + wall, wait, result, entered: true, memory }, true, true);
        }
    }

    fn of(calls: &[Made]) -> Summary {
        let mut summary = Summary::new(By::Thread, Clock::Cpu);
        add(&mut summary, calls);
        summary
    }

    fn assert_equal(one: &Summary, other: &Summary, bounds: bool) {
        assert_eq!(one.rows.len(), other.rows.len());
        for (key, row) in &one.rows {
            let other = &other.rows[key];
            let mut expected = other.aggregate;
            if !bounds {
                (expected.min, expected.max) = (row.aggregate.min, row.aggregate.max);
            }
            assert_eq!(row.aggregate, expected);
            assert_eq!(row.buckets, other.buckets);
        }
        assert_eq!(one.errnos, other.errnos);
    }

    proptest! {
        #[test]
        fn merging_equals_adding(first in made(), second in made()) {
            let mut merged = of(&first);
            merged.merge(&of(&second));
            let mut all = of(&first);
            add(&mut all, &second);
            assert_equal(&merged, &all, true);
        }

        #[test]
        fn a_difference_is_what_was_added(first in made(), second in made()) {
            let earlier = of(&first);
            let mut all = earlier.clone();
            add(&mut all, &second);
            let (since, exact) = (all.since(&earlier), of(&second));
            assert_equal(&since, &exact, false);
            for (key, row) in &since.rows {
                let (found, exact) = (row.aggregate, exact.rows[key].aggregate);
                prop_assert!(found.min <= found.max);
                for (found, exact) in [(found.min, exact.min), (found.max, exact.max)] {
                    prop_assert!(found.abs_diff(exact) * 16 <= exact, "{found} for {exact}");
                }
            }
            prop_assert!(all.since(&all).rows.is_empty());
            assert_equal(&all.since(&Summary::default()), &all, true);
        }
    }

    #[test]
    fn without_a_histogram_an_interval_shows_the_bounds_of_the_run() {
        let row = |durations: &[u64]| {
            let mut aggregate = Aggregate::default();
            durations.iter().for_each(|&ns| aggregate.add(false, ns, 0, ns));
            Row { aggregate, buckets: None }
        };
        let since = row(&[10, 50, 30]).since(&row(&[10, 50])).aggregate;
        assert_eq!((since.calls, since.wall, since.min, since.max), (1, 30, 10, 50));
        let since = row(&[10, 50, 70]).since(&row(&[10, 50])).aggregate;
        assert_eq!((since.calls, since.min, since.max), (1, 10, 70));
    }

    #[test]
    fn losses_and_costs_are_differences_too() {
        let at = |n: u64| Summary {
            loss: Loss { table_full: n, ..Loss::default() },
            elapsed: 10 * n,
            program_time: Some(n),
            ..Summary::default()
        };
        let since = at(9).since(&at(4));
        assert_eq!((since.loss.table_full, since.elapsed, since.program_time), (5, 50, Some(5)));
        assert_eq!(since.reader_time, None);
    }
}
