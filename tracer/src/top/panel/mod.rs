//! The views, one file each, and their list: tabs, digits, help and docs follow from it. A view tells its rows; drawing
//! them is the same for all. Log and Output draw themselves.

pub mod detail;
pub mod errors;
pub mod files;
pub mod footer;
pub mod header;
pub mod help;
pub mod log;
pub mod output;
pub mod processes;
pub mod syscalls;
pub mod table;
pub mod waiting;

use super::data::Data;
use super::describe::Describer;
use super::grid::{Column, Row};
use super::lookup::Lookup;

/// A view.
#[derive(Debug)]
pub struct Panel {
    /// Its name.
    pub name: &'static str,
    /// What it tells, for the help.
    pub about: &'static str,
    /// What is in it.
    pub body: Body,
}

/// What is in a view.
#[derive(Debug)]
pub enum Body {
    /// Rows.
    Table(Table),
    /// The last lines.
    Log,
    /// The command's terminal.
    Output,
}

/// Rows of one kind.
#[derive(Debug)]
pub struct Table {
    /// Their columns.
    pub columns: &'static [Column],
    /// The column that they are sorted by at first.
    pub sort: usize,
    /// All rows, with a cell for each column.
    pub rows: fn(&mut Sight<'_>) -> Vec<Row>,
    /// What the table lacks, if anything.
    pub note: fn(&Data) -> Option<String>,
    /// What is shown when there are no rows.
    pub empty: &'static str,
}

/// What rows are made of.
pub struct Sight<'a> {
    /// What was seen.
    pub data: &'a Data,
    /// The time, ns.
    pub now: u64,
    /// Makes lines of calls.
    pub describer: &'a mut Describer,
    /// Knows what the events do not tell.
    pub lookup: &'a mut dyn Lookup,
}

/// Every view, in the order of the tabs.
pub static PANELS: [Panel; 7] = [
    syscalls::PANEL,
    processes::PANEL,
    files::PANEL,
    errors::PANEL,
    waiting::PANEL,
    log::PANEL,
    output::PANEL,
];

/// `comm`, or what stands for a name that is not known.
pub fn comm_or_unknown(comm: &str) -> String {
    if comm.is_empty() { "?".to_owned() } else { super::format::printable(comm.as_bytes()) }
}
