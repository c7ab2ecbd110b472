//! The table as strace 6.1 prints it. Columns grow with what they hold, each ABI's table by itself; the last
//! column is not padded; nothing is printed if there is no call.

use std::io;

use tracer_common::abi::Abi;

use super::{Report, errno_name, escape, notes, span};
use crate::arch;
use crate::stats::column::Show;
use crate::stats::figures::Figures;
use crate::stats::table::{Group, Owner, Section};

/// Cells in columns.
struct Grid {
    /// Title, least width, and whether cells stand to the left.
    columns: Vec<(&'static str, usize, bool)>,
    /// The part between the rulers, and the part below.
    body: Vec<Vec<String>>,
    foot: Vec<Vec<String>>,
}

impl Grid {
    fn write(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let rows = || self.body.iter().chain(&self.foot);
        let width = |i: usize| {
            let (title, least, left) = self.columns[i];
            // strace leaves one more than it needs beside the longest name.
            let needed = |row: &Vec<String>| row[i].chars().count() + usize::from(left);
            rows().map(needed).fold(least.max(title.len()), usize::max)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        let ruler: Vec<String> = widths.iter().map(|&width| "-".repeat(width)).collect();
        let header: Vec<String> = self.columns.iter().map(|(title, ..)| (*title).to_owned()).collect();
        self.line(out, &widths, &header)?;
        writeln!(out, "{}", ruler.join(" "))?;
        for row in &self.body {
            self.line(out, &widths, row)?;
        }
        if !self.foot.is_empty() {
            writeln!(out, "{}", ruler.join(" "))?;
        }
        for row in &self.foot {
            self.line(out, &widths, row)?;
        }
        Ok(())
    }

    fn line(&self, out: &mut dyn io::Write, widths: &[usize], cells: &[String]) -> io::Result<()> {
        for (i, cell) in cells.iter().enumerate() {
            let (space, width) = (if i == 0 { "" } else { " " }, widths[i]);
            match self.columns[i].2 {
                true if i + 1 == cells.len() => write!(out, "{space}{cell}")?,
                true => write!(out, "{space}{cell:<width$}")?,
                false => write!(out, "{space}{cell:>width$}")?,
            }
        }
        writeln!(out)
    }
}

/// Prints all that there is to be told.
pub(super) fn write(out: &mut dyn io::Write, report: &Report<'_>, first: bool) -> io::Result<()> {
    if let Some(at) = report.at {
        if !first {
            writeln!(out)?;
        }
        writeln!(out, "{} since the start, the last {}:", span(at), span(report.summary.elapsed))?;
    }
    let mut errnos_above = false;
    for section in &report.table.sections {
        if errnos_above {
            writeln!(out)?;
        }
        if section.abi != Abi::NATIVE {
            writeln!(out, "System call usage summary for {} mode:", mode(section.abi))?;
        }
        figures(report, section).write(out)?;
        let errnos = errnos(section);
        errnos_above = report.options.errnos && !errnos.body.is_empty();
        if errnos_above {
            writeln!(out)?;
            errnos.write(out)?;
        }
    }
    for note in notes::all(report.summary, report.options.cost) {
        writeln!(out, "tracer: {}", note.meaning)?;
    }
    Ok(())
}

/// What strace calls a personality.
fn mode(abi: Abi) -> &'static str {
    match abi {
        Abi::X86_64 | Abi::Aarch64 => "64 bit",
        Abi::I386 => "32 bit",
        Abi::X32 => "x32",
    }
}

fn figures(report: &Report<'_>, section: &Section) -> Grid {
    let columns = &report.options.columns;
    let titles = columns.iter().map(|c| (c.header, c.width, c.show == Show::Name));
    let row = |owner: Vec<String>, name: &str, show: &dyn Fn(usize) -> String| {
        let cells = columns.iter().enumerate().map(|(i, column)| match column.show {
            Show::Name => name.to_owned(),
            _ => show(i),
        });
        owner.into_iter().chain(cells).collect::<Vec<String>>()
    };
    let part = |owner, name: &str, figures: &Figures| {
        row(owner, name, &|i| figures.show(&columns[i], &section.total))
    };
    let mut body = Vec::new();
    for group in &section.groups {
        if group.task.is_some() {
            body.push(part(owner(group), "total", &group.total));
        }
        body.extend(group.lines.iter().map(|line| part(owner(group), &line.name, &line.figures)));
    }
    let nobody = section.groups.first().map(|group| vec![String::new(); owner(group).len()]);
    let foot = vec![row(nobody.unwrap_or_default(), "total", &|i| section.total.show_total(&columns[i]))];
    Grid { columns: owner_columns(section).into_iter().chain(titles).collect(), body, foot }
}

fn errnos(section: &Section) -> Grid {
    let mut failures: Vec<_> = section
        .groups
        .iter()
        .flat_map(|group| group.lines.iter().map(move |line| (group, line)))
        .flat_map(|(group, line)| line.errnos.iter().map(move |(errno, calls)| (group, line, *errno, *calls)))
        .collect();
    failures.sort_by_key(|&(.., calls)| std::cmp::Reverse(calls));
    let body = failures.into_iter().map(|(group, line, errno, calls)| {
        let meaning = arch::errno_text(errno).unwrap_or_default();
        let cells = [calls.to_string(), line.name.to_string(), errno_name(errno), meaning.to_owned()];
        owner(group).into_iter().chain(cells).collect()
    });
    let titles = [("calls", 9, false), ("syscall", 16, true), ("errno", 16, true), ("error", 32, true)];
    Grid {
        columns: owner_columns(section).into_iter().chain(titles).collect(),
        body: body.collect(),
        foot: Vec::new(),
    }
}

fn owner_columns(section: &Section) -> Vec<(&'static str, usize, bool)> {
    match section.groups.first().and_then(|group| group.task.as_ref()) {
        Some(_) => vec![("pid", 7, false), ("comm", 16, true)],
        None => Vec::new(),
    }
}

fn owner(group: &Group) -> Vec<String> {
    let cells = |Owner { pid, comm }: &Owner| {
        vec![pid.map(|pid| pid.to_string()).unwrap_or_default(), escape::text(comm)]
    };
    group.task.as_ref().map(cells).unwrap_or_default()
}
