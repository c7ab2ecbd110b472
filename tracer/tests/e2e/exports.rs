//! Exports, taken by what they are for.

use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tracer::arch;
use tracer_common::abi::Abi;

use crate::run::{fixture, run, tracer};
use crate::{need, need_root, skip};

fn record(path: &Path, command: &[&str]) {
    let mut record = tracer();
    let finished = run(record.args(["record", "-o"]).arg(path).arg("--").args(command));
    assert!(finished.status.success(), "{}", finished.stderr);
}

fn export(format: &str, files: &[&Path]) -> String {
    let finished = run(tracer().args(["report", "--format", format]).args(files));
    assert!(finished.status.success() && finished.stderr.is_empty(), "{}", finished.stderr);
    finished.stdout
}

#[test]
fn a_trace_holds_every_call_once() {
    need_root!();
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("recording");
    record(&file, &[&fixture(), "threads", "5"]);
    let trace: Value = serde_json::from_str(&export("chrome", &[&file])).expect("JSON");
    let events = trace["traceEvents"].as_array().expect("events");
    let slices = events.iter().filter(|it| it["ph"] == "X" && it["name"] == "getppid");
    assert_eq!(slices.clone().count(), 50);
    // On each track, one call ends before the next begins.
    let mut tracks = std::collections::BTreeMap::<u64, f64>::new();
    let number = |value: &Value| value.as_f64().expect("a number");
    for slice in events.iter().filter(|it| it["ph"] == "X" && it["cat"] != "syscall,unfinished") {
        let end = tracks.entry(slice["tid"].as_u64().expect("a thread")).or_default();
        assert!(number(&slice["ts"]) + 0.001 >= *end, "{slice}");
        *end = number(&slice["ts"]) + number(&slice["dur"]);
    }
    assert_eq!(tracks.len(), 6);
    assert!(events.iter().any(|it| it["ph"] == "M" && it["args"]["name"] == "fixture"));
}

#[test]
fn stacks_weigh_what_the_table_says() {
    need_root!();
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("recording");
    record(&file, &[&fixture(), "errors", "40"]);
    let stacks = export("folded-count", &[&file]);
    let mut calls = 0;
    for line in stacks.lines() {
        let (stack, weight) = line.rsplit_once(' ').expect("a weight");
        assert!(stack.split(';').count() >= 2, "{line}");
        let weight: u64 = weight.parse().expect("a number");
        calls += if stack.starts_with("fixture;lseek") { weight } else { 0 };
    }
    assert_eq!(calls, 40, "{stacks}");
    let mut picture = Vec::new();
    let mut options = inferno::flamegraph::Options::default();
    inferno::flamegraph::from_lines(&mut options, stacks.lines(), &mut picture).expect("inferno takes them");
    let picture = String::from_utf8(picture).expect("text");
    assert!(picture.contains("<svg") && picture.contains("lseek (40 samples"), "{picture}");
    let twice = export("folded-count", &[&file, &file]);
    assert!(twice.lines().any(|line| line.starts_with("fixture;lseek") && line.ends_with(" 80")), "{twice}");
}

/// The numbers of the calls that a profile allows, for a filter.
fn numbers(profile: &str) -> String {
    let profile: Value = serde_json::from_str(profile).expect("JSON");
    let names: Vec<&str> =
        profile["syscalls"][0]["names"].as_array().expect("names").iter().filter_map(Value::as_str).collect();
    let calls = arch::syscalls(Abi::NATIVE).iter().filter(|call| names.contains(&call.name));
    calls.map(|call| call.nr.to_string()).collect::<Vec<_>>().join(",")
}

#[test]
fn a_command_runs_under_its_profile_and_another_does_not() {
    need_root!();
    let cat = need!("cat");
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("recording");
    record(&file, &[&cat, "/etc/passwd"]);
    let allowed = numbers(&export("seccomp", &[&file]));
    let confined = |command: &[&str]| run(Command::new(fixture()).args(["confine", &allowed]).args(command));
    let same = confined(&[&cat, "/etc/passwd"]);
    assert!(same.status.success() && same.stdout.contains("root:"), "{}", same.stderr);
    let other = confined(&[&fixture(), "signals"]);
    assert!(!other.status.success(), "a program that was not recorded calls what is not allowed");
    let both = dir.path().join("both");
    record(&both, &[&fixture(), "signals"]);
    let allowed = numbers(&export("seccomp", &[&file, &both]));
    let finished = run(Command::new(fixture()).args(["confine", &allowed, &fixture(), "signals"]));
    assert!(finished.status.success(), "{}", finished.stderr);
}

#[test]
fn systemd_understands_its_profile() {
    need_root!();
    let analyze = need!("systemd-analyze");
    let dir = tempfile::tempdir().expect("a folder");
    let [file, unit] = ["recording", "job.service"].map(|name| dir.path().join(name));
    record(&file, &[&fixture(), "signals"]);
    let section = export("systemd", &[&file]);
    let verify = |section: &str| {
        std::fs::write(&unit, format!("{section}ExecStart=/bin/true\n")).expect("a unit");
        let finished = run(Command::new(&analyze).arg("verify").arg(&unit));
        assert!(finished.status.success(), "{}", finished.stderr);
        finished.stdout + &finished.stderr
    };
    assert_eq!(verify(&section), "");
    assert!(
        verify(&section.replacen("SystemCallFilter=", "SystemCallFilter=nonsense ", 1)).contains("nonsense")
    );
    let words = |text: &str| -> std::collections::BTreeSet<String> {
        let filters = text.lines().filter_map(|line| line.strip_prefix("SystemCallFilter="));
        filters.flat_map(str::split_whitespace).map(str::to_owned).collect()
    };
    let oci: Value = serde_json::from_str(&export("seccomp", &[&file])).expect("JSON");
    let names = oci["syscalls"][0]["names"].as_array().expect("names");
    let names = names.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    assert_eq!(words(&section), names, "it allows what the other profile allows, under which commands run");
}

#[test]
fn duckdb_reads_rows() {
    need_root!();
    let python = need!("python3");
    // Where `cargo xtask test` has put what tests import.
    let modules = std::env::var("TRACER_PYTHON_MODULES").unwrap_or_default();
    let python = || {
        let mut command = Command::new(&python);
        command.env("PYTHONPATH", &modules);
        command
    };
    if !python().args(["-c", "import duckdb"]).output().is_ok_and(|output| output.status.success()) {
        skip!("python3 has no duckdb");
    }
    let dir = tempfile::tempdir().expect("a folder");
    let [file, table] = ["recording", "table"].map(|name| dir.path().join(name));
    record(&file, &[&fixture(), "errors", "40"]);
    let mut report = tracer();
    assert!(
        run(report.args(["report", "--format", "parquet", "-o"]).arg(&table).arg(&file)).status.success()
    );
    let query = "import duckdb, sys\n\
        print(duckdb.sql(f\"select event, syscall, errno, count(*), min(wall_ns) > 0, max(comm), max(time) > '2020-01-01' \
        from read_parquet('{sys.argv[1]}') where syscall in ('lseek', 'close') and errno is not null group by all order by 2\").fetchall())";
    let finished = run(python().args(["-c", query]).arg(&table));
    let want = "[('call', 'close', 'EBADF', 40, True, 'fixture', True), ('call', 'lseek', 'EINVAL', 40, True, 'fixture', True)]";
    assert_eq!(finished.stdout.trim(), want, "{}", finished.stderr);
}
