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
use super::recordings::{self, RecordingOptions};
use super::values;
use crate::filter::Filter;
use crate::procs::{cgroup, container};
use crate::sink::log::{LogOptions, PidStyle};
use crate::source::spawn::Apart;
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
#[derive(Clone, Debug)]
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
    /// Do the lines of each thread go to a file of its own, if they go to files?
    pub separately: bool,
    /// Where output goes; `None` is standard error.
    pub output: Option<OutputTarget>,
    /// Where the run is recorded, if it is.
    pub recording: Option<RecordingOptions>,
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
    /// Is a process left when it calls execve (-b)?
    pub detach: bool,
    /// Where tracing goes on if this very process becomes the command (-D).
    pub apart: Option<Apart>,
    /// What the command is told to be called.
    pub argv0: Option<OsString>,
    /// Was anything said about messages? Else their default depends on the target.
    pub quiet_given: bool,
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
        self.lines || self.recording.is_some() || !self.filter.paths.is_empty()
    }

    /// The processes that are adopted.
    pub fn pids(&self) -> &[u32] {
        match &self.target {
            Target::Pids(pids) => pids,
            Target::Command(_) | Target::Everyone => &self.also,
        }
    }

    /// Settles what lines look like by what is traced: several tasks or one, and no command or one.
    pub fn suit(&mut self, several: bool, attached: bool) {
        let elsewhere = self.output.is_some();
        self.log.pids = match (elsewhere, several) {
            (_, false) => PidStyle::Never,
            (true, true) => PidStyle::Always,
            (false, true) => PidStyle::WhenSeveral,
        };
        if elsewhere && !attached && !self.quiet_given {
            self.log.quiet.attach = true;
            self.log.quiet.personality = true;
        }
    }
}

/// What the options are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Trace,
    /// `tracer record`: `-o` names the recording, and forks are followed.
    Record,
    /// `tracer report -- COMMAND`: the recording is a passing one.
    Report,
    /// `tracer replay`: what is traced is in the recording.
    Replay,
}

/// How large the ring is, and where records are large or come fast.
const RING: u32 = 4 << 20;
const LARGE_RING: u32 = 16 << 20;

const LINES_OR_TABLE: &str = "(-c/--summary-only or -C/--summary)";

/// Settles the words of a command line.
pub(super) fn read(program: &str, words: Words, purpose: Purpose) -> Result<Options, Exit> {
    let mut reading = Reading::default();
    for typed in &words.options {
        reading.option(program, typed)?;
    }
    settle(program, reading, words.rest, purpose)
}

/// Settles the words behind `tracer top`: forks are followed, there is a table at the end, and nobody is delayed.
/// `hinted` is whose help errors point to; the purpose is to trace, or to replay.
pub(super) fn read_top(program: &str, hinted: &str, words: Words, purpose: Purpose) -> Result<Options, Exit> {
    let mut reading = Reading::default();
    (reading.lines, reading.follow) = (Printed::Both, 1);
    // Large records come fast, and the view takes a few milliseconds to draw.
    reading.ring_size = Some(LARGE_RING);
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
    if reading.apart.is_some() {
        let message = "the live view and -D/--daemonize are mutually exclusive".to_owned();
        return Err(Exit::usage(hinted, message));
    }
    if reading.style.stacks {
        return Err(Exit::usage(
            hinted,
            "the live view and -k/--stack-traces are mutually exclusive".to_owned(),
        ));
    }
    let options = settle(hinted, reading, words.rest, purpose)?;
    Ok(Options { program: program.to_owned(), view: Some(ViewOptions { exit }), ..options })
}

fn settle(program: &str, mut r: Reading, command: Vec<OsString>, purpose: Purpose) -> Result<Options, Exit> {
    let usage = |message: String| Exit::usage(program, message);
    if purpose == Purpose::Report {
        r.recording.path = Some(PathBuf::new());
        (r.follow, r.lines) = (1, Printed::Nothing);
    }
    if purpose == Purpose::Record {
        r.recording.path = Some(recordings::recorded_to(r.output.take()).map_err(usage)?);
        r.follow = 1;
        r.lines = if r.lines == Printed::Lines { Printed::Nothing } else { Printed::Table };
    }
    let attached = command.is_empty();
    let target = match purpose {
        Purpose::Replay if r.pids.is_empty() => Target::Everyone,
        Purpose::Replay => Target::Pids(r.pids.clone()),
        Purpose::Trace | Purpose::Record | Purpose::Report => target(&r, command).map_err(usage)?,
    };
    let recording = std::mem::take(&mut r.recording).settle().map_err(usage)?;
    check_table(&r).map_err(usage)?;
    if r.separate_files() {
        match r.output {
            Some(OutputTarget::Command(_)) => {
                return Err(usage(
                    "piping the output and -ff/--output-separately are mutually exclusive".to_owned(),
                ));
            }
            Some(OutputTarget::File { .. }) if r.format.is_some() => {
                return Err(usage("--json and -ff/--output-separately are mutually exclusive".to_owned()));
            }
            _ => {}
        }
    }
    if r.style.stacks && purpose != Purpose::Trace {
        return Err(usage(
            "-k/--stack-traces is for lines of what runs: recordings hold no stacks".to_owned(),
        ));
    }
    if r.detach && matches!(target, Target::Everyone) {
        let message = "-b/--detach-on needs a command or -p: who is left would be found again";
        return Err(usage(message.to_owned()));
    }
    if r.apart.is_some() && attached {
        return Err(usage("PROG [ARGS] must be specified with -D/--daemonize".to_owned()));
    }
    if let Some(user) = r.user.as_deref().filter(|user| !values::user_exists(user)) {
        return Err(Exit::error(program, format!("Cannot find user '{user}'")));
    }
    r.filter.cgroup = group(&r).map_err(|error| Exit::error(program, error))?;
    let piped = matches!(r.output, Some(OutputTarget::Command(_)));
    let several =
        r.follow > 0 || r.pids.len() + usize::from(!attached) > 1 || matches!(target, Target::Everyone);
    let quiet_given = r.quiet_given();
    let log = LogOptions {
        timestamp: r.timestamp,
        relative: r.relative,
        durations: r.durations,
        numbers: r.numbers,
        column: r.column,
        quiet: r.quiet(),
        pids: PidStyle::default(),
        signals: r.filter.signals,
        statuses: r.filter.statuses,
        style: r.style.clone(),
    };
    let mut notices = notices(&r);
    if !r.quiet().path_resolution {
        notices.append(&mut r.resolved);
    }
    if let (Some(OutputTarget::File { append, .. }), true) = (&mut r.output, r.append) {
        *append = true;
    }
    let never = r.output.is_some() && !piped && !attached;
    let separately = r.separate_files();
    let mut options = Options {
        program: program.to_owned(),
        also: if attached { Vec::new() } else { std::mem::take(&mut r.pids) },
        target,
        follow: r.follow > 0,
        lines: matches!(r.lines, Printed::Lines | Printed::Both),
        table: matches!(r.lines, Printed::Table | Printed::Both).then_some(r.table),
        interval: r.interval,
        filter: r.filter,
        log,
        format: r.format,
        separately,
        output: r.output,
        recording,
        on_full: r.on_full.unwrap_or(if attached { OnFull::Count } else { OnFull::Hold }),
        ring_size: r.ring_size.unwrap_or(if r.style.stacks { LARGE_RING } else { RING }),
        interruptible: r.interruptible.unwrap_or(if never { 3 } else { 2 }),
        env: r.env,
        user: r.user,
        argv0: r.argv0,
        apart: r.apart,
        detach: r.detach,
        quiet_given,
        debug: r.debug,
        view: None,
        notices,
    };
    options.suit(several, attached);
    Ok(options)
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
    if matches!(r.lines, Printed::Lines | Printed::Nothing) {
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
    vain(r.style.stacks && r.lines == Printed::Table, "-k/--stack-traces", "with -c/--summary-only");
    vain(r.style.vcpu_exits && r.lines == Printed::Table, "-e kvm/--kvm", "with -c/--summary-only");
    let decodes_pids = r.style.comms || r.style.namespaces;
    vain(decodes_pids && r.format.is_some(), "-Y/--decode-pids", "with --json");
    let without = format!("without {LINES_OR_TABLE}");
    vain(r.lines == Printed::Lines && r.sorted, "-S/--summary-sort-by", &without);
    vain(r.append && r.output.is_none(), "-A/--output-append-mode", "without -o/--output");
    notices
}

#[cfg(test)]
#[path = "options_tests.rs"]
mod tests;
