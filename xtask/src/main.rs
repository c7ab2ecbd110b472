//! The commands of development, `cargo xtask NAME`: one file a command, and its line here.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "these commands talk to a terminal")]

use std::process::ExitCode;

use clap::Parser;

mod bench;
mod cargo;
mod ci;
mod diff;
mod ebpf;
mod r#gen;
mod install;
mod report;
mod run;
mod setup;
mod tally;
mod test;
mod tidy;
mod verifier;
mod vm;

/// The commands of tracer's development.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
enum Task {
    /// Install what the build needs and the machine lacks
    Setup(setup::Args),
    /// Build tracer and run it: cargo xtask run -- -c -- ls
    Run(run::Args),
    /// Build and run every test and check
    Test(test::Args),
    /// Build the BPF object alone and list what is in it
    Ebpf(ebpf::Args),
    /// Build for release and install the program, its man page and completions
    Install(install::Args),
    /// Make the generated tables anew, or check that they are current
    Gen {
        /// Change nothing, and fail if a table is stale
        #[arg(long)]
        check: bool,
    },
    /// Compare tracer's cost with its peers', in one interleaved run
    Bench(bench::Args),
    /// Compare lines with strace's of the same execution
    Diff(diff::Args),
    /// Run the end-to-end tests on other kernels under QEMU
    Vm(vm::Args),
    /// Print what the kernel's verifier makes of each program, and how long it takes
    Verifier,
    /// Check the rules of the code that no compiler checks
    Tidy(tidy::Args),
    /// Do what test does, and check dependencies and spelling where the tools are there
    Ci(ci::Args),
}

fn main() -> ExitCode {
    let result = match Task::parse() {
        Task::Setup(args) => setup::run(&args),
        Task::Run(args) => run::run(&args),
        Task::Test(args) => test::run(&args),
        Task::Ebpf(args) => ebpf::run(&args),
        Task::Install(args) => install::run(&args),
        Task::Gen { check } => r#gen::run(check).map_err(|error| anyhow::anyhow!("{error}")),
        Task::Bench(args) => bench::run(&args),
        Task::Diff(args) => diff::run(&args),
        Task::Verifier => verifier::run(),
        Task::Vm(args) => vm::run(&args),
        Task::Tidy(args) => tidy::run(&args),
        Task::Ci(args) => ci::run(&args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
