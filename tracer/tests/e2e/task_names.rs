//! What tasks are called, and by which numbers: `-Y`, `--decode-pids`.

use crate::need_root;
use crate::run::{run, tracer};

/// What is called by the shell below, beside `execve`.
const SCRIPT: &str = "kill -0 $$; /bin/true; kill -0 $$";

/// Lines, with N for every number of a task.
fn lines(text: &str) -> Vec<String> {
    let word = |word: &str| {
        let digits = word.chars().take_while(char::is_ascii_digit).count();
        if digits > 2 { format!("N{}", &word[digits..]) } else { word.to_owned() }
    };
    let line = |line: &str| {
        let mut words = String::new();
        for piece in line.split_inclusive([' ', '(', '=', '[']) {
            words += &word(piece);
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    text.lines().map(line).collect()
}

fn traced(options: &[&str], command: &[&str]) -> Vec<String> {
    let dir = tempfile::tempdir().expect("a directory");
    let log = dir.path().join("log");
    let finished = run(tracer().arg("-o").arg(&log).args(options).args(command));
    assert!(finished.status.success(), "{}", finished.stderr);
    lines(&std::fs::read_to_string(log).expect("there are lines"))
}

#[test]
fn tasks_are_called_by_their_names() {
    need_root!();
    let lines = traced(&["-f", "-Y", "-e", "trace=kill"], &["sh", "-c", SCRIPT]);
    let [first, ended, signal, second, last] = &lines[..] else { panic!("{lines:#?}") };
    assert_eq!(first, "N<sh> kill(N<sh>, 0) = 0");
    assert_eq!(ended, "N<true> +++ exited with 0 +++");
    assert!(signal.starts_with("N<sh> --- SIGCHLD {") && signal.contains("si_pid=N<true>"), "{signal}");
    assert_eq!(second, first);
    assert_eq!(last, "N<sh> +++ exited with 0 +++");
}

#[test]
fn a_recording_knows_the_names() {
    need_root!();
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("recording");
    let finished = run(tracer().args(["record", "-o"]).arg(&file).args(["--", "sh", "-c", SCRIPT]));
    assert!(finished.status.success(), "{}", finished.stderr);
    let log = dir.path().join("log");
    let mut replay = tracer();
    let replayed = run(replay.arg("replay").arg(&file).args(["-Y", "-e", "trace=kill", "-o"]).arg(&log));
    assert!(replayed.status.success(), "{}", replayed.stderr);
    let lines = lines(&std::fs::read_to_string(log).expect("there are lines"));
    assert!(lines.contains(&"N<sh> kill(N<sh>, 0) = 0".to_owned()), "{lines:#?}");
    assert!(lines.contains(&"N<true> +++ exited with 0 +++".to_owned()), "{lines:#?}");
}

#[test]
fn numbers_in_other_namespaces_are_told_outside() {
    need_root!();
    let command = ["unshare", "--pid", "--fork", "sh", "-c", SCRIPT];
    let lines = traced(&["-f", "--decode-pids=comm,pidns", "-e", "trace=kill,getpid"], &command);
    // What a shell is called depends on how its programs are started.
    let is_inside = |line: &&String| {
        let Some((name, call)) = line.split_once("> kill(1<") else { return false };
        let name = name.trim_start_matches("N<");
        call == format!("{name}> /* N in tracer's PID NS */, 0) = 0")
    };
    assert_eq!(lines.iter().filter(is_inside).count(), 2, "{lines:#?}");
    let without = traced(&["-f", "--decode-pids=none", "-e", "trace=kill"], &command);
    assert!(without.contains(&"N kill(1, 0) = 0".to_owned()), "{without:#?}");
}
