//! The summary as GitHub's tables, for issues and pull requests: what the text shows, numbers to the right.

use std::io;

use tracer_common::abi::Abi;

use super::json::abi_name;
use super::{Report, errno_name, escape, notes, span};
use crate::arch;
use crate::stats::column::Show;
use crate::stats::figures::Figures;
use crate::stats::table::{Group, Section};

/// Prints the tables.
pub(super) fn write(out: &mut dyn io::Write, report: &Report<'_>, first: bool) -> io::Result<()> {
    let mut blank = !first;
    let mut gap = |out: &mut dyn io::Write| {
        let due = std::mem::replace(&mut blank, true);
        if due { writeln!(out) } else { Ok(()) }
    };
    if let Some(at) = report.at {
        gap(out)?;
        writeln!(out, "### {} since the start, the last {}", span(at), span(report.summary.elapsed))?;
    }
    for section in &report.table.sections {
        if section.abi != Abi::NATIVE {
            gap(out)?;
            writeln!(out, "Calls through the {} ABI:", abi_name(section.abi))?;
        }
        gap(out)?;
        figures(out, report, section)?;
        let failed = section.groups.iter().flat_map(|g| &g.lines).any(|line| !line.errnos.is_empty());
        if report.options.errnos && failed {
            gap(out)?;
            errnos(out, section)?;
        }
    }
    for (i, note) in notes::all(report.summary, report.options.cost).into_iter().enumerate() {
        if i == 0 {
            gap(out)?;
        }
        writeln!(out, "- {}", note.meaning)?;
    }
    Ok(())
}

fn figures(out: &mut dyn io::Write, report: &Report<'_>, section: &Section) -> io::Result<()> {
    let columns = &report.options.columns;
    let titles = columns.iter().map(|c| (c.header, c.show == Show::Name));
    header(out, owner_titles(section).into_iter().chain(titles))?;
    let cells = |name: &str, show: &dyn Fn(usize) -> String| -> Vec<String> {
        let cell = |(i, show_as)| if show_as == Show::Name { name.to_owned() } else { show(i) };
        columns.iter().map(|c| c.show).enumerate().map(cell).collect()
    };
    let part = |name: &str, figures: &Figures| cells(name, &|i| figures.show(&columns[i], &section.total));
    for group in &section.groups {
        if group.task.is_some() {
            line(out, owner(group).into_iter().chain(part("**total**", &group.total)))?;
        }
        for row in &group.lines {
            line(out, owner(group).into_iter().chain(part(&row.name, &row.figures)))?;
        }
    }
    let nobody = owner_titles(section).into_iter().map(|_| String::new());
    line(out, nobody.chain(cells("**total**", &|i| section.total.show_total(&columns[i]))))
}

fn errnos(out: &mut dyn io::Write, section: &Section) -> io::Result<()> {
    let titles = [("calls", false), ("syscall", true), ("errno", true), ("error", true)];
    header(out, owner_titles(section).into_iter().chain(titles))?;
    for group in &section.groups {
        for row in &group.lines {
            for &(errno, calls) in &row.errnos {
                let text = arch::errno_text(errno).unwrap_or_default().to_owned();
                let cells = [calls.to_string(), row.name.to_string(), errno_name(errno), text];
                line(out, owner(group).into_iter().chain(cells))?;
            }
        }
    }
    Ok(())
}

fn header(
    out: &mut dyn io::Write,
    titles: impl Iterator<Item = (&'static str, bool)> + Clone,
) -> io::Result<()> {
    line(out, titles.clone().map(|(title, _)| title.to_owned()))?;
    line(out, titles.map(|(_, left)| if left { "---" } else { "---:" }.to_owned()))
}

fn line(out: &mut dyn io::Write, cells: impl Iterator<Item = String>) -> io::Result<()> {
    let cells: Vec<String> = cells.collect();
    writeln!(out, "| {} |", cells.join(" | "))
}

fn owner_titles(section: &Section) -> Vec<(&'static str, bool)> {
    match section.groups.first().and_then(|group| group.task.as_ref()) {
        Some(_) => vec![("pid", false), ("comm", true)],
        None => Vec::new(),
    }
}

fn owner(group: &Group) -> Vec<String> {
    let task = group.task.as_ref();
    task.map(|owner| {
        vec![owner.pid.map(|pid| pid.to_string()).unwrap_or_default(), escape::markdown(&owner.comm)]
    })
    .unwrap_or_default()
}
