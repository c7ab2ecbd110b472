//! What the kernel's verifier makes of the programs: a budget of instructions, and of time.

use crate::need_root;
use crate::run::{run, tracer};

/// Instructions that the verifier may have to follow in a program: the kernel gives up at a million, and takes about 0.3 us for each.
const COUNT: u64 = 3_000;
const STREAM: u64 = 8_000;
const CAPTURE: u64 = 16_000;

/// How long the kernel may take to load the two programs of capture mode.
const LOADING: u64 = 15_000;

/// Name, instructions and microseconds of each program that tracer loads with these options.
fn programs(options: &[&str]) -> Vec<(String, u64, u64)> {
    let finished = run(tracer().arg("-d").args(options).args(["-o", "/dev/null", "true"]));
    assert!(finished.status.success(), "{}", finished.stderr);
    let program = |line: &str| {
        let (name, rest) = line.split_once("BPF program ")?.1.split_once(' ')?;
        let numbers: Vec<u64> =
            rest.split_once("): ")?.1.split(' ').filter_map(|word| word.parse().ok()).collect();
        Some((name.to_owned(), *numbers.first()?, *numbers.last()?))
    };
    finished.stderr.lines().filter_map(program).collect()
}

#[test]
fn programs_are_verified_within_a_budget() {
    need_root!();
    for options in
        [&["-c"][..], &["-c", "-f", "-w", "--errors"], &["-e", "raw=all"], &["-f"], &["-f", "-v", "-y", "-i"]]
    {
        let programs = programs(options);
        assert!(programs.len() >= 3, "{options:?}: {programs:?}");
        for (name, verified, _) in programs {
            let budget = match name.split('_').next() {
                Some("capture") => CAPTURE,
                Some("stream") => STREAM,
                _ => COUNT,
            };
            assert!(verified <= budget, "{options:?}: {name}: {verified} instructions");
        }
    }
}

#[test]
fn capture_programs_load_in_time() {
    need_root!();
    // Of several loads the quickest counts: others use the machine as well.
    let time = |_| {
        let programs = programs(&["-f", "-v", "-y", "-i"]);
        let capture: Vec<u64> =
            programs.iter().filter(|it| it.0.starts_with("capture")).map(|it| it.2).collect();
        assert!(capture.len() >= 2, "{programs:?}");
        capture.iter().sum::<u64>() / (capture.len() as u64 / 2)
    };
    let best = (0..5).map(time).min().unwrap_or_default();
    assert!(best < LOADING, "{best} us");
}
