//! `run`: builds tracer and becomes it, so that its input, output and exit status are tracer's own.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Result, anyhow};

use crate::{cargo, setup};

#[derive(clap::Args)]
pub(crate) struct Args {
    /// What tracer is started with
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGS")]
    args: Vec<OsString>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    setup::ensure(None)?;
    cargo::check(cargo::cargo().args(["build", "--release", "--package", "tracer"]))?;
    let program = cargo::target_dir().join("release/tracer");
    let mut tracer = Command::new(&program);
    cargo::forget_cargo(&mut tracer);
    let error = tracer.args(&args.args).exec();
    Err(anyhow!("cannot start {}: {error}", program.display()))
}
