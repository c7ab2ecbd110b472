//! The subcommands that look at recordings as a whole: `report`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Command, ValueHint};

use super::args::{FILTER, MISC, OUTPUT, STARTUP, TARGET, TRACING, value};
use super::comparisons;
use super::exit::Exit;
use super::getopt::Typed;
use super::options::{Options, OutputTarget, Purpose, read};
use super::recordings::{Split, operands, split, subcommand, taken};
use crate::report::Format;
use crate::report::budget::Budget;
use crate::report::export::{ExportFormat, NAMES};

/// What is shown of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A report.
    Report(Format),
    /// Its events, for another program.
    Export(ExportFormat),
}

impl Shown {
    fn by_name(name: &str) -> Option<Self> {
        let export = NAMES.iter().find(|(known, _)| *known == name).map(|(_, format)| Self::Export(*format));
        Format::by_name(name).map(Self::Report).or(export)
    }

    const fn takes_several(self) -> bool {
        matches!(self, Self::Export(format) if format.takes_several())
    }
}

/// What a report is about.
#[derive(Debug)]
pub enum Source {
    /// Recordings; `-` is standard input. Most formats take one only.
    Files(Vec<PathBuf>),
    /// A command, or processes, that are recorded first.
    Run(Box<Options>),
}

/// `tracer report`.
#[derive(Debug)]
pub struct Reported {
    /// What messages begin with.
    pub program: String,
    /// What it is about.
    pub source: Source,
    /// What it looks like.
    pub format: Shown,
    /// Where it goes, if it is said.
    pub output: Option<OutputTarget>,
    /// What may not be.
    pub budgets: Vec<Budget>,
}

const FORMATS: &str = "text, json, csv, markdown, html; for other programs: chrome (Perfetto), folded, folded-wait, folded-count \
    (flame graphs), seccomp (OCI), systemd, parquet; all but chrome of several FILEs too [default: text]";

const REPORT: &str = "Report on a recording, or on a command: time by syscall, file and process, errors, slow calls, \
    and findings: what to look at, with evidence";

/// The definition of `tracer report`.
pub(super) fn report_command() -> Command {
    subcommand(
        "report",
        REPORT,
        "tracer report [OPTIONS] FILE\n       tracer report [OPTIONS] -- COMMAND [ARGS]...\n       tracer report [OPTIONS] -p PID...",
    )
    .after_help("Reports hold paths and names of the traced programs; files are created for their owner alone.")
    .args(taken(&[TARGET, FILTER, STARTUP, TRACING, MISC], &["follow-forks"]))
    .arg(value("format", "FORMAT", FORMATS).long("format").help_heading(OUTPUT))
    .arg(
        value("output", "FILE", "Write to FILE, or to a command: '|cmd' or '!cmd'")
            .short('o')
            .long("output")
            .value_hint(ValueHint::FilePath)
            .help_heading(OUTPUT),
    )
    .args(comparisons::budgets())
    .arg(operands("file", ValueHint::FilePath))
}

/// Reads `tracer report`.
pub(super) fn report(program: &str, args: &[OsString]) -> Result<Reported, Exit> {
    let Split { mut words, behind } = split(program, &report_command(), args)?;
    let (mut format, mut output, mut budgets) = (Shown::Report(Format::default()), None, Vec::new());
    let own = |typed: &mut Typed| matches!(typed.id.as_str(), "format" | "output" | "fail-if" | "budget");
    for typed in words.options.extract_if(.., own) {
        if comparisons::take_budget(program, &typed, &mut budgets)? {
            continue;
        }
        let value = typed.value.unwrap_or_default();
        if typed.id == "output" {
            output = Some(super::values::output(&value));
        } else {
            let text = value.to_string_lossy();
            let wrong = || Exit::usage(program, format!("invalid {} argument: '{text}'", typed.name));
            format = Shown::by_name(&text).ok_or_else(wrong)?;
        }
    }
    let files = std::mem::take(&mut words.rest);
    let source = match (files.as_slice(), behind) {
        ([_, ..], None) if words.options.is_empty() && (files.len() == 1 || format.takes_several()) => {
            Source::Files(files.iter().map(PathBuf::from).collect())
        }
        ([_], None) => {
            let typed = words.options.first().map(|typed| typed.name.clone()).unwrap_or_default();
            return Err(Exit::usage(
                program,
                format!("{typed} is for a command behind --, not for a recording"),
            ));
        }
        ([], behind) => {
            words.rest = behind.unwrap_or_default();
            if words.rest.is_empty() && words.options.is_empty() {
                return Err(Exit::usage(program, "must have the FILE of a recording, or -- PROG [ARGS]"));
            }
            Source::Run(Box::new(read(program, words, Purpose::Report)?))
        }
        ([_, more, ..], None) => {
            let hint = format!("one FILE only, not '{}' too; a command stands behind --", more.display());
            return Err(Exit::usage(program, hint));
        }
        ([file, ..], Some(_)) => {
            return Err(Exit::usage(
                program,
                format!("either FILE or -- COMMAND, not '{}' too", file.display()),
            ));
        }
    };
    if budgets.iter().any(Budget::is_relative) {
        return Err(Exit::usage(program, "a percentage is of runs before: tracer diff"));
    }
    Ok(Reported { program: program.to_owned(), source, format, output, budgets })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Target;

    fn parsed(line: &str) -> Result<Reported, String> {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        report("tracer", &words).map_err(|exit| exit.message.lines().next().unwrap_or_default().to_owned())
    }

    #[test]
    fn the_definition_is_sound() {
        report_command().debug_assert();
    }

    #[test]
    fn a_report_is_about_a_file_or_a_run() {
        let file = parsed("--format html x -o y").expect("it is read");
        assert!(matches!(file.source, Source::Files(paths) if paths == [PathBuf::from("x")]));
        assert_eq!(file.format, Shown::Report(Format::Html));
        assert!(matches!(file.output, Some(OutputTarget::File { path, .. }) if path.as_os_str() == "y"));
        let Source::Run(options) = parsed("-e trace=read -- ls -l").expect("it is read").source else {
            panic!("a run")
        };
        assert_eq!(options.target, Target::Command(vec!["ls".into(), "-l".into()]));
        assert!(options.recording.is_some() && options.follow && !options.lines);
    }

    #[test]
    fn errors_name_what_is_wrong() {
        for (line, want) in [
            ("--format pdf x", "tracer: invalid --format argument: 'pdf'"),
            ("ls -l", "tracer: invalid option -- 'l'"),
            ("a b", "tracer: one FILE only, not 'b' too; a command stands behind --"),
            ("a -- b", "tracer: either FILE or -- COMMAND, not 'a' too"),
            ("-e read a", "tracer: -e is for a command behind --, not for a recording"),
            ("--format json", "tracer: must have the FILE of a recording, or -- PROG [ARGS]"),
        ] {
            assert_eq!(parsed(line).expect_err(line), want);
        }
    }
}
