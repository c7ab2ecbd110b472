//! `ci`: what `test` does, and the checks that need tools which `test` does not install.

use anyhow::Result;

use crate::test::Report;
use crate::{cargo, test};

#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args) -> Result<()> {
    let mut report = Report::default();
    test::everything(&mut report)?;
    tool(&mut report, "dependencies", "cargo-deny", &["deny", "check"]);
    spelling(&mut report);
    report.conclude()
}

fn tool(report: &mut Report, step: &'static str, program: &str, args: &[&str]) {
    if cargo::is_in_path(program) {
        report.step(step, || cargo::check(cargo::cargo().args(args)));
    } else {
        report.skip(step, format!("{program} is not installed"));
    }
}

fn spelling(report: &mut Report) {
    if cargo::is_in_path("typos") {
        let mut typos = std::process::Command::new("typos");
        report.step("spelling", || cargo::check(typos.current_dir(ebpf_build::workspace())));
    } else {
        report.skip("spelling", "typos is not installed".into());
    }
}
