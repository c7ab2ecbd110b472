//! Coming to a running process and leaving it: neither may change it.

use std::fs;
use std::process::Command;
use std::thread;
use std::time::Duration;

use nix::sys::signal::Signal;

use crate::need_root;
use crate::run::{Running, attached, fixture};
use crate::summary_table::{COLUMNS, parse};

fn service() -> Running {
    let mut service = Running::start(Command::new(fixture()).args(["loop", "4"]));
    service.wait_for_stdout("ready");
    service
}

#[test]
fn ctrl_c_prints_the_table_and_leaves_the_target_alone() {
    need_root!();
    let mut service = service();
    let pid = service.pid().to_string();
    let tracer = attached(&["-f", "-c", "-U", COLUMNS, "-p", &pid]);
    thread::sleep(Duration::from_millis(300));
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("the target is there");
    assert!(status.contains("TracerPid:\t0"), "nobody stops it: {status}");
    tracer.signal(Signal::SIGINT);
    let finished = tracer.finish();
    let counts = parse(&finished.stderr);
    assert!(counts["getppid"].0 > 10, "four threads, one call a millisecond: {}", finished.stderr);
    assert!(!counts.contains_key("restart_syscall"), "no call was interrupted: {counts:?}");

    assert!(service.is_running());
    service.signal(Signal::SIGTERM);
    let end = service.finish();
    assert!(end.status.success());
    assert!(end.stdout.contains("calls="), "it ended as it wanted to: {}", end.stdout);
}

#[test]
fn all_threads_are_seen_without_f() {
    need_root!();
    // As with strace: -p follows the threads of the process only with -f, so this sees the leader alone, which waits.
    let service = service();
    let tracer = attached(&["-c", "-U", COLUMNS, "-e", "trace=getppid", "-p", &service.pid().to_string()]);
    thread::sleep(Duration::from_millis(200));
    tracer.signal(Signal::SIGINT);
    assert!(!parse(&tracer.finish().stderr).contains_key("getppid"));
}

#[test]
fn it_ends_when_its_targets_have_ended() {
    need_root!();
    let service = service();
    let tracer = attached(&["-f", "-c", "-U", COLUMNS, "-p", &service.pid().to_string()]);
    // It calls getppid each millisecond, when it gets to run.
    thread::sleep(Duration::from_millis(300));
    service.signal(Signal::SIGTERM);
    assert!(service.finish().status.success());
    let finished = tracer.finish();
    assert!(finished.status.success(), "{}", finished.stderr);
    assert!(parse(&finished.stderr).contains_key("getppid"));
}

#[test]
fn a_blocked_call_is_shown_when_it_ends() {
    need_root!();
    let target = Running::start(Command::new("sleep").arg("4"));
    let tracer = attached(&["-e", "trace=clock_nanosleep", "-p", &target.pid().to_string()]);
    let finished = tracer.finish();
    assert!(finished.stderr.contains("clock_nanosleep"), "{}", finished.stderr);
    assert!(finished.stderr.contains("+++ exited with 0 +++"), "{}", finished.stderr);
    assert!(target.finish().status.success());
}
