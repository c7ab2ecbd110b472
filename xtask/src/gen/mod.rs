//! `cargo xtask gen`: makes the tables of `tracer/src/arch`, the golden data of `tracer/src/filter`, and docs/syscalls.md.
//!
//! Names, arity and groups are what strace 6.1 prints, learnt by observing it. Numbers of aarch64 come from the
//! kernel's headers. Where this machine has no such source, the committed files are kept, and gen says so.

mod golden;
mod headers;
mod ioctls;
mod probe;
mod render;
mod table;
mod uapi;

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Why gen failed, for whoever runs it.
pub type Failure = Box<dyn std::error::Error>;

/// Makes the files, or with `check` compares them with what it would make and fails if they differ.
pub fn run(check: bool) -> Result<(), Failure> {
    let probe = match probe::Probe::new() {
        Ok(probe) => probe,
        Err(reason) => {
            say(&format!("all tables are kept as they are: {reason}"));
            return Ok(());
        }
    };
    let x86_64 = table::x86(&probe, 0)?;
    let i386 = table::x86(&probe, 1)?;
    let x32 = table::x86(&probe, 2)?;
    for (header, table) in
        [("asm/unistd_64.h", &x86_64), ("asm/unistd_32.h", &i386), ("asm/unistd_x32.h", &x32)]
    {
        table::check_against_headers(header, table)?;
    }
    table::check_against_tracefs(&x86_64)?;
    let mut files = vec![
        ("arch/bits.rs", render::groups()),
        ("arch/errnos.rs", render::errnos(&probe)?),
        ("arch/signals.rs", render::signals(&probe)?),
        ("arch/x86_64.rs", render::calls("x86_64", &x86_64)),
        ("arch/i386.rs", render::calls("i386", &i386)),
        ("arch/x32.rs", render::calls("x32", &x32)),
        ("decode/uapi/ioctls.rs", ioctls::names(&probe)?),
        ("decode/uapi/mod.rs", uapi::constants()?),
        ("filter/golden/trace.txt", golden::trace(&probe)?),
        ("filter/golden/expressions.txt", golden::expressions()?),
    ];
    match table::aarch64(&x86_64, &i386) {
        Ok(table) => files.push(("arch/aarch64.rs", render::calls("aarch64", &table))),
        Err(reason) => say(&format!("the table of aarch64 is kept as it is: {reason}")),
    }
    let mut stale = Vec::new();
    for (name, text) in files {
        let path = source().join(name);
        if std::fs::read_to_string(&path).is_ok_and(|committed| committed == text) {
            continue;
        }
        if check {
            stale.push(name);
        } else {
            std::fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
            std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))?;
            say(&format!("wrote {}", path.display()));
        }
    }
    if stale.is_empty() {
        if check { Ok(()) } else { documents() }
    } else {
        Err(format!("stale: {}; run cargo xtask gen", stale.join(", ")).into())
    }
}

/// What is made from the rows themselves, by the program that knows them: a test that says whether it is stale.
fn documents() -> Result<(), Failure> {
    let mut cargo = std::process::Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["test", "--quiet", "-p", "tracer", "--test", "coverage", "the_document_is_current"]);
    let output = cargo.env("UPDATE_GOLDEN", "1").output()?;
    if !output.status.success() {
        return Err(format!("docs/syscalls.md: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    say("docs/syscalls.md is made from the rows");
    Ok(())
}

/// Tells whoever runs gen. A closed pipe is no reason to stop.
fn say(text: &str) {
    let _ = writeln!(std::io::stdout(), "gen: {text}");
}

/// Where the sources of tracer are.
fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tracer/src")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_committed_files_are_current() {
        super::run(true).unwrap();
    }
}
