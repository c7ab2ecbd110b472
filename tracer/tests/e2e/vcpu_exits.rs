//! Why virtual CPUs stop: `-e kvm=vcpu`, beside what the program itself has read and what strace shows.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::run::{fixture, run, tracer, which};
use crate::{need_root, skip};

/// The names of the reasons for which `fixture kvm` stops, as lines show them.
fn meaning(reported: &str) -> &'static str {
    match reported {
        "reason 2" => "= 0 (KVM_EXIT_IO)",
        "reason 5" => "= 0 (KVM_EXIT_HLT)",
        "reason 6" => "= 0 (KVM_EXIT_MMIO)",
        "reason 8" => "= 0 (KVM_EXIT_SHUTDOWN)",
        "errno 4" => "= -1 EINTR (Interrupted system call)",
        "errno 22" => "= -1 EINVAL (Invalid argument)",
        "errno 25" => "= -1 ENOTTY (Inappropriate ioctl for device)",
        other => panic!("{other}"),
    }
}

/// The lines of KVM_RUN that a command has written to a file, and what the fixture has reported.
fn lines(command: &mut Command, out: &Path) -> (Vec<String>, String) {
    let finished = run(command.args(["-o"]).arg(out).arg(fixture()).arg("kvm"));
    assert!(finished.status.success(), "{}", finished.stderr);
    let log = std::fs::read_to_string(out).expect("there are lines");
    (log.lines().filter(|line| line.contains("KVM_RUN")).map(str::to_owned).collect(), finished.stdout)
}

#[test]
fn exits_of_virtual_cpus_are_those_that_the_program_sees() {
    need_root!();
    if run(Command::new(fixture()).arg("kvm")).status.code() != Some(0) {
        skip!("no virtual machine can be made here");
    }
    let dir = tempfile::tempdir().expect("a folder");
    let (out, recording) = (dir.path().join("out"), dir.path().join("recording"));
    let options = ["-e", "trace=ioctl", "-e", "kvm=vcpu"];
    let (shown, reported) = lines(tracer().args(options).arg("--record").arg(&recording), &out);
    let results: Vec<&str> = shown.iter().filter_map(|line| line.find("= ").map(|at| &line[at..])).collect();
    assert_eq!(results, reported.lines().map(meaning).collect::<Vec<_>>());

    let replayed = run(tracer().arg("replay").args(options).arg(&recording));
    assert_eq!(replayed.stdout.lines().filter(|line| line.contains("KVM_RUN")).collect::<Vec<_>>(), shown);

    let (objects, _) = lines(tracer().args(options).arg("--json"), &out);
    let details: Vec<Value> = objects
        .iter()
        .map(|object| serde_json::from_str::<Value>(object).expect("it is JSON")["detail"].take())
        .filter(|detail| !detail.is_null())
        .collect();
    assert_eq!(details.first(), Some(&json!({ "value": 2, "name": "KVM_EXIT_IO" })));
    assert_eq!(details.len(), reported.lines().filter(|line| line.starts_with("reason")).count());

    // Numbers have no names, and without the option nothing is told.
    for options in [&["-e", "trace=ioctl"][..], &["-e", "kvm=vcpu", "-e", "raw=ioctl"]] {
        let finished = run(tracer().args(options).arg("-o").arg(&out).arg(fixture()).arg("kvm"));
        assert!(finished.status.success(), "{}", finished.stderr);
        let log = std::fs::read_to_string(&out).expect("there are lines");
        assert!(!log.contains("KVM_EXIT"), "{log}");
    }

    let Some(strace) = which("strace") else { return };
    for style in ["abbrev", "raw", "verbose"] {
        let options = ["-X", style, "-e", "trace=ioctl", "-e", "kvm=vcpu"];
        let (theirs, _) = lines(Command::new(&strace).env_remove("LD_LIBRARY_PATH").args(options), &out);
        let (ours, _) = lines(tracer().args(options), &out);
        assert_eq!(ours, theirs);
    }
}

#[test]
fn a_module_that_is_not_loaded_is_told() {
    need_root!();
    if Path::new("/sys/module/kvm").exists() {
        skip!("the module is loaded");
    }
    let finished = run(tracer().args(["--kvm=vcpu", "-e", "trace=getpid", "true"]));
    assert!(finished.status.success(), "{}", finished.stderr);
    assert!(finished.stderr.contains("tracer: the kernel's module kvm is not loaded"), "{}", finished.stderr);
}
