//! `tracer report`: gathers a recording, or a run that is recorded for it, and shows what it tells; or hands its events to
//! an export.

use std::fs::{OpenOptions, Permissions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use tempfile::TempDir;
use tracer_common::abi::Abi;

use super::counting::recorded_loss;
use super::diff;
use super::ending_code;
use super::progress::Progress;
use super::reading::{Told, open, read, tell_missing};
use super::session;
use crate::call::Pairing;
use crate::cli::{OutputTarget, Reported, Shown, Source};
use crate::report::Report;
use crate::report::compare::Comparison;
use crate::report::export::ExportFormat;
use crate::report::gather::Gather;
use crate::report::sample::Sample;
use crate::sink::output::Output;

/// Reports.
pub fn report(asked: &Reported) -> Result<ExitCode> {
    match &asked.source {
        Source::Files(files) => show(asked, files, io::stdout()),
        Source::Run(options) => {
            // In a folder that nobody else can enter.
            let dir = TempDir::with_prefix("tracer-").context("cannot make a temporary folder")?;
            let file = dir.path().join("recording");
            let mut options = options.clone();
            if let Some(recording) = &mut options.recording {
                recording.path.clone_from(&file);
            }
            let ending = session::trace(&options)?;
            // What the command prints is on stdout.
            let judged = show(asked, &[file], io::stderr())?;
            drop(dir);
            Ok(if judged == ExitCode::SUCCESS { ending_code(ending) } else { judged })
        }
    }
}

/// Shows recordings where it is wanted.
fn show(asked: &Reported, files: &[PathBuf], otherwise: impl Write) -> Result<ExitCode> {
    match &asked.output {
        Some(OutputTarget::File { path, .. }) => write(asked, files, &mut BufWriter::new(private(path)?)),
        Some(OutputTarget::Command(command)) => {
            let mut out = Output::command(command)?;
            let judged = write(asked, files, &mut out)?;
            out.finish()?;
            Ok(judged)
        }
        None => write(asked, files, &mut BufWriter::new(otherwise)),
    }
}

/// Writes it, and tells whether it keeps its budgets.
fn write(asked: &Reported, files: &[PathBuf], out: &mut dyn Write) -> Result<ExitCode> {
    let mut samples = Vec::new();
    match asked.format {
        Shown::Report(format) => {
            for file in files {
                let report = gather(&asked.program, file)?;
                report.write(format, out)?;
                samples.push(Sample::of(&report.gather));
            }
        }
        Shown::Export(format) => {
            export(&asked.program, files, format, out, asked.output.is_some())?;
            if !asked.budgets.is_empty() {
                for file in files {
                    samples.push(Sample::of(&gather(&asked.program, file)?.gather));
                }
            }
        }
    }
    out.flush()?;
    diff::judge(&asked.program, &Comparison::new(Vec::new(), samples), &asked.budgets)
}

/// Reads a recording into a report.
pub fn gather(program: &str, file: &Path) -> Result<Report> {
    let mut source = open(file)?;
    let mut gather = Gather::default();
    // Nothing is written before all is read.
    let progress = Progress::new(source.bytes(), true);
    let learnt = read(&mut source, Pairing::new(), progress, |told| {
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

/// Hands recordings to an export. `elsewhere`: does it go to a file or a command?
fn export(
    program: &str,
    files: &[PathBuf],
    format: ExportFormat,
    out: &mut dyn Write,
    elsewhere: bool,
) -> Result<()> {
    let mut export = format.start(out);
    for file in files {
        let mut source = open(file)?;
        export.begin(source.start())?;
        let progress = Progress::new(source.bytes(), elsewhere);
        let learnt = read(&mut source, Pairing::new(), progress, |told| {
            match told {
                Told::Event(event) => export.event(event)?,
                Told::Tasks(tasks) => export.introduce(tasks)?,
                Told::Record(_) | Told::Clock(_) => {}
            }
            Ok(())
        })?;
        for row in &learnt.counts.rows {
            if let Some(abi) = Abi::from_u8(row.abi as u8) {
                export.counted(abi, row.nr, row.calls)?;
            }
        }
        tell_missing(program, file, &learnt)?;
    }
    for note in export.finish()? {
        writeln!(io::stderr(), "{program}: {note}")?;
    }
    Ok(())
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
