//! The subcommands that make and read recordings: which of tracing's options each takes, and what is its own.
//!
//! They are split by getopt's rules as tracing is, but a file may stand before, between or behind the options.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, Command, ValueHint};

use super::args::{FILTER, LINES, MISC, OUTPUT, STARTUP, SUMMARY, TARGET, TRACING, trace_arguments, value};
use super::exit::Exit;
use super::getopt::{self, Typed, Words};
use super::options::{Options, OutputTarget, Purpose, read};
use super::values;
use crate::recording::parts::MIN_SIZE;

/// Where a recording is kept, and what of it.
#[derive(Clone, Debug)]
pub struct RecordingOptions {
    /// The file; `-` is standard output.
    pub path: PathBuf,
    /// The file and the one before it are never larger together.
    pub max_size: Option<u64>,
    /// Is copied memory kept?
    pub data: bool,
    /// What is masked.
    pub redact: Option<regex::bytes::Regex>,
}

/// What the options have said about a recording so far.
#[derive(Debug, Default)]
pub(super) struct Keeping {
    pub(super) path: Option<PathBuf>,
    max_size: Option<u64>,
    no_data: bool,
    redact: Option<regex::bytes::Regex>,
    /// Options, as typed, that make no sense without a file.
    needs_file: Vec<String>,
}

impl Keeping {
    /// Takes an option, if it is about recordings.
    pub(super) fn take(&mut self, typed: &Typed) -> Result<bool, String> {
        let text = typed.value.as_deref().unwrap_or_default().to_string_lossy();
        let invalid = || format!("invalid {} argument: '{text}'", typed.name);
        match typed.id.as_str() {
            "record" => {
                self.path = typed.value.clone().map(PathBuf::from);
                return Ok(true);
            }
            "max-size" => {
                let size = values::size(&text).filter(|size| *size >= MIN_SIZE);
                self.max_size = Some(size.ok_or_else(invalid)?);
            }
            "no-data" => self.no_data = true,
            "redact" => self.redact = Some(regex::bytes::Regex::new(&text).map_err(|_| invalid())?),
            _ => return Ok(false),
        }
        self.needs_file.push(typed.name.clone());
        Ok(true)
    }

    /// What they mean together.
    pub(super) fn settle(self) -> Result<Option<RecordingOptions>, String> {
        let Some(path) = self.path else {
            return match self.needs_file.first() {
                Some(name) => Err(format!("{name} must be given with --record or tracer record")),
                None => Ok(None),
            };
        };
        if self.max_size.is_some() && path.as_os_str() == "-" {
            return Err("--max-size needs a file".to_owned());
        }
        let Self { max_size, no_data, redact, .. } = self;
        Ok(Some(RecordingOptions { path, max_size, data: !no_data, redact }))
    }
}

/// `tracer replay`.
#[derive(Debug)]
pub struct Replay {
    /// What is shown, and how.
    pub options: Options,
    /// The recording; `-` is standard input.
    pub file: PathBuf,
}

/// Arguments of tracing that a subcommand takes: those under these headings, and the hidden ones.
pub(super) fn taken(headings: &[&str], but: &[&str]) -> Vec<Arg> {
    let wanted =
        |arg: &Arg| arg.is_hide_set() || arg.get_help_heading().is_some_and(|it| headings.contains(&it));
    trace_arguments().into_iter().filter(|arg| wanted(arg) && !but.contains(&arg.get_id().as_str())).collect()
}

/// Options of lines that decide what there is to be shown, and so what is recorded: for replay to show.
fn kept() -> impl Iterator<Item = Arg> {
    const KEPT: [(&str, &str); 12] = [
        ("string-limit", "Record at most so many bytes of strings [default: 32]"),
        ("no-abbrev", "Record every field of structs and all of arrays"),
        ("abbrev", "Record structs of these calls only as far as they are shown abbreviated"),
        ("verbose", "Record structs of these calls only"),
        ("read", "Record in full what is read from these descriptors"),
        ("write", "Record in full what is written to these descriptors"),
        ("decode-fds-flag", "Record the paths of file descriptors; -yy: and device numbers"),
        ("decode-fds", "Record what file descriptors lead to: path, dev, all or none"),
        ("instruction-pointer", "Record the instruction pointer of each call"),
        ("kvm", "Record why virtual CPUs stopped (KVM_RUN)"),
        ("quiet", "Leave out messages about attaching"),
        ("quiet-set", "Leave out these messages"),
    ];
    let args = trace_arguments().into_iter();
    args.filter_map(|arg| {
        let (_, help) = KEPT.iter().find(|(id, _)| *id == arg.get_id().as_str())?;
        Some(arg.help(*help).help_heading("What is recorded"))
    })
}

pub(super) fn subcommand(name: &'static str, about: &'static str, usage: &'static str) -> Command {
    Command::new(name).about(about).override_usage(usage).disable_help_flag(true)
}

/// The words that are no options.
pub(super) fn operands(name: &'static str, hint: ValueHint) -> Arg {
    Arg::new(name).num_args(0..).trailing_var_arg(true).hide(true).value_hint(hint)
}

/// The definition of `tracer record`.
pub(super) fn record_command() -> Command {
    let output = value(
        "output",
        "FILE",
        "Write the recording to FILE; -: to standard output, while the command's goes to standard error",
    )
    .short('o')
    .long("output")
    .value_hint(ValueHint::FilePath)
    .help_heading(OUTPUT);
    subcommand(
        "record",
        "Record a run to a file: everything that lines, tables and reports are made of. Forks and threads are followed",
        "tracer record -o FILE [OPTIONS] [--] COMMAND [ARGS]...\n       tracer record -o FILE [OPTIONS] -p PID...",
    )
    .after_help("Recordings hold what the traced programs read and wrote. See --no-data and --redact.")
    .args(taken(&[TARGET, FILTER, SUMMARY, STARTUP, TRACING, MISC], &["follow-forks"]))
    .args(kept())
    .arg(output)
    .args(keeping())
    .arg(operands("command", ValueHint::CommandWithArguments))
}

/// The definition of `tracer replay`.
pub(super) fn replay_command() -> Command {
    subcommand(
        "replay",
        "Show a recording as the live run would have been shown: lines, a table, or both",
        "tracer replay [OPTIONS] FILE",
    )
    .after_help(
        "FILE may be -, standard input. Lines and tables go to standard output. No privilege is needed.",
    )
    .args(taken(&[FILTER, LINES, OUTPUT, SUMMARY, MISC], &["cost", "debug", "record"]))
    .arg(
        value("attach", "PID", "Only these processes and threads")
            .short('p')
            .long("attach")
            .help_heading(FILTER),
    )
    // As on the live run's command line.
    .arg(
        super::args::flag("follow-forks", "Accepted, without effect")
            .short('f')
            .long("follow-forks")
            .hide(true),
    )
    .arg(operands("file", ValueHint::FilePath))
}

/// What `tracer record` shares with `tracer --record`.
pub(super) fn keeping() -> Vec<Arg> {
    vec![
        value(
            "max-size",
            "SIZE",
            "Keep only the newest of the recording: FILE and FILE.old take no more than SIZE together",
        )
        .long("max-size")
        .help_heading(OUTPUT),
        super::args::flag(
            "no-data",
            "Record no memory of the traced programs: no paths, buffers or structures",
        )
        .long("no-data")
        .help_heading(OUTPUT),
        value("redact", "REGEX", "Mask what matches in recorded memory and command lines with asterisks")
            .long("redact")
            .help_heading(OUTPUT),
    ]
}

/// What was typed behind a subcommand's name.
pub(super) struct Split {
    /// Options and, before `--`, operands.
    pub(super) words: Words,
    /// What stands behind `--`, if it does.
    pub(super) behind: Option<Vec<OsString>>,
}

/// Splits what was typed behind a subcommand's name. Operands may stand between options.
pub(super) fn split(program: &str, definition: &Command, args: &[OsString]) -> Result<Split, Exit> {
    let (before, behind) = match args.iter().position(|word| word == "--") {
        Some(at) => (&args[..at], Some(args[at + 1..].to_vec())),
        None => (args, None),
    };
    let mut words = Words::default();
    let mut left = before.to_vec();
    while !left.is_empty() {
        let split = getopt::split(definition, left).map_err(|error| Exit::usage(program, error))?;
        words.options.extend(split.options);
        let mut rest = split.rest.into_iter();
        words.rest.extend(rest.next());
        left = rest.collect();
    }
    help(program, definition, &words)?;
    Ok(Split { words, behind })
}

/// Answers `--help`.
fn help(program: &str, definition: &Command, words: &Words) -> Result<(), Exit> {
    if words.options.iter().all(|typed| typed.id != "help") {
        return Ok(());
    }
    let mut shown = definition.clone().bin_name(format!("{program} {}", definition.get_name()));
    Err(Exit::answer(shown.render_help().to_string()))
}

/// `tracer record`.
pub(super) fn record(program: &str, args: &[OsString]) -> Result<Options, Exit> {
    let definition = record_command();
    let words = getopt::split(&definition, args.to_vec()).map_err(|error| Exit::usage(program, error))?;
    help(program, &definition, &words)?;
    read(program, words, Purpose::Record)
}

/// `tracer replay`.
pub(super) fn replay(program: &str, args: &[OsString]) -> Result<Replay, Exit> {
    let Split { mut words, behind } = split(program, &replay_command(), args)?;
    words.rest.extend(behind.unwrap_or_default());
    let file = operand(program, std::mem::take(&mut words.rest))?;
    Ok(Replay { options: read(program, words, Purpose::Replay)?, file })
}

/// The one file.
fn operand(program: &str, files: Vec<OsString>) -> Result<PathBuf, Exit> {
    match files.as_slice() {
        [file] => Ok(file.into()),
        [] => Err(Exit::usage(program, "must have the FILE of a recording")),
        [_, more, ..] => Err(Exit::usage(program, format!("one FILE only, not '{}' too", more.display()))),
    }
}

/// The file that `record` writes, from where `-o` has put it.
pub(super) fn recorded_to(output: Option<OutputTarget>) -> Result<PathBuf, String> {
    match output {
        Some(OutputTarget::File { path, .. }) => Ok(path),
        Some(OutputTarget::Command(command)) => {
            Err(format!("-o takes a file here; to pipe the recording on: -o - | {}", command.display()))
        }
        None => Err("must have -o FILE".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{Parsed, parse};
    use crate::source::Target;

    fn parsed(line: &str) -> Result<Parsed, Exit> {
        parse(line.split(' ').map(OsString::from))
    }

    fn message(line: &str) -> String {
        parsed(line).expect_err("it is refused").message.lines().next().unwrap_or_default().to_owned()
    }

    #[test]
    fn the_definitions_are_sound() {
        [record_command(), replay_command()].into_iter().for_each(Command::debug_assert);
    }

    #[test]
    fn record_takes_tracings_options() {
        let Ok(Parsed::Trace(o)) =
            parsed("tracer record -o x --max-size 1M --no-data -e trace=read -- ls -l")
        else {
            panic!("it is tracing")
        };
        let recording = o.recording.expect("it records");
        assert_eq!((recording.path, recording.max_size, recording.data), ("x".into(), Some(1 << 20), false));
        assert_eq!(o.target, Target::Command(vec!["ls".into(), "-l".into()]));
        assert!(o.follow && !o.lines && o.table.is_none() && o.output.is_none());
        let Ok(Parsed::Trace(o)) = parsed("tracer --record x -o y -C ls") else { panic!("it is tracing") };
        assert!(o.recording.is_some_and(|it| it.data) && o.lines && o.output.is_some() && !o.follow);
    }

    #[test]
    fn replay_takes_a_file_anywhere() {
        for line in ["tracer replay -c x", "tracer replay x -c", "tracer replay -c -- x"] {
            let Ok(Parsed::Replay(replay)) = parsed(line) else { panic!("{line}") };
            assert_eq!(replay.file, PathBuf::from("x"));
            assert!(!replay.options.lines && replay.options.table.is_some());
        }
    }

    #[test]
    fn errors_name_what_is_wrong() {
        assert!(matches!(parsed("tracer record -o x -s 99 -y -v -i -q ls"), Ok(Parsed::Trace(_))));
        for (line, want) in [
            ("tracer record ls", "tracer: must have -o FILE"),
            ("tracer record -o x", "tracer: must have PROG [ARGS] or -p PID"),
            (
                "tracer record -o |gzip ls",
                "tracer: -o takes a file here; to pipe the recording on: -o - | gzip",
            ),
            ("tracer record -o x --max-size 4K ls", "tracer: invalid --max-size argument: '4K'"),
            ("tracer record -o - --max-size 1M ls", "tracer: --max-size needs a file"),
            ("tracer record -o x --redact ( ls", "tracer: invalid --redact argument: '('"),
            ("tracer --redact x ls", "tracer: --redact must be given with --record or tracer record"),
            ("tracer replay", "tracer: must have the FILE of a recording"),
            ("tracer replay a b", "tracer: one FILE only, not 'b' too"),
            ("tracer replay --system a", "tracer: unrecognized option '--system'"),
        ] {
            assert_eq!(message(line), want, "{line}");
        }
    }
}
