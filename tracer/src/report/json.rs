//! A report for machines: one object, with every row.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::Report;
use super::findings::rule;
use super::sections::sections;
use super::text::totals;

/// Raised whenever a name changes its meaning.
const VERSION: u32 = 1;

/// Writes it.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &object(report))?;
    writeln!(out)
}

/// The object.
pub(super) fn object(report: &Report) -> Value {
    let (calls, errors) = totals(report);
    let start = &report.start;
    let mut all = Map::new();
    let findings = report.findings().iter().map(|it| {
        json!({
            "rule": it.rule, "title": it.title, "pid": it.tgid, "name": it.object, "calls": it.calls, "wall_ns": it.time,
            "saves_ns": it.saves, "evidence": it.evidence, "advice": rule(it.rule).map(|rule| rule.advice),
        })
    });
    let loss = &report.loss;
    for (name, value) in [
        ("version", json!(VERSION)),
        ("command", json!(start.command)),
        ("kernel", json!(start.kernel)),
        ("arch", json!(start.arch)),
        ("began_ns", json!(start.clock.realtime)),
        ("elapsed_ns", json!(report.elapsed)),
        ("calls", json!(calls)),
        ("errors", json!(errors)),
        (
            "loss",
            json!({
                "spilled_calls": loss.spilled_calls, "dropped_events": loss.dropped_events,
                "untracked_tasks": loss.untracked_tasks, "table_full": loss.table_full, "missed_runs": loss.missed_runs,
                "missing": report.missing,
            }),
        ),
        ("findings", findings.collect()),
    ] {
        all.insert(name.to_owned(), value);
    }
    for section in sections(report) {
        // "errors" is the number of them.
        let key = if section.key == "errors" { "failures" } else { section.key };
        all.insert(key.to_owned(), section.rows_as_json());
    }
    Value::Object(all)
}
