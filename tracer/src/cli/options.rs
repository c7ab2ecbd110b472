//! What the command line means: every wish settled, checked before anything is loaded.
//!
//! Reading options one by one is left to `reading`; whether the pids exist is for `app` to ask, as that may
//! change at any time.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::exit::Exit;
use super::getopt::Words;
use super::reading::{Printed, Reading};
use super::values;
use crate::filter::Filter;
use crate::procs::{cgroup, container};
use crate::sink::log::{LogOptions, PidStyle};
use crate::source::{OnFull, Target};
use crate::stats::TableOptions;
use tracer_common::config::STATUS_ALL;

/// Where lines and tables go, other than standard error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutputTarget {
    /// A file.
    File {
        /// Which.
        path: PathBuf,
        /// Is it kept and continued?
        append: bool,
    },
    /// The input of a shell command.
    Command(OsString),
}

/// What the command line means.
#[derive(Debug)]
pub struct Options {
    /// What messages begin with: `tracer` or `strace`.
    pub program: String,
    /// Where tracing begins.
    pub target: Target,
    /// Processes that are adopted besides the command.
    pub also: Vec<u32>,
    /// Follow forks and threads.
    pub follow: bool,
    /// Print lines.
    pub lines: bool,
    /// Print a table at the end.
    pub table: Option<TableOptions>,
    /// And this often until then.
    pub interval: Option<Duration>,
    /// Which calls.
    pub filter: Filter,
    /// How lines look.
    pub log: LogOptions,
    /// Which of [`crate::sink::NAMES`] takes the events instead of lines, if one does.
    pub format: Option<usize>,
    /// Where output goes; `None` is standard error.
    pub output: Option<OutputTarget>,
    /// What happens while the ring is full.
    pub on_full: OnFull,
    /// Bytes, a power of two.
    pub ring_size: u32,
    /// Which signals end tracing: strace's `-I`, 1 to 4, with its default for this target and output.
    pub interruptible: u8,
    /// Variables of the command that are set or removed, in order.
    pub env: Vec<(OsString, Option<OsString>)>,
    /// Whom the command runs as. The user exists.
    pub user: Option<String>,
    /// What the command is told to be called.
    pub argv0: Option<OsString>,
    /// Tell what is loaded.
    pub debug: bool,
    /// Show the live view instead of lines.
    pub view: Option<ViewOptions>,
    /// What the user should know before it begins: lines for standard error, without the program's name.
    pub notices: Vec<String>,
}

/// What the live view does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ViewOptions {
    /// Leave when there is nothing more to trace.
    pub exit: bool,
}

impl Options {
    /// Is it known only at its end whether a call is shown?
    pub fn only_whole(&self) -> bool {
        self.filter.statuses != STATUS_ALL || self.filter.min_duration > 0
    }

    /// Are calls streamed? What the kernel alone counts is chosen by what it alone knows.
    pub fn streams(&self) -> bool {
        self.lines || !self.filter.paths.is_empty()
    }

    /// The processes that are adopted.
    pub fn pids(&self) -> &[u32] {
        match &self.target {
            Target::Pids(pids) => pids,
            Target::Command(_) | Target::Everyone => &self.also,
        }
    }
}

const LINES_OR_TABLE: &str = "(-c/--summary-only or -C/--summary)";

/// Settles the words of a command line.
pub(super) fn read(program: &str, words: Words) -> Result<Options, Exit> {
    let mut reading = Reading::default();
    for typed in &words.options {
        reading.option(program, typed)?;
    }
    settle(program, reading, words.rest)
}

/// Settles the words behind `tracer top`: forks are followed, there is a table at the end, and nobody is delayed.
/// `hinted` is whose help errors point to.
pub(super) fn read_top(program: &str, hinted: &str, words: Words) -> Result<Options, Exit> {
    let mut reading = Reading::default();
    (reading.lines, reading.follow) = (Printed::Both, 1);
    // Large records come fast, and the view takes a few milliseconds to draw.
    reading.ring_size = 16 << 20;
    // Which files calls are about is one of its views.
    reading.style.files = true;
    let mut exit = false;
    for typed in &words.options {
        match typed.id.as_str() {
            "exit" => exit = true,
            "summary" | "summary-only" | "follow-forks" => {}
            _ => reading.option(hinted, typed)?,
        }
    }
    reading.on_full.get_or_insert(OnFull::Count);
    reading.interruptible.get_or_insert(2);
    let options = settle(hinted, reading, words.rest)?;
    Ok(Options { program: program.to_owned(), view: Some(ViewOptions { exit }), ..options })
}

fn settle(program: &str, mut r: Reading, command: Vec<OsString>) -> Result<Options, Exit> {
    let usage = |message: String| Exit::usage(program, message);
    let attached = command.is_empty();
    let target = target(&r, command).map_err(usage)?;
    check_table(&r).map_err(usage)?;
    if r.separate_files() && r.output.is_some() {
        let why = "is not supported yet with -o: use -f, whose lines begin with the pid";
        return Err(Exit::error(program, format!("-ff {why}")));
    }
    if let Some(user) = r.user.as_deref().filter(|user| !values::user_exists(user)) {
        return Err(Exit::error(program, format!("Cannot find user '{user}'")));
    }
    r.filter.cgroup = group(&r).map_err(|error| Exit::error(program, error))?;
    let piped = matches!(r.output, Some(OutputTarget::Command(_)));
    let several =
        r.follow > 0 || r.pids.len() + usize::from(!attached) > 1 || matches!(target, Target::Everyone);
    let mut quiet = r.quiet();
    if r.output.is_some() && !attached && !r.quiet_given() {
        quiet.attach = true;
        quiet.personality = true;
    }
    let log = LogOptions {
        timestamp: r.timestamp,
        relative: r.relative,
        durations: r.durations,
        numbers: r.numbers,
        column: r.column,
        quiet,
        pids: match (r.output.is_some(), several) {
            (_, false) => PidStyle::Never,
            (true, true) => PidStyle::Always,
            (false, true) => PidStyle::WhenSeveral,
        },
        signals: r.filter.signals,
        statuses: r.filter.statuses,
        style: r.style.clone(),
    };
    let mut notices = notices(&r);
    if !quiet.path_resolution {
        notices.append(&mut r.resolved);
    }
    if let (Some(OutputTarget::File { append, .. }), true) = (&mut r.output, r.append) {
        *append = true;
    }
    let never = r.output.is_some() && !piped && !attached;
    Ok(Options {
        program: program.to_owned(),
        also: if attached { Vec::new() } else { std::mem::take(&mut r.pids) },
        target,
        follow: r.follow > 0,
        lines: r.lines != Printed::Table,
        table: (r.lines != Printed::Lines).then_some(r.table),
        interval: r.interval,
        filter: r.filter,
        log,
        format: r.format,
        output: r.output,
        on_full: r.on_full.unwrap_or(if attached { OnFull::Count } else { OnFull::Hold }),
        ring_size: r.ring_size,
        interruptible: r.interruptible.unwrap_or(if never { 3 } else { 2 }),
        env: r.env,
        user: r.user,
        argv0: r.argv0,
        debug: r.debug,
        view: None,
        notices,
    })
}

fn target(r: &Reading, command: Vec<OsString>) -> Result<Target, String> {
    let narrowed =
        r.filter.comm.is_some() || r.filter.uid.is_some() || r.cgroup.is_some() || r.container.is_some();
    match (command.is_empty(), r.pids.is_empty(), r.system, narrowed) {
        (true, true, true, _) | (true, true, _, true) => Ok(Target::Everyone),
        (_, _, true, _) => Err("--system traces every task and takes no command and no -p; \
             to trace some of them, use --comm, --uid, --cgroup or --container alone"
            .to_owned()),
        (false, ..) => Ok(Target::Command(command)),
        (true, false, ..) => Ok(Target::Pids(r.pids.clone())),
        (true, true, ..) => Err("must have PROG [ARGS] or -p PID".to_owned()),
    }
}

/// What makes no sense without `-c` or `-C`, and what makes none with them.
fn check_table(r: &Reading) -> Result<(), String> {
    if r.lines == Printed::Lines {
        return match r.needs_table.first() {
            Some(name) => Err(format!("{name} must be given with {LINES_OR_TABLE}")),
            None => Ok(()),
        };
    }
    if r.separate_files() {
        return Err(format!("{LINES_OR_TABLE} and -ff/--output-separately are mutually exclusive"));
    }
    Ok(())
}

fn group(r: &Reading) -> Result<Option<PathBuf>, String> {
    let root = Path::new("/");
    match (&r.cgroup, &r.container) {
        (None, None) => Ok(None),
        (Some(_), Some(_)) => Err("--cgroup and --container are mutually exclusive".to_owned()),
        (Some(path), None) => {
            cgroup::find(root, path).map(|group| Some(group.path)).map_err(|error| error.to_string())
        }
        (None, Some(name)) => container::resolve(root, name).map(Some).map_err(|error| error.to_string()),
    }
}

fn notices(r: &Reading) -> Vec<String> {
    let mut notices = r.notices.clone();
    let mut vain = |given: bool, name: &str, without: &str| {
        if given {
            notices.push(format!("{name} has no effect {without}"));
        }
    };
    if r.lines == Printed::Table {
        let only = "with -c/--summary-only";
        vain(r.format.is_some(), "--json", only);
        vain(r.numbers, "-n/--syscall-number", only);
        vain(r.relative.is_some(), "-r/--relative-timestamps", only);
        vain(r.stamped(), "-t/--absolute-timestamps", only);
        vain(r.durations.is_some(), "-T/--syscall-times", only);
    }
    let without = format!("without {LINES_OR_TABLE}");
    vain(r.lines == Printed::Lines && r.sorted, "-S/--summary-sort-by", &without);
    vain(r.append && r.output.is_none(), "-A/--output-append-mode", "without -o/--output");
    notices
}

#[cfg(test)]
mod tests {
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
        let o = options(
            "tracer -cwf --by thread --errors --summary-format csv --interval 500ms --cost -O 1.5 ls",
        );
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
    fn a_name_behind_dashes_or_options_is_a_command() {
        for line in ["tracer -- doctor", "tracer -c doctor", "strace doctor"] {
            assert_eq!(options(line).target, Target::Command(vec!["doctor".into()]), "{line}");
        }
    }
}
