//! Medians, the tables, and their place in docs/performance.md.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::tool::Tool;
use crate::cargo;

const BEGIN: &str = "<!-- begin: cargo xtask bench --write -->";
const END: &str = "<!-- end: cargo xtask bench --write -->";

/// What a tool costs a workload.
#[derive(Debug)]
pub(super) struct Cost {
    pub(super) workload: &'static str,
    pub(super) unit: &'static str,
    pub(super) tool: &'static str,
    /// Per unit, one a round.
    pub(super) ns: Vec<f64>,
    /// To the untraced run of the same round.
    pub(super) ratios: Vec<f64>,
}

impl Cost {
    pub(super) fn add(&mut self, ns: f64, untraced: f64) {
        self.ns.push(ns);
        self.ratios.push(ns / untraced);
    }
}

/// Wall times of a command, from start to end.
#[derive(Debug)]
pub(super) struct StartUp {
    pub(super) name: &'static str,
    pub(super) ms: Vec<f64>,
}

/// On what, and with which versions.
pub(super) fn machine(tracer: &Path) -> String {
    let cpuinfo = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        cpuinfo.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("unknown processor");
    let cpus = std::thread::available_parallelism().map_or(1, usize::from);
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let mut text =
        format!("{}, {cpus} CPUs, Linux {}", model.trim_start_matches([':', '\t', ' ']), kernel.trim());
    let tracer = tracer.to_string_lossy();
    for (program, option) in
        [(&*tracer, "-V"), ("strace", "-V"), ("perf", "--version"), ("bpftrace", "--version")]
    {
        if let Some(version) = version(program, option) {
            text += &format!("; {version}");
        }
    }
    text
}

fn version(program: &str, option: &str) -> Option<String> {
    if !program.contains('/') {
        cargo::which(program)?;
    }
    let output = Command::new(program).arg(option).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().next()?.replace(" version", "").replace(" -- ", " ");
    Some(line.trim().to_owned())
}

/// The tables, in Markdown that reads well as it is.
pub(super) fn text(machine: &str, costs: &[Cost], starts: &[StartUp], missing: &[&Tool]) -> String {
    let mut rows = vec![["workload", "traced by", "ns", "of one", "ratio to untraced"].map(str::to_owned)];
    for cost in costs {
        let ns = format!("{:.0}", median(&cost.ns));
        let ratio = match cost.tool {
            "untraced" => "1".to_owned(),
            _ => format!("{:.2}", median(&cost.ratios)),
        };
        rows.push([cost.workload.into(), cost.tool.into(), ns, cost.unit.into(), ratio]);
    }
    let mut text = format!("{machine}. Command: `cargo xtask bench --write`.\n\n{}", table(&rows));
    text += "\nbpftrace's scripts and syscount do not follow forks: there they trace the parent alone.\n";
    let alone = starts.first().map_or(0.0, |start| median(&start.ms));
    let mut rows = vec![["command", "ms", "over `true`"].map(str::to_owned)];
    for start in starts.iter().filter(|start| !start.ms.is_empty()) {
        let ms = median(&start.ms);
        rows.push([format!("`{}`", start.name), format!("{ms:.2}"), format!("{:.2}", ms - alone)]);
    }
    text += &format!("\n{}", table(&rows));
    text += &format!(
        "\nStarted in turns, {} s apart: tracer right after tracer would wait for an RCU grace period of the kernel.\n",
        super::PAUSE.as_secs_f64()
    );
    if !missing.is_empty() {
        let names: Vec<_> = missing.iter().map(|tool| tool.name).collect();
        text += &format!("\nNot installed, so not measured: {}.\n", names.join(", "));
    }
    text
}

/// A Markdown table; columns of numbers stand at the right.
fn table<const N: usize>(rows: &[[String; N]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let numeric = |column: usize| rows[1..].iter().all(|row| row[column].parse::<f64>().is_ok());
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            let width = width(column);
            text +=
                &if numeric(column) { format!("| {cell:>width$} ") } else { format!("| {cell:<width$} ") };
        }
        text += "|\n";
        if index == 0 {
            for column in 0..N {
                let dashes = "-".repeat(width(column));
                text +=
                    &if numeric(column) { format!("| {}: ", &dashes[1..]) } else { format!("| {dashes} ") };
            }
            text += "|\n";
        }
    }
    text
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => 0.0,
        n if n % 2 == 1 => sorted[n / 2],
        n => f64::midpoint(sorted[n / 2 - 1], sorted[n / 2]),
    }
}

/// Puts the tables between the marks of a document.
pub(super) fn write(document: &Path, tables: &str) -> Result<()> {
    let text =
        fs::read_to_string(document).with_context(|| format!("{} cannot be read", document.display()))?;
    let text = replaced(&text, tables)
        .with_context(|| format!("{} lacks the lines {BEGIN} and {END}", document.display()))?;
    fs::write(document, text)?;
    println!("wrote {}", document.display());
    Ok(())
}

fn replaced(text: &str, tables: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{tables}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0]), 2.5);
        assert_eq!(median(&[]), 0.0);
    }

    #[test]
    fn ratios_are_to_the_same_round() {
        let mut cost = Cost { workload: "w", unit: "call", tool: "t", ns: vec![], ratios: vec![] };
        cost.add(300.0, 100.0);
        cost.add(800.0, 200.0);
        assert_eq!(cost.ratios, [3.0, 4.0]);
        let table = text("A machine", &[cost], &[StartUp { name: "true", ms: vec![1.0] }], &[]);
        let expected = "A machine. Command: `cargo xtask bench --write`.\n\n\
            | workload | traced by |  ns | of one | ratio to untraced |\n\
            | -------- | --------- | --: | ------ | ----------------: |\n\
            | w        | t         | 550 | call   |              3.50 |\n\n\
            bpftrace's scripts and syscount do not follow forks: there they trace the parent alone.\n\n\
            | command |   ms | over `true` |\n\
            | ------- | ---: | ----------: |\n\
            | `true`  | 1.00 |        0.00 |\n\n\
            Started in turns, 0.1 s apart: tracer right after tracer would wait for an RCU grace period of the kernel.\n";
        assert_eq!(table, expected);
    }

    #[test]
    fn only_what_is_between_the_marks_changes() {
        let text = format!("a\n{BEGIN}\nold\n{END}\nb\n");
        assert_eq!(replaced(&text, "new\n"), Some(format!("a\n{BEGIN}\nnew\n{END}\nb\n")));
        assert_eq!(replaced("no marks", "new\n"), None);
    }
}
