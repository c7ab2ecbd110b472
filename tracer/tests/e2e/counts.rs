//! Counts are exact: the calls and errors of every syscall are those that strace saw in the same execution.

use std::fs;

use crate::run::{fixture, run, tracer};
use crate::summary_table::{COLUMNS, Counts, parse};
use crate::{gate, need, need_root, skip, strace_log};

fn same_as_strace(command: &[&str]) {
    let both = gate::both(&[], &["-c", "-U", COLUMNS], command);
    let mut seen = parse(&both.tracer);
    seen.remove("flock");
    let expected = strace_log::counts(&both.strace);
    assert!(expected.contains_key("execve"), "strace saw the command: {expected:?}");
    if both.skipped && seen != expected {
        skip!("the kernel skipped programs, and tracer says so");
    }
    assert_same(&seen, &expected, &both.tracer);
}

fn assert_same(seen: &Counts, expected: &Counts, table: &str) {
    let names = seen.keys().chain(expected.keys());
    let mut differences: Vec<_> = names
        .filter(|name| seen.get(*name) != expected.get(*name))
        .map(|name| format!("{name}: {:?}, strace {:?}", seen.get(name), expected.get(name)))
        .collect();
    differences.dedup();
    assert!(differences.is_empty(), "(calls, errors) differ:\n{}\n{table}", differences.join("\n"));
}

/// The counts of a command that tracer starts.
fn counts_of(args: &[&str], command: &[&str]) -> Counts {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let out = dir.path().join("table").to_string_lossy().into_owned();
    let finished = run(tracer().args(["-c", "-U", COLUMNS, "-o", &out]).args(args).arg("--").args(command));
    let table = fs::read_to_string(&out).unwrap_or_else(|_| panic!("no table: {}", finished.stderr));
    parse(&table)
}

/// A test a command, so that each is named where it fails.
macro_rules! same_as_strace {
    ($($test:ident: $program:expr $(, $arg:expr)*;)*) => {$(
        #[test]
        fn $test() {
            need_root!();
            need!("strace");
            let program = need!($program);
            same_as_strace(&[&program, $($arg),*]);
        }
    )*};
}

same_as_strace! {
    echo: "echo", "hello";
    ls_recursive: "ls", "-R", "/usr/share/doc";
    shell_loop: "sh", "-c", "for i in $(seq 200); do /bin/true; done";
    python: "python3", "-c", "import json";
}

#[test]
fn compiler() {
    need_root!();
    need!("strace");
    let gcc = need!("gcc");
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| dir.path().join(name).to_string_lossy().into_owned();
    fs::write(path("a.c"), "#include <stdio.h>\nint main(void) { return puts(\"\"); }\n").expect("a source");
    same_as_strace(&[&gcc, "-c", "-o", &path("a.o"), &path("a.c")]);
}

/// As above, with the fixture.
macro_rules! fixtures_same_as_strace {
    ($($test:ident: $($arg:expr),*;)*) => {$(
        #[test]
        fn $test() {
            need_root!();
            need!("strace");
            same_as_strace(&[&fixture(), $($arg),*]);
        }
    )*};
}

fixtures_same_as_strace! {
    forty_threads: "threads", "40";
    exec_by_a_thread: "exec-thread";
    vfork: "vfork", "50";
    fork_storm: "fork", "100";
    fork_tree: "forktree", "5";
    signals: "signals";
    threads_that_block_at_the_end: "sleepers";
    unknown_numbers: "unknown";
}

#[test]
fn a_started_command_is_seen_from_its_execve_to_its_end() {
    need_root!();
    let counts = counts_of(&[], &[&fixture(), "getppid", "1234"]);
    assert_eq!(counts["getppid"], (1234, 0));
    assert_eq!(counts["execve"], (1, 0));
    assert!(!counts.contains_key("exit_group"), "it never returns: {counts:?}");
}

#[test]
fn errors_are_counted() {
    need_root!();
    let counts = counts_of(&["-e", "trace=openat,close,lseek"], &[&fixture(), "errors", "30"]);
    assert_eq!(counts["openat"].1, 30);
    assert_eq!(counts["close"].1, 30);
    assert_eq!(counts["lseek"], (30, 30));
    assert_eq!(counts.len(), 3, "only what was asked for: {counts:?}");
}

#[test]
fn children_are_left_out_without_f_and_followed_with_it() {
    need_root!();
    let fixture = fixture();
    let command = [fixture.as_str(), "forktree", "4"];
    assert_eq!(counts_of(&[], &command)["getppid"], (1, 0));
    assert_eq!(counts_of(&["-f"], &command)["getppid"], (31, 0));
}

#[test]
fn calls_that_seccomp_denies_are_counted() {
    need_root!();
    assert_eq!(counts_of(&[], &[&fixture(), "seccomp"])["getppid"], (5, 5));
}

#[test]
fn i386_calls_of_a_64_bit_process_have_their_own_table() {
    need_root!();
    let fixture = fixture();
    if run(std::process::Command::new(&fixture).args(["int80", "1"])).status.code() != Some(0) {
        crate::skip!("the kernel has no i386 calls");
    }
    let counts = counts_of(&[], &[&fixture, "int80", "5"]);
    assert_eq!(counts["32 bit getppid"], (5, 0));
    assert_eq!(counts["32 bit close"], (1, 1));
    assert!(!counts.contains_key("getppid"), "the number is another call's in the other ABI: {counts:?}");
}
