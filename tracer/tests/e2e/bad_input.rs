//! What cannot be done is said in one clear message, with status 1 and without a panic.

use std::fs;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use nix::mount::{MsFlags, mount};
use nix::sched::{CloneFlags, unshare};

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
        let mut command = Command::new(&setpriv);
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
    let mut command = Command::new(setpriv);
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
    for delay in 0..24 {
        let target = Running::start(Command::new("sleep").arg(format!("0.0{:02}", delay * 2)));
        let pid = target.pid().to_string();
        let finished = run(tracer().args(["-c", "-p", &pid]));
        if finished.status.code() == Some(0) {
            let attached = format!("tracer: Process {pid} attached\n");
            assert!(finished.stderr.starts_with(&attached), "it was there in time: {}", finished.stderr);
            assert!(
                finished.stderr.ends_with(" total\n") || finished.stderr == attached,
                "{}",
                finished.stderr
            );
        } else {
            assert_refused(&finished, &format!("attach: {pid}: "));
            assert_eq!(finished.stderr.lines().count(), 1, "it is said once: {}", finished.stderr);
        }
    }
}

/// Lets a test mount what it likes: nobody else sees it, and it is gone when the test ends.
fn with_own_mounts(test: impl FnOnce() + Send) {
    let apart = || {
        unshare(CloneFlags::CLONE_NEWNS).expect("mounts of its own");
        let private = MsFlags::MS_REC | MsFlags::MS_PRIVATE;
        mount(None::<&str>, "/", None::<&str>, private, None::<&str>).expect("nobody else sees them");
        test();
    };
    // The whole thread: others of this process keep what they see.
    thread::scope(|scope| scope.spawn(apart).join()).unwrap_or_else(|panic| std::panic::resume_unwind(panic));
}

fn mount_tmpfs(on: &Path, options: &str) {
    mount(Some("none"), on, Some("tmpfs"), MsFlags::empty(), Some(options)).expect("a small file system");
}

#[test]
fn a_kernel_without_type_information() {
    need_root!();
    with_own_mounts(|| {
        let btf = Path::new("/sys/kernel/btf");
        mount(Some("/dev/null"), &btf.join("vmlinux"), None::<&str>, MsFlags::MS_BIND, None::<&str>)
            .expect("an empty file in its place");
        assert_refused(&run(tracer().args(["-c", "true"])), "type information is malformed");

        mount_tmpfs(btf, "size=4k");
        let missing = "cannot read the kernel's type information (/sys/kernel/btf/vmlinux): No such file";
        for args in [&["-c", "true"][..], &["true"], &["-c", "-p", "1"]] {
            let finished = run(tracer().args(args));
            assert_refused(&finished, missing);
            assert!(finished.stderr.contains("tracer doctor"), "it says what to do: {}", finished.stderr);
            assert_eq!(finished.stderr.lines().count(), 2, "{}", finished.stderr);
        }
        let doctor = run(tracer().arg("doctor"));
        assert_eq!(doctor.status.code(), Some(1), "{}", doctor.stdout);
        assert!(doctor.stdout.contains("FAIL  BTF"), "{}", doctor.stdout);
        assert!(doctor.stdout.contains("CONFIG_DEBUG_INFO_BTF=y"), "the remedy: {}", doctor.stdout);
    });
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
fn a_disk_that_fills_up() {
    need_root!();
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (file, proof) = (dir.path().join("small/out"), dir.path().join("proof"));
    fs::create_dir(dir.path().join("small")).expect("it is ours");
    with_own_mounts(|| {
        mount_tmpfs(file.parent().expect("a folder"), "size=64k");
        let script = format!("{} getppid 5000; echo done > {}", fixture(), proof.display());
        let finished = run(tracer().arg("-f").arg("-o").arg(&file).args(["--", "sh", "-c", &script]));
        assert_refused(&finished, &format!("{}: No space left on device", file.display()));
        assert_eq!(finished.stderr.lines().count(), 1, "it is said once: {}", finished.stderr);
        let lines = fs::read_to_string(&file).expect("what there was room for");
        assert_eq!(lines.len(), 65536);
        assert!(lines.contains(" getppid("), "{}", &lines[..500]);
    });
    assert_eq!(fs::read_to_string(&proof).expect("the command ran to its end"), "done\n");
}

#[test]
fn a_reader_that_went_away() {
    need_root!();
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut command = tracer();
    command
        .args(["-o", "/proc/self/fd/1", "--", &fixture(), "getppid", "5000"])
        .stdout(Stdio::from(OwnedFd::from(writer)));
    let finished = Running::start_as_is(&mut command).finish();
    assert_refused(&finished, "/proc/self/fd/1: Broken pipe");
    assert_eq!(finished.stderr.lines().count(), 1, "it is said once: {}", finished.stderr);
}

#[test]
fn help_whose_reader_went_away() {
    for args in [&["--help"][..], &["man"], &["completions", "bash"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let finished =
            Running::start_as_is(tracer().args(args).stdout(Stdio::from(OwnedFd::from(writer)))).finish();
        assert_eq!(finished.stderr, "", "{args:?}: nobody is left to read, and nothing is wrong");
        assert!(finished.status.success(), "{args:?}: {}", finished.status);
    }
}
