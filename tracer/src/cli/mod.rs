//! The command line: what can be typed (`args`), its split into options (`getopt`), what it means
//! (`reading`, `options`), how the program ends early (`exit`), and the answers that need no tracing: `doctor`, `man`, completions.

pub mod args;
mod comparisons;
pub mod doctor;
pub mod exit;
pub mod getopt;
pub mod man;
pub mod options;
mod reading;
mod recordings;
mod reports;
mod values;

use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap::error::ErrorKind;

use crate::recording::is_recording;
use crate::sink::jsonl::SCHEMA;
use getopt::Words;

use args::{Grammar, SUBCOMMANDS, command};
pub use comparisons::{After, Compared};
pub use exit::Exit;
use options::Purpose;
pub use options::{Options, OutputTarget};
pub use recordings::{RecordingOptions, Replay};
pub use reports::{Reported, Shown, Source};

/// What the command line asks for.
#[derive(Debug)]
pub enum Parsed {
    /// Tracing.
    Trace(Box<Options>),
    /// `tracer top`.
    Top(Box<Options>),
    /// `tracer top FILE`.
    Play(Box<Replay>),
    /// `tracer replay`.
    Replay(Box<Replay>),
    /// `tracer report`.
    Report(Box<Reported>),
    /// `tracer diff`.
    Diff(Box<Compared>),
    /// `tracer doctor`.
    Doctor,
    /// `tracer completions SHELL`.
    Completions(clap_complete::Shell),
    /// `tracer man`.
    Man,
}

/// Reads a command line, with the program's name as its first word.
pub fn parse(args: impl Iterator<Item = OsString>) -> Result<Parsed, Exit> {
    let mut args = args.peekable();
    let called = args.next().unwrap_or_default();
    let (program, grammar) = match Path::new(&called).file_name().and_then(OsStr::to_str) {
        Some("strace") => ("strace", Grammar::Strace),
        _ => ("tracer", Grammar::Tracer),
    };
    let first = args.peek().and_then(|word| word.to_str());
    if grammar == Grammar::Tracer && first == Some("top") {
        args.next();
        let words = split("tracer top", Grammar::Top, args)?;
        return match words.rest.first() {
            Some(word) if is_recording(word.as_ref()) => play(program, words),
            _ => options::read_top(program, "tracer top", words, Purpose::Trace)
                .map(|it| Parsed::Top(Box::new(it))),
        };
    }
    if grammar == Grammar::Tracer && first.is_some_and(|word| SUBCOMMANDS.contains(&word)) {
        let name = args.next().unwrap_or_default();
        let args: Vec<OsString> = args.collect();
        return match name.to_str() {
            Some("record") => {
                recordings::record(program, &args).map(|options| Parsed::Trace(Box::new(options)))
            }
            Some("replay") => {
                recordings::replay(program, &args).map(|replay| Parsed::Replay(Box::new(replay)))
            }
            Some("report") => reports::report(program, &args).map(|report| Parsed::Report(Box::new(report))),
            Some("diff") => comparisons::diff(program, &args).map(|diff| Parsed::Diff(Box::new(diff))),
            _ => subcommand(program, std::iter::once(name).chain(args)),
        };
    }
    let words = split(program, grammar, args)?;
    options::read(program, words, Purpose::Trace).map(|options| Parsed::Trace(Box::new(options)))
}

/// `tracer top FILE`: options may stand behind the file too.
fn play(program: &str, mut words: Words) -> Result<Parsed, Exit> {
    let mut rest = std::mem::take(&mut words.rest).into_iter();
    let file = rest.next().unwrap_or_default().into();
    let more = split("tracer top", Grammar::Top, rest)?;
    words.options.extend(more.options);
    if let Some(other) = more.rest.first() {
        return Err(Exit::usage("tracer top", format!("one FILE only, not '{}' too", other.display())));
    }
    let options = options::read_top(program, "tracer top", words, Purpose::Replay)?;
    Ok(Parsed::Play(Box::new(Replay { options, file })))
}

/// Splits words into options; help and version are answered at once.
fn split(program: &str, grammar: Grammar, args: impl Iterator<Item = OsString>) -> Result<Words, Exit> {
    let definition = command(grammar);
    let words = getopt::split(&definition, args).map_err(|error| Exit::usage(program, error))?;
    match words.options.iter().find_map(|typed| {
        Some(typed.id.as_str()).filter(|id| matches!(*id, "help" | "version" | "json-schema"))
    }) {
        Some("help") => Err(Exit::answer(definition.clone().render_help().to_string())),
        Some("json-schema") => Err(Exit::answer(SCHEMA.to_owned())),
        Some(_) => Err(Exit::answer(definition.render_version())),
        None => Ok(words),
    }
}

/// The definitions of the subcommands that take options of tracing.
pub(super) fn subcommands() -> [clap::Command; 4] {
    let (record, replay) = (recordings::record_command(), recordings::replay_command());
    [record, replay, reports::report_command(), comparisons::diff_command()]
}

fn subcommand(program: &str, args: impl Iterator<Item = OsString>) -> Result<Parsed, Exit> {
    // strace's letters are tracing's alone: without them, clap brings its own --help.
    let mut alone =
        clap::Command::new("tracer").subcommands(command(Grammar::Tracer).get_subcommands().cloned());
    let matches = alone.try_get_matches_from_mut([OsString::from(program)].into_iter().chain(args));
    let matches = matches.map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp => Exit::answer(error.to_string()),
        _ => Exit::error(program, error.to_string().trim_start_matches("error: ").trim_end()),
    })?;
    match matches.subcommand() {
        Some(("completions", matches)) => match matches.get_one("shell") {
            Some(shell) => Ok(Parsed::Completions(*shell)),
            None => Err(Exit::usage(program, "completions needs a shell")),
        },
        Some(("man", _)) => Ok(Parsed::Man),
        _ => Ok(Parsed::Doctor),
    }
}
