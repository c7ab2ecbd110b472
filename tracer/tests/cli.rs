//! The real binary on command lines that end before anything is loaded.
//!
//! `golden/cli/*.txt` hold a command line behind `$`, what it prints and its exit status, and so on. strace.txt
//! agrees with strace 6.1 byte for byte. UPDATE_GOLDEN=1 writes what the binary does now.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn run(line: &str) -> Output {
    let mut words = split(line).into_iter();
    let called = words.next().expect("a name");
    let mut command = Command::new(env!("CARGO_BIN_EXE_tracer"));
    command.arg0(called).args(words).stdin(Stdio::null()).output().expect("the binary runs")
}

/// Blanks part words; quotes keep them together.
fn split(line: &str) -> Vec<String> {
    let (mut words, mut quoted, mut open) = (vec![String::new()], false, false);
    for c in line.chars() {
        match c {
            '\'' => (quoted, open) = (!quoted, true),
            ' ' if !quoted => {
                words.push(String::new());
                open = false;
            }
            c => words.last_mut().expect("a word").push(c),
        }
    }
    words.retain(|word| open || !word.is_empty() || line.contains("''"));
    words
}

fn transcript(golden: &str) -> String {
    let mut text = String::new();
    for line in golden.lines().filter_map(|line| line.strip_prefix("$ ")) {
        let output = run(line);
        text.push_str(&format!("$ {line}\n"));
        for (stream, bytes) in [("out", &output.stdout), ("err", &output.stderr)] {
            for line in String::from_utf8_lossy(bytes).lines() {
                text.push_str(format!("{stream}: {line}").trim_end());
                text.push('\n');
            }
        }
        text.push_str(&format!("status: {:?}\n\n", output.status.code()));
    }
    text
}

fn check(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/cli").join(name);
    let golden = std::fs::read_to_string(&path).expect("golden data");
    let now = transcript(&golden);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &now).expect("written");
    } else {
        for (now, golden) in now.split("\n\n").zip(golden.split("\n\n")) {
            assert_eq!(now, golden);
        }
        assert_eq!(now.len(), golden.len());
    }
}

#[test]
fn errors_are_straces() {
    check("strace.txt");
}

#[test]
fn our_own_errors() {
    check("tracer.txt");
}

#[test]
fn cgroups_and_containers_that_are_not_there() {
    for (line, want) in [
        ("tracer --cgroup /no/such/cgroup", "tracer: no cgroup"),
        ("tracer --container no-such-container true", "tracer: no running container 'no-such-container'"),
    ] {
        let output = run(line);
        let text = String::from_utf8_lossy(&output.stderr);
        // Where the machine has no cgroup2, that is the reason for the first.
        assert!(text.starts_with(want) && text.lines().count() == 1, "{line}: {text}");
        assert_eq!(output.status.code(), Some(1), "{line}");
    }
}

#[test]
fn help_goes_to_stdout() {
    for line in ["tracer -h", "tracer --help", "tracer -c --help ls", "strace -h", "tracer doctor --help"] {
        let output = run(line);
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && output.stderr.is_empty(), "{line}");
        assert!(text.contains("Usage:"), "{line}: {text}");
        assert_eq!(
            text.contains("--ring-size"),
            line.starts_with("tracer") && !line.contains("doctor"),
            "{line}"
        );
    }
}

#[test]
fn man_page_and_completions_go_to_stdout() {
    assert!(String::from_utf8_lossy(&run("tracer man").stdout).contains(".SH EXAMPLES"));
    assert!(String::from_utf8_lossy(&run("tracer completions bash").stdout).contains("complete"));
}
