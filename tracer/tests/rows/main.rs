//! Golden cases of the rows: calls with the memory that was captured with them, and the line that strace printed for the very same
//! execution. Replaying them needs no privilege.
//!
//! `UPDATE_GOLDEN=1 cargo test -p tracer --test rows`, as root and with strace, runs the fixtures under both and adds what is new.

#![allow(clippy::print_stdout, reason = "tests talk to whoever runs them")]

mod case;
mod harvest;

use std::path::{Path, PathBuf};

use case::Case;
use tracer::decode::table::FAMILIES;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/rows")
}

/// The cases of a family.
fn committed(family: &str) -> Vec<Case> {
    let text = std::fs::read_to_string(folder().join(format!("{family}.txt"))).unwrap_or_default();
    case::parse(&text).unwrap_or_else(|error| panic!("{family}.txt: {error}"))
}

#[test]
fn cases_read_as_strace_printed_them() {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        harvest::add(&folder());
    }
    let mut wrong = Vec::new();
    for (family, _) in FAMILIES {
        for case in committed(family) {
            let line = case.replay();
            if line != case.line {
                wrong.push(format!("{family}:\n  strace {}\n  tracer {line}", case.line));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases differ:\n{}", wrong.len(), wrong.join("\n"));
}
