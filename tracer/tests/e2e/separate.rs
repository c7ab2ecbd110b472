//! A file for each thread: `-ff -o`.

use std::collections::BTreeMap;
use std::path::Path;

use crate::need_root;
use crate::run::{fixture, run, tracer};

/// The files of a directory by their names, without what is not the same in two runs.
fn files(dir: &Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(dir).expect("it is there");
    entries
        .map(|entry| {
            let entry = entry.expect("it is there");
            let text = std::fs::read_to_string(entry.path()).expect("it is text");
            (entry.file_name().to_string_lossy().into_owned(), text)
        })
        .collect()
}

#[test]
fn each_thread_has_its_own_file() {
    need_root!();
    let dir = tempfile::tempdir().expect("a directory");
    let name = dir.path().join("log");
    let finished = run(tracer().args(["-ff", "-o"]).arg(&name).args(["--", &fixture(), "exec-thread"]));
    assert!(finished.status.success(), "{}", finished.stderr);
    let files = files(dir.path());
    assert_eq!(files.len(), 4, "{files:?}");
    let with = |text: &str| files.iter().filter(|(_, lines)| lines.contains(text)).collect::<Vec<_>>();
    let [(leader, lines)] = with("+++ superseded by execve in pid")[..] else { panic!("{files:?}") };
    let [(former, ended)] = with("<pid changed to")[..] else { panic!("{files:?}") };
    let tid = |name: &str| name.strip_prefix("log.").expect("its name begins so").to_owned();
    assert!(
        lines.contains(&format!("superseded by execve in pid {} +++\n<... execve resumed>)", tid(former)))
    );
    assert!(ended.ends_with(&format!(" <pid changed to {} ...>\n", tid(leader))), "{ended}");
    assert_eq!(with("+++ exited with 0 +++").len(), 3);
    assert!(files.values().all(|lines| !lines.contains("unfinished")), "{files:?}");
}

#[test]
fn files_are_appended_to_or_emptied() {
    need_root!();
    let dir = tempfile::tempdir().expect("a directory");
    let name = dir.path().join("log");
    let finished = run(tracer().args(["--output-separately", "-o"]).arg(&name).args(["--", "true"]));
    assert!(finished.status.success(), "{}", finished.stderr);
    assert_eq!(files(dir.path()).len(), 1);
}

#[test]
fn what_cannot_be_separated_is_refused() {
    for (args, message) in [
        (["-ff", "-o", "|cat"], "piping the output and -ff/--output-separately are mutually exclusive"),
        (["-ff", "--json", "-ofile"], "--json and -ff/--output-separately are mutually exclusive"),
    ] {
        let finished = run(tracer().args(args).args(["--", "true"]));
        assert_eq!(finished.status.code(), Some(1));
        assert!(finished.stderr.contains(message), "{}", finished.stderr);
    }
    need_root!();
    let finished = run(tracer().args(["-ff", "-o", "/no/such/dir/log", "--", "true"]));
    assert_eq!(finished.status.code(), Some(1));
    assert!(finished.stderr.starts_with("tracer: Can't fopen '/no/such/dir/log."), "{}", finished.stderr);
}
