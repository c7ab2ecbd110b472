//! `tracer diff`: compares runs that were recorded, or runs a command and compares it with those.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;

use super::report::{gather, private};
use super::session::{self, Ending};
use crate::cli::{After, Compared, Options, OutputTarget};
use crate::recording::format::MAGIC;
use crate::report::budget::Budget;
use crate::report::compare::Comparison;
use crate::report::sample::Sample;
use crate::sink::output::Output;

/// The exit status when a budget is broken.
const BROKEN: u8 = 3;

/// Compares.
pub fn diff(asked: &Compared) -> Result<ExitCode> {
    let before = samples(&asked.program, &asked.before)?;
    let after = match &asked.after {
        After::Files(path) => samples(&asked.program, path)?,
        After::Runs(options, runs) => run(&asked.program, options, *runs)?,
    };
    let comparison = Comparison::new(before, after);
    let mut out: Box<dyn Write> = match &asked.output {
        Some(OutputTarget::File { path, .. }) => Box::new(private(path)?),
        Some(OutputTarget::Command(command)) => {
            let mut out = Output::command(command)?;
            comparison.write(asked.format, &mut out)?;
            out.finish()?;
            return judge(&asked.program, &comparison, &asked.budgets);
        }
        None if matches!(asked.after, After::Runs(..)) => Box::new(io::stderr()),
        None => Box::new(io::stdout()),
    };
    let mut out = BufWriter::new(&mut out);
    comparison.write(asked.format, &mut out)?;
    out.flush()?;
    judge(&asked.program, &comparison, &asked.budgets)
}

/// Tells which budgets are broken.
pub fn judge(program: &str, comparison: &Comparison, budgets: &[Budget]) -> Result<ExitCode> {
    let broken: Vec<_> = budgets.iter().filter_map(|budget| budget.broken_by(comparison)).collect();
    for it in &broken {
        writeln!(io::stderr(), "{program}: budget broken: {it}")?;
    }
    Ok(if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(BROKEN) })
}

/// The runs in a file, or in the files of a folder.
fn samples(program: &str, path: &Path) -> Result<Vec<Sample>> {
    let shown = || format!("'{}'", path.display());
    if !path.is_dir() {
        return Ok(vec![sample(program, path)?]);
    }
    let mut files: Vec<PathBuf> = fs::read_dir(path)
        .with_context(shown)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<_>>()
        .with_context(shown)?;
    files.sort();
    // A flight recorder's older part belongs to the newer one.
    files.retain(|file| file.is_file() && file.extension().is_none_or(|it| it != "old"));
    if files.is_empty() {
        bail!("{}: there is no file in it", shown());
    }
    files.iter().map(|file| sample(program, file)).collect()
}

/// A recording or a summary.
fn sample(program: &str, path: &Path) -> Result<Sample> {
    let shown = || format!("'{}'", path.display());
    let mut head = [0; MAGIC.len()];
    let read = File::open(path).and_then(|mut file| file.read(&mut head)).with_context(shown)?;
    if head[..read] == MAGIC {
        return Ok(Sample::of(&gather(program, path)?.gather));
    }
    let text = fs::read(path).with_context(shown)?;
    let summary = serde_json::from_slice(&text).ok().and_then(|json| Sample::of_summary(&json));
    summary.with_context(|| format!("{} is neither a recording nor a table in JSON", shown()))
}

/// Runs a command several times. One that fails is a result too, but one that a signal ends is not repeated.
fn run(program: &str, options: &Options, runs: u32) -> Result<Vec<Sample>> {
    let dir = TempDir::with_prefix("tracer-").context("cannot make a temporary folder")?;
    let mut samples = Vec::new();
    for _ in 0..runs {
        let file = dir.path().join("recording");
        let mut options = options.clone();
        if let Some(recording) = &mut options.recording {
            recording.path.clone_from(&file);
        }
        if let Ending::Interrupted(signal) = session::trace(&options)? {
            bail!("interrupted by {signal} in run {} of {runs}", samples.len() + 1);
        }
        samples.push(sample(program, &file)?);
    }
    Ok(samples)
}
