//! The modules of tracer stand on floors, by the table in its lib.rs, and never import from above.
//!
//! Modules of one floor may know each other, but one way only.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::lexer::{is_word, part};
use super::{Finding, Source};

const LIB: &str = "tracer/src/lib.rs";

/// Checks the modules of tracer.
pub(super) fn check(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(lib) = sources.iter().find(|it| it.path == Path::new(LIB)) else {
        return vec![Finding::new(Path::new(LIB), 0, "is not there")];
    };
    let floors = table(&lib.text);
    let mut sideways: BTreeMap<(String, String), (&Path, usize)> = BTreeMap::new();
    let mut homeless = BTreeSet::new();
    for source in sources {
        let Some(module) = module(&source.path) else { continue };
        let Some(floor) = floors.get(module) else {
            if homeless.insert(module) {
                findings.push(Finding::new(&source.path, 0, format!("{LIB} gives {module} no floor")));
            }
            continue;
        };
        for (line, import) in imports(&part(&source.text).code) {
            match floors.get(import.as_str()) {
                Some(other) if other > floor => findings.push(Finding::new(
                    &source.path,
                    line,
                    format!("{module} (floor {floor}) imports from {import} (floor {other})"),
                )),
                Some(other) if other == floor && import != module => {
                    sideways.entry((module.to_owned(), import)).or_insert((&source.path, line));
                }
                _ => {}
            }
        }
    }
    for ((module, import), (path, line)) in &sideways {
        if module < import && sideways.contains_key(&(import.clone(), module.clone())) {
            let what = format!("{module} and {import} stand on one floor and import from each other");
            findings.push(Finding::new(path, *line, what));
        }
    }
    findings
}

/// The floor of each module: rows of the form ``| 3 | [`source`] | ... |``.
fn table(lib: &str) -> BTreeMap<&str, u32> {
    let rows = lib.lines().filter_map(|it| {
        let mut cells = it.strip_prefix("//! |")?.split('|').map(str::trim);
        let floor = cells.next()?.parse().ok()?;
        Some((cells.next()?.trim_matches(['[', ']', '`']), floor))
    });
    rows.collect()
}

/// The module that a file of tracer belongs to.
fn module(path: &Path) -> Option<&str> {
    let inside = path.strip_prefix("tracer/src").ok()?;
    let first = Path::new(inside.iter().next()?).file_stem()?.to_str()?;
    (first != "lib" && first != "main").then_some(first)
}

/// Each module that a text names by a path from the crate's root, with its line.
fn imports(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate") {
        let before = code[..at].chars().next_back();
        // `$crate` in a macro is the crate's root as well; `x::crate` and `my_crate` are not.
        if before.is_some_and(|it| is_word(it) || it == ':') {
            continue;
        }
        let Some(path) = code[at + "crate".len()..].trim_start().strip_prefix("::") else { continue };
        let line = code[..at].matches('\n').count() + 1;
        match path.trim_start().strip_prefix('{') {
            Some(group) => found.extend(heads(group).into_iter().map(|it| (line, it))),
            None => found.extend(head(path).map(|it| (line, it))),
        }
    }
    found
}

fn head(path: &str) -> Option<String> {
    let word: String = path.trim_start().chars().take_while(|it| is_word(*it)).collect();
    (!word.is_empty()).then_some(word)
}

/// The first words of the items of a `{a::b, c::{d, e}}`, whose opening brace is gone.
fn heads(group: &str) -> Vec<String> {
    let mut heads: Vec<_> = head(group).into_iter().collect();
    let mut depth = 1;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => heads.extend(head(&group[at + 1..])),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "//! | floor | module | what |\n//! |---|---|---|\n//! | 1 | [`call`] | x |\n\
                         //! | 4 | [`filter`] | x |\n//! | 4 | [`stats`] | x |\n//! | 6 | [`cli`] | x |\n";

    fn findings(files: &[(&str, &str)]) -> Vec<String> {
        let all = [(LIB, TABLE)].into_iter().chain(files.iter().copied());
        let sources: Vec<_> =
            all.map(|(path, text)| Source { path: path.into(), text: text.into() }).collect();
        check(&sources).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn imports_from_above_are_found_in_every_form() {
        for text in [
            "use crate::cli;",
            "use crate::cli::Options;",
            "use crate::{call::Event, cli::{A, B}};",
            "fn f() { crate::cli::f() }",
            "use crate::{\n    call,\n    cli,\n};",
            "macro_rules! m { () => { $crate::cli::f() } }",
        ] {
            let found = findings(&[("tracer/src/stats/x.rs", text)]);
            assert_eq!(
                found,
                ["tracer/src/stats/x.rs:1: stats (floor 4) imports from cli (floor 6)"],
                "{text}"
            );
        }
    }

    #[test]
    fn imports_from_below_and_from_oneself_pass() {
        let text = "use crate::call;\nuse crate::stats::Summary;\nuse crate::{call::{A, B}};\n\
                    // use crate::cli;\nconst A: &str = \"crate::cli\";\nuse my_crate::cli;\nuse crate::run;\n";
        assert_eq!(
            findings(&[("tracer/src/stats.rs", text), ("tracer/src/main.rs", "use crate::cli;")]),
            [""; 0]
        );
    }

    #[test]
    fn one_floor_may_be_crossed_one_way_only() {
        let one_way = ("tracer/src/stats/mod.rs", "use crate::filter;");
        assert_eq!(findings(&[one_way]), [""; 0]);
        let both = findings(&[one_way, ("tracer/src/filter/set.rs", "use crate::stats::Summary;")]);
        let what = "filter and stats stand on one floor and import from each other";
        assert_eq!(both, [format!("tracer/src/filter/set.rs:1: {what}")]);
    }

    #[test]
    fn a_module_without_a_floor_is_found_once() {
        let found = findings(&[("tracer/src/top/a.rs", ""), ("tracer/src/top/b.rs", "")]);
        assert_eq!(found, ["tracer/src/top/a.rs: tracer/src/lib.rs gives top no floor"]);
    }
}
