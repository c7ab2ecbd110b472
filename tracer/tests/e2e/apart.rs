//! Tracing from a process that is nobody's child: `-D`.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::need_root;
use crate::run::{run, tracer};

/// The lines of a file, once the last one tells of the command's end.
fn lines(path: &Path) -> Vec<String> {
    let begun = Instant::now();
    loop {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        if text.contains("+++ exited with ") {
            return text.lines().map(str::to_owned).collect();
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "no end: {text}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn the_command_is_the_child_of_whoever_called() {
    need_root!();
    for how in ["-D", "-DD", "--daemonize=session"] {
        let dir = tempfile::tempdir().expect("a directory");
        let log = dir.path().join("log");
        // The shell's only child is the command, which sees the shell as its parent.
        let script = "\"$@\" & wait $!; echo status $? parent $$ child $!";
        let command = ["sh", "-c", "echo $$ of $PPID; exit 5"];
        let mut shell = std::process::Command::new("sh");
        let finished = run(shell
            .args(["-c", script, "sh"])
            .arg(tracer().get_program())
            .arg(how)
            .args(["-e", "trace=exit_group", "-o"])
            .arg(&log)
            .args(command));
        let [told, waited] = finished.stdout.lines().collect::<Vec<_>>()[..] else {
            panic!("{}{}", finished.stdout, finished.stderr)
        };
        let (pid, parent) = told.split_once(" of ").expect("both are told");
        assert_eq!(waited, format!("status 5 parent {parent} child {pid}"), "{how}");
        let lines = lines(&log);
        assert!(lines[0].starts_with("exit_group(5) "), "{lines:?}");
        assert_eq!(lines[1], "+++ exited with 5 +++");
    }
}

#[test]
fn a_run_that_cannot_begin_leaves_nothing_behind() {
    let finished = run(tracer().args(["-D", "/no/such/command"]));
    assert_eq!(finished.status.code(), Some(1));
    assert!(finished.stderr.contains("Can't stat '/no/such/command'"), "{}", finished.stderr);
    need_root!();
    let finished = run(tracer().args(["-D", "-o", "/no/such/folder/log", "true"]));
    assert_eq!(finished.status.code(), Some(1), "{}", finished.stderr);
}
