//! Reads the lines of `strace -f -o`: which calls returned, and how.

use crate::summary_table::Counts;
use std::collections::HashMap;

/// A call that returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) pid: String,
    pub(crate) name: String,
    /// As printed, between the parentheses; a call shown in two parts is put together.
    pub(crate) args: String,
    /// As printed after " = ".
    pub(crate) result: String,
}

impl Call {
    /// Did it fail? `? ERESTARTSYS` is a failure too; `strace -c` counts it so.
    pub(crate) fn failed(&self) -> bool {
        self.result.starts_with("-1 ") || self.result.starts_with("? E")
    }
}

/// The calls of a log that returned, in the order of their returns. Calls that never did (`= ?`) are left out, as
/// `strace -c` leaves them out.
pub(crate) fn calls(log: &str) -> Vec<Call> {
    let mut begun: HashMap<(String, String), String> = HashMap::new();
    let mut calls = Vec::new();
    for line in log.lines() {
        let Some((pid, text)) = line.split_once(' ') else { continue };
        let (pid, text) = (pid.to_owned(), text.trim_start());
        if let Some((start, _)) = text.split_once(" <unfinished ...>") {
            if let Some((name, args)) = start.split_once('(') {
                begun.insert((pid, name.to_owned()), args.to_owned());
            }
            continue;
        }
        let (name, args) = if let Some(rest) = text.strip_prefix("<... ") {
            let Some((name, rest)) = rest.split_once(" resumed>") else { continue };
            let args = begun.remove(&(pid.clone(), name.to_owned())).unwrap_or_default();
            (name, args + rest)
        } else {
            let Some((name, args)) = text.split_once('(') else { continue };
            (name, args.to_owned())
        };
        // The last one: strings among the arguments may hold anything.
        let Some(end) = args.rfind(" = ") else { continue };
        let (args, result) = (args[..end].trim_end(), args[end + 3..].trim());
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if result != "?" && !name.is_empty() && name.chars().all(word) {
            let args = args.strip_suffix(')').unwrap_or(args).to_owned();
            calls.push(Call { pid, name: name.to_owned(), args, result: result.to_owned() });
        }
    }
    calls
}

/// The log's summary.
pub(crate) fn counts(calls: &[Call]) -> Counts {
    let mut counts = Counts::new();
    for call in calls {
        let (calls, errors) = counts.entry(call.name.clone()).or_default();
        *calls += 1;
        *errors += u64::from(call.failed());
    }
    counts
}

#[test]
fn a_log_is_read() {
    let log = "7 read(3, \") = 5 (\", 4) = -1 EBADF (Bad file descriptor)\n7 futex(0x1, FUTEX_WAIT <unfinished ...>\n\
               8 getppid()   = 7\n7 <... futex resumed>) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)\n\
               8 --- SIGCHLD {si_signo=SIGCHLD} ---\n8 poll([{fd=1}], 1, 0) = 0 (Timeout)\n8 exit_group(0) = ?\n\
               9 futex(0x1 <unfinished ...>\n9 <... futex resumed>) = ?\n8 +++ exited with 0 +++\n";
    let calls = calls(log);
    let seen: Vec<_> = calls.iter().map(|call| (call.name.as_str(), call.failed())).collect();
    assert_eq!(seen, [("read", true), ("getppid", false), ("futex", true), ("poll", false)]);
    assert_eq!(calls[2].args, "0x1, FUTEX_WAIT");
    assert_eq!(counts(&calls)["read"], (1, 1));
}

/// Lines and table of one run of strace (`-C`) must tell the same: what counts as a call and as an error is strace's
/// to say. (Its table leaves out numbers that it does not know; its lines have them.)
#[test]
fn lines_and_table_of_strace_agree() {
    crate::need!("strace");
    let dir = tempfile::tempdir().expect("a temporary folder");
    let log = dir.path().join("log");
    for program in [&["errors", "3"][..], &["forktree", "3"], &["signals"], &["exec-thread"]] {
        let mut strace = std::process::Command::new("strace");
        strace.args(["-f", "-C", "-U", crate::summary_table::COLUMNS, "-o"]).arg(&log);
        let finished = crate::run::run(strace.arg(crate::run::fixture()).args(program));
        assert!(finished.status.success(), "{}", finished.stderr);
        let text = std::fs::read_to_string(&log).expect("strace wrote its log");
        assert_eq!(counts(&calls(&text)), crate::summary_table::parse(&text), "{program:?}");
    }
}
