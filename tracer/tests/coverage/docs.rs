//! docs/syscalls.md, made from the rows: `UPDATE_GOLDEN=1` writes it, as `cargo xtask gen` does.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

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
