//! A report for a terminal.

use std::io::{self, Write};

use super::Report;
use super::findings::{rule, time};
use super::sections::{Cell, SHOWN, Section, sections};
use crate::sink::summary::escape;

/// Writes it.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for line in head(report) {
        writeln!(out, "{}", escape::text(&line))?;
    }
    findings(report, out)?;
    for section in sections(report).iter().filter(|section| !section.rows.is_empty()) {
        table(section, out)?;
    }
    Ok(())
}

/// What the report is about, in some lines.
pub(super) fn head(report: &Report) -> Vec<String> {
    let start = &report.start;
    let (calls, errors) = totals(report);
    let processes = report.gather.processes.len();
    let mut lines = vec![
        report.subject(),
        format!("{calls} calls, {errors} errors, {processes} processes in {}", time(report.elapsed)),
        format!("Linux {} on {}, {} CPUs; tracer {}", start.kernel, start.arch, start.cpus, start.tracer),
    ];
    lines.extend(report.shortfalls());
    lines
}

/// Calls and errors.
pub(super) fn totals(report: &Report) -> (u64, u64) {
    let rows = report.gather.summary.rows.values();
    rows.fold((0, 0), |(calls, errors), row| (calls + row.aggregate.calls, errors + row.aggregate.errors))
}

fn findings(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\nFindings")?;
    if report.findings().is_empty() {
        return writeln!(out, "  none: no threshold was passed");
    }
    for (i, finding) in report.findings().iter().enumerate() {
        let who = if finding.tgid == 0 {
            String::new()
        } else {
            format!(", by {}", report.process_name(finding.tgid))
        };
        writeln!(
            out,
            "{:>3}. [{}] {}{}",
            i + 1,
            finding.rule,
            escape::text(&finding.title),
            escape::text(&who)
        )?;
        writeln!(
            out,
            "     {} in {} calls; saves {} at least",
            time(finding.time),
            finding.calls,
            time(finding.saves)
        )?;
        for line in &finding.evidence {
            writeln!(out, "     {}", escape::text(line))?;
        }
        if let Some(rule) = rule(finding.rule) {
            writeln!(out, "     {}", rule.advice)?;
        }
    }
    Ok(())
}

/// Writes one table.
pub(super) fn table(section: &Section, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n{}", section.title)?;
    let shown: Vec<Vec<String>> = section
        .rows
        .iter()
        .take(SHOWN)
        .map(|row| row.iter().map(|cell| escape::text(&cell.shown())).collect())
        .collect();
    let widths: Vec<usize> = (0..section.columns.len())
        .map(|i| {
            shown.iter().map(|row| row[i].chars().count()).max().unwrap_or(0).max(section.columns[i].0.len())
        })
        .collect();
    let is_text = |i: usize| section.rows.iter().all(|row| matches!(row[i], Cell::Text(_) | Cell::None));
    let line = |cells: &[&str]| {
        let padded = cells.iter().enumerate().map(|(i, cell)| {
            let width = widths[i];
            if is_text(i) { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
        });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let names: Vec<&str> = section.columns.iter().map(|(name, _)| *name).collect();
    writeln!(out, "  {}", line(&names))?;
    for row in &shown {
        writeln!(out, "  {}", line(&row.iter().map(String::as_str).collect::<Vec<_>>()))?;
    }
    match section.rows.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => writeln!(out, "  ... and {more} more"),
    }
}
