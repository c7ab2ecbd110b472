//! A report for a pull request.

use std::io::{self, Write};

use super::Report;
use super::findings::{rule, time};
use super::sections::{Cell, SHOWN, Section, sections};
use super::text::head;
use crate::sink::summary::escape::markdown as escaped;

/// Writes it.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let lines = head(report);
    writeln!(out, "# System calls of {}\n", escaped(&lines[0]))?;
    for line in &lines[1..] {
        writeln!(out, "- {}", escaped(line))?;
    }
    writeln!(out, "\n## Findings\n")?;
    if report.findings().is_empty() {
        writeln!(out, "None: no threshold was passed.")?;
    }
    for (i, it) in report.findings().iter().enumerate() {
        let who = if it.tgid == 0 { String::new() } else { format!(", by {}", report.process_name(it.tgid)) };
        write!(out, "{}. **{}**{} ({}): ", i + 1, escaped(&it.title), escaped(&who), it.rule)?;
        write!(out, "{} in {} calls, saves {} at least.", time(it.time), it.calls, time(it.saves))?;
        for line in &it.evidence {
            write!(out, " {}.", escaped(line))?;
        }
        writeln!(out, " {}", rule(it.rule).map_or("", |rule| rule.advice))?;
    }
    sections(report).iter().filter(|it| !it.rows.is_empty()).try_for_each(|section| table(section, out))
}

/// Writes one table.
pub(super) fn table(section: &Section, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## {}\n", section.title)?;
    let names: Vec<&str> = section.columns.iter().map(|(name, _)| *name).collect();
    writeln!(out, "| {} |", names.join(" | "))?;
    let is_text = |i: usize| section.rows.iter().all(|row| matches!(row[i], Cell::Text(_) | Cell::None));
    let rules: Vec<&str> = (0..names.len()).map(|i| if is_text(i) { "---" } else { "--:" }).collect();
    writeln!(out, "| {} |", rules.join(" | "))?;
    for row in section.rows.iter().take(SHOWN) {
        let cells: Vec<String> = row.iter().map(|cell| escaped(&cell.shown())).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    match section.rows.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => writeln!(out, "\n... and {more} more"),
    }
}
