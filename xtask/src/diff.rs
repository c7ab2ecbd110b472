//! `diff`: runs commands once each, seen by strace and by tracer at the same time with the same options, and compares what
//! both print, line by line and thread by thread.
//!
//! tracer traces strace, which traces the command: so the two see one execution, and addresses, pids, times in memory and
//! results are equal. Only how lines of different threads interleave is chance, and strace's own calls are left out.

mod allowed;
mod commands;
pub(crate) mod compare;
mod lines;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::cargo;
use compare::{Comparison, compare};

/// The option sets that every command is compared with.
const OPTIONS: [&str; 5] = ["-v -s 200", "", "-y", "-X verbose", "-xx"];

/// How many of a command's lines must be equal, in percent.
const ENOUGH: f64 = 99.0;

#[derive(clap::Args)]
#[command(
    after_help = "Without arguments, all commands of the list are compared with all option sets. With them: \
    strace's options, then --, then a command: cargo xtask diff -- -v -s 200 -- ls -l /"
)]
pub(crate) struct Args {
    /// Only commands whose name contains this
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Only this option set, as one word: "-v -s 200"
    #[arg(long, value_name = "OPTIONS", allow_hyphen_values = true)]
    options: Option<String>,
    /// How many different lines are shown of each command
    #[arg(long, value_name = "N", default_value_t = 10)]
    show: usize,
    /// Also show differences that are allowed
    #[arg(long)]
    all: bool,
    /// Keep both logs in this directory
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// Take this tracer instead of building one
    #[arg(long, value_name = "PROGRAM")]
    tracer: Option<PathBuf>,
    /// [OPTIONS...] -- COMMAND [ARGS...]
    #[arg(last = true, allow_hyphen_values = true, value_name = "ARGS")]
    args: Vec<OsString>,
}

/// `cargo xtask diff`.
pub(crate) fn run(args: &Args) -> Result<()> {
    if !cargo::has("strace") {
        bail!("strace is not installed: sudo apt-get install strace");
    }
    let tracer = match &args.tracer {
        Some(path) => path.canonicalize().with_context(|| path.display().to_string())?,
        None => cargo::build(&["build", "-p", "tracer", "-p", "tracer-fixtures"])?.program("tracer")?,
    };
    if !args.args.is_empty() {
        let at = args.args.iter().position(|word| word == "--");
        let (options, command) = match at {
            Some(at) => (&args.args[..at], &args.args[at + 1..]),
            None => (&args.args[..0], &args.args[..]),
        };
        let seen = Seen::new(&tracer, options, command, Path::new("."), args.keep.as_deref())?;
        let comparison = compare(&seen.strace, &seen.tracer);
        comparison.show(args.show, args.all);
        println!("{}", comparison.summary());
        return Ok(());
    }
    all(args, &tracer)
}

/// Every command of the list with every option set, and a table.
fn all(args: &Args, tracer: &Path) -> Result<()> {
    let mut rows = Vec::new();
    for command in
        commands::ALL.iter().filter(|it| args.only.as_ref().is_none_or(|text| it.name.contains(text)))
    {
        let dir = std::env::temp_dir().join(format!("tracer-diff-{}", std::process::id()));
        let fixture = tracer.with_file_name("fixture");
        if let Err(error) = commands::prepare(command, &dir, &fixture) {
            println!("{}: left out: {error:#}", command.name);
            continue;
        }
        for options in OPTIONS {
            if args.options.as_ref().is_some_and(|only| only != options) {
                continue;
            }
            let words: Vec<OsString> = options.split_whitespace().map(OsString::from).collect();
            let shell = ["sh", "-c", command.script].map(OsString::from);
            let seen = Seen::new(tracer, &words, &shell, &dir, args.keep.as_deref())
                .with_context(|| format!("{} with {options:?}", command.name))?;
            let comparison = compare(&seen.strace, &seen.tracer);
            if args.show > 0 {
                comparison.show(args.show, args.all);
            }
            println!("{:<12} {:<10} {}", command.name, options, comparison.summary());
            rows.push((command.name, options, comparison));
        }
        commands::clean_up(command, &dir);
    }
    report(&rows)
}

fn report(rows: &[(&str, &str, Comparison)]) -> Result<()> {
    println!("\n| command | options | lines | equal | allowed | different | equal or allowed |");
    println!("|---|---|--:|--:|--:|--:|--:|");
    for (name, options, it) in rows {
        let (lines, equal, allowed) = (it.lines, it.equal, it.allowed());
        let different = it.different();
        println!(
            "| {name} | `{options}` | {lines} | {equal} | {allowed} | {different} | {:.2} % |",
            it.percent()
        );
    }
    let mut reasons: Vec<(&str, usize)> = Vec::new();
    for (_, _, it) in rows {
        for (reason, count) in it.reasons() {
            match reasons.iter_mut().find(|known| known.0 == reason) {
                Some(known) => known.1 += count,
                None => reasons.push((reason, count)),
            }
        }
    }
    println!("\nallowed differences:");
    for (reason, count) in reasons {
        println!("{count:>8}  {reason}");
    }
    let short: Vec<_> = rows.iter().filter(|(_, _, it)| it.percent() < ENOUGH).collect();
    if !short.is_empty() {
        bail!("{} of {} comparisons are below {ENOUGH} %", short.len(), rows.len());
    }
    Ok(())
}

/// What both have written.
struct Seen {
    strace: String,
    tracer: String,
}

impl Seen {
    fn new(
        tracer: &Path,
        options: &[OsString],
        command: &[OsString],
        dir: &Path,
        keep: Option<&Path>,
    ) -> Result<Self> {
        let logs = match keep {
            Some(dir) => dir.to_owned(),
            None => std::env::temp_dir().join(format!("tracer-diff-logs-{}", std::process::id())),
        };
        fs::create_dir_all(&logs)?;
        let logs = logs.canonicalize()?;
        let (strace_log, tracer_log) = (logs.join("strace.log"), logs.join("tracer.log"));
        let mut both = Command::new(tracer);
        cargo::forget_cargo(&mut both);
        both.current_dir(dir);
        both.args(["-f", "--on-full=hold", "-o"]).arg(&tracer_log).args(options);
        both.args(["strace", "-f", "-o"]).arg(&strace_log).args(options).args(command);
        let status = both.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.context("cannot start tracer")?;
        let read = |path: &Path| -> Result<String> {
            let bytes = fs::read(path).with_context(|| path.display().to_string())?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        };
        let seen = Self { strace: read(&strace_log)?, tracer: read(&tracer_log)? };
        if keep.is_none() {
            let _ = fs::remove_dir_all(&logs);
        }
        Ok(seen)
    }
}
