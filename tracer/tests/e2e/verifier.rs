//! What the kernel's verifier makes of the programs: a budget of instructions. How long loading takes, `cargo xtask verifier` tells.

use crate::need_root;
use crate::run::{run, tracer};

/// Instructions that the verifier may have to follow in a program: the kernel gives up at a million, and takes about 0.3 us for each.
const COUNT: u64 = 3_000;
const STREAM: u64 = 8_000;
/// The end of a task is up to three records.
const TASK: u64 = 5_000;
const CAPTURE: u64 = 16_000;

/// Name and instructions of each program that tracer loads with these options.
fn programs(options: &[&str]) -> Vec<(String, u64)> {
    let finished = run(tracer().arg("-d").args(options).args(["-o", "/dev/null", "true"]));
    assert!(finished.status.success(), "{}", finished.stderr);
    let program = |line: &str| {
        let (name, rest) = line.split_once("BPF program ")?.1.split_once(' ')?;
        let verified = rest.split_once("): ")?.1.split(' ').next()?.parse().ok()?;
        Some((name.to_owned(), verified))
    };
    finished.stderr.lines().filter_map(program).collect()
}

#[test]
fn programs_are_verified_within_a_budget() {
    need_root!();
    for options in [
        &["-c"][..],
        &["-c", "-f", "-w", "--errors"],
        &["-e", "raw=all"],
        &["-f"],
        &["-f", "-v", "-y", "-i"],
        &["-e", "kvm=vcpu"],
    ] {
        let programs = programs(options);
        assert!(programs.len() >= 3, "{options:?}: {programs:?}");
        for (name, verified) in programs {
            let budget = match name.split('_').next() {
                Some("capture") => CAPTURE,
                Some("stream") => STREAM,
                Some("task") => TASK,
                _ => COUNT,
            };
            assert!(verified <= budget, "{options:?}: {name}: {verified} instructions");
        }
    }
}
