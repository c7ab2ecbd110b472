//! The summary of a run so far, from what the kernel has counted and what was streamed.

use crate::cli::Options;
use crate::procs::pids;
use crate::source::live::{Live, SourceError, Work};
use crate::stats::{By, Loss, Summary, TableOptions};

/// Adds what the kernel has counted to what was streamed.
pub fn summary(
    live: &Live,
    streamed: &Summary,
    options: &Options,
    elapsed: u64,
) -> Result<Summary, SourceError> {
    let mut summary = streamed.clone();
    live.counts(|key, aggregate| summary.add_aggregate(key, aggregate))?;
    if let Some(table) = &options.table {
        if table.errnos {
            live.errnos(|key, count| *summary.errnos.entry(key).or_default() += count)?;
        }
        if table.needs_histograms() {
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
