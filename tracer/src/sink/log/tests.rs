//! Sessions: records, and the lines that strace printed of the same run.
//!
//! A session is a file: its options, one record a line, `====`, the expected lines. Restarts alone were put in the form
//! that strace has for them without `-e raw=all`. Times are ns after [`EPOCH`].

use std::time::Duration;

use proptest::prelude::*;
use tracer_common::config::STATUS_ALL;
use tracer_common::limits::COMM_LEN;
use tracer_common::record::{
    Enter, Exec, Exit, FLAG_DEFAULT_ACTION, FLAG_LAST_OF_PROCESS, Fork, Header, Lost, Record, Signal,
    TaskExit,
};

use super::*;
use crate::call::Pairing;
use crate::decode::Style;
use crate::decode::style::ALL_CALLS;
use crate::stats::Summary;

/// The time of day at monotonic time 0.
const EPOCH: Duration = Duration::from_secs(1_795_315_000);

/// Arguments as numbers: what the sessions were recorded with.
fn raw() -> LogOptions {
    LogOptions { style: Style { raw: ALL_CALLS, ..Style::default() }, ..LogOptions::default() }
}

fn log(options: &str) -> Log<Vec<u8>> {
    let mut parsed = raw();
    let (mut root, mut attached) = (None, Vec::new());
    for word in options.split_whitespace() {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        match name {
            "root" => root = value.parse().ok(),
            "attached" => attached = value.split(',').map(|tid| tid.parse().expect("a tid")).collect(),
            "-o" => (parsed.pids, parsed.quiet.attach) = (PidStyle::Always, true),
            "-q" => parsed.quiet.attach = true,
            "-qq" => (parsed.quiet.attach, parsed.quiet.exit) = (true, true),
            "-n" => parsed.numbers = true,
            "-T" => parsed.durations = Some(Precision::Micros),
            "-r" => parsed.relative = Some(Precision::Micros),
            "-ttt" => parsed.timestamp = Timestamp::Unix(Precision::Micros),
            "-a" => parsed.column = value.parse().expect("a column"),
            "status" => parsed.statuses = value.parse().expect("bits"),
            "signal" => parsed.signals = value.parse().expect("bits"),
            other => panic!("no option {other}"),
        }
    }
    let log = Log::new(Vec::new(), parsed, WallClock::fixed(EPOCH, 0), root);
    let mut log = log.with_notices("strace", Notices::Inline);
    if !attached.is_empty() {
        log.attached(&attached).expect("a Vec takes everything");
    }
    log
}

/// One record: `WHAT TICKS TID TGID ...`.
fn record(line: &str) -> Record {
    let (words, hex_from) = (line.split(' ').collect::<Vec<_>>(), 5);
    let number = |i: usize| -> u64 {
        let radix = if i >= hex_from { 16 } else { 10 };
        words.get(i).map_or(0, |word| u64::from_str_radix(word, radix).expect("a number"))
    };
    let word = |i| number(i) as u32;
    let header =
        |flags, nr| Header { kind: 0, abi: 0, flags, nr, tid: word(2), tgid: word(3), time: number(1) };
    match words[0] {
        "enter" => {
            Record::Enter(Enter { header: header(0, word(4)), args: std::array::from_fn(|i| number(5 + i)) })
        }
        "exit" => {
            Record::Exit(Exit { header: header(0, word(4)), result: number(5) as i64, start: 0, wait: 0 })
        }
        "fork" => {
            let (child_tid, child_tgid) = (word(4), words[5].parse().expect("a tgid"));
            Record::Fork(Fork { header: header(0, 0), child_tid, child_tgid, comm: [0; COMM_LEN] })
        }
        "exec" => {
            Record::Exec(Exec { header: header(0, 0), former_tid: word(4), pad: 0, comm: [0; COMM_LEN] })
        }
        "end" | "last" => {
            let flags = if words[0] == "last" { FLAG_LAST_OF_PROCESS } else { 0 };
            Record::TaskExit(TaskExit {
                header: header(flags, 0),
                status: word(4),
                pad: 0,
                comm: [0; COMM_LEN],
            })
        }
        "signal" | "default" => {
            let flags = if words[0] == "default" { FLAG_DEFAULT_ACTION } else { 0 };
            let info = (5..11).flat_map(|i| number(i).to_ne_bytes()).collect::<Vec<_>>();
            Record::Signal(Signal {
                header: header(flags, word(4)),
                info: info.try_into().expect("48 bytes"),
                instruction: 0x1000,
            })
        }
        "lost" => Record::Lost(Lost { header: header(0, 0), events: number(4) }),
        other => panic!("no record {other}"),
    }
}

fn replay(session: &str) -> String {
    let mut lines = session.lines();
    let mut log = log(lines.next().unwrap_or_default());
    let only_whole = log.writer.options().statuses != STATUS_ALL;
    let mut pairing = Pairing::new().only_whole(only_whole);
    for line in lines {
        pairing.take(record(line), &[], &mut |event| log.event(&event).expect("a Vec takes everything"));
    }
    log.finish(&End { summary: &Summary::default() }).expect("a Vec takes everything");
    String::from_utf8(log.into_inner()).expect("ASCII")
}

#[track_caller]
fn check(file: &str) {
    let (session, expected) = file.split_once("====\n").expect("two parts");
    assert_eq!(replay(session.trim_end()), expected);
}

macro_rules! sessions {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            check(include_str!(concat!("../../../tests/golden/lines/", stringify!($name), ".txt")));
        }
    )*};
}

sessions! {
    threads exec_in_thread exec_in_thread_to_file fork_to_file fork_with_numbers fork_quiet
    killed stopped segfault_with_times attached lost pid_changed leader_exits_first
}

#[test]
fn a_begun_call_is_visible_after_a_flush() {
    let mut log = log("root=7");
    let mut pairing = Pairing::new();
    pairing.take(record("enter 5 7 7 0 0 7ffe 1"), &[], &mut |event| log.event(&event).expect("it is taken"));
    assert!(log.writer.out().is_empty());
    log.flush().expect("it is taken");
    assert_eq!(log.writer.out(), b"read(0, 0x7ffe, 0x1");
    pairing.take(record("exit 9 7 7 0 1"), &[], &mut |event| log.event(&event).expect("it is taken"));
    log.flush().expect("it is taken");
    assert_eq!(log.writer.out(), b"read(0, 0x7ffe, 0x1)                    = 0x1\n");
}

#[test]
fn statuses_choose_whole_calls() {
    let session = |status: u64| {
        replay(&format!(
            "root=7 status={status}\nenter 1 7 7 39\nexit 2 7 7 39 7\nenter 3 7 7 3 5\nexit 4 7 7 3 fffffffffffffff7\n\
             enter 5 7 7 231 0\nlast 6 7 7 0"
        ))
    };
    let column = |call: &str, result: &str| format!("{call:<40}{result}\n");
    let end = "+++ exited with 0 +++\n";
    assert_eq!(session(STATUS_SUCCESSFUL), column("getpid()", "= 0x7") + end);
    assert_eq!(session(STATUS_FAILED), column("close(0x5)", "= -1 EBADF (Bad file descriptor)") + end);
    assert_eq!(session(STATUS_UNFINISHED), column("exit_group(0)", "= ?") + end);
}

#[test]
fn every_time_style_has_straces_form() {
    let style = |options: LogOptions| {
        let mut log = Log::new(Vec::new(), options, WallClock::fixed(EPOCH, 0), Some(7));
        let mut pairing = Pairing::new();
        for line in ["enter 1000000001 7 7 3 3", "exit 1000037001 7 7 3 0", "enter 2500000001 7 7 39"] {
            pairing.take(record(line), &[], &mut |event| log.event(&event).expect("it is taken"));
        }
        log.flush().expect("it is taken");
        String::from_utf8(log.into_inner()).expect("ASCII").lines().last().unwrap_or_default().to_string()
    };
    let with = |timestamp, relative| style(LogOptions { timestamp, relative, ..raw() });
    let clock = |precision| with(Timestamp::Clock(precision), None);
    assert_eq!(clock(Precision::Seconds).replace(char::is_numeric, "9"), "99:99:99 getpid(");
    assert!(clock(Precision::Millis).ends_with(":42.500 getpid("), "{}", clock(Precision::Millis));
    assert!(clock(Precision::Nanos).ends_with(":42.500000001 getpid("));
    assert_eq!(with(Timestamp::Unix(Precision::Seconds), None), "1795315002 getpid(");
    assert_eq!(with(Timestamp::None, Some(Precision::Seconds)), "     1 getpid(");
    assert_eq!(with(Timestamp::None, Some(Precision::Micros)), "     1.500000 getpid(");
    let both = with(Timestamp::Unix(Precision::Millis), Some(Precision::Nanos));
    assert_eq!(both, "1795315002.500 (+     1.500000000) getpid(");
}

proptest! {
    #[test]
    fn any_records_make_whole_lines(
        records in prop::collection::vec((0..8_usize, 1..5_u32, 0..4_u32, any::<u64>()), 0..100)
    ) {
        let mut session = "root=1 -n".to_string();
        for (i, (what, tid, other, word)) in records.iter().enumerate() {
            let what = ["enter", "exit", "fork", "exec", "end", "last", "default", "lost"][*what];
            let tail = if what == "fork" { "1".to_string() } else { format!("{word:x}") };
            session += &format!("\n{what} {i} {tid} 1 {other} {tail}");
        }
        let text = replay(&session);
        prop_assert!(text.is_empty() || text.ends_with('\n'));
        prop_assert!(text.lines().all(|line| !line.is_empty()));
    }
}
