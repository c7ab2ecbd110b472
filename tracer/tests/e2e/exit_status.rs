//! tracer ends as the command does.

use std::os::unix::process::ExitStatusExt;

use crate::need_root;
use crate::run::{fixture, run, tracer};

#[test]
fn an_exit_status_is_passed_on() {
    need_root!();
    for args in [&["-c"][..], &[], &["-f", "-c"]] {
        let finished = run(tracer().args(args).args(["-o", "/dev/null", "--", "sh", "-c", "exit 7"]));
        assert_eq!(finished.status.code(), Some(7), "{args:?}: {}", finished.stderr);
    }
}

#[test]
fn a_fatal_signal_is_passed_on() {
    need_root!();
    for (how, signal) in [(&["segv"][..], 11), (&["abort"], 6), (&["raise", "15"], 15), (&["kill", "9"], 9)] {
        let finished = run(tracer().args(["-c", "-o", "/dev/null", "--", &fixture(), "killed"]).args(how));
        assert_eq!(finished.status.signal(), Some(signal), "{how:?}: {}", finished.stderr);
    }
}

#[test]
fn a_line_tells_of_the_end() {
    need_root!();
    let exited = run(tracer().args(["-e", "trace=none", "--", "sh", "-c", "exit 3"]));
    assert_eq!(exited.stderr, "+++ exited with 3 +++\n");
    let killed = run(tracer().args([
        "-e",
        "trace=none",
        "-e",
        "signal=none",
        "--",
        &fixture(),
        "killed",
        "kill",
        "9",
    ]));
    assert_eq!(killed.stderr, "+++ killed by SIGKILL +++\n");
}

#[test]
fn the_command_has_its_own_streams() {
    need_root!();
    let finished = run(tracer().args(["-c", "-o", "/dev/null", "--", "sh", "-c", "echo out; echo err >&2"]));
    assert_eq!((finished.stdout.as_str(), finished.stderr.as_str()), ("out\n", "err\n"));
}

#[test]
fn a_command_that_is_not_there() {
    let finished = run(tracer().args(["-c", "--", "no-such-command"]));
    assert_eq!(finished.status.code(), Some(1));
    assert!(
        finished.stderr.contains("Can't stat 'no-such-command': No such file or directory"),
        "{}",
        finished.stderr
    );
    assert_eq!(finished.stderr.lines().count(), 1, "{}", finished.stderr);
}
