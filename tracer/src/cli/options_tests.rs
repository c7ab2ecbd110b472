//! What command lines mean, and what is told of options in vain.

use super::*;
use crate::cli::Parsed;
use crate::sink::log::{Precision, Timestamp};
use crate::stats::{By, Clock, Format};

fn options(line: &str) -> Options {
    match crate::cli::parse(line.split(' ').map(OsString::from)) {
        Ok(Parsed::Trace(options)) => *options,
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn defaults_depend_on_the_target() {
    let o = options("tracer ls -l");
    assert_eq!(o.target, Target::Command(vec!["ls".into(), "-l".into()]));
    assert_eq!((o.on_full, o.interruptible, o.follow, o.lines), (OnFull::Hold, 2, false, true));
    assert_eq!((o.ring_size, o.log.column, o.log.pids), (4 << 20, 40, PidStyle::Never));
    assert!(o.table.is_none() && o.notices.is_empty() && !o.log.quiet.attach);
    let o = options("strace -p 1,2 -p 3");
    assert_eq!(o.target, Target::Pids(vec![1, 2, 3]));
    assert_eq!((o.on_full, o.interruptible, o.log.pids), (OnFull::Count, 2, PidStyle::WhenSeveral));
    let o = options("tracer -p 1 ls");
    assert_eq!((o.target, o.also), (Target::Command(vec!["ls".into()]), vec![1]));
    assert_eq!(options("tracer --uid 33").target, Target::Everyone);
    assert_eq!(options("tracer --system --comm x").target, Target::Everyone);
    assert_eq!(
        options("tracer --comm averyveryverylongname ls").filter.comm,
        Some(b"averyveryverylo".to_vec())
    );
}

#[test]
fn a_command_that_writes_to_a_file_is_quiet_and_uninterruptible() {
    let o = options("tracer -f -A -o x ls");
    assert_eq!(o.output, Some(OutputTarget::File { path: "x".into(), append: true }));
    assert_eq!((o.interruptible, o.log.pids), (3, PidStyle::Always));
    assert!(o.log.quiet.attach && o.log.quiet.personality && !o.log.quiet.exit);
    let o = options("tracer -o x -p 7");
    assert!(!o.log.quiet.attach && o.interruptible == 2 && o.log.pids == PidStyle::Never);
    let o = options("tracer -o |cat -I never_tstp ls");
    assert_eq!((o.output, o.interruptible), (Some(OutputTarget::Command("cat".into())), 4));
}

#[test]
fn the_table_follows_its_options() {
    let o =
        options("tracer -cwf --by thread --errors --summary-format csv --interval 500ms --cost -O 1.5 ls");
    let table = o.table.expect("a table");
    assert_eq!((table.by, table.clock, table.format), (By::Thread, Clock::Wall, Format::Csv));
    assert!(table.errnos && table.cost && !o.lines && o.follow);
    assert_eq!((table.overhead, o.interval), (1500, Some(Duration::from_millis(500))));
    let o = options("tracer -C --columns 60 --columns calls ls");
    assert!(o.lines && o.log.column == 60);
}

#[test]
fn the_later_of_contradicting_options_counts() {
    assert_eq!(options("tracer -z -Z ls").filter.statuses, tracer_common::config::STATUS_FAILED);
    assert_eq!(options("tracer -z -Z ls").notices.len(), 1);
    assert_eq!(
        options("tracer -Z -e status=successful ls").filter.statuses,
        tracer_common::config::STATUS_SUCCESSFUL
    );
    assert_eq!(options("tracer -ttt ls").log.timestamp, Timestamp::Unix(Precision::Micros));
    assert_eq!(options("tracer -T --syscall-times=ns ls").log.durations, Some(Precision::Nanos));
    let o = options("tracer -E A=1 -E B -E A= ls");
    let want = [("A", Some("1")), ("B", None), ("A", Some(""))];
    assert_eq!(o.env, want.map(|(name, value)| (name.into(), value.map(Into::into))));
}

#[test]
fn options_in_vain_are_told() {
    assert_eq!(
        options("tracer -c -tTrn ls").notices.join("|"),
        "-n/--syscall-number has no effect with -c/--summary-only|\
         -r/--relative-timestamps has no effect with -c/--summary-only|\
         -t/--absolute-timestamps has no effect with -c/--summary-only|\
         -T/--syscall-times has no effect with -c/--summary-only"
    );
    assert_eq!(options("tracer -v -xx -s 9 -X raw -e abbrev=none --seccomp-bpf ls").notices.len(), 0);
    assert_eq!(options("tracer -A -S calls ls").notices.len(), 2);
}

#[test]
fn exits_of_virtual_cpus_are_told_if_they_are_asked_for() {
    assert!(!options("tracer ls").log.style.vcpu_exits);
    for line in ["tracer -e kvm=vcpu ls", "tracer --kvm=vcpu ls", "strace --kvm vcpu ls"] {
        assert!(options(line).log.style.vcpu_exits, "{line}");
    }
    assert_eq!(options("tracer -c --kvm=vcpu ls").notices.len(), 1);
}

#[test]
fn the_live_view_follows_forks_and_delays_nobody() {
    let parse = |line: &str| match crate::cli::parse(line.split(' ').map(OsString::from)) {
        Ok(Parsed::Top(options)) => *options,
        other => panic!("{line}: {other:?}"),
    };
    let o = parse("tracer top --exit -f -c -o x --interval 2 make -j4");
    assert_eq!(o.target, Target::Command(vec!["make".into(), "-j4".into()]));
    assert_eq!((o.on_full, o.interruptible, o.follow, o.lines), (OnFull::Count, 2, true, true));
    assert_eq!((o.view, o.interval), (Some(ViewOptions { exit: true }), Some(Duration::from_secs(2))));
    assert!(o.table.is_some());
    assert_eq!(parse("tracer top --on-full=hold --system").on_full, OnFull::Hold);
    assert!(crate::cli::parse(["tracer", "--exit", "ls"].map(OsString::from).into_iter()).is_err());
}

#[test]
fn the_live_view_plays_what_is_a_recording() {
    let parse = |line: &str| crate::cli::parse(line.split(' ').map(OsString::from));
    let recording = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/recordings/abi2-threads.rec");
    let line = format!("tracer top -e trace=read {recording} --exit -p 7");
    let Ok(Parsed::Play(asked)) = parse(&line) else { panic!("{line}") };
    assert_eq!(asked.file, PathBuf::from(recording));
    assert_eq!(asked.options.view, Some(ViewOptions { exit: true }));
    assert_eq!(asked.options.target, Target::Pids(vec![7]));
    let two = parse(&format!("tracer top {recording} {recording}")).expect_err("it is refused").message;
    assert!(two.contains("one FILE only"), "{two}");
    assert!(matches!(parse("tracer top /etc/passwd"), Ok(Parsed::Top(_))), "any other file is a command");
}

#[test]
fn a_name_behind_dashes_or_options_is_a_command() {
    for line in ["tracer -- doctor", "tracer -c doctor", "strace doctor"] {
        assert_eq!(options(line).target, Target::Command(vec!["doctor".into()]), "{line}");
    }
}
