//! What tracer leaves behind: nothing, even if it is killed.

use std::fs;
use std::process::Command;
use std::thread;
use std::time::Duration;

use nix::sys::signal::Signal;

use crate::run::{Running, bpf_fds, fixture, run, tracer, wait_until};
use crate::{need, need_root, skip};

#[test]
fn a_killed_tracer_leaves_the_command_running_and_no_program_loaded() {
    need_root!();
    let bpftool = need!("bpftool");
    if !run(Command::new(&bpftool).args(["prog", "show"])).status.success() {
        skip!("bpftool may not list programs (that takes CAP_SYS_ADMIN)");
    }
    let dir = tempfile::tempdir().expect("a temporary folder");
    let mark = dir.path().join("done");
    let script = format!("sleep 2; echo finished >{}", mark.display());
    let mut running =
        Running::start(tracer().args(["-f", "-c", "-o", "/dev/null", "--", "sh", "-c", &script]));
    let pid = running.pid();
    wait_until("the programs are loaded and the command runs", || {
        // Before its execve, it waits for all of them.
        let runs =
            |child: &u32| fs::read_to_string(format!("/proc/{child}/comm")).is_ok_and(|comm| comm == "sh\n");
        loaded_by(&bpftool, pid).len() >= 2 && crate::gate::children(pid).iter().any(runs)
    });
    assert!(running.is_running());
    let programs = loaded_by(&bpftool, pid);
    running.signal(Signal::SIGKILL);
    drop(running);
    wait_until("the command's end", || fs::read_to_string(&mark).is_ok_and(|text| text == "finished\n"));
    wait_until("the kernel has unloaded the programs", || {
        programs
            .iter()
            .all(|id| !run(Command::new(&bpftool).args(["prog", "show", "id", id])).status.success())
    });
}

/// The ids of the BPF programs that a process holds.
fn loaded_by(bpftool: &str, pid: u32) -> Vec<String> {
    let text = run(Command::new(bpftool).args(["prog", "show"])).stdout;
    let ids: Vec<_> = text
        .lines()
        .filter(|line| !line.starts_with(char::is_whitespace))
        .filter_map(|line| line.split_once(':').map(|(id, _)| id.to_owned()))
        .collect();
    let held: Vec<_> = bpf_fds(pid)
        .iter()
        .filter_map(|info| Some(info.split_once("prog_id:")?.1.split_whitespace().next()?.to_owned()))
        .collect();
    ids.into_iter().filter(|id| held.contains(id)).collect()
}

#[test]
fn a_terminated_tracer_takes_its_command_along() {
    need_root!();
    // As strace does with a command that it started, unless -o is given (see its -I).
    let running = Running::start(tracer().args(["-c", "--", &fixture(), "loop", "1"]));
    let pid = running.pid();
    wait_until("the command", || !crate::gate::children(pid).is_empty());
    let command = crate::gate::children(pid)[0];
    thread::sleep(Duration::from_millis(300));
    running.signal(Signal::SIGTERM);
    let finished = running.finish();
    assert!(!finished.stderr.contains("panicked"), "{}", finished.stderr);
    wait_until("the command is gone", || {
        let stat = fs::read_to_string(format!("/proc/{command}/stat")).unwrap_or_default();
        stat.is_empty() || stat.contains(") Z ")
    });
}
