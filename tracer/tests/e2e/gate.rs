//! One execution, seen by strace and by tracer at once.
//!
//! strace starts `fixture gate FILE COMMAND`, which blocks in flock until the test lets go of FILE; tracer attaches
//! meanwhile. From then on both see the same calls: the execve of the command, and all that it and its children make.
//! The flock itself is left out on both sides: it began before tracer came.

use std::fs;
use std::process::Command;

use nix::fcntl::{Flock, FlockArg};

use crate::run::{Running, attached, fixture, wait_until};
use crate::strace_log::{self, Call};

/// What both wrote.
pub(crate) struct Both {
    /// The calls in strace's log.
    pub(crate) strace: Vec<Call>,
    /// That log.
    pub(crate) log: String,
    /// What tracer wrote to the file that `-o` named.
    pub(crate) tracer: String,
    /// Did tracer say that the kernel skipped its programs? On kernels that preempt them it may, and then something
    /// may be missing.
    pub(crate) skipped: bool,
}

/// May the kernel preempt BPF programs, and skip them meanwhile?
fn preempts_programs() -> bool {
    let release = nix::sys::utsname::uname().expect("it has a name").release().to_string_lossy().into_owned();
    let mut numbers = release.split(|c: char| !c.is_ascii_digit()).map(|n| n.parse().unwrap_or(0_u32));
    (numbers.next(), numbers.next()) >= (Some(6), Some(19))
}

/// Runs `command` (its first word a path) under `strace -f` with `strace_args` and under `tracer -f` with
/// `tracer_args`.
pub(crate) fn both(strace_args: &[&str], tracer_args: &[&str], command: &[&str]) -> Both {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| dir.path().join(name).to_string_lossy().into_owned();
    let (lock, log, out) = (path("lock"), path("strace.log"), path("tracer.out"));
    let file = fs::File::create(&lock).expect("a lock file");
    let held = Flock::lock(file, FlockArg::LockExclusive).expect("nobody else has it");

    let mut strace = Command::new("strace");
    strace.env_remove("LD_LIBRARY_PATH").args(["-f", "-o", &log]).args(strace_args);
    strace.args([&fixture(), "gate", &lock]).args(command);
    let strace = Running::start(&mut strace);
    let mut gate = None;
    wait_until("the gate's flock", || {
        gate = children(strace.pid()).into_iter().find(|pid| is_in_flock(*pid));
        gate.is_some()
    });
    let gate = gate.expect("it was waited for").to_string();
    let mut args = vec!["-f", "-o", &out, "-p", &gate];
    args.extend(tracer_args);
    let tracer = attached(&args);

    drop(held);
    let strace = strace.finish();
    let tracer = tracer.finish();
    assert!(tracer.status.success(), "tracer: {}: {}", tracer.status, tracer.stderr);
    let log = fs::read_to_string(&log).unwrap_or_else(|_| panic!("strace left no log: {}", strace.stderr));
    let mut calls = strace_log::calls(&log);
    let opened = calls.iter().position(|call| call.name == "flock").expect("the gate's flock is in the log");
    calls.drain(..=opened);
    let text = fs::read_to_string(&out).expect("tracer wrote its output");
    let told = |text: &str| text.contains("the kernel skipped the BPF program");
    let skipped = told(&text) || told(&tracer.stderr);
    assert!(!skipped || preempts_programs(), "this kernel skips no programs: {text}{}", tracer.stderr);
    Both { strace: calls, log, tracer: text, skipped }
}

/// The processes whose parent is `pid`.
pub(crate) fn children(pid: u32) -> Vec<u32> {
    let processes = fs::read_dir("/proc").expect("/proc is there").flatten();
    let pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|child: &u32| {
        let stat = fs::read_to_string(format!("/proc/{child}/stat")).unwrap_or_default();
        let parent = stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(1));
        parent.is_some_and(|parent| parent == pid.to_string())
    })
    .collect()
}

fn is_in_flock(pid: u32) -> bool {
    let syscall = fs::read_to_string(format!("/proc/{pid}/syscall")).unwrap_or_default();
    syscall.split(' ').next() == Some(&libc::SYS_flock.to_string())
}
