//! `tidy`: the rules of the code that no compiler checks, read from the files themselves.
//!
//! | file | rules |
//! |---|---|
//! | [`floors`] | modules of tracer import from lower floors |
//! | [`file`] | length, module docs, names, marks of unfinished work, where unsafe may be |
//! | [`lock`] | every dependency comes from the registry |
//!
//! What rustfmt and clippy can see is left to them.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::cargo;

mod file;
mod floors;
mod lexer;
mod lock;

/// The members of the workspace.
const MEMBERS: [&str; 5] = ["tracer", "tracer-common", "tracer-ebpf", "ebpf-build", "xtask"];

#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args) -> Result<()> {
    check()?;
    println!("tidy");
    Ok(())
}

/// A place where a rule is broken.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    path: PathBuf,
    /// 0: the file as a whole.
    line: usize,
    what: String,
}

impl Finding {
    fn new(path: &Path, line: usize, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, what: what.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path.display(), self.what),
            line => write!(f, "{}:{line}: {}", self.path.display(), self.what),
        }
    }
}

/// A Rust file, with a path from the root of the workspace.
struct Source {
    path: PathBuf,
    text: String,
}

/// Checks the whole workspace.
pub(crate) fn check() -> Result<()> {
    let root = cargo::root();
    let mut sources = Vec::new();
    for member in MEMBERS {
        collect(root, &root.join(member), &mut sources)?;
    }
    let lock = fs::read_to_string(root.join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let mut findings = lock::check(&lock);
    findings.extend(sources.iter().flat_map(file::check));
    findings.extend(floors::check(&sources));
    findings.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    for finding in &findings {
        eprintln!("{finding}");
    }
    match findings.len() {
        0 => Ok(()),
        1 => bail!("1 rule is broken"),
        count => bail!("rules are broken in {count} places"),
    }
}

fn collect(root: &Path, directory: &Path, sources: &mut Vec<Source>) -> Result<()> {
    let entries = fs::read_dir(directory).with_context(|| format!("cannot read {}", directory.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            if path.file_name().is_none_or(|it| it != "target") {
                collect(root, &path, sources)?;
            }
        } else if path.extension().is_some_and(|it| it == "rs") {
            let text =
                fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            sources.push(Source { path: path.strip_prefix(root)?.to_owned(), text });
        }
    }
    Ok(())
}
