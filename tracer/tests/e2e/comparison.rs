//! Comparing real runs, and budgets.

use std::fs;
use std::path::Path;

use crate::need_root;
use crate::run::{Finished, fixture, run, tracer};

fn record(path: &Path, calls: &str) {
    let mut command = tracer();
    let finished = run(command.args(["record", "-o"]).arg(path).args(["--", &fixture(), "getppid", calls]));
    assert!(finished.status.success(), "{}", finished.stderr);
}

fn diff(args: &[&str]) -> Finished {
    run(tracer().arg("diff").args(args))
}

#[test]
fn what_has_changed_is_told_from_noise() {
    need_root!();
    let dir = tempfile::tempdir().expect("a folder");
    let runs = dir.path().join("runs");
    fs::create_dir(&runs).expect("made");
    (0..4).for_each(|i| record(&runs.join(i.to_string()), "1000"));
    let runs = runs.to_string_lossy().into_owned();
    let against = |calls: &str, budget: &str| {
        diff(&["--runs", "4", "--fail-if", budget, &runs, "--", &fixture(), "getppid", calls])
    };
    let more = against("1100", "getppid.calls > 105%");
    assert_eq!(more.status.code(), Some(3), "{}", more.stderr);
    assert!(
        more.stderr.contains("budget broken: getppid.calls > 105%: it is 1100, the limit is 1050"),
        "{}",
        more.stderr
    );
    let row = more.stderr.lines().find(|line| line.trim_start().starts_with("getppid ")).expect("a row");
    assert!(row.contains("1000") && row.contains("1100") && row.contains("more calls"), "{row}");
    let same = against("1000", "getppid.calls > 100%");
    assert_eq!(same.status.code(), Some(0), "{}", same.stderr);
    assert!(!same.stderr.contains("more calls") && !same.stderr.contains("fewer calls"), "{}", same.stderr);
}

#[test]
fn tables_and_recordings_can_be_compared() {
    need_root!();
    let dir = tempfile::tempdir().expect("a folder");
    let [table, recording] = ["table", "recording"].map(|name| dir.path().join(name));
    record(&recording, "500");
    let mut command = tracer();
    command.args(["-c", "--summary-format", "json", "-o"]).arg(&table).args([
        "--",
        &fixture(),
        "getppid",
        "500",
    ]);
    assert!(run(&mut command).status.success());
    let finished = diff(&["--format", "json", &table.to_string_lossy(), &recording.to_string_lossy()]);
    assert!(finished.status.success(), "{}", finished.stderr);
    let all: serde_json::Value = serde_json::from_str(&finished.stdout).expect("JSON");
    assert_eq!(
        (&all["total"][0]["calls_before"], &all["runs_after"]),
        (&all["total"][0]["calls_after"], &1.into())
    );
    let program = fixture();
    let bad = diff(&[&program, &program]);
    assert_eq!(bad.stderr, format!("tracer: '{program}' is neither a recording nor a table in JSON\n"));
}

#[test]
fn a_report_passes_the_status_on_unless_a_budget_is_broken() {
    need_root!();
    let report = |budget: &str| {
        let mut command = tracer();
        run(command.args(["report", "--fail-if", budget, "--", "sh", "-c", "exit 5"])).status.code()
    };
    assert_eq!((report("total.calls > 100000"), report("total.calls > 1")), (Some(5), Some(3)));
}
