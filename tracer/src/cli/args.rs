//! What can be typed: every option, its help, its place in the help. The one definition that parsing, help,
//! completions and the man page share. What options mean is left to `options`.

use clap::{Arg, ArgAction, Command, ValueHint};

use super::recordings;
use crate::sink::NAMES;
use crate::stats::Column;

/// Whose command line it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grammar {
    /// strace's options, ours, and subcommands.
    Tracer,
    /// strace's options alone: for a program that is called `strace`.
    Strace,
    /// The options of the live view: all of them, and its own.
    Top,
}

/// The subcommands: each is one only as the first word.
pub const SUBCOMMANDS: [&str; 8] =
    ["top", "record", "replay", "report", "diff", "doctor", "completions", "man"];

pub(super) const TARGET: &str = "What to trace";
pub(super) const FILTER: &str = "Which calls";
pub(super) const LINES: &str = "Lines";
pub(super) const OUTPUT: &str = "Output";
pub(super) const SUMMARY: &str = "Summary";
pub(super) const STARTUP: &str = "Starting the command";
pub(super) const TRACING: &str = "Tracing";
pub(super) const MISC: &str = "Miscellaneous";

const NOTES: &str =
    "Accepted without effect, as only calls that are asked for are ever looked at: --seccomp-bpf.";

pub(super) fn flag(id: &'static str, help: &'static str) -> Arg {
    Arg::new(id).help(help).action(ArgAction::SetTrue)
}

pub(super) fn value(id: &'static str, name: &'static str, help: &'static str) -> Arg {
    Arg::new(id).help(help).value_name(name).action(ArgAction::Append).allow_hyphen_values(true)
}

/// A long option whose value is optional.
fn maybe(id: &'static str, name: &'static str, help: &'static str) -> Arg {
    value(id, name, help).num_args(0..=1).require_equals(true)
}

/// The definition of the program's command line.
pub fn command(grammar: Grammar) -> Command {
    let name = match grammar {
        Grammar::Tracer => "tracer",
        Grammar::Strace => "strace",
        Grammar::Top => "tracer top",
    };
    let mut command = Command::new(name)
        .version(env!("CARGO_PKG_VERSION"))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .about("strace at kernel speed: traces system calls through eBPF, without stopping anybody")
        .override_usage(format!("{name} [OPTIONS] [--] COMMAND [ARGS]...\n       {name} [OPTIONS] -p PID..."))
        .after_help(NOTES)
        .args(strace_options())
        .args(later_options())
        .arg(
            Arg::new("command")
                .value_name("COMMAND")
                .help("Command to trace, with its arguments")
                .num_args(0..)
                .value_hint(ValueHint::CommandWithArguments)
                .trailing_var_arg(true)
                .hide(true),
        );
    if grammar == Grammar::Strace {
        // Ours takes both meanings of --columns.
        command = command.mut_arg("column", |arg| arg.long("columns"));
    }
    if grammar == Grammar::Top {
        command = command.about(TOP).args(own_options()).args(top_options()).override_usage(
            "tracer top [OPTIONS] [--] COMMAND [ARGS]...\n       tracer top [OPTIONS] [-p PID... | --system]\n       tracer top [OPTIONS] FILE",
        );
    }
    if grammar == Grammar::Tracer {
        command = command
            .args(own_options())
            .subcommands([Command::new("top").about(TOP).disable_help_flag(true).args(top_options())]);
        command = command.subcommands(super::subcommands()).subcommands([
            Command::new("doctor").about("Tell what this kernel and user can do, each check with its remedy"),
            Command::new("completions").about("Print completions for a shell").arg(
                Arg::new("shell")
                    .value_name("SHELL")
                    .required(true)
                    .value_parser(clap::value_parser!(clap_complete::Shell)),
            ),
            Command::new("man").about("Print the man page"),
        ]);
    }
    command
}

/// Every option of tracing, for subcommands that take some of them.
pub(super) fn trace_arguments() -> Vec<Arg> {
    strace_options().into_iter().chain(later_options()).chain(own_options()).collect()
}

/// strace's options that do what they do there, in the order in which its messages list them.
fn strace_options() -> Vec<Arg> {
    let columns = Column::names().collect::<Vec<_>>().join(", ");
    let time = "s, ms, us or ns";
    vec![
        value("attach", "PID", "Trace this process; several: repeated, or separated by commas or spaces")
            .short('p')
            .long("attach")
            .help_heading(TARGET),
        flag("follow-forks", "Follow forks and threads").short('f').long("follow-forks").help_heading(TARGET),
        value(
            "expr",
            "EXPR",
            "Qualify what is traced and shown: trace=, status=, signal=, quiet=, abbrev=, verbose=, raw=, read=, write=, decode-fds=, decode-pids=, kvm=; a plain list is trace=",
        )
        .short('e')
        .help_heading(FILTER),
        value("trace", "SET", "Only these calls: names, %groups, /regex; ! all but these; ? if there is one")
            .long("trace")
            .help_heading(FILTER),
        value("trace-path", "PATH", "Only calls that touch this path; several: repeated")
            .short('P')
            .long("trace-path")
            .value_hint(ValueHint::AnyPath)
            .help_heading(FILTER),
        value("signal", "SET", "Only these signals").long("signal").help_heading(FILTER),
        value(
            "status",
            "SET",
            "Only calls that ended so: successful, failed, unfinished, unavailable, detached",
        )
        .long("status")
        .help_heading(FILTER),
        flag("successful-only", "Only calls that succeeded")
            .short('z')
            .long("successful-only")
            .help_heading(FILTER),
        flag("failed-only", "Only calls that failed").short('Z').long("failed-only").help_heading(FILTER),
        value("column", "COLUMN", "Align results in this column [default: 40]")
            .short('a')
            .help_heading(LINES),
        flag("no-abbrev", "Abbreviate nothing: every field of structs, all of arrays")
            .short('v')
            .long("no-abbrev")
            .help_heading(LINES),
        value("string-limit", "SIZE", "Show at most so many bytes of strings [default: 32]")
            .short('s')
            .long("string-limit")
            .help_heading(LINES),
        flag("hex-flag", "Show strings that are not ASCII in hex; -xx: all strings").short('x').help_heading(LINES),
        maybe("strings-in-hex", "WHICH", "Show strings in hex: non-ascii or all")
            .long("strings-in-hex")
            .help_heading(LINES),
        value("const-print-style", "STYLE", "Show constants and flags as raw, abbrev or verbose")
            .short('X')
            .long("const-print-style")
            .help_heading(LINES),
        value("abbrev", "SET", "Abbreviate structs of these calls only").long("abbrev").help_heading(LINES),
        value("verbose", "SET", "Show structs of these calls only").long("verbose").help_heading(LINES),
        value("raw", "SET", "Show arguments of these calls as numbers").long("raw").help_heading(LINES),
        value("read", "SET", "Dump what is read from these descriptors in full").long("read").help_heading(LINES),
        value("write", "SET", "Dump what is written to these descriptors in full").long("write").help_heading(LINES),
        value("kvm", "vcpu", "Show why virtual CPUs stopped (KVM_RUN)").long("kvm").help_heading(LINES),
        flag("argument-names", "Show the names of arguments")
            .short('N')
            .long("argument-names")
            .help_heading(LINES),
        flag("decode-fds-flag", "Show the paths of file descriptors; -yy: and device numbers")
            .action(ArgAction::Count)
            .short('y')
            .help_heading(LINES),
        maybe("decode-fds", "SET", "Show what file descriptors lead to: path, dev, all or none")
            .long("decode-fds")
            .help_heading(LINES),
        flag("decode-pids-flag", "Show what processes and threads are called").short('Y').help_heading(LINES),
        maybe(
            "decode-pids",
            "SET",
            "Show of processes and threads: comm, pidns (their numbers in tracer's pid namespace), all or none",
        )
        .long("decode-pids")
        .help_heading(LINES),
        flag("instruction-pointer", "Show the instruction pointer of each call")
            .short('i')
            .long("instruction-pointer")
            .help_heading(LINES),
        flag("stack-traces", "Show below each call who called whom until it was made")
            .short('k')
            .long("stack-traces")
            .help_heading(LINES),
        flag("syscall-number", "Show syscall numbers").short('n').long("syscall-number").help_heading(LINES),
        flag("quiet", "Leave out messages about attaching; -qq: about exits too; -qqq: all")
            .action(ArgAction::Count)
            .short('q')
            .help_heading(LINES),
        maybe(
            "quiet-set",
            "SET",
            "Leave out these messages: attach, exit, path-resolution, personality, thread-execve, all",
        )
        .long("quiet")
        .aliases(["silent", "silence"])
        .help_heading(LINES),
        maybe("relative-timestamps", "PRECISION", "Show the time since the call before")
            .short('r')
            .long("relative-timestamps")
            .help_heading(LINES),
        flag("timestamps", "Show the time of day; -tt: with microseconds; -ttt: as seconds since 1970")
            .action(ArgAction::Count)
            .short('t')
            .help_heading(LINES),
        maybe(
            "absolute-timestamps",
            "[FORMAT][,PRECISION]",
            "Show times: none, time or unix; s, ms, us or ns",
        )
        .long("absolute-timestamps")
        .alias("timestamps")
        .help_heading(LINES),
        maybe("syscall-times", "PRECISION", "Show how long each call took")
            .short('T')
            .long("syscall-times")
            .long_help(format!("Show how long each call took: in {time}"))
            .help_heading(LINES),
        value("output", "FILE", "Write to FILE, or to a command: '|cmd' or '!cmd'")
            .short('o')
            .long("output")
            .value_hint(ValueHint::FilePath)
            .help_heading(OUTPUT),
        flag("output-append-mode", "Append to FILE")
            .short('A')
            .long("output-append-mode")
            .help_heading(OUTPUT),
        flag("summary-only", "Count calls, errors and time, and print a table at the end instead of lines")
            .short('c')
            .long("summary-only")
            .help_heading(SUMMARY),
        flag("summary", "Lines and the table").short('C').long("summary").help_heading(SUMMARY),
        value("overhead", "TIME", "Take this much off every call [unit: us]")
            .short('O')
            .long("summary-syscall-overhead")
            .help_heading(SUMMARY),
        value("sort", "COLUMN", "Sort by any column, or nothing [default: time]")
            .short('S')
            .long("summary-sort-by")
            .help_heading(SUMMARY),
        value("columns", "COLUMNS", "")
            .help(format!("Columns, separated by commas: {columns}"))
            .short('U')
            .long("summary-columns")
            .help_heading(SUMMARY),
        flag("wall-clock", "Measure wall time instead of CPU time")
            .short('w')
            .long("summary-wall-clock")
            .help_heading(SUMMARY),
        value("env", "VAR[=VALUE]", "Set or remove a variable").short('E').long("env").help_heading(STARTUP),
        value("user", "USER", "Run the command as this user")
            .short('u')
            .long("user")
            .value_hint(ValueHint::Username)
            .help_heading(STARTUP),
        flag("daemonize-flag", "Leave the command to the caller, and trace from a process that has no parent; -DD: in a group of its own; -DDD: in a session of its own")
            .action(ArgAction::Count)
            .short('D')
            .help_heading(STARTUP),
        maybe("daemonize", "WHERE", "The same: grandchild, pgroup or session")
            .long("daemonize")
            .help_heading(STARTUP),
        value("argv0", "NAME", "What the command is told to be called").long("argv0").help_heading(STARTUP),
        value("detach-on", "CALL", "Detach from a process that reaches this call; execve is the only one")
            .short('b')
            .long("detach-on")
            .help_heading(TRACING),
        value(
            "interruptible",
            "WHEN",
            "Which signals end it: anywhere (1), waiting (2), never (3), never_tstp (4)",
        )
        .short('I')
        .long("interruptible")
        .help_heading(TRACING),
        flag("seccomp-bpf", "Accepted, without effect").long("seccomp-bpf").hide(true),
        flag("debug", "Tell what is loaded and why").short('d').long("debug").help_heading(MISC),
        flag("help", "Print help").short('h').long("help").help_heading(MISC),
        flag("version", "Print the version").short('V').long("version").help_heading(MISC),
    ]
}

/// strace's options about decoded arguments and what needs ptrace: read, so that each gets its answer.
fn later_options() -> Vec<Arg> {
    let flags = [("follow-forks-old", Some('F'), ""), ("output-separately", None, "output-separately")];
    let values = [("fault", None, "fault"), ("inject", None, "inject")];
    let maybes = ["tips"];
    let shape = |arg: Arg, short: Option<char>, long: &'static str| {
        let arg = if long.is_empty() { arg } else { arg.long(long) };
        arg.short(short).hide(true)
    };
    let flags = flags.map(|(id, short, long)| shape(flag(id, ""), short, long));
    let values = values.map(|(id, short, long)| shape(value(id, "VALUE", ""), short, long));
    let maybes = maybes.map(|id| maybe(id, "VALUE", "").long(id).hide(true));
    flags.into_iter().chain(values).chain(maybes).collect()
}

const TOP: &str = "Show live what is called, by whom, about what, with which errors, and what is blocked, or play the recording FILE; \
     ? shows the keys";

/// What only the live view has.
fn top_options() -> Vec<Arg> {
    vec![
        flag("exit", "Leave the view when the command or the processes have ended")
            .long("exit")
            .help_heading(MISC),
    ]
}

/// What strace does not have.
fn own_options() -> Vec<Arg> {
    let record = value("record", "FILE", "Record the run to FILE besides: see tracer record")
        .long("record")
        .value_hint(ValueHint::FilePath)
        .help_heading(OUTPUT);
    let outputs =
        NAMES.iter().map(|output| flag(output.name, output.about).long(output.name).help_heading(OUTPUT));
    let others = vec![
        record,
        flag("json-schema", "Print the JSON Schema of --json, and end").long("json-schema").help_heading(OUTPUT),
        value("comm", "NAME", "Only tasks of this name").long("comm").help_heading(TARGET),
        value("uid", "USER", "Only tasks of this user").long("uid").value_hint(ValueHint::Username).help_heading(TARGET),
        value("cgroup", "PATH", "Only tasks in this cgroup or below it")
            .long("cgroup")
            .value_hint(ValueHint::DirPath)
            .help_heading(TARGET),
        value("container", "ID|NAME", "Only tasks of this container").long("container").help_heading(TARGET),
        flag("system", "Every task of the machine").long("system").help_heading(TARGET),
        value("min-duration", "TIME", "Only calls that took at least so long: 1s, 500ms, 20us")
            .long("min-duration")
            .help_heading(FILTER),
        value("columns-or-column", "COLUMNS", "As -U; a number: as -a").long("columns").help_heading(SUMMARY),
        value("by", "WHAT", "Count by syscall, process or thread [default: syscall]").long("by").help_heading(SUMMARY),
        flag("errors", "Tell the errors apart").long("errors").help_heading(SUMMARY),
        value("summary-format", "FORMAT", "text, json, csv or markdown [default: text]")
            .long("summary-format")
            .help_heading(SUMMARY),
        value("interval", "TIME", "Print the table again and again: every 1s, 500ms")
            .long("interval")
            .help_heading(SUMMARY),
        flag("cost", "Show what tracing cost").long("cost").help_heading(SUMMARY),
        value("on-full", "WHAT", "When the ring is full: hold (slow the callers down) or count (leave out lines) [default: hold for a command, count when attached]")
            .long("on-full")
            .help_heading(TRACING),
        value("ring-size", "SIZE", "Size of the ring, a power of two from 4K [default: 4M]")
            .long("ring-size")
            .help_heading(TRACING),
    ];
    outputs.chain(others).chain(recordings::keeping()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        command(Grammar::Tracer).debug_assert();
        command(Grammar::Strace).debug_assert();
        command(Grammar::Top).debug_assert();
    }

    #[test]
    fn help_shows_every_option_but_the_hidden() {
        let help = command(Grammar::Tracer).render_help().to_string();
        for arg in command(Grammar::Tracer).get_arguments().filter(|arg| !arg.is_hide_set()) {
            let name = arg
                .get_long()
                .map_or_else(|| format!("-{}", arg.get_short().unwrap_or('?')), |l| format!("--{l}"));
            assert!(help.contains(&name), "{name}");
        }
    }
}
