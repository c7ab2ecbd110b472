//! `cargo xtask bench`: what being traced costs, by tracer and by its peers, measured in one interleaved run.
//!
//! Absolute times drift from machine to machine and from minute to minute. So every round runs each tool once, each
//! figure is set against the untraced run of its own round, and medians of those ratios are told. The programs time
//! their own loops: starting up is in none of the ratios, and has a table of its own.

mod report;
mod tool;
mod top;
mod workload;

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::cargo;
use report::{Cost, StartUp};
use tool::Tool;
use workload::Workload;

/// Measures what tracing costs, beside strace, perf, bpftrace and syscount where they are installed.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(subcommand)]
    part: Option<Part>,
    /// A short run: two rounds of few calls.
    #[arg(long)]
    quick: bool,
    /// Rounds (default 5).
    #[arg(long)]
    rounds: Option<usize>,
    /// Only tools whose name contains this. The untraced run is always made.
    #[arg(long, value_name = "TEXT")]
    tool: Option<String>,
    /// Update the tables in docs/performance.md.
    #[arg(long)]
    write: bool,
}

/// Something else to measure.
#[derive(clap::Subcommand, Debug)]
enum Part {
    /// How the live view does under load: keys, CPU, memory, totals; and what it takes while nothing happens.
    Top(top::Args),
}

/// Left before each start that is timed. Who uses a tracepoint again right after its last user has left waits for an RCU
/// grace period (tracepoint_add_func, kernel/tracepoint.c); who starts tracer once does not.
const PAUSE: Duration = Duration::from_millis(100);

/// The programs that are measured or measure, built with optimisation.
struct Programs {
    tracer: PathBuf,
    fixture: PathBuf,
}

/// `cargo xtask bench`.
pub(crate) fn run(args: &Args) -> Result<()> {
    let built = cargo::build(&["build", "--release", "-p", "tracer", "-p", "tracer-fixtures"])?;
    let programs = Programs { tracer: built.program("tracer")?, fixture: built.program("fixture")? };
    if let Some(Part::Top(args)) = &args.part {
        return top::run(args, &programs);
    }
    let rounds = args.rounds.unwrap_or(if args.quick { 2 } else { 5 });
    if rounds == 0 {
        bail!("no rounds, no figures");
    }
    let wanted = |tool: &&Tool| args.tool.as_ref().is_none_or(|text| tool.name.contains(text.as_str()));
    let (tools, missing): (Vec<&Tool>, Vec<&Tool>) =
        tool::TOOLS.iter().filter(wanted).partition(|tool| tool.is_installed());
    for tool in &missing {
        println!("left out: {} ({} is not installed)", tool.name, tool.program);
    }
    let scale = if args.quick { 10 } else { 1 };
    let mut costs = Vec::new();
    for workload in workload::ALL {
        costs.extend(measure(workload, &tools, &programs, rounds, scale)?);
    }
    let starts = start_up(&programs, if args.quick { 10 } else { 40 })?;
    let text = report::text(&report::machine(&programs.tracer), &costs, &starts, &missing);
    println!("\n{text}");
    if args.write {
        report::write(&cargo::root().join("docs/performance.md"), &text)?;
    }
    Ok(())
}

/// All tools on one workload.
fn measure(
    workload: &'static Workload,
    tools: &[&'static Tool],
    programs: &Programs,
    rounds: usize,
    scale: u64,
) -> Result<Vec<Cost>> {
    let mut costs: Vec<Cost> = std::iter::once("untraced")
        .chain(tools.iter().map(|tool| tool.name))
        .map(|tool| Cost { workload: workload.name, unit: workload.unit, tool, ns: vec![], ratios: vec![] })
        .collect();
    for round in 1..=rounds {
        println!("{}: round {round} of {rounds}", workload.name);
        let n = workload.n / scale;
        let untraced = workload.run(&workload.command(&programs.fixture, n), n)?;
        costs[0].add(untraced, untraced);
        for (tool, cost) in tools.iter().zip(&mut costs[1..]) {
            let n = (n / tool.slowness).max(workload.least);
            let ns = tool
                .measure(workload, programs, n)
                .with_context(|| format!("{} with {}", workload.name, tool.name));
            match ns {
                Ok(ns) => cost.add(ns, untraced),
                Err(error) => println!("  {error:#}"),
            }
        }
    }
    costs.retain(|cost| !cost.ns.is_empty());
    Ok(costs)
}

/// What it takes to start: `true`, alone and traced, in turns.
fn start_up(programs: &Programs, runs: usize) -> Result<Vec<StartUp>> {
    let tracer = programs.tracer.to_string_lossy().into_owned();
    let mut commands = vec![
        ("true", vec!["true".to_owned()]),
        ("tracer -c true", [&tracer, "-c", "-o", "/dev/null", "true"].map(str::to_owned).to_vec()),
    ];
    if cargo::which("strace").is_some() {
        commands.push((
            "strace -c true",
            ["strace", "-c", "-o", "/dev/null", "true"].map(str::to_owned).to_vec(),
        ));
    }
    let mut starts: Vec<_> = commands.iter().map(|(name, _)| StartUp { name, ms: vec![] }).collect();
    println!("starting up: {runs} rounds, {} s between runs", PAUSE.as_secs_f64());
    for _ in 0..runs {
        for ((_, words), start) in commands.iter().zip(&mut starts) {
            let mut command = Command::new(&words[0]);
            cargo::forget_cargo(&mut command);
            command.args(&words[1..]).stdout(Stdio::null()).stderr(Stdio::null());
            thread::sleep(PAUSE);
            let begin = Instant::now();
            let status = command.status().with_context(|| format!("{} cannot be run", words[0]))?;
            let ms = begin.elapsed().as_secs_f64() * 1e3;
            if status.success() {
                start.ms.push(ms);
            }
        }
    }
    for start in starts.iter().filter(|it| it.ms.len() < runs) {
        println!("  {} failed in {} of {runs} runs", start.name, runs - start.ms.len());
    }
    Ok(starts)
}
