//! What cannot be done is said in one clear message, with status 1 and without a panic.

use std::fs;
use std::os::fd::OwnedFd;
use std::process::Stdio;

use crate::run::{Finished, Running, fixture, run, tracer};
use crate::{need, need_root};

/// One message of tracer's own, that holds `text`.
fn assert_refused(finished: &Finished, text: &str) {
    let stderr = &finished.stderr;
    assert_eq!(finished.status.code(), Some(1), "{stderr}");
    assert!(stderr.starts_with("tracer: "), "it names the program: {stderr}");
    assert!(stderr.contains(text), "it says {text:?}: {stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
}

#[test]
fn help_and_wrong_options_need_no_privilege() {
    let setpriv = need!("setpriv");
    let as_nobody = |args: &[&str]| {
        let mut command = std::process::Command::new(&setpriv);
        if crate::run::is_root() {
            command.args(["--reuid=65534", "--clear-groups", "--bounding-set=-all", "--inh-caps=-all"]);
        }
        run(command.arg(reachable_tracer().path()).args(args))
    };
    let help = as_nobody(&["--help"]);
    assert!(help.status.success(), "{}", help.stderr);
    assert_refused(&as_nobody(&["--no-such-option"]), "no-such-option");
    assert_refused(&as_nobody(&["-e", "trace=no_such_call", "true"]), "invalid system call 'no_such_call'");
    let denied = as_nobody(&["-c", "true"]);
    assert_refused(&denied, "sudo");
    assert!(denied.stderr.contains("setcap"), "both remedies are named: {}", denied.stderr);
}

/// tracer, where every user can run it: build trees lie in folders that are closed to others.
fn reachable_tracer() -> Reachable {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::Builder::new().prefix("tracer-e2e").tempdir().expect("a temporary folder");
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).expect("it is ours");
    fs::copy(tracer().get_program(), dir.path().join("tracer")).expect("a copy of tracer");
    Reachable(dir)
}

struct Reachable(tempfile::TempDir);

impl Reachable {
    fn path(&self) -> std::path::PathBuf {
        self.0.path().join("tracer")
    }
}

#[test]
fn two_capabilities_are_enough() {
    need_root!();
    let setpriv = need!("setpriv");
    let tracer = reachable_tracer();
    let mut command = std::process::Command::new(setpriv);
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
    command.args(["--inh-caps=-all,+bpf,+perfmon", "--ambient-caps=-all,+bpf,+perfmon"]);
    command.args(["--bounding-set=-all,+bpf,+perfmon"]);
    command.arg(tracer.path()).args(["-c", "-U", "name,calls,errors", "--", "cat", "/etc/passwd"]);
    let finished = run(&mut command);
    assert!(finished.status.success(), "{}", finished.stderr);
    let counts = crate::summary_table::parse(&finished.stderr);
    assert_eq!(counts["execve"], (1, 0));
}

#[test]
fn a_process_that_is_not_there() {
    need_root!();
    // Above the largest pid that Linux gives.
    assert_refused(&run(tracer().args(["-c", "-p", "4194305"])), "4194305");
}

#[test]
fn processes_that_end_while_tracer_attaches() {
    need_root!();
    for delay in 0..12 {
        let target = Running::start(std::process::Command::new("sleep").arg(format!("0.0{:02}", delay * 4)));
        let pid = target.pid().to_string();
        let finished = run(tracer().args(["-c", "-p", &pid]));
        assert!(matches!(finished.status.code(), Some(0 | 1)), "{}: {}", finished.status, finished.stderr);
        assert!(!finished.stderr.contains("panicked"), "{}", finished.stderr);
    }
}

#[test]
fn an_output_file_that_cannot_be_made() {
    need_root!();
    let finished = run(tracer().args(["-o", "/no/such/folder/file", "--", &fixture(), "getppid", "1"]));
    assert_refused(&finished, "/no/such/folder/file");
}

#[test]
fn a_full_disk() {
    need_root!();
    for args in [&["-c"][..], &[]] {
        let finished =
            run(tracer().args(args).args(["-o", "/dev/full", "--", &fixture(), "getppid", "5000"]));
        assert!(finished.stderr.contains("/dev/full"), "{args:?}: {}", finished.stderr);
        assert!(finished.stderr.contains("No space left on device"), "{args:?}: {}", finished.stderr);
        assert_eq!(finished.stderr.lines().count(), 1, "it is said once: {}", finished.stderr);
    }
}

#[test]
fn a_reader_that_went_away() {
    need_root!();
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut command = tracer();
    command
        .args(["-o", "/dev/stdout", "--", &fixture(), "getppid", "5000"])
        .stdout(Stdio::from(OwnedFd::from(writer)));
    let finished = Running::start_as_is(&mut command).finish();
    assert!(!finished.stderr.contains("panicked"), "{}", finished.stderr);
    assert!(finished.stderr.lines().count() <= 1, "one message at most: {}", finished.stderr);
}
