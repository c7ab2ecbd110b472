//! What is to be told beside the table: what was lost, and what tracing cost. Each number has a name for machines
//! and a sentence for people; how they are laid out is left to the formats.

use crate::stats::{Loss, Summary};

/// A number to be told.
pub(super) struct Note {
    /// What machines know it by.
    pub(super) key: &'static str,
    /// The number.
    pub(super) value: u64,
    /// What it means.
    pub(super) meaning: String,
}

/// Every cause of loss, in fixed order, with those that did not occur.
pub(super) fn losses(loss: &Loss) -> [Note; 5] {
    let note = |key, value, one: &str, many: &str, meaning: &str| Note {
        key,
        value,
        meaning: format!("{value} {} {meaning}", if value == 1 { one } else { many }),
    };
    [
        note(
            "spilled_calls",
            loss.spilled_calls,
            "call",
            "calls",
            "counted but not shown as lines (ring full); try a larger --ring-size or --on-full=hold",
        ),
        note(
            "dropped_events",
            loss.dropped_events,
            "fork, exec, exit or signal",
            "forks, execs, exits or signals",
            "not shown (ring full); try a larger --ring-size or --on-full=hold",
        ),
        note(
            "untracked_tasks",
            loss.untracked_tasks,
            "thread or process",
            "threads or processes",
            "not followed (no kernel memory for their state): their calls are not counted",
        ),
        note(
            "table_full",
            loss.table_full,
            "call",
            "calls",
            "counted by syscall but not by process, errno or percentile (kernel table full)",
        ),
        note(
            "missed_runs",
            loss.missed_runs,
            "call or event",
            "calls or events",
            "not seen (the kernel skipped the BPF program): counts may be too small",
        ),
    ]
}

/// What tracing cost, as far as it was measured.
pub(super) fn costs(summary: &Summary) -> Vec<Note> {
    let seconds = |ns: u64| format!("{:.6} s", crate::stats::figures::seconds(ns));
    let mut notes = Vec::new();
    if let Some(ns) = summary.program_time {
        let runs = summary.program_runs.unwrap_or(0);
        let each = ns.checked_div(runs).map(|each| format!(" in {runs} runs, {each} ns each"));
        let calls: u64 = summary.rows.values().map(|row| row.aggregate.calls).sum();
        let call = ns.checked_div(calls).map(|each| format!("; {each} ns a call"));
        let (each, call) = (each.unwrap_or_default(), call.unwrap_or_default());
        let meaning = format!("BPF programs took {}{each}{call}", seconds(ns));
        notes.push(Note { key: "program_time_ns", value: ns, meaning });
    }
    if let Some(ns) = summary.reader_time {
        let meaning = format!("tracer itself took {} of CPU time", seconds(ns));
        notes.push(Note { key: "reader_time_ns", value: ns, meaning });
    }
    let meaning = format!("elapsed: {}", seconds(summary.elapsed));
    notes.push(Note { key: "elapsed_ns", value: summary.elapsed, meaning });
    notes
}

/// Everything that is to be told in words: nothing for a perfect run whose cost was not asked for.
pub(super) fn all(summary: &Summary, cost: bool) -> Vec<Note> {
    let mut notes: Vec<Note> = losses(&summary.loss).into_iter().filter(|note| note.value > 0).collect();
    if cost {
        notes.extend(costs(summary));
    }
    notes
}
