//! `cargo xtask vm`: the end-to-end tests on other kernels, each in a virtual machine of its own.
//!
//! A machine is a distribution kernel ([`kernel`]) with an initramfs of the test programs and what they need
//! ([`initramfs`]), run by QEMU ([`machine`]). Nothing of it touches the host: packages are unpacked below `target/vm`,
//! and the guest has no disk and no network.

mod arm;
mod initramfs;
mod kernel;
mod machine;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::tally::Tally;
use crate::{cargo, setup};
use machine::{Machine, Outcome};

/// The kernels that are tried if none is named: the oldest that is supported, a long-term one, the newest.
const RELEASES: [&str; 3] = ["6.1", "6.12", "7"];

/// What must be installed: program, Debian package.
pub(crate) const NEEDS: [(&str, &str); 2] =
    [("qemu-system-x86_64", "qemu-system-x86"), ("busybox", "busybox-static")];

/// Runs the end-to-end tests on other kernels, under QEMU.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Kernel releases, as far as they matter: 6.12 is the newest 6.12.x there is.
    #[arg(default_values = RELEASES)]
    releases: Vec<String>,
    /// Say whether it can be done here, and do nothing else.
    #[arg(long)]
    check: bool,
    /// Install what is missing (QEMU, a static busybox).
    #[arg(long)]
    setup: bool,
    /// Run only the tests whose name contains this.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Run them so often, until a test fails.
    #[arg(long, value_name = "N", default_value_t = 1)]
    times: u32,
    /// Run `fixture getppid 10` instead of the tests: does the kernel boot, do programs run?
    #[arg(long)]
    boot: bool,
    /// Compare tracer's lines with strace's on an emulated 64-bit ARM machine, with the first of the kernels.
    #[arg(long)]
    arm: bool,
    /// Seconds after which a machine is stopped.
    #[arg(long, default_value_t = 1800)]
    timeout: u64,
}

/// `cargo xtask vm`.
pub(crate) fn run(args: &Args) -> Result<()> {
    if args.arm {
        let release = args.releases.first().map_or(RELEASES[0], String::as_str);
        return arm::run(release, &folder(), args.setup, Duration::from_secs(args.timeout));
    }
    if args.setup {
        setup::programs(&NEEDS, "virtual machines need them")?;
    }
    if let Some(reason) = obstacle() {
        bail!(
            "no virtual machine can run here: {reason} (`cargo xtask vm --setup` installs what is missing)"
        );
    }
    if args.check {
        println!("virtual machines can run here");
        return Ok(());
    }
    let programs = Programs::build()?;
    let job = match args.boot {
        true => "/vm/fixture getppid 10 --time && echo 'test result: ok. 1 passed; 0 failed; 0 ignored'"
            .to_owned(),
        false => {
            let tests = test_command(args.only.as_deref());
            format!("for i in $(seq {}); do {tests} || exit; done", args.times)
        }
    };
    let mut outcomes = Vec::new();
    for release in &args.releases {
        println!("{release} ...");
        let outcome = one(release, &programs, &job, Duration::from_secs(args.timeout));
        outcomes.push((release, outcome));
    }
    println!(
        "{:<28} {:<5} {:>7} {:>7} {:>7} {:>8}",
        "kernel", "accel", "passed", "failed", "skipped", "seconds"
    );
    let mut good = true;
    for (release, outcome) in &outcomes {
        match outcome {
            Ok(outcome) => {
                println!("{}", outcome.row());
                good &= outcome.good();
            }
            Err(error) => {
                println!("{release:<28} {error:#}");
                good = false;
            }
        }
    }
    if !good {
        bail!("not all kernels passed; the logs are in {}", folder().display());
    }
    Ok(())
}

/// Fetches the kernel for [`test_one`], unless it is there.
pub(crate) fn fetch(release: &str) -> Result<()> {
    kernel::fetch(release, &folder()).map(drop)
}

/// Runs the end-to-end tests on one kernel, for `cargo xtask test`.
pub(crate) fn test_one(release: &str, tally: &mut Tally) -> Result<()> {
    let mut outcome = one(release, &Programs::build()?, &test_command(None), Duration::from_secs(900))?;
    let (good, row) = (outcome.good(), outcome.row());
    println!("{row}");
    *tally = std::mem::take(&mut outcome.tally);
    match (good, tally.failed()) {
        (true, _) => Ok(()),
        (false, 0) => bail!("{}\n{row}", outcome.log_tail()),
        (false, _) => bail!("tests failed on Linux {release}; the log is in {}", folder().display()),
    }
}

/// Whether there are kernels for it.
pub(crate) fn is_for_this_processor() -> bool {
    std::env::consts::ARCH == "x86_64"
}

/// Why no virtual machine can run here, if none can.
pub(crate) fn obstacle() -> Option<String> {
    if !is_for_this_processor() {
        return Some(format!("kernels are fetched for x86_64, and this is {}", std::env::consts::ARCH));
    }
    let missing = NEEDS.iter().find(|(program, _)| cargo::which(program).is_none());
    if let Some((program, _)) = missing {
        return Some(format!("{program} is not installed"));
    }
    kernel::obstacle()
}

/// What is put into the machines.
struct Programs {
    tracer: PathBuf,
    fixture: PathBuf,
    e2e: PathBuf,
}

impl Programs {
    fn build() -> Result<Self> {
        let tests = cargo::build(&[&["test", "--no-run"], &cargo::HOST[..]].concat())?;
        let programs = cargo::build(&[&["build"], &cargo::HOST[..]].concat())?;
        Ok(Self {
            tracer: programs.program("tracer")?,
            fixture: programs.program("fixture")?,
            e2e: tests.program("e2e")?,
        })
    }
}

/// What the guest's shell runs. Emulated processors are slow: the tests make fewer calls there.
fn test_command(only: Option<&str>) -> String {
    format!(
        "TRACER_BIN=/vm/tracer TRACER_FIXTURE=/vm/fixture TRACER_E2E_CALLS=200000 RUST_BACKTRACE=1 \
         /vm/e2e --test-threads=1 --show-output {}",
        only.unwrap_or_default()
    )
}

fn one(release: &str, programs: &Programs, job: &str, timeout: Duration) -> Result<Outcome> {
    let kernel = kernel::fetch(release, &folder())?;
    let image = folder().join("initramfs.cpio");
    let files = [("tracer", &programs.tracer), ("fixture", &programs.fixture), ("e2e", &programs.e2e)];
    initramfs::write(&image, &files, job).context("the initramfs cannot be made")?;
    let log = folder().join(format!("{release}.log"));
    machine::run(&Machine::X86, &kernel, &image, &log, timeout)
}

fn folder() -> PathBuf {
    cargo::target_dir().join("vm")
}
