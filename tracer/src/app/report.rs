//! `tracer report`: gathers a recording, or a run that is recorded for it, and shows what it tells.

use std::fs::{OpenOptions, Permissions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use tempfile::TempDir;

use super::counting::recorded_loss;
use super::diff;
use super::ending_code;
use super::reading::{Told, open, read, tell_missing};
use super::session;
use crate::call::Pairing;
use crate::cli::{OutputTarget, Reported, Source};
use crate::report::Report;
use crate::report::compare::Comparison;
use crate::report::gather::Gather;
use crate::report::sample::Sample;
use crate::sink::output::Output;

/// Reports.
pub fn report(asked: &Reported) -> Result<ExitCode> {
    match &asked.source {
        Source::File(file) => {
            let report = gather(&asked.program, file)?;
            show(asked, &report, false)?;
            judge(asked, &report)
        }
        Source::Run(options) => {
            // In a folder that nobody else can enter.
            let dir = TempDir::with_prefix("tracer-").context("cannot make a temporary folder")?;
            let file = dir.path().join("recording");
            let mut options = options.clone();
            if let Some(recording) = &mut options.recording {
                recording.path.clone_from(&file);
            }
            let ending = session::trace(&options)?;
            let report = gather(&asked.program, &file)?;
            show(asked, &report, true)?;
            drop(dir);
            let judged = judge(asked, &report)?;
            Ok(if judged == ExitCode::SUCCESS { ending_code(ending) } else { judged })
        }
    }
}

fn judge(asked: &Reported, report: &Report) -> Result<ExitCode> {
    let comparison = Comparison::new(Vec::new(), vec![Sample::of(&report.gather)]);
    diff::judge(&asked.program, &comparison, &asked.budgets)
}

/// Reads a recording into a report.
pub fn gather(program: &str, file: &Path) -> Result<Report> {
    let mut source = open(file)?;
    let mut gather = Gather::default();
    let learnt = read(&mut source, Pairing::new(), |told| {
        match told {
            Told::Event(event) => gather.event(event),
            Told::Tasks(tasks) => gather.introduce(tasks),
            Told::Record(_) | Told::Clock(_) => {}
        }
        Ok(())
    })?;
    for row in &learnt.counts.rows {
        gather.add_counted(row.abi, row.nr, row.tgid, &row.aggregate());
    }
    tell_missing(program, file, &learnt)?;
    let (loss, elapsed) = (recorded_loss(&learnt.counts), learnt.elapsed());
    Ok(Report::new(source.start().clone(), gather, elapsed, loss, learnt.missing))
}

/// Writes the report where it is wanted: of a command, whose output is on stdout, to stderr.
fn show(asked: &Reported, report: &Report, has_run: bool) -> Result<()> {
    let mut out: Box<dyn Write> = match &asked.output {
        Some(OutputTarget::File { path, .. }) => Box::new(private(path)?),
        Some(OutputTarget::Command(command)) => {
            let mut out = Output::command(command)?;
            report.write(asked.format, &mut out)?;
            return Ok(out.finish()?);
        }
        None if has_run => Box::new(io::stderr()),
        None => Box::new(io::stdout()),
    };
    let mut out = BufWriter::new(&mut out);
    report.write(asked.format, &mut out)?;
    Ok(out.flush()?)
}

/// A file for its owner alone: reports hold paths and data.
pub fn private(path: &Path) -> Result<std::fs::File> {
    let mut options = OpenOptions::new();
    let file = options.create(true).write(true).truncate(true).mode(0o600).open(path).and_then(|file| {
        if file.metadata()?.is_file() {
            file.set_permissions(Permissions::from_mode(0o600))?;
        }
        Ok(file)
    });
    file.with_context(|| format!("cannot write '{}'", path.display()))
}
