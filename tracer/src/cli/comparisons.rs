//! `tracer diff`: what is compared, and which budgets it must keep.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, Command, ValueHint};

use super::args::{FILTER, MISC, OUTPUT, STARTUP, TRACING, value};
use super::exit::Exit;
use super::getopt::Typed;
use super::options::{Options, OutputTarget, Purpose, read};
use super::recordings::{Split, operands, split, subcommand, taken};
use crate::report::Format;
use crate::report::budget::{Budget, parse_file};

/// More runs are a mistake.
const MAX_RUNS: u32 = 1000;

/// `tracer diff`.
#[derive(Debug)]
pub struct Compared {
    /// What messages begin with.
    pub program: String,
    /// Recordings, summaries, or folders of them: before.
    pub before: PathBuf,
    /// After; `None`: the command is run.
    pub after: After,
    /// What it looks like.
    pub format: Format,
    /// Where it goes, if it is said.
    pub output: Option<OutputTarget>,
    /// What may not be.
    pub budgets: Vec<Budget>,
}

/// What is compared with what was before.
#[derive(Debug)]
pub enum After {
    /// As before.
    Files(PathBuf),
    /// A command, so many times.
    Runs(Box<Options>, u32),
}

/// Options about budgets, which reports take too.
pub(super) fn budgets() -> [Arg; 2] {
    let fail_if = "Exit with status 3 if this is so: SUBJECT.METRIC OP LIMIT, such as 'openat.errors > 10', 'total.wall > 20ms', \
                   'process:make.calls > 110%' (of before). SUBJECT: total, a syscall, process:NAME, path:PATH; METRIC: calls, errors, wall, cpu";
    [
        value("fail-if", "BUDGET", fail_if).long("fail-if").help_heading(BUDGETS),
        value("budget", "FILE", "As --fail-if for each of a TOML file: fail-if = [\"...\"]")
            .long("budget")
            .value_hint(ValueHint::FilePath)
            .help_heading(BUDGETS),
    ]
}

const BUDGETS: &str = "Budgets";

/// Reads an option about budgets; false if it is none.
pub(super) fn take_budget(program: &str, typed: &Typed, budgets: &mut Vec<Budget>) -> Result<bool, Exit> {
    let value = typed.value.clone().unwrap_or_default();
    let text = value.to_string_lossy().into_owned();
    let texts = match typed.id.as_str() {
        "fail-if" => vec![text],
        "budget" => {
            let file = std::fs::read_to_string(&value).map_err(|error| error.to_string());
            let texts = file.and_then(|file| parse_file(&file));
            texts.map_err(|error| Exit::error(program, format!("'{text}': {}", error.trim_end())))?
        }
        _ => return Ok(false),
    };
    for text in texts {
        let budget = Budget::parse(&text);
        budgets.push(budget.map_err(|error| Exit::usage(program, format!("invalid budget: {error}")))?);
    }
    Ok(true)
}

/// The definition of `tracer diff`.
pub(super) fn diff_command() -> Command {
    subcommand(
        "diff",
        "Compare two recordings, summaries or sets of them: calls, errors and time by syscall, process and file",
        "tracer diff [OPTIONS] BEFORE AFTER\n       tracer diff [OPTIONS] BEFORE [--runs N] -- COMMAND [ARGS]...",
    )
    .after_help(
        "BEFORE and AFTER are recordings, tables in JSON (-c --summary-format json), or folders of them: repeated runs. \
         With four runs and more on each side, noise is told from change.",
    )
    .args(taken(&[FILTER, STARTUP, TRACING, MISC], &["follow-forks"]))
    .arg(value("format", "FORMAT", "text, json or markdown [default: text]").long("format").help_heading(OUTPUT))
    .arg(value("runs", "N", "Run the command so many times [default: 5]").long("runs").help_heading(STARTUP))
    .arg(
        value("output", "FILE", "Write to FILE, or to a command: '|cmd' or '!cmd'")
            .short('o')
            .long("output")
            .value_hint(ValueHint::FilePath)
            .help_heading(OUTPUT),
    )
    .args(budgets())
    .arg(operands("file", ValueHint::FilePath))
}

/// Reads `tracer diff`.
pub(super) fn diff(program: &str, args: &[OsString]) -> Result<Compared, Exit> {
    let Split { mut words, behind } = split(program, &diff_command(), args)?;
    let (mut format, mut output, mut runs, mut budgets) = (Format::default(), None, None, Vec::new());
    let mut left = Vec::new();
    for typed in words.options {
        let value = typed.value.clone().unwrap_or_default();
        let text = value.to_string_lossy();
        let wrong = || Exit::usage(program, format!("invalid {} argument: '{text}'", typed.name));
        match typed.id.as_str() {
            "output" => output = Some(super::values::output(&value)),
            "format" => {
                let known = Format::by_name(&text);
                format = known
                    .filter(|it| matches!(it, Format::Text | Format::Json | Format::Markdown))
                    .ok_or_else(wrong)?;
            }
            "runs" => {
                runs = Some(text.parse().ok().filter(|n| (1..=MAX_RUNS).contains(n)).ok_or_else(wrong)?)
            }
            _ if take_budget(program, &typed, &mut budgets)? => {}
            _ => left.push(typed),
        }
    }
    words.options = left;
    let files = std::mem::take(&mut words.rest);
    let usage = |message: &str| Err(Exit::usage(program, message));
    let (before, after) = match (files.as_slice(), behind) {
        ([_, _], None) if runs.is_some() => return usage("--runs is for a command behind --"),
        ([_, _], None) if !words.options.is_empty() => {
            return usage(&format!("{} is for a command behind --", words.options[0].name));
        }
        ([before, after], None) => (before.into(), After::Files(after.into())),
        ([before], Some(command)) if !command.is_empty() => {
            words.rest = command;
            let options = read(program, words, Purpose::Report)?;
            (before.into(), After::Runs(Box::new(options), runs.unwrap_or(5)))
        }
        _ => return usage("must have BEFORE and AFTER, or BEFORE and -- PROG [ARGS]"),
    };
    Ok(Compared { program: program.to_owned(), before, after, format, output, budgets })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Compared, String> {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        diff("tracer", &words).map_err(|exit| exit.message.lines().next().unwrap_or_default().to_owned())
    }

    #[test]
    fn files_or_runs_are_compared() {
        diff_command().debug_assert();
        let files = parsed("a --format json b --fail-if total.calls>10").expect("it is read");
        assert!(
            matches!(files.after, After::Files(_))
                && files.budgets.len() == 1
                && files.format == Format::Json
        );
        let runs = parsed("a --runs 7 -- ls -l").expect("it is read");
        assert!(matches!(runs.after, After::Runs(_, 7)));
    }

    #[test]
    fn errors_name_what_is_wrong() {
        for (line, want) in [
            ("a", "tracer: must have BEFORE and AFTER, or BEFORE and -- PROG [ARGS]"),
            ("a b c", "tracer: must have BEFORE and AFTER, or BEFORE and -- PROG [ARGS]"),
            ("a b --runs 3", "tracer: --runs is for a command behind --"),
            ("a --runs 0 -- ls", "tracer: invalid --runs argument: '0'"),
            ("a b --format html", "tracer: invalid --format argument: 'html'"),
            (
                "a b --fail-if total.calls",
                "tracer: invalid budget: 'total.calls' has none of > >= < <= == !=",
            ),
            ("a b --budget /nonexistent", "tracer: '/nonexistent': No such file or directory (os error 2)"),
        ] {
            assert_eq!(parsed(line).expect_err(line), want);
        }
    }
}
