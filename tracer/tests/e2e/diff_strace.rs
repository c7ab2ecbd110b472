//! Lines, compared with those of strace, in one and the same execution (see `gate`): addresses, pids and results are
//! equal in both, so nothing needs to be made alike but how a number is written.
//!
//! Compared are, thread by thread and in order, each call that returned with its arguments and result, each signal,
//! and each end. How lines of different threads interleave is chance. strace prints arguments raw (`-e raw=all`).

use std::collections::BTreeMap;

use crate::run::fixture;
use crate::strace_log::Call;
use crate::{gate, need, need_root, skip};

/// What each thread did, in order.
type Threads = BTreeMap<String, Vec<String>>;

fn by_thread(calls: &[Call]) -> Threads {
    let mut threads = Threads::new();
    for call in calls.iter().filter(|call| call.name != "flock") {
        let line = format!("{}({}) = {}", call.name, call.args, decimal(&call.result));
        threads.entry(call.pid.clone()).or_default().push(line);
    }
    threads
}

/// A result with its number in decimal: strace writes it in hex where arguments are raw. It also writes restarts as
/// errors without a text then, where tracer writes `? ERESTARTSYS (...)`; of both, the name is left.
fn decimal(result: &str) -> String {
    let (number, rest) = result.split_once(' ').unwrap_or((result, ""));
    if rest.starts_with("ERESTART") {
        return rest.split(' ').next().unwrap_or(rest).to_owned();
    }
    let value = number.strip_prefix("0x").and_then(|hex| u64::from_str_radix(hex, 16).ok());
    let number = value.map_or_else(|| number.to_owned(), |value| (value as i64).to_string());
    format!("{number} {rest}").trim_end().to_owned()
}

/// Signals (by name) and ends.
fn notes(log: &str) -> Threads {
    let mut threads = Threads::new();
    for line in log.lines() {
        let Some((pid, text)) = line.split_once(' ') else { continue };
        let text = text.trim_start();
        let note = match text.split(' ').collect::<Vec<_>>()[..] {
            ["---", signal, ..] => format!("--- {signal}"),
            ["+++", ..] => text.to_owned(),
            _ => continue,
        };
        threads.entry(pid.to_owned()).or_default().push(note);
    }
    threads
}

fn assert_same(what: &str, seen: &Threads, expected: &Threads) {
    for (pid, expected) in expected {
        let seen = seen.get(pid).map_or(&[][..], Vec::as_slice);
        let differs = (0..expected.len().max(seen.len())).find(|&line| seen.get(line) != expected.get(line));
        if let Some(line) = differs {
            let show = |lines: &[String]| lines.get(line).cloned().unwrap_or_else(|| "nothing".to_owned());
            panic!("{what} {line} of {pid}:\ntracer {}\nstrace {}", show(seen), show(expected));
        }
    }
    let more: Vec<_> = seen.keys().filter(|pid| !expected.contains_key(*pid)).collect();
    assert!(more.is_empty(), "{what} of threads that strace has not: {more:?}");
}

fn same_lines(command: &[&str]) {
    let both = gate::both(&["-e", "raw=all"], &["--on-full=hold", "-e", "raw=all"], command);
    assert!(!both.strace.is_empty());
    if both.skipped {
        skip!("the kernel skipped programs, and tracer says so");
    }
    assert_same("call", &by_thread(&crate::strace_log::calls(&both.tracer)), &by_thread(&both.strace));
    assert_same("note", &notes(&both.tracer), &notes(&both.log));
}

macro_rules! same_lines {
    ($($test:ident: $($arg:expr),*;)*) => {$(
        #[test]
        fn $test() {
            need_root!();
            need!("strace");
            same_lines(&[&fixture(), $($arg),*]);
        }
    )*};
}

same_lines! {
    one_call: "getppid", "1";
    failing_calls: "errors", "3";
    unknown_numbers: "unknown";
    calls_that_seccomp_denies: "seccomp";
    threads: "threads", "20";
    forks: "forktree", "3";
    vforks: "vfork", "10";
    signals: "signals";
    a_death_by_signal: "killed", "raise", "15";
}

#[test]
fn a_shell() {
    need_root!();
    need!("strace");
    let sh = need!("sh");
    same_lines(&[&sh, "-c", "for i in $(seq 10); do /bin/true; done; ls / | wc -l"]);
}

#[test]
fn numbers_are_made_alike() {
    assert_eq!(decimal("0x10"), "16");
    assert_eq!(decimal("0xffffffffffffffff"), "-1");
    assert_eq!(decimal("-1 ENOENT (No such file or directory)"), "-1 ENOENT (No such file or directory)");
    let notes = notes("7 --- SIGCHLD {si_signo=SIGCHLD} ---\n7 read(0x1) = 0\n8  +++ exited with 0 +++\n");
    assert_eq!(notes["7"], ["--- SIGCHLD"]);
    assert_eq!(notes["8"], ["+++ exited with 0 +++"]);
}
