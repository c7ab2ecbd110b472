//! The report that `w` writes: the table as it is now, in Markdown.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::cli::Options;
use crate::sink::summary::write_summary;
use crate::stats::{Format, Summary, TableOptions};
use crate::top::Facts;

/// As many reports may be in one directory.
const MOST: u32 = 999;

/// Writes it to a new file in the current directory.
pub fn report(summary: &Summary, options: &Options, facts: &Facts) -> Result<PathBuf> {
    let (path, mut file) = create()?;
    let table = options.table.clone().unwrap_or_default();
    let table = TableOptions { format: Format::Markdown, ..table };
    let state = facts.ended.as_deref().or(facts.playback.as_deref()).unwrap_or("running");
    let seconds = summary.elapsed / 1_000_000_000;
    let written = writeln!(file, "# {}\n\n{state}, {seconds} s\n", facts.target)
        .and_then(|()| write_summary(&mut file, summary, &table))
        .and_then(|()| file.flush());
    written.with_context(|| path.display().to_string())?;
    Ok(path)
}

/// What the view says of it.
pub fn said(written: Result<PathBuf>) -> String {
    match written {
        Ok(path) => format!("wrote {}", path.display()),
        Err(error) => format!("cannot write a report: {error:#}"),
    }
}

fn create() -> io::Result<(PathBuf, File)> {
    for n in 1..MOST {
        let path = PathBuf::from(format!("tracer-report-{n}.md"));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("there are too many reports here"))
}
