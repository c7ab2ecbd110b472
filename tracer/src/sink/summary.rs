//! Prints a summary. Text is strace's table byte for byte, as long as nothing is asked for that strace does not
//! have and nothing was lost; the other formats say the same to machines. What the figures are is left to `stats`.

mod csv;
pub mod escape;
mod json;
mod markdown;
mod notes;
mod text;

use std::io;

use crate::arch;
use crate::stats::table::{Format, Table, TableOptions};
use crate::stats::{Loss, Summary};

/// What a format needs to know.
struct Report<'a> {
    summary: &'a Summary,
    table: Table,
    options: &'a TableOptions,
    /// Of a repeated table: the time at its end, ns since the start of the run.
    at: Option<u64>,
}

/// Prints the summary of a run.
pub fn write_summary(out: &mut dyn io::Write, summary: &Summary, options: &TableOptions) -> io::Result<()> {
    write(out, &Report { summary, table: Table::new(summary, options), options, at: None }, true)
}

/// Prints what was added to the summary of a run since it was last printed (see [`Summary::since`]): in text
/// under a line that tells the time, in JSON as a line with `"at"`, in CSV as rows with the time in front, under
/// the header of the first. `earlier` is `None` the first time.
pub fn write_interval(
    out: &mut dyn io::Write,
    summary: &Summary,
    earlier: Option<&Summary>,
    options: &TableOptions,
) -> io::Result<()> {
    let added = summary.since(earlier.unwrap_or(&Summary::default()));
    let report =
        Report { summary: &added, table: Table::new(&added, options), options, at: Some(summary.elapsed) };
    write(out, &report, earlier.is_none())
}

/// What was lost, in sentences.
pub fn losses_in_words(loss: &Loss) -> Vec<String> {
    notes::losses(loss).into_iter().filter(|note| note.value > 0).map(|note| note.meaning).collect()
}

/// Tells what was lost, where there is no table to tell it below.
pub fn write_losses(out: &mut dyn io::Write, loss: &Loss) -> io::Result<()> {
    losses_in_words(loss).iter().try_for_each(|meaning| writeln!(out, "tracer: {meaning}"))
}

fn write(out: &mut dyn io::Write, report: &Report<'_>, first: bool) -> io::Result<()> {
    match report.options.format {
        Format::Text => text::write(out, report, first),
        Format::Json => json::write(out, report),
        Format::Csv => csv::write(out, report, first),
        Format::Markdown => markdown::write(out, report, first),
    }
}

/// An errno as strace names it, or as the number that it is.
fn errno_name(errno: u32) -> String {
    arch::errno_name(errno).map_or_else(|| errno.to_string(), str::to_owned)
}

/// Seconds for people, with ms.
fn span(ns: u64) -> String {
    format!("{}.{:03} s", ns / 1_000_000_000, ns / 1_000_000 % 1000)
}
