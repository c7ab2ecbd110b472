//! `install`: a release build with its man page and completions, laid below a prefix.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{cargo, setup};

/// What `tracer` prints, and where below the prefix it belongs.
const PAGES: [(&[&str], &str); 4] = [
    (&["man"], "share/man/man1/tracer.1"),
    (&["completions", "bash"], "share/bash-completion/completions/tracer"),
    (&["completions", "zsh"], "share/zsh/site-functions/_tracer"),
    (&["completions", "fish"], "share/fish/vendor_completions.d/tracer.fish"),
];

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The directory to install below
    #[arg(long, value_name = "DIR", default_value = "/usr/local")]
    prefix: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    setup::ensure(None)?;
    cargo::check(cargo::cargo().args(["build", "--release", "--package", "tracer"]))?;
    let program = cargo::target_dir().join("release/tracer");
    let content = fs::read(&program).with_context(|| format!("cannot read {}", program.display()))?;
    place(&args.prefix.join("bin/tracer"), &content, 0o755)?;
    for (arguments, path) in PAGES {
        let page = cargo::output(Command::new(&program).args(arguments));
        match page {
            Some(page) if !page.is_empty() => place(&args.prefix.join(path), &page, 0o644)?,
            _ => bail!("`tracer {}` prints nothing", arguments.join(" ")),
        }
    }
    Ok(())
}

/// Puts a file into its place, in one step: the one that is there may be running.
fn place(path: &Path, content: &[u8], mode: u32) -> Result<()> {
    if fs::read(path).is_ok_and(|it| it == content) {
        println!("{} is up to date", path.display());
        return Ok(());
    }
    let write = || {
        let directory = path.parent().unwrap_or(path);
        fs::create_dir_all(directory)?;
        let new = path.with_added_extension("new");
        fs::write(&new, content)?;
        fs::set_permissions(&new, fs::Permissions::from_mode(mode))?;
        fs::rename(&new, path)
    };
    write().with_context(|| format!("cannot install {}", path.display()))?;
    println!("{} installed", path.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_else_stays() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("bin/tracer");
        for content in [&b"one"[..], b"two", b"two"] {
            place(&path, content, 0o755).unwrap();
            assert_eq!(fs::read(&path).unwrap(), content);
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o755);
        }
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_prefix_that_cannot_be_written_is_an_error_with_the_path() {
        let error = place(Path::new("/proc/nowhere/tracer"), b"x", 0o644).unwrap_err();
        assert!(error.to_string().contains("/proc/nowhere/tracer"), "{error}");
    }
}
