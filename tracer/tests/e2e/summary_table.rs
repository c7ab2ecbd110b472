//! Reads the table of `-c -U name,calls,errors`, tracer's or strace's: one format is all that is needed.

use std::collections::BTreeMap;

/// The columns to ask for: the one that may be blank is last.
pub(crate) const COLUMNS: &str = "name,calls,errors";

/// Calls and errors by syscall. Names of another ABI's table begin with its header's "32 bit " or so.
pub(crate) type Counts = BTreeMap<String, (u64, u64)>;

/// The counts in `text`, and nothing of what else is in it.
pub(crate) fn parse(text: &str) -> Counts {
    let mut counts = Counts::new();
    let mut mode = String::new();
    for line in text.lines() {
        if let Some(rest) = line.split("System call usage summary for ").nth(1) {
            let bits = rest.trim_end_matches(':').trim_end_matches(" mode");
            mode = if bits == "64 bit" { String::new() } else { format!("{bits} ") };
        }
        let words: Vec<_> = line.split_whitespace().collect();
        let number = |word: &&str| word.parse().ok();
        let (name, calls, errors) = match words[..] {
            [name, calls] => (name, number(&calls), Some(0)),
            [name, calls, errors] => (name, number(&calls), number(&errors)),
            _ => continue,
        };
        if let (Some(calls), Some(errors), true) = (calls, errors, name != "total") {
            counts.insert(format!("{mode}{name}"), (calls, errors));
        }
    }
    counts
}

/// How many calls a line below the table says to be counted but not shown.
pub(crate) fn not_shown(text: &str) -> u64 {
    let line = text.lines().find(|line| line.contains("counted but not shown")).unwrap_or_default();
    line.split_whitespace().find_map(|word| word.parse().ok()).unwrap_or(0)
}

#[test]
fn tables_of_two_abis_are_read() {
    let text = "hello\nsyscall  calls  errors\n---- ---- ----\nread   10   \nopenat 4 1\n---- --- ---\ntotal 14 1\n\
                System call usage summary for 32 bit mode:\nsyscall calls errors\nclose 1 1\ntotal 1 1\n";
    let counts = parse(text);
    assert_eq!(counts["read"], (10, 0));
    assert_eq!(counts["openat"], (4, 1));
    assert_eq!(counts["32 bit close"], (1, 1));
    assert_eq!(counts.len(), 3);
    assert_eq!(not_shown("total 3\n12 calls counted but not shown as lines"), 12);
}
