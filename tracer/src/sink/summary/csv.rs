//! The summary as CSV (RFC 4180): the columns that were asked for, after the ABI and whose calls they are. Times are
//! whole ns. Errnos, losses and costs are tables of their own, each after an empty line. There is no total: it
//! would be one more row to whoever adds them up.

use std::io;

use super::json::abi_name;
use super::{Report, errno_name, escape, notes};
use crate::arch;
use crate::stats::By;
use crate::stats::column::Show;
use crate::stats::figures::Figures;
use crate::stats::table::{Group, Line, Section};

/// Prints the tables; of a repeated one, the header only the first time.
pub(super) fn write(out: &mut dyn io::Write, report: &Report<'_>, first: bool) -> io::Result<()> {
    let columns = &report.options.columns;
    if first {
        line(out, place_titles(report).chain(columns.iter().map(|c| c.key.to_owned())))?;
    }
    each(report, |section, group, row| {
        let cells = columns.iter().map(|column| match column.show {
            Show::Name => escape::csv(&row.name),
            Show::Percent => format!("{:.6}", row.figures.percent_of(&section.total)),
            _ => number(&row.figures, column.figure),
        });
        line(out, place(report, section, group).chain(cells))
    })?;
    if report.options.errnos {
        let titles = ["name", "errno", "error", "text", "calls"].map(str::to_owned);
        let mut started = false;
        each(report, |section, group, row| {
            for &(errno, calls) in &row.errnos {
                if !started {
                    table(out, place_titles(report).chain(titles.clone()))?;
                    started = true;
                }
                let text = escape::csv(arch::errno_text(errno).unwrap_or_default());
                let cells =
                    [row.name.to_string(), errno.to_string(), errno_name(errno), text, calls.to_string()];
                line(out, place(report, section, group).chain(cells))?;
            }
            Ok(())
        })?;
    }
    for (i, note) in notes::all(report.summary, report.options.cost).into_iter().enumerate() {
        if i == 0 {
            table(out, ["note", "value", "meaning"].map(str::to_owned).into_iter())?;
        }
        line(out, [note.key.to_owned(), note.value.to_string(), escape::csv(&note.meaning)].into_iter())?;
    }
    Ok(())
}

fn each(
    report: &Report<'_>,
    mut take: impl FnMut(&Section, &Group, &Line) -> io::Result<()>,
) -> io::Result<()> {
    for section in &report.table.sections {
        for group in &section.groups {
            for row in &group.lines {
                take(section, group, row)?;
            }
        }
    }
    Ok(())
}

fn table(out: &mut dyn io::Write, titles: impl Iterator<Item = String>) -> io::Result<()> {
    out.write_all(b"\r\n")?;
    line(out, titles)
}

fn line(out: &mut dyn io::Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    let cells: Vec<String> = cells.collect();
    write!(out, "{}\r\n", cells.join(","))
}

fn number(figures: &Figures, figure: fn(&Figures) -> Option<u64>) -> String {
    figure(figures).map(|n| n.to_string()).unwrap_or_default()
}

fn place_titles(report: &Report<'_>) -> impl Iterator<Item = String> + use<> {
    let at = report.at.map(|_| "at_ns");
    let owner: &[&str] = if report.summary.by == By::Syscall { &[] } else { &["pid", "comm"] };
    at.into_iter().chain(["abi"]).chain(owner.iter().copied()).map(str::to_owned)
}

fn place(report: &Report<'_>, section: &Section, group: &Group) -> impl Iterator<Item = String> + use<> {
    let owner = group
        .task
        .as_ref()
        .map(|owner| [owner.pid.map(|pid| pid.to_string()).unwrap_or_default(), escape::csv(&owner.comm)]);
    let at = report.at.map(|at| at.to_string());
    at.into_iter().chain([abi_name(section.abi).to_owned()]).chain(owner.into_iter().flatten())
}
