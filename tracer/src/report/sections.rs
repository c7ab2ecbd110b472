//! The tables of a report, laid out once for every format.

use std::cmp::Reverse;

use tracer_common::abi::Abi;
use tracer_common::counts::Aggregate;

use super::Report;
use super::findings::{size, time};
use crate::arch;
use crate::stats::histogram::Shape;

/// Formats for people show so many rows.
pub const SHOWN: usize = 25;

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// A number of something.
    Count(u64),
    /// ns.
    Time(u64),
    /// Bytes.
    Bytes(u64),
    /// In percent.
    Share(f64),
    /// Not known.
    None,
}

impl Cell {
    /// For people.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(0) | Self::None => String::new(),
            Self::Count(number) => number.to_string(),
            Self::Time(ns) => time(*ns),
            Self::Bytes(0) => String::new(),
            Self::Bytes(bytes) => size(*bytes),
            Self::Share(percent) => format!("{percent:.1} %"),
        }
    }

    /// For machines.
    pub fn value(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => text.as_str().into(),
            Self::Count(number) | Self::Time(number) | Self::Bytes(number) => (*number).into(),
            Self::Share(percent) => (*percent).into(),
            Self::None => serde_json::Value::Null,
        }
    }
}

/// A column: its name for people, and for machines.
pub type Column = (&'static str, &'static str);

/// A table.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its name for machines.
    pub key: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// Its columns. Text stands on the left, figures on the right.
    pub columns: Vec<Column>,
    /// Its rows, the most important first.
    pub rows: Vec<Vec<Cell>>,
}

impl Section {
    /// Its rows for machines: objects by the columns' names.
    pub fn rows_as_json(&self) -> serde_json::Value {
        let rows = self.rows.iter().map(|row| {
            let cells = self.columns.iter().zip(row);
            serde_json::Value::Object(
                cells.map(|((_, key), cell)| ((*key).to_owned(), cell.value())).collect(),
            )
        });
        rows.collect()
    }
}

/// All of them.
pub fn sections(report: &Report) -> Vec<Section> {
    vec![syscalls(report), objects(report), errors(report), processes(report), slowest(report)]
}

fn share(part: u64, whole: u64) -> Cell {
    if whole == 0 { Cell::None } else { Cell::Share(100.0 * part as f64 / whole as f64) }
}

fn name(abi: u32, nr: u32) -> String {
    arch::call_name(Abi::from_u8(abi as u8).unwrap_or(Abi::NATIVE), nr).to_string()
}

fn syscalls(report: &Report) -> Section {
    let rows = &report.gather.summary.rows;
    let whole: u64 = rows.values().map(|row| row.aggregate.wall).sum();
    let mut rows: Vec<_> = rows.iter().collect();
    rows.sort_by_key(|(key, row)| (Reverse(row.aggregate.wall), **key));
    let rows = rows.into_iter().map(|(key, row)| {
        let Aggregate { calls, errors, wall, wait, min, max } = row.aggregate;
        let shape = row.buckets.as_ref().and_then(|buckets| Shape::of(buckets, min, max, 0));
        let at = |of: fn(Shape) -> u64| shape.map_or(Cell::None, |shape| Cell::Time(of(shape)));
        vec![
            Cell::Text(name(key.abi, key.nr)),
            Cell::Count(calls),
            Cell::Count(errors),
            Cell::Time(wall),
            share(wall, whole),
            Cell::Time(wall.saturating_sub(wait)),
            Cell::Time(wait),
            at(|shape| shape.p50),
            at(|shape| shape.p99),
            Cell::Time(max),
        ]
    });
    Section {
        key: "syscalls",
        title: "Time by syscall",
        columns: vec![
            ("syscall", "syscall"),
            ("calls", "calls"),
            ("errors", "errors"),
            ("wall", "wall_ns"),
            ("share", "wall_percent"),
            ("cpu", "cpu_ns"),
            ("wait", "wait_ns"),
            ("p50", "p50_ns"),
            ("p99", "p99_ns"),
            ("max", "max_ns"),
        ],
        rows: rows.collect(),
    }
}

fn objects(report: &Report) -> Section {
    let mut objects: Vec<_> = report.gather.objects.iter().collect();
    objects.sort_by_key(|(key, object)| (Reverse(object.calls.wall), (*key).clone()));
    let rows = objects.into_iter().map(|(key, object)| {
        vec![
            Cell::Text(key.to_string()),
            Cell::Count(object.calls.calls),
            Cell::Count(object.calls.errors),
            Cell::Bytes(object.read),
            Cell::Bytes(object.written),
            Cell::Time(object.calls.wall),
            Cell::Time(object.calls.wait),
            Cell::Time(object.calls.max),
        ]
    });
    Section {
        key: "files",
        title: "Files and peers by time",
        columns: vec![
            ("file or peer", "name"),
            ("calls", "calls"),
            ("errors", "errors"),
            ("read", "read_bytes"),
            ("written", "written_bytes"),
            ("wall", "wall_ns"),
            ("wait", "wait_ns"),
            ("max", "max_ns"),
        ],
        rows: rows.collect(),
    }
}

fn errors(report: &Report) -> Section {
    let mut errors: Vec<_> = report.gather.errors.iter().collect();
    errors.sort_by_key(|(key, calls)| (Reverse(**calls), (*key).clone()));
    let rows = errors.into_iter().map(|(key, calls)| {
        vec![
            Cell::Text(name(key.abi.into(), key.nr)),
            Cell::Text(arch::errno_name(key.errno).map_or_else(|| key.errno.to_string(), str::to_owned)),
            Cell::Count(*calls),
            key.object.as_ref().map_or(Cell::None, |object| Cell::Text(object.to_string())),
        ]
    });
    Section {
        key: "errors",
        title: "Errors",
        columns: vec![
            ("syscall", "syscall"),
            ("error", "errno"),
            ("calls", "calls"),
            ("file or peer", "name"),
        ],
        rows: rows.collect(),
    }
}

/// How a process ended.
fn status(status: u32) -> String {
    match status & 0x7f {
        0 => format!("exited with {}", status >> 8 & 0xff),
        signal => format!("killed by {}", arch::signal_name(Abi::NATIVE, signal)),
    }
}

fn processes(report: &Report) -> Section {
    let mut processes: Vec<_> = report.gather.processes.iter().collect();
    processes.sort_by_key(|it| (Reverse(it.calls.wall), it.tgid));
    let rows = processes.into_iter().map(|it| {
        vec![
            Cell::Text(it.tgid.to_string()),
            Cell::Text(it.comm.clone()),
            if it.parent == 0 { Cell::None } else { Cell::Text(it.parent.to_string()) },
            Cell::Count(u64::from(it.threads)),
            Cell::Count(it.calls.calls),
            Cell::Count(it.calls.errors),
            Cell::Time(it.last.saturating_sub(it.first)),
            Cell::Time(it.calls.wall.saturating_sub(it.calls.wait)),
            Cell::Time(it.calls.wait),
            it.status.map_or(Cell::None, |it| Cell::Text(status(it))),
            Cell::Text(it.command.clone()),
        ]
    });
    Section {
        key: "processes",
        title: "Processes",
        columns: vec![
            ("pid", "pid"),
            ("name", "comm"),
            ("parent", "parent"),
            ("threads", "threads"),
            ("calls", "calls"),
            ("errors", "errors"),
            ("lived", "lived_ns"),
            ("cpu in calls", "cpu_ns"),
            ("waited in calls", "wait_ns"),
            ("end", "end"),
            ("command", "command"),
        ],
        rows: rows.collect(),
    }
}

fn slowest(report: &Report) -> Section {
    let began = report.gather.span.map_or(0, |(first, _)| first);
    let rows = report.gather.slowest.iter().map(|((Reverse(wall), _), slow)| {
        vec![
            Cell::Time(*wall),
            Cell::Time(slow.wait.min(*wall)),
            Cell::Time(slow.time.saturating_sub(began)),
            Cell::Text(report.process_name(slow.task.tgid)),
            Cell::Text(slow.text.clone()),
        ]
    });
    Section {
        key: "slowest",
        title: "Slowest calls",
        columns: vec![
            ("wall", "wall_ns"),
            ("wait", "wait_ns"),
            ("after", "after_ns"),
            ("process", "process"),
            ("call", "call"),
        ],
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_for_people_and_for_machines() {
        for (cell, shown, value) in [
            (Cell::Text("a".into()), "a", serde_json::json!("a")),
            (Cell::Count(0), "", serde_json::json!(0)),
            (Cell::Time(1500), "1.5 us", serde_json::json!(1500)),
            (Cell::Bytes(2048), "2.0 KiB", serde_json::json!(2048)),
            (Cell::Share(12.34), "12.3 %", serde_json::json!(12.34)),
            (Cell::None, "", serde_json::Value::Null),
        ] {
            assert_eq!((cell.shown().as_str(), cell.value()), (shown, value));
        }
    }

    #[test]
    fn an_end_is_told_as_in_lines() {
        assert_eq!((status(0x300).as_str(), status(9).as_str()), ("exited with 3", "killed by SIGKILL"));
    }
}
