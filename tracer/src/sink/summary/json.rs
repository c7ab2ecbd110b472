//! The summary as one JSON object on one line. Times are whole ns; what was not measured is null. Its members are
//! only ever added to; `version` changes when one changes its meaning.

use std::io;

use serde_json::{Map, Value, json};

use super::{Report, errno_name, escape, notes};
use crate::arch;
use crate::stats::column::{COLUMNS, Show};
use crate::stats::figures::Figures;
use crate::stats::table::{Group, Line, Section};
use crate::stats::{By, Clock};
use tracer_common::abi::Abi;

/// Version of the object's meaning.
const VERSION: u32 = 1;

/// Prints the object.
pub(super) fn write(out: &mut dyn io::Write, report: &Report<'_>) -> io::Result<()> {
    let sections = &report.table.sections;
    let groups = || sections.iter().flat_map(|s| s.groups.iter().map(move |g| (s, g)));
    let rows = groups().flat_map(|(s, g)| g.lines.iter().map(move |line| row(report, s, g, line)));
    let totals = sections.iter().map(|s| total(s, None, &s.total));
    let tasks = groups().filter(|(_, g)| g.task.is_some()).map(|(s, g)| total(s, Some(g), &g.total));
    let names = report.summary.names.iter().collect::<std::collections::BTreeMap<_, _>>();
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("version", VERSION.into());
    if let Some(at) = report.at {
        put("at_ns", at.into());
    }
    put("clock", if report.options.clock == Clock::Cpu { "cpu" } else { "wall" }.into());
    put(
        "by",
        match report.summary.by {
            By::Syscall => "syscall",
            By::Process => "process",
            By::Thread => "thread",
        }
        .into(),
    );
    put("elapsed_ns", report.summary.elapsed.into());
    put("overhead_ns", report.options.overhead.into());
    put("totals", totals.collect());
    if report.summary.by != By::Syscall {
        put("tasks", tasks.collect());
    }
    put("rows", rows.collect());
    put(
        "loss",
        notes::losses(&report.summary.loss)
            .into_iter()
            .map(|n| (n.key.to_owned(), Value::from(n.value)))
            .collect(),
    );
    if report.options.cost {
        let summary = report.summary;
        put(
            "cost",
            json!({
                "program_time_ns": summary.program_time,
                "program_runs": summary.program_runs,
                "reader_time_ns": summary.reader_time,
            }),
        );
    }
    put("names", names.into_iter().map(|(id, name)| (id.to_string(), Value::from(name.as_str()))).collect());
    writeln!(out, "{}", escape::json(&Value::Object(object).to_string()))
}

/// What machines call an ABI.
pub(super) fn abi_name(abi: Abi) -> &'static str {
    match abi {
        Abi::X86_64 => "x86_64",
        Abi::I386 => "i386",
        Abi::X32 => "x32",
        Abi::Aarch64 => "aarch64",
    }
}

fn row(report: &Report<'_>, section: &Section, group: &Group, line: &Line) -> Value {
    let mut row = place(section, Some(group));
    row.insert("name".to_owned(), line.name.as_ref().into());
    figures(&mut row, &line.figures, &section.total);
    if report.options.errnos {
        let errnos = line.errnos.iter().map(|&(errno, calls)| {
            json!({"errno": errno, "name": errno_name(errno), "text": arch::errno_text(errno), "calls": calls})
        });
        row.insert("errnos".to_owned(), errnos.collect());
    }
    row.into()
}

fn total(section: &Section, group: Option<&Group>, sum: &Figures) -> Value {
    let mut row = place(section, group);
    figures(&mut row, sum, &section.total);
    row.into()
}

fn place(section: &Section, group: Option<&Group>) -> Map<String, Value> {
    let mut row = Map::new();
    row.insert("abi".to_owned(), abi_name(section.abi).into());
    if let Some(owner) = group.and_then(|group| group.task.as_ref()) {
        row.insert("pid".to_owned(), owner.pid.into());
        row.insert("comm".to_owned(), owner.comm.as_str().into());
    }
    row
}

fn figures(row: &mut Map<String, Value>, figures: &Figures, total: &Figures) {
    for column in &COLUMNS {
        let value = match column.show {
            Show::Name => continue,
            Show::Percent => figures.percent_of(total).into(),
            _ => (column.figure)(figures).into(),
        };
        row.insert(column.key.to_owned(), value);
    }
}
