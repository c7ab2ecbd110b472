//! Recordings that earlier versions have made, read by this one, without privilege.
//!
//! `golden/recordings/*.rec` were written by a version of tracer and are never written again: a new format gets new files.
//! Beside each stand what its lines and its table look like now: UPDATE_GOLDEN=1 writes them, when decoding has changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const OPTIONS: [(&str, &[&str]); 3] = [
    ("decoded", &["-e", "trace=execve,openat"]),
    (
        "raw",
        &[
            "-e",
            "raw=all",
            "-tt",
            "-T",
            "-C",
            "--by",
            "thread",
            "-U",
            "calls,errors,wall-time,wait-time,p99,name",
        ],
    ),
    ("filtered", &["-e", "raw=all", "-e", "trace=%process,%file", "-Z", "-ttt", "-n", "-e", "signal=none"]),
];

fn recordings() -> Vec<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/recordings");
    let files = fs::read_dir(dir).expect("golden data").map(|entry| entry.expect("an entry").path());
    let mut recordings: Vec<_> =
        files.filter(|path| path.extension().is_some_and(|it| it == "rec")).collect();
    recordings.sort();
    recordings
}

fn replay(options: &[&str], file: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tracer"));
    command.arg("replay").args(options).arg(file).output().expect("the binary runs")
}

#[test]
fn old_recordings_are_read() {
    assert!(!recordings().is_empty());
    for file in recordings() {
        for (name, options) in OPTIONS {
            let output = replay(options, &file);
            let told = String::from_utf8_lossy(&output.stderr);
            let found = format!("{}{told}", String::from_utf8_lossy(&output.stdout));
            let golden = file.with_extension(format!("{name}.txt"));
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                fs::write(&golden, &found).expect("written");
            }
            let expected = fs::read_to_string(&golden).expect("golden data");
            for (found, expected) in found.lines().zip(expected.lines()) {
                assert_eq!(found, expected, "{}", golden.display());
            }
            assert_eq!(found.len(), expected.len(), "{}", golden.display());
        }
    }
}

/// Every whole block of a recording that is cut off anywhere is read, and that is said.
#[test]
fn recordings_are_read_up_to_where_they_end() {
    for file in recordings() {
        let bytes = fs::read(&file).expect("golden data");
        let dir = tempfile::tempdir().expect("a folder");
        let cut = dir.path().join("cut");
        let whole = replay(&[], &file).stdout;
        let mut longest = 0;
        for length in (0..bytes.len()).step_by(1 + bytes.len() / 64).chain([bytes.len() - 1]) {
            fs::write(&cut, &bytes[..length]).expect("written");
            let output = replay(&[], &cut);
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            let lines = String::from_utf8_lossy(&output.stdout).into_owned();
            let lines =
                lines.split("tracer: ").next().unwrap_or_default().trim_end_matches(" <detached ...>\n");
            if output.status.success() {
                assert!(told.contains("the end is missing"), "{length}: {told}");
                assert!(whole.starts_with(lines.as_bytes()), "{length}: {lines}");
            } else {
                assert!(told.contains("before its first block") && longest == 0, "{length}: {told}");
            }
            longest = longest.max(lines.len());
        }
        assert!(longest > 1000, "{longest}");
    }
}
