//! `verifier`: what the kernel's verifier makes of each program, in the ways that it can be loaded: the instructions that it had to
//! follow, the size of the code, and how long loading took. A test keeps them in bounds (`tracer/tests/e2e/verifier.rs`).

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::cargo;

/// How tracer is started, so that it loads other programs, or the same with other constants.
const WAYS: [(&str, &[&str]); 6] = [
    ("-c", &["-c"]),
    ("-c -w -f --errors", &["-c", "-w", "-f", "--errors"]),
    ("-e raw=all", &["-e", "raw=all"]),
    ("lines", &["-f"]),
    ("-v -y -i", &["-f", "-v", "-y", "-i"]),
    ("-C -P /", &["-f", "-C", "-P", "/"]),
];

/// `cargo xtask verifier`.
pub(crate) fn run() -> Result<()> {
    let tracer = cargo::build(&["build", "--release", "-p", "tracer"])?.program("tracer")?;
    println!(
        "| options | program | instructions verified | bytes of code | loaded in us |\n|---|---|--:|--:|--:|"
    );
    for (name, options) in WAYS {
        let mut command = Command::new(&tracer);
        command.arg("-d").args(options).args(["-o", "/dev/null", "true"]);
        let output = command.output().context("cannot start tracer")?;
        let text = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            bail!("tracer {name}: {text}");
        }
        for (program, figures) in text.lines().filter_map(program) {
            let [verified, size, micros] = figures;
            println!("| {name} | {program} | {verified} | {size} | {micros} |");
        }
    }
    Ok(())
}

/// The name and the three figures in a line that tells of a program.
fn program(line: &str) -> Option<(&str, [u64; 3])> {
    let (name, rest) = line.split_once("BPF program ")?.1.split_once(' ')?;
    let (_, rest) = rest.split_once("): ")?;
    let mut numbers = rest.split(' ').filter_map(|word| word.parse().ok());
    Some((name, [numbers.next()?, numbers.next()?, numbers.next()?]))
}

#[cfg(test)]
mod tests {
    use super::program;

    #[test]
    fn figures_are_found() {
        let line = "tracer: BPF program count_exit (id 7): 738 instructions verified, 1558 bytes of code, loaded in 900 us";
        assert_eq!(program(line), Some(("count_exit", [738, 1558, 900])));
        assert_eq!(program("tracer: Process 7 attached"), None);
    }
}
