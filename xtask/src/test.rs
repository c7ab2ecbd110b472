//! `test`: builds everything, runs every test and check, and says plainly what was skipped and why.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::report::Report;
use crate::{cargo, setup, tidy, vm};

/// Programs that tests use, and their Debian packages.
const WANTED: [(&str, &str); 4] =
    [("strace", "strace"), ("gcc", "gcc"), ("bpftool", "bpftool"), ("chromium", "chromium")];

/// Modules of Python that tests import.
const MODULES: [&str; 1] = ["duckdb"];

/// The kernel of the virtual machine: the oldest that is supported. This machine's own is newer, most often.
const OTHER_KERNEL: &str = "6.1";

#[derive(clap::Args)]
#[command(
    after_help = "As root on Debian, what the build and the tests use is installed first (strace, gcc, \
    bpftool, Chromium, QEMU, busybox, DuckDB for Python), and it says so before. Elsewhere, tests that need what is not there are skipped, and \
    told with the reason."
)]
pub(crate) struct Args {
    /// Install nothing: skip what this machine lacks
    #[arg(long)]
    no_install: bool,
    /// Arguments for cargo test, for instance the name of a test; with any, only tests are run, and only here
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGS")]
    args: Vec<OsString>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let mut report = Report::default();
    if args.args.is_empty() {
        everything(&mut report, !args.no_install)?;
    } else {
        if !args.no_install {
            setup::ensure(None)?;
        }
        tests(&mut report, &args.args);
    }
    report.conclude()
}

/// Every step, in the order of how soon it can fail.
pub(crate) fn everything(report: &mut Report, install: bool) -> Result<()> {
    if install {
        setup::ensure(None)?;
    }
    programs(install);
    report.step("tidy", tidy::check);
    format(report, install);
    tests(report, &[]);
    other_kernel(report, install);
    lints(report, install);
    Ok(())
}

/// Installs what tests use, or says what is missing.
fn programs(install: bool) {
    let of_machine = if vm::is_for_this_processor() { &vm::NEEDS[..] } else { &[] };
    let wanted = [&WANTED, of_machine].concat();
    if install && setup::can_install() {
        // Without them there is less to test, and it will be told what.
        if let Err(error) = setup::programs(&wanted, "tests use them") {
            eprintln!("setup: {error:#}");
        }
    }
    if install
        && !modules().is_dir()
        && let Err(error) = setup::python_modules(&modules(), &MODULES, "tests use them")
    {
        eprintln!("setup: {error:#}");
    }
    let missing: Vec<_> = wanted.iter().filter(|it| !cargo::has(it.0)).collect();
    if !missing.is_empty() {
        let names: Vec<_> = missing.iter().map(|it| it.0).collect();
        let packages: Vec<_> = missing.iter().map(|it| it.1).collect();
        eprintln!(
            "not installed: {}; tests that use them will be skipped (`sudo apt-get install {}`)",
            names.join(", "),
            packages.join(" ")
        );
    }
}

/// Where those modules are.
fn modules() -> PathBuf {
    ebpf_build::tools_dir(&cargo::target_dir()).join("python")
}

fn tests(report: &mut Report, args: &[OsString]) {
    // The end-to-end tests start programs of other packages, which `cargo test` would not build.
    report.step("build", || cargo::check(cargo::cargo().arg("build").args(cargo::HOST)));
    report.tests("tests", |tally| {
        let mut cargo = cargo::cargo();
        cargo.env("TRACER_PYTHON_MODULES", modules());
        cargo.args(["test", "--no-fail-fast"]).args(cargo::HOST).args(args);
        // What a test that was skipped prints is not shown otherwise.
        let is_split = args.iter().any(|it| it == "--");
        tally.follow(cargo.args((!is_split).then_some("--")).arg("--show-output"), &mut io::stdout())
    });
    if let Some(reason) = lack_of_privilege() {
        report.skip("tests with real BPF programs on this kernel", reason);
    }
}

/// The end-to-end tests once more, on another kernel. It needs no privilege: its root is the virtual machine's.
fn other_kernel(report: &mut Report, install: bool) {
    const NAME: &str = "end-to-end tests in a virtual machine";
    let fetch = || {
        vm::fetch(OTHER_KERNEL).or_else(|error| {
            if !install || !setup::can_install() {
                return Err(error);
            }
            setup::refresh_lists()?;
            vm::fetch(OTHER_KERNEL)
        })
    };
    let reason = vm::obstacle().or_else(|| fetch().err().map(|error| format!("{error:#}")));
    match reason {
        Some(reason) => report.skip(NAME, reason),
        None => report.tests(NAME, |tally| vm::test_one(OTHER_KERNEL, tally)),
    }
}

fn format(report: &mut Report, install: bool) {
    match component("rustfmt", "cargo-fmt", install) {
        Ok(()) => report.step("format", || cargo::check(cargo::cargo().args(["fmt", "--all", "--check"]))),
        Err(error) => report.skip("format", format!("{error:#}")),
    }
}

fn lints(report: &mut Report, install: bool) {
    match component("clippy", "cargo-clippy", install) {
        Ok(()) => report.step("lints", || {
            let mut clippy = cargo::cargo();
            clippy.arg("clippy").args(cargo::HOST).args(["--all-targets", "--quiet", "--", "-Dwarnings"]);
            cargo::check(&mut clippy)
        }),
        Err(error) => report.skip("lints", format!("{error:#}")),
    }
}

/// Makes sure that the toolchain has a component.
fn component(name: &str, program: &str, install: bool) -> Result<()> {
    let sysroot = ebpf_build::Toolchain::pinned_sysroot();
    if sysroot.is_some_and(|it| it.join("bin").join(program).exists()) || cargo::has(program) && !rustup() {
        return Ok(());
    }
    if !install {
        bail!("this toolchain has no {name} (`rustup component add {name}`)");
    }
    setup::components(&[name], "the tests include its check")
}

/// Whether programs in PATH may be rustup's proxies, which are there whether the component is or not.
fn rustup() -> bool {
    cargo::has("rustup")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capabilities_are_read_from_the_status_file() {
        assert_eq!(effective_capabilities("CapPrm:\t0\nCapEff:\t000000c000000000\n"), 0xc0_0000_0000);
        assert_eq!(effective_capabilities(""), 0);
    }
}
