//! The styles of lines beside strace's of the same execution: paths of descriptors, dumps, instruction pointers, chosen paths.
//!
//! Compared are the calls whose rows nothing else decides about; those of one thread, in order.

use crate::run::{fixture, run, tracer};
use crate::{need, need_root};

/// Calls that make, use and close descriptors.
const CALLS: &str = "trace=read,write,open,openat,close,writev";

/// What both print of `fixture decode-descriptors`: tracer traces strace, which traces the fixture, so that they see one execution.
fn logs(options: &[&str]) -> (Vec<String>, Vec<String>) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| dir.path().join(name).to_string_lossy().into_owned();
    let (log, out) = (path("strace.log"), path("tracer.out"));
    let options = [&["-f", "-e", CALLS], options].concat();
    let mut command = tracer();
    command.args(&options).args(["-o", &out, "strace"]).args(&options).args(["-o", &log]);
    let finished = run(command.args([&fixture(), "decode-descriptors"]));
    assert!(finished.status.success(), "{}", finished.stderr);
    let read = |path: &str| std::fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let (log, out) = (read(&log).expect("strace's log"), read(&out).expect("tracer's lines"));
    let pid = log.split(' ').next().unwrap_or_default().to_owned();
    (of_task(&log, &pid), of_task(&out, &pid))
}

/// The lines of a task without its pid, and the dumps below them.
fn of_task(log: &str, pid: &str) -> Vec<String> {
    let (mut lines, mut its) = (Vec::new(), false);
    for line in log.lines() {
        let dump = line.starts_with(" |") || line.starts_with(" *");
        let (task, text) = if dump { ("", line) } else { line.split_once(' ').unwrap_or_default() };
        its = if dump { its } else { task == pid };
        if its {
            lines.push(if dump { text } else { text.trim_start() }.to_owned());
        }
    }
    lines
}

fn same(options: &[&str], at_least: usize) {
    let (strace, tracer) = logs(options);
    assert!(strace.len() >= at_least, "{options:?}: {} lines: {}", strace.len(), strace.join("\n"));
    // Whatever tracer saw before strace had begun to trace the fixture.
    let tracer = &tracer[tracer.len().saturating_sub(strace.len())..];
    for (strace, tracer) in strace.iter().zip(tracer) {
        assert_eq!(strace, tracer, "{options:?}");
    }
    assert_eq!(strace.len(), tracer.len(), "{options:?}");
}

#[test]
fn descriptors_have_their_paths() {
    need_root!();
    need!("strace");
    same(&["-y"], 100);
    same(&["-y", "-xx"], 100);
    same(&["--decode-fds=dev"], 100);
}

#[test]
fn instruction_pointers_are_shown() {
    need_root!();
    need!("strace");
    same(&["-i"], 100);
}

#[test]
fn data_is_dumped() {
    need_root!();
    need!("strace");
    same(&["-e", "write=all", "-e", "read=all"], 100);
}

#[test]
fn only_calls_that_touch_a_path_are_shown() {
    need_root!();
    need!("strace");
    same(&["-P", "/dev/null", "-y"], 4);
    same(&["-P", "/proc/self/status", "-P", "/sys/kernel/btf/vmlinux"], 3);
}
