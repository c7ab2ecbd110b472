//! The summary of a run so far, from what the kernel has counted and what was streamed.
//!
//! Where a run is recorded, the kernel counts by task, and what it has counted takes the form in which recordings keep
//! it: then the table of the run and that of its replay are made by the same code.

use crate::cli::Options;
use crate::procs::pids;
use crate::recording::Counts;
use crate::recording::meta::CountRow;
use crate::source::live::{Live, SourceError, Work};
use crate::stats::{By, Loss, Summary, TableOptions};
use tracer_common::counts::Key;

/// Adds what the kernel has counted to what was streamed. `recorded` is that, if the run is recorded.
pub fn summary(
    live: &Live,
    streamed: &Summary,
    options: &Options,
    recorded: Option<&Counts>,
    elapsed: u64,
) -> Result<Summary, SourceError> {
    let mut summary = streamed.clone();
    if let Some(counts) = recorded {
        add_counts(&mut summary, counts, options.table.as_ref());
    } else {
        live.counts(|key, aggregate| summary.add_aggregate(key, aggregate))?;
    }
    if let Some(table) = &options.table {
        if table.errnos && recorded.is_none() {
            live.errnos(|key, count| *summary.errnos.entry(key).or_default() += count)?;
        }
        if table.needs_histograms() && recorded.is_none() {
            live.histograms(|key, buckets| summary.add_buckets(key, buckets))?;
        }
        name_the_living(&mut summary, table);
    }
    summary.elapsed = elapsed;
    let work = live.work();
    summary.loss = loss(live, &work);
    if let Some(cost) = work.cost {
        summary.program_time = Some(cost.time);
        summary.program_runs = Some(cost.runs);
        summary.reader_time = own_cpu_time();
    }
    Ok(summary)
}

/// What the kernel has counted, by task. `tgid` tells whose a task is.
pub fn kernel_counts(live: &Live, tgid: impl Fn(u32) -> u32) -> Result<Counts, SourceError> {
    let tgid = |tid| if tid == 0 { 0 } else { tgid(tid) };
    let Loss { spilled_calls, dropped_events, untracked_tasks, table_full, missed_runs } =
        loss(live, &live.work());
    let mut counts = Counts {
        spilled_calls,
        dropped_events,
        untracked_tasks,
        table_full,
        missed_runs,
        ..Counts::default()
    };
    live.counts(|key, aggregate| counts.rows.push(CountRow::new(key, tgid(key.id), aggregate)))?;
    live.errnos(|key, calls| counts.errnos.push((key.id, tgid(key.id), key.abi, key.nr, key.errno, calls)))?;
    live.histograms(|key, buckets| {
        counts.histograms.push((key.id, tgid(key.id), key.abi, key.nr, Counts::sparse(buckets)));
    })?;
    Ok(counts)
}

/// Adds what the kernel has counted by task, as finely as the table wants it.
pub fn add_counts(summary: &mut Summary, counts: &Counts, table: Option<&TableOptions>) {
    let by = summary.by;
    let id = move |tid, tgid| match by {
        By::Syscall => 0,
        By::Process => tgid,
        By::Thread => tid,
    };
    for row in &counts.rows {
        let key = Key { id: id(row.tid, row.tgid), abi: row.abi, nr: row.nr, errno: 0 };
        summary.add_aggregate(key, &row.aggregate());
    }
    if table.is_some_and(|table| table.errnos) {
        for &(tid, tgid, abi, nr, errno, calls) in &counts.errnos {
            *summary.errnos.entry(Key { id: id(tid, tgid), abi, nr, errno }).or_default() += calls;
        }
    }
    if table.is_some_and(TableOptions::needs_histograms) {
        for (tid, tgid, abi, nr, sparse) in &counts.histograms {
            let key = Key { id: id(*tid, *tgid), abi: *abi, nr: *nr, errno: 0 };
            summary.add_buckets(key, &Counts::dense(sparse));
        }
    }
}

/// What a recording says was lost.
pub fn recorded_loss(counts: &Counts) -> Loss {
    let Counts { spilled_calls, dropped_events, untracked_tasks, table_full, missed_runs, .. } = *counts;
    Loss { spilled_calls, dropped_events, untracked_tasks, table_full, missed_runs }
}

/// What was lost so far.
pub fn loss(live: &Live, work: &Work) -> Loss {
    let control = live.control();
    Loss {
        spilled_calls: control.spilled_calls(),
        dropped_events: control.dropped_events(),
        untracked_tasks: control.untracked_tasks(),
        table_full: control.table_full(),
        missed_runs: work.missed_runs,
    }
}

/// Names of tasks that were there before tracing began, and so told nobody theirs.
fn name_the_living(summary: &mut Summary, table: &TableOptions) {
    if table.by == By::Syscall {
        return;
    }
    let nameless: Vec<u32> =
        summary.rows.keys().map(|key| key.id).filter(|id| !summary.names.contains_key(id)).collect();
    for id in nameless {
        if let Some(comm) = pids::comm("/".as_ref(), id) {
            summary.names.insert(id, comm);
        }
    }
}

/// CPU time of this process, ns.
pub fn own_cpu_time() -> Option<u64> {
    let usage = nix::sys::resource::getrusage(nix::sys::resource::UsageWho::RUSAGE_SELF).ok()?;
    let time = |t: nix::sys::time::TimeVal| t.tv_sec() as u64 * 1_000_000_000 + t.tv_usec() as u64 * 1000;
    Some(time(usage.user_time()) + time(usage.system_time()))
}
