//! The summary as a table: rows in order, grouped, with totals. How a table looks is left to the outputs.

use std::borrow::Cow;
use std::cmp::Reverse;

use hashbrown::HashMap;
use tracer_common::abi::Abi;
use tracer_common::counts::Key;

use super::column::{Column, Needs, Show, Sort};
use super::figures::{Figures, Measure};
use super::summary::{By, Clock, Row, Summary};
use crate::arch;

/// What a summary is printed as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// strace's table.
    #[default]
    Text,
    /// One object on one line, with every column.
    Json,
    /// RFC 4180.
    Csv,
    /// GitHub's tables.
    Markdown,
}

/// How the table was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableOptions {
    /// Which columns, in order (`-U`).
    pub columns: Vec<Column>,
    /// The order of the rows (`-S`).
    pub sort: Sort,
    /// What rows are about.
    pub by: By,
    /// Which time is shown.
    pub clock: Clock,
    /// ns that each call is to be shown shorter (`-O`).
    pub overhead: u64,
    /// Are errnos counted (`--errors`)?
    pub errnos: bool,
    /// The format.
    pub format: Format,
    /// Is the cost of tracing shown (`--cost`)?
    pub cost: bool,
}

impl Default for TableOptions {
    fn default() -> Self {
        Self {
            columns: Column::default_list(),
            sort: Sort::default(),
            by: By::default(),
            clock: Clock::default(),
            overhead: 0,
            errnos: false,
            format: Format::default(),
            cost: false,
        }
    }
}

impl TableOptions {
    /// Must time off the CPU be measured?
    pub fn needs_wait(&self) -> bool {
        self.clock == Clock::Cpu || self.needs(Needs::Wait)
    }

    /// Must histograms be kept?
    pub fn needs_histograms(&self) -> bool {
        self.needs(Needs::Histograms)
    }

    fn needs(&self, what: Needs) -> bool {
        let sort = match &self.sort {
            Sort::By(column) => Some(column),
            Sort::Nothing => None,
        };
        self.columns.iter().chain(sort).any(|c| c.needs == what)
    }
}

/// A summary in order: one section an ABI, as strace prints one table each.
#[derive(Debug)]
pub struct Table {
    /// The sections that have calls, the native one first.
    pub sections: Vec<Section>,
}

/// The calls through one ABI.
#[derive(Debug)]
pub struct Section {
    /// Which.
    pub abi: Abi,
    /// One, or one for each process or thread, the one with the most first.
    pub groups: Vec<Group>,
    /// All of it. Shares are of this.
    pub total: Figures,
}

/// The calls of one process or thread, or of all.
#[derive(Debug)]
pub struct Group {
    /// Whose: `None` if rows are about syscalls alone.
    pub task: Option<Owner>,
    /// A syscall each.
    pub lines: Vec<Line>,
    /// All of them.
    pub total: Figures,
}

/// A process or thread, as shown. What it is called comes from outside and may hold any character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// What users know as its pid; `None` for calls that are known to no row of their own.
    pub pid: Option<u32>,
    /// Its name, or nothing if it is not known.
    pub comm: String,
}

/// A syscall.
#[derive(Debug)]
pub struct Line {
    /// Its name.
    pub name: Cow<'static, str>,
    /// Its figures.
    pub figures: Figures,
    /// Its failures by errno, the most frequent first, if they were counted.
    pub errnos: Vec<(u32, u64)>,
    nr: u32,
}

impl Table {
    /// The table of a summary.
    pub fn new(summary: &Summary, options: &TableOptions) -> Self {
        let measure =
            Measure { clock: options.clock, wait: options.needs_wait(), overhead: options.overhead };
        let mut errnos: HashMap<Key, Vec<(u32, u64)>> = HashMap::new();
        for (key, &calls) in summary.errnos.iter().filter(|(_, calls)| **calls > 0) {
            errnos.entry(Key { errno: 0, ..*key }).or_default().push((key.errno, calls));
        }
        for list in errnos.values_mut() {
            list.sort_unstable_by_key(|&(errno, calls)| (Reverse(calls), errno));
        }
        let sections = summary.abis().into_iter().map(|abi| section(summary, options, measure, &errnos, abi));
        Self { sections: sections.collect() }
    }
}

fn section(
    summary: &Summary,
    options: &TableOptions,
    measure: Measure,
    errnos: &HashMap<Key, Vec<(u32, u64)>>,
    abi: Abi,
) -> Section {
    let mut rows: Vec<(&Key, &Row)> = summary
        .rows
        .iter()
        .filter(|(key, row)| key.abi == u32::from(abi as u8) && row.aggregate.calls > 0)
        .collect();
    rows.sort_unstable_by_key(|(key, _)| **key);
    let figures_of = |rows: &[(&Key, &Row)]| Figures::of(rows.iter().map(|(_, row)| *row), measure);
    let groups = rows.chunk_by(|(a, _), (b, _)| a.id == b.id).map(|rows| {
        let mut lines: Vec<Line> = rows
            .iter()
            .map(|row| Line {
                name: arch::call_name(abi, row.0.nr),
                figures: figures_of(&[*row]),
                errnos: errnos.get(row.0).cloned().unwrap_or_default(),
                nr: row.0.nr,
            })
            .collect();
        sort_lines(&mut lines, options.sort);
        Group { task: owner(summary, rows[0].0.id), lines, total: figures_of(rows) }
    });
    let mut groups: Vec<Group> = groups.collect();
    sort_groups(&mut groups, options.sort);
    Section { abi, groups, total: figures_of(&rows) }
}

/// Id 0 is no process: it stands for all of them, or for those that there was no room to count by themselves.
fn owner(summary: &Summary, id: u32) -> Option<Owner> {
    match (summary.by, id) {
        (By::Syscall, _) => None,
        (_, 0) => Some(Owner { pid: None, comm: "(others)".to_owned() }),
        _ => Some(Owner { pid: Some(id), comm: summary.names.get(&id).cloned().unwrap_or_default() }),
    }
}

fn sort_lines(lines: &mut [Line], sort: Sort) {
    lines.sort_by_key(|line| line.nr);
    match sort {
        Sort::Nothing => {}
        Sort::By(column) if column.show == Show::Name => lines.sort_by(|a, b| a.name.cmp(&b.name)),
        Sort::By(column) => lines.sort_by_key(|line| Reverse((column.figure)(&line.figures))),
    }
}

/// Groups come by the same figure, in total; by pid if the order is by name or by nothing.
fn sort_groups(groups: &mut [Group], sort: Sort) {
    if let Sort::By(column) = sort {
        groups.sort_by_key(|group| Reverse((column.figure)(&group.total)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Call, CallStart, Task};

    fn summary(by: By, calls: &[(u32, u32, u64, i64)]) -> Summary {
        let mut summary = Summary::new(by, Clock::Wall);
        for &(tid, nr, ns, result) in calls {
            let task = Task { tid, tgid: tid };
            let memory = tracer_common::segment::Segments::EMPTY;
            let start = CallStart {
                task,
                abi: Abi::X86_64,
                nr,
                args: None,
                time: 7,
                memory,
                incomplete: false,
                previous: None,
            };
            let call = Call { start, end: 7 + ns, wait: 0, result, entered: false, memory };
            summary.add_call(&call, false, true);
        }
        summary
    }

    fn order(calls: &[(u32, u32, u64, i64)], by: By, sort: &str) -> String {
        let options =
            TableOptions { clock: Clock::Wall, by, sort: Sort::parse(sort).unwrap(), ..Default::default() };
        let table = Table::new(&summary(by, calls), &options);
        let names = table.sections[0].groups.iter().map(|g| {
            let lines: Vec<_> = g.lines.iter().map(|l| l.name.as_ref()).collect();
            let pid = g.task.as_ref().and_then(|t| t.pid);
            format!("{}{}", pid.map(|p| format!("{p}:")).unwrap_or_default(), lines.join(" "))
        });
        names.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn equal_rows_come_by_number() {
        let calls = [(1, 39, 5, 0), (1, 3, 9, -9), (1, 0, 5, 0), (1, 0, 1, 0)];
        assert_eq!(order(&calls, By::Syscall, "nothing"), "read close getpid");
        assert_eq!(order(&calls, By::Syscall, "name"), "close getpid read");
        assert_eq!(order(&calls, By::Syscall, "time"), "close read getpid");
        assert_eq!(order(&calls, By::Syscall, "max-time"), "close read getpid");
        assert_eq!(order(&calls, By::Syscall, "errors"), "close read getpid");
        assert_eq!(order(&calls, By::Syscall, "count"), "read close getpid");
    }

    #[test]
    fn groups_come_by_their_totals() {
        let calls = [(8, 39, 5, 0), (9, 3, 3, -9), (9, 0, 4, 0), (7, 0, 1, 0), (7, 0, 1, 0), (7, 0, 1, 0)];
        assert_eq!(order(&calls, By::Process, "time"), "9:read close 8:getpid 7:read");
        assert_eq!(order(&calls, By::Process, "calls"), "7:read 9:read close 8:getpid");
        assert_eq!(order(&calls, By::Process, "name"), "7:read 8:getpid 9:close read");
    }

    #[test]
    fn only_what_is_shown_or_sorted_by_is_measured() {
        let options = |list: &str, sort: &str, clock| TableOptions {
            columns: Column::parse_list(list).unwrap(),
            sort: Sort::parse(sort).unwrap(),
            clock,
            ..Default::default()
        };
        assert!(options("calls", "calls", Clock::Cpu).needs_wait());
        assert!(!options("calls", "calls", Clock::Wall).needs_wait());
        assert!(options("cpu-time", "calls", Clock::Wall).needs_wait());
        assert!(!options("cpu-time", "calls", Clock::Wall).needs_histograms());
        assert!(options("calls", "p99", Clock::Wall).needs_histograms());
    }
}
