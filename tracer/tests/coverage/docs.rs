//! docs/syscalls.md, made from the rows: `UPDATE_GOLDEN=1` writes it, as `cargo xtask gen` does.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use tracer::arch;
use tracer::decode::desc::{Row, Ty};
use tracer::decode::{index, table};
use tracer_common::abi::Abi;

use crate::describe::{arguments, lists, result, visit};

const INTRODUCTION: &str = "# Syscalls

Made from the rows of `tracer/src/decode/table` by `cargo xtask gen`: do not edit. Each row says what the arguments of a syscall are; from it follow
what the kernel copies, the text, the JSON and this table. A type in bold is one whose target strace shows and tracer does not yet: it is shown as an
address. `Custom` stands for a value that has a decoder of its own.
";

/// Names of the arguments, by path, that are not decoded.
fn undecoded(row: &Row) -> usize {
    let mut count = 0;
    for arg in lists(row).flatten() {
        visit(&arg.ty, &mut |ty| count += usize::from(matches!(ty, Ty::Opaque)));
    }
    count
}

fn customs(row: &Row, all: &mut BTreeSet<&'static str>) {
    for arg in lists(row).flatten() {
        visit(&arg.ty, &mut |ty| {
            if let Ty::Custom(custom, _) = ty {
                all.insert(custom.name);
            }
        });
    }
}

/// What the tables hold, counted in the sources: sets of named numbers, structs, constants, names of requests.
fn held() -> [usize; 4] {
    let decode = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/decode");
    let mut held = [0; 4];
    for path in sources(&decode) {
        let text = std::fs::read_to_string(&path).expect("a source");
        let is_flags = path.starts_with(decode.join("flags"));
        for line in text.lines() {
            let name = line.strip_prefix("    ").unwrap_or_default();
            let end = name.find(|c: char| !c.is_ascii_uppercase() && !c.is_ascii_digit() && c != '_');
            let Some((name, rest)) = end.map(|end| name.split_at(end)) else { continue };
            let first = rest.strip_prefix(" = ").and_then(|rest| rest.chars().next());
            held[0] += usize::from(is_flags && !name.is_empty() && rest.starts_with(", \""));
            held[1] +=
                usize::from(!name.is_empty() && first.is_some_and(char::is_lowercase) && rest.contains(" {"));
        }
        let is_uapi = path.starts_with(decode.join("uapi"));
        held[2] += text.lines().filter(|line| is_uapi && line.starts_with("pub const ")).count();
        // Those of 32-bit programs stand behind them.
        let native = text.split("IOCTLS_I386").next().unwrap_or_default();
        held[3] += native.lines().filter(|line| is_uapi && line.starts_with("    (0x")).count();
    }
    held
}

/// The sources below a directory.
fn sources(dir: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir).expect("a directory").filter_map(|entry| Some(entry.ok()?.path()));
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

fn cell(text: &str) -> String {
    text.replace("Opaque", "**Opaque**").replace('|', "\\|")
}

fn document() -> String {
    let mut text = INTRODUCTION.to_owned();
    let calls = arch::syscalls(Abi::NATIVE);
    let (mut open, mut variants, mut all) = (0, 0, BTreeSet::new());
    for row in index::rows() {
        open += undecoded(row);
        customs(row, &mut all);
        variants += lists(row).count() - 1;
    }
    let missing: Vec<_> =
        calls.iter().filter(|it| index::row(Abi::NATIVE, it.nr).is_none()).map(|it| it.name).collect();
    let with = calls.len() - missing.len();
    let _ = writeln!(
        text,
        "\n{with} of {} syscalls have a row, with {variants} variants. Not decoded yet: {open} arguments and fields. Decoders of their own: {}.",
        calls.len(),
        all.len()
    );
    let [sets, structs, constants, requests] = held();
    let _ = writeln!(
        text,
        "\nThe tables hold {sets} sets of flags and of enumerated numbers, {constants} constants, {structs} structs, {variants} commands with arguments of their \
         own, and the names of {requests} requests of ioctl(2)."
    );
    if !missing.is_empty() {
        let _ = writeln!(text, "\nWithout a row, shown as numbers: {}.", missing.join(", "));
    }
    for (family, rows) in table::FAMILIES {
        let _ =
            writeln!(text, "\n## {family}\n\n| number | syscall | arguments | result |\n|--:|---|---|---|");
        for row in *rows {
            let number = calls.iter().find(|it| it.name == row.name).map(|it| it.nr).unwrap_or_default();
            let (args, ret) = (cell(&arguments(row.args)), result(&row.ret));
            let _ = writeln!(text, "| {number} | {} | {args} | {ret} |", row.name);
            let Some(of) = &row.variants else { continue };
            for variant in of.all() {
                let (args, ret) = (cell(&arguments(variant.args)), result(&variant.ret));
                let _ = writeln!(text, "| | … {} | {args} | {ret} |", variant.name);
            }
        }
    }
    text
}

#[test]
fn the_document_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/syscalls.md");
    let now = document();
    let mut all = BTreeSet::new();
    index::rows().for_each(|row| customs(row, &mut all));
    println!("{} decoders of their own: {}", all.len(), all.into_iter().collect::<Vec<_>>().join(", "));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &now).expect("written");
        return;
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == now, "docs/syscalls.md is stale: run cargo xtask gen");
}
