//! `test`: builds everything, runs every test and check, and says plainly what was skipped and why.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::{cargo, setup, tidy};

/// The whole workspace but the BPF programs, which are not for the host.
const HOST: [&str; 3] = ["--workspace", "--exclude", "tracer-ebpf"];

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Arguments for cargo test, for instance the name of a test; with any, only tests are run
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGS")]
    args: Vec<OsString>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let mut report = Report::default();
    if args.args.is_empty() {
        everything(&mut report)?;
    } else {
        setup::ensure(None)?;
        tests(&mut report, &args.args);
    }
    report.conclude()
}

/// Every step, in the order of how soon it can fail.
pub(crate) fn everything(report: &mut Report) -> Result<()> {
    setup::ensure(None)?;
    report.step("tidy", tidy::check);
    format(report);
    tests(report, &[]);
    lints(report);
    Ok(())
}

fn tests(report: &mut Report, args: &[OsString]) {
    // The end-to-end tests start programs of other packages, which `cargo test` would not build.
    report.step("build", || cargo::check(cargo::cargo().arg("build").args(HOST)));
    report.step("tests", || cargo::check(cargo::cargo().arg("test").args(HOST).args(args)));
    if let Some(reason) = lack_of_privilege() {
        report.skip("tests with real BPF programs", reason);
    }
}

fn format(report: &mut Report) {
    match component("rustfmt", "cargo-fmt") {
        Ok(()) => report.step("format", || cargo::check(cargo::cargo().args(["fmt", "--all", "--check"]))),
        Err(error) => report.skip("format", format!("{error:#}")),
    }
}

fn lints(report: &mut Report) {
    match component("clippy", "cargo-clippy") {
        Ok(()) => report.step("lints", || {
            let mut clippy = cargo::cargo();
            clippy.arg("clippy").args(HOST).args(["--all-targets", "--quiet", "--", "-Dwarnings"]);
            cargo::check(&mut clippy)
        }),
        Err(error) => report.skip("lints", format!("{error:#}")),
    }
}

/// Makes sure that the toolchain has a component.
fn component(name: &str, program: &str) -> Result<()> {
    let sysroot = ebpf_build::Toolchain::pinned_sysroot();
    if sysroot.is_some_and(|it| it.join("bin").join(program).exists())
        || cargo::is_in_path(program) && !rustup()
    {
        return Ok(());
    }
    setup::components(&[name], "the tests include its check")
}

/// Whether programs in PATH may be rustup's proxies, which are there whether the component is or not.
fn rustup() -> bool {
    cargo::is_in_path("rustup")
}

/// Why BPF programs cannot be loaded here, if they cannot.
fn lack_of_privilege() -> Option<String> {
    // include/uapi/linux/capability.h
    const CAP_PERFMON: u32 = 38;
    const CAP_BPF: u32 = 39;
    if !Path::new("/sys/kernel/btf/vmlinux").exists() {
        return Some("this kernel has no BTF (/sys/kernel/btf/vmlinux)".into());
    }
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let capabilities = effective_capabilities(&status);
    let missing: Vec<_> = [("CAP_BPF", CAP_BPF), ("CAP_PERFMON", CAP_PERFMON)]
        .into_iter()
        .filter(|(_, bit)| capabilities >> bit & 1 == 0)
        .map(|(name, _)| name)
        .collect();
    (!missing.is_empty()).then(|| format!("no {}: run as root", missing.join(" and no ")))
}

fn effective_capabilities(status: &str) -> u64 {
    let line = status.lines().find_map(|it| it.strip_prefix("CapEff:"));
    line.and_then(|it| u64::from_str_radix(it.trim(), 16).ok()).unwrap_or(0)
}

/// What was done, how it ended and how long it took.
#[derive(Default)]
pub(crate) struct Report {
    steps: Vec<(&'static str, Outcome, Duration)>,
}

enum Outcome {
    Passed,
    Failed,
    Skipped(String),
}

impl Report {
    /// Does a step. A failure is told at once; the steps after it are done all the same.
    pub(crate) fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<()>) {
        eprintln!("== {name}");
        let start = Instant::now();
        let outcome = match work() {
            Ok(()) => Outcome::Passed,
            Err(error) => {
                eprintln!("error: {error:#}");
                Outcome::Failed
            }
        };
        self.steps.push((name, outcome, start.elapsed()));
    }

    /// Notes a step that cannot be done here.
    pub(crate) fn skip(&mut self, name: &'static str, reason: String) {
        self.steps.push((name, Outcome::Skipped(reason), Duration::ZERO));
    }

    /// Prints all, and fails if anything has failed.
    pub(crate) fn conclude(self) -> Result<()> {
        print!("{}", self.table());
        let failed: Vec<_> =
            self.steps.iter().filter(|it| matches!(it.1, Outcome::Failed)).map(|it| it.0).collect();
        if !failed.is_empty() {
            bail!("failed: {}", failed.join(", "));
        }
        Ok(())
    }

    fn table(&self) -> String {
        let mut table = String::from("\n");
        for (name, outcome, time) in &self.steps {
            let seconds = time.as_secs_f64();
            table += &match outcome {
                Outcome::Passed => format!("passed   {name} ({seconds:.1} s)\n"),
                Outcome::Failed => format!("FAILED   {name} ({seconds:.1} s)\n"),
                Outcome::Skipped(reason) => format!("skipped  {name}: {reason}\n"),
            };
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_fails_the_whole_and_a_skipped_one_is_told() {
        let mut report = Report::default();
        report.step("one", || Ok(()));
        report.step("two", || bail!("no"));
        report.skip("three", "no tool".into());
        report.step("four", || Ok(()));
        let table = report.table();
        let lines: Vec<_> = table.lines().map(|it| it.split(" (").next().unwrap()).collect();
        assert_eq!(lines, ["", "passed   one", "FAILED   two", "skipped  three: no tool", "passed   four"]);
        assert_eq!(report.conclude().unwrap_err().to_string(), "failed: two");
    }

    #[test]
    fn capabilities_are_read_from_the_status_file() {
        assert_eq!(effective_capabilities("CapPrm:\t0\nCapEff:\t000000c000000000\n"), 0xc0_0000_0000);
        assert_eq!(effective_capabilities(""), 0);
    }
}
