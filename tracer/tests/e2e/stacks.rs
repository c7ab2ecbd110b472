//! Who called whom until a call was made: `-k`, beside strace's.

use std::path::Path;
use std::process::Command;

use crate::run::{fixture, run, tracer};
use crate::{need, need_root};

/// A call, and its frames.
type Stack = (String, Vec<String>);

/// The calls of a log, each with the files and addresses of its stack; what functions are called depends on which debugging
/// information is found.
fn stacks(log: &str) -> Vec<Stack> {
    let mut stacks: Vec<Stack> = Vec::new();
    for line in log.lines() {
        match (line.strip_prefix(" > "), stacks.last_mut()) {
            (Some(frame), Some((_, frames))) => {
                let (file, address) = frame.rsplit_once('(').unwrap_or((frame, ""));
                frames
                    .push(format!("{file} {}", address.rsplit_once(' ').map_or("", |(_, address)| address)));
            }
            _ => stacks.push((line.split('(').next().unwrap_or_default().to_owned(), Vec::new())),
        }
    }
    stacks
}

fn log(command: &mut Command, args: &[&str], path: &Path) -> String {
    command.args(["-k", "-o"]).arg(path).args(args);
    let once = |command: &mut Command| {
        let finished = run(command);
        assert!(finished.status.success(), "{}", finished.stderr);
        std::fs::read_to_string(path).expect("there are lines")
    };
    // On a machine that is as busy as this one is with tests, a process may end before it was asked.
    let mut lines = once(command);
    for _ in 0..9 {
        if lines.contains("could be asked where") {
            lines = once(command);
        }
    }
    lines
}

#[test]
fn stacks_are_straces() {
    need_root!();
    let strace = need!("strace");
    need!("dash");
    let dir = tempfile::tempdir().expect("a directory");
    let args = ["-e", "trace=openat,read,close,write,brk", "dash", "-c", "echo $PPID; test -e /; cd /"];
    let theirs = log(Command::new(strace).env_remove("LD_LIBRARY_PATH"), &args, &dir.path().join("strace"));
    let ours = log(&mut tracer(), &args, &dir.path().join("tracer"));
    let (theirs, ours) = (stacks(&theirs), stacks(&ours));
    assert!(
        theirs.len() > 5 && theirs.iter().all(|(name, frames)| name.starts_with("+++") || !frames.is_empty())
    );
    assert_eq!(theirs, ours);
}

#[test]
fn every_frame_is_found_also_of_what_ends_at_once() {
    need_root!();
    need!("dash");
    let dir = tempfile::tempdir().expect("a directory");
    let script = "for i in 1 2 3 4 5 6 7 8; do /bin/true; done";
    let lines =
        log(&mut tracer(), &["-f", "-e", "trace=exit_group", "dash", "-c", script], &dir.path().join("log"));
    let ends: Vec<_> = stacks(&lines).into_iter().filter(|(name, _)| name.ends_with("exit_group")).collect();
    assert_eq!(ends.len(), 9, "{lines}");
    for (_, frames) in &ends {
        assert!(frames.len() > 2, "{lines}");
        assert!(frames.iter().all(|frame| frame.starts_with('/')), "{lines}");
    }
}

#[test]
fn functions_have_their_names() {
    need_root!();
    let dir = tempfile::tempdir().expect("a directory");
    let lines = log(&mut tracer(), &["-e", "trace=getppid", &fixture(), "stack"], &dir.path().join("log"));
    let at = |name: &str| lines.lines().position(|line| line.contains(name));
    assert!(!lines.contains(" > ... "), "a frame is missing: {lines}");
    let of_fixture = |line: &&str| line.contains("/fixture(");
    assert!(lines.lines().filter(of_fixture).count() > 3, "{lines}");
    if !lines.lines().filter(of_fixture).any(|line| line.contains("+0x")) {
        crate::skip!("the fixture bears no names");
    }
    let places = ["stack::inner", "stack::middle", "stack::outer", "fixture::main"].map(at);
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}\n{lines}");
}
