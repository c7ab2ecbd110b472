//! `ci`: what `test` does, and the checks that need tools which `test` does not install.

use anyhow::Result;

use crate::report::Report;
use crate::{cargo, test};

#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args) -> Result<()> {
    let mut report = Report::default();
    test::everything(&mut report, true)?;
    tool(&mut report, "dependencies", "cargo-deny", &["deny", "check"]);
    spelling(&mut report);
    report.conclude()
}

fn tool(report: &mut Report, step: &'static str, program: &str, args: &[&str]) {
    if cargo::has(program) {
        report.step(step, || cargo::check(cargo::cargo().args(args)));
    } else {
        report.skip(step, format!("{program} is not installed"));
    }
}

fn spelling(report: &mut Report) {
    if cargo::has("typos") {
        let mut typos = std::process::Command::new("typos");
        report.step("spelling", || cargo::check(typos.current_dir(cargo::root())));
    } else {
        report.skip("spelling", "typos is not installed".into());
    }
}
