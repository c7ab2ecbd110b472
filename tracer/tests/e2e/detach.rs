//! Leaving a process that runs another program: `-b execve`.

use crate::need_root;
use crate::run::{run, tracer};

/// What a shell is traced to do that runs two programs, the second in its own place.
fn traced(options: &[&str]) -> (String, String) {
    let dir = tempfile::tempdir().expect("a directory");
    let log = dir.path().join("log");
    let script = "/bin/true; exec /bin/echo done";
    let mut command = tracer();
    let finished =
        run(command.args(options).args(["-b", "execve", "-o"]).arg(&log).args(["sh", "-c", script]));
    assert!(finished.status.success(), "{}", finished.stderr);
    assert_eq!(finished.stdout, "done\n");
    (std::fs::read_to_string(log).expect("there are lines"), finished.stderr)
}

#[test]
fn nothing_is_told_of_the_programs() {
    need_root!();
    for options in [&["-f", "-e", "trace=execve,write"][..], &["-f", "-e", "trace=execve,write", "--json"]] {
        let (log, _) = traced(options);
        let lines: Vec<_> = log.lines().filter(|line| line.contains("execve")).collect();
        let [first, child, own] = lines[..] else { panic!("{log}") };
        let (ended, left) =
            if options.len() > 3 { ("\"result\":0", "\"detached\"") } else { (") = 0", " <detached ...>") };
        assert!(first.contains("sh") && first.contains(ended), "{first}");
        assert!(child.contains("/bin/true") && child.contains(left), "{child}");
        assert!(own.contains("/bin/echo") && own.contains(left), "{own}");
        assert!(!log.contains("write") && !log.contains("exited with"), "{log}");
    }
}

#[test]
fn calls_with_other_outcomes_are_not_shown() {
    need_root!();
    let (log, _) = traced(&["-f", "-z", "-e", "trace=execve"]);
    assert_eq!(log.matches("execve(").count(), 1, "{log}");
    let (log, _) = traced(&["-f", "-e", "status=detached", "-e", "trace=execve"]);
    assert_eq!(log.matches("execve(").count(), 2, "{log}");
    assert_eq!(log.matches(" <detached ...>").count(), 2, "{log}");
}

#[test]
fn nothing_is_counted_of_the_programs() {
    need_root!();
    let (table, _) = traced(&["-f", "-c"]);
    let execve = table.lines().find(|line| line.ends_with(" execve")).expect("its own");
    assert_eq!(execve.split_whitespace().nth(3), Some("1"), "{table}");
    assert!(!table.contains(" write\n"), "{table}");
}
