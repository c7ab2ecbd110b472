//! More events than the reader can take: the totals stay exact, and holding callers back disturbs nobody.

use std::fs;

use crate::need_root;
use crate::run::{fixture, run, tracer};
use crate::summary_table::{COLUMNS, not_shown, parse};

fn calls() -> u64 {
    std::env::var("TRACER_E2E_CALLS").ok().and_then(|calls| calls.parse().ok()).unwrap_or(5_000_000)
}

/// What came through a tiny ring and a slow reader.
struct Drained {
    /// Calls in the table.
    counted: u64,
    /// Calls shown as lines.
    streamed: u64,
    /// Calls said to be counted only.
    spilled: u64,
    stdout: String,
}

fn drain(on_full: &str, program: &str, calls: u64) -> Drained {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let rest = dir.path().join("rest").to_string_lossy().into_owned();
    let fixture = fixture();
    let output = format!("|{fixture} drain {rest} getppid");
    let mut command = tracer();
    command.args([
        "-f",
        "-C",
        "-U",
        COLUMNS,
        "-e",
        "trace=getppid",
        "--ring-size",
        "4K",
        "--on-full",
        on_full,
    ]);
    command.args(["-o", &output, "--", &fixture, program, &calls.to_string()]);
    let finished = run(&mut command);
    assert!(finished.status.success(), "{}: {}", finished.status, finished.stderr);
    let streamed = || {
        let text = fs::read_to_string(&rest).unwrap_or_default();
        let line = text.lines().last().unwrap_or_default().strip_prefix("streamed=")?.parse().ok();
        line.map(|streamed| (text, streamed))
    };
    // tracer waits for the command behind its output; where it does not, the table may come a moment later.
    let mut result = None;
    crate::run::wait_until("the reader's end", || {
        result = streamed();
        result.is_some()
    });
    let (text, streamed) = result.expect("it was waited for");
    let counted = parse(&text).get("getppid").map_or(0, |counts| counts.0);
    Drained { counted, streamed, spilled: not_shown(&text), stdout: finished.stdout }
}

#[test]
fn streamed_and_spilled_calls_are_all_there_were() {
    need_root!();
    let all = calls();
    let seen = drain("count", "getppid", all);
    assert_eq!(seen.counted, all, "the table");
    assert!(seen.spilled > 0, "a ring of 4 KiB is too small for this reader");
    assert_eq!(seen.streamed + seen.spilled, all, "{} lines, {} spilled", seen.streamed, seen.spilled);
}

#[test]
fn holding_loses_nothing_and_interrupts_nobody() {
    need_root!();
    let all = calls() / 10;
    let seen = drain("hold", "epoll-under-load", all);
    assert_eq!((seen.streamed, seen.spilled), (all, 0));
    assert_eq!(seen.counted, all);
    assert_eq!(seen.stdout.trim(), "eintr=0");
}
