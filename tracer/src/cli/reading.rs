//! Reads options one after the other, as of contradicting ones the later counts. What they mean together is
//! left to `options`.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::time::Duration;

use super::exit::Exit;
use super::getopt::Typed;
use super::options::OutputTarget;
use super::recordings::Keeping;
use super::values;
use crate::decode::Style;
use crate::decode::style::{Constants, HexStrings, NO_CALLS};
use crate::filter::{Filter, Quiet};
use crate::sink::NAMES;
use crate::sink::log::{Precision, Timestamp};
use crate::source::OnFull;
use crate::source::spawn::Apart;
use crate::stats::TableOptions;
use tracer_common::config::{STATUS_FAILED, STATUS_SUCCESSFUL};

mod expr;
mod table;

/// What is printed of calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Printed {
    #[default]
    Lines,
    Table,
    Both,
    Nothing,
}

/// What the options said so far.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) pids: Vec<u32>,
    pub(super) follow: u32,
    pub(super) separately: bool,
    pub(super) lines: Printed,
    pub(super) table: TableOptions,
    /// Options, as typed, that make no sense without a table.
    pub(super) needs_table: Vec<String>,
    pub(super) sorted: bool,
    pub(super) interval: Option<Duration>,
    pub(super) filter: Filter,
    pub(super) system: bool,
    pub(super) cgroup: Option<PathBuf>,
    pub(super) container: Option<String>,
    pub(super) timestamp: Timestamp,
    pub(super) relative: Option<Precision>,
    pub(super) durations: Option<Precision>,
    pub(super) numbers: bool,
    pub(super) style: Style,
    pub(super) column: usize,
    /// Which of [`NAMES`], instead of lines.
    pub(super) format: Option<usize>,
    pub(super) output: Option<OutputTarget>,
    pub(super) append: bool,
    pub(super) on_full: Option<OnFull>,
    pub(super) ring_size: Option<u32>,
    pub(super) interruptible: Option<u8>,
    pub(super) env: Vec<(OsString, Option<OsString>)>,
    pub(super) user: Option<String>,
    pub(super) argv0: Option<OsString>,
    pub(super) apart: Option<Apart>,
    pub(super) detach: bool,
    pub(super) debug: bool,
    pub(super) recording: Keeping,
    pub(super) notices: Vec<String>,
    /// What is told of paths that are others, resolved.
    pub(super) resolved: Vec<String>,
    /// `-q`, and the set of `-e quiet=`: only one of them may be given.
    quiets: u32,
    quiet_set: Option<Quiet>,
    /// How often `-y` was given, and whether `--decode-fds` was.
    fds: u32,
    fd_set: bool,
    /// How often `-x` was given.
    hexes: u32,
    /// How often `-D` was given.
    daemons: u32,
    /// `-t`, and whether `--absolute-timestamps` was given.
    stamps: u32,
    stamp_set: bool,
    /// `-z` or `-Z`, whichever was first.
    status_flag: Option<bool>,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            pids: Vec::new(),
            follow: 0,
            separately: false,
            lines: Printed::default(),
            table: TableOptions::default(),
            needs_table: Vec::new(),
            sorted: false,
            interval: None,
            filter: Filter::default(),
            system: false,
            cgroup: None,
            container: None,
            timestamp: Timestamp::None,
            relative: None,
            durations: None,
            numbers: false,
            style: Style::default(),
            column: 40,
            format: None,
            output: None,
            append: false,
            on_full: None,
            ring_size: None,
            interruptible: None,
            env: Vec::new(),
            user: None,
            argv0: None,
            apart: None,
            detach: false,
            debug: false,
            recording: Keeping::default(),
            notices: Vec::new(),
            resolved: Vec::new(),
            quiets: 0,
            quiet_set: None,
            fds: 0,
            fd_set: false,
            hexes: 0,
            daemons: 0,
            stamps: 0,
            stamp_set: false,
            status_flag: None,
        }
    }
}

/// What is wrong: strace points to its help for some errors, and for some it does not.
pub(super) enum Wrong {
    /// With a hint at the help.
    Usage(String),
    /// Without.
    Plain(String),
}

fn plain(error: impl std::fmt::Display) -> Wrong {
    Wrong::Plain(error.to_string())
}

fn usage(error: impl std::fmt::Display) -> Wrong {
    Wrong::Usage(error.to_string())
}

impl Reading {
    /// Takes one option.
    pub(super) fn option(&mut self, program: &str, typed: &Typed) -> Result<(), Exit> {
        self.read(typed).map_err(|wrong| match wrong {
            Wrong::Usage(message) => Exit::usage(program, message),
            Wrong::Plain(message) => Exit::error(program, message),
        })
    }

    /// The messages that are left out.
    pub(super) fn quiet(&self) -> Quiet {
        let set = self.quiet_set.unwrap_or_default();
        let (one, two, three) = (self.quiets >= 1, self.quiets >= 2, self.quiets >= 3);
        Quiet {
            attach: set.attach || one,
            personality: set.personality || one,
            exit: set.exit || two,
            path_resolution: set.path_resolution || three,
            superseded: set.superseded || three,
            thread_execve: set.thread_execve || three,
        }
    }

    /// Is each process to have a file of its own?
    pub(super) fn separate_files(&self) -> bool {
        self.separately || self.follow > 1
    }

    /// Was anything said about messages?
    pub(super) fn quiet_given(&self) -> bool {
        self.quiets > 0 || self.quiet_set.is_some()
    }

    /// Are times of day asked for?
    pub(super) fn stamped(&self) -> bool {
        self.timestamp != Timestamp::None
    }

    fn read(&mut self, typed: &Typed) -> Result<(), Wrong> {
        let text = typed.value.as_deref().map(OsStr::to_string_lossy).unwrap_or_default();
        let text = text.as_ref();
        let invalid = || usage(format!("invalid {} argument: '{text}'", typed.name));
        let or_micros = |value: &Option<OsString>| match value {
            None => Ok(Precision::Micros),
            Some(_) => Precision::by_name(text).ok_or_else(invalid),
        };
        match typed.id.as_str() {
            "attach" => self.attach(text)?,
            "follow-forks" => self.follow += 1,
            "follow-forks-old" => {
                self.follow += 1;
                self.notices.push("option -F is deprecated, please use -f/--follow-forks instead".to_owned());
            }
            "output-separately" => self.separately = true,
            "expr" => self.qualify(text)?,
            id @ ("trace" | "signal" | "status" | "abbrev" | "verbose" | "raw" | "read" | "write"
            | "inject" | "fault" | "kvm") => self.qualify(&format!("{id}={text}"))?,
            "quiet-set" => {
                let set = typed.value.as_ref().map_or("attach,personality", |_| text);
                self.qualify(&format!("quiet={set}"))?;
            }
            "quiet" => {
                self.quiets += 1;
                self.check_quiet()?;
            }
            "successful-only" => self.status_flag(true),
            "failed-only" => self.status_flag(false),
            "column" => self.column = values::column(text).ok_or_else(invalid)?,
            "no-abbrev" => self.style.abbrev = NO_CALLS,
            "string-limit" => self.style.limit = values::limit(text).ok_or_else(invalid)?,
            "hex-flag" => {
                self.hexes += 1;
                self.style.strings = if self.hexes > 1 { HexStrings::Always } else { HexStrings::NonAscii };
            }
            "strings-in-hex" => {
                self.style.strings = match typed.value.as_ref().map_or("all", |_| text) {
                    "none" => HexStrings::Never,
                    "non-ascii" | "non-ascii-chars" => HexStrings::NonAscii,
                    "all" => HexStrings::Always,
                    _ => return Err(invalid()),
                };
            }
            "const-print-style" => {
                self.style.constants = match text {
                    "raw" => Constants::Raw,
                    "abbrev" => Constants::Abbrev,
                    "verbose" => Constants::Verbose,
                    _ => return Err(invalid()),
                };
            }
            "argument-names" => self.style.names = true,
            "trace-path" => {
                let path = typed.value.clone().unwrap_or_default();
                if let Some(resolved) = self.filter.paths.add(&path) {
                    self.resolved.push(format!("Requested path \"{text}\" resolved into \"{resolved}\""));
                }
                self.style.files = true;
            }
            "instruction-pointer" => self.style.instruction = true,
            "decode-fds-flag" => {
                self.fds += 1;
                self.check_fds()?;
                let all = self.fds > 1;
                (self.style.paths, self.style.devices) = (true, all);
                (self.style.sockets, self.style.pidfds) = (all, all);
            }
            "decode-fds" => {
                let set = typed.value.as_ref().map_or("path", |_| text);
                self.qualify(&format!("decode-fds={set}"))?;
            }
            "decode-pids-flag" => self.style.comms = true,
            "decode-pids" => {
                let set = typed.value.as_ref().map_or("all", |_| text);
                self.qualify(&format!("decode-pids={set}"))?;
            }
            "stack-traces" => self.style.stacks = true,
            "syscall-number" => self.numbers = true,
            "relative-timestamps" => self.relative = Some(or_micros(&typed.value)?),
            "syscall-times" => self.durations = Some(or_micros(&typed.value)?),
            "timestamps" => {
                self.stamps += 1;
                self.check_stamps()?;
                self.timestamp = match self.stamps {
                    1 => Timestamp::Clock(Precision::Seconds),
                    2 => Timestamp::Clock(Precision::Micros),
                    _ => Timestamp::Unix(Precision::Micros),
                };
            }
            "absolute-timestamps" => {
                self.stamp_set = true;
                self.check_stamps()?;
                let text = typed.value.as_ref().map_or("time", |_| text);
                self.timestamp = values::timestamp(text).ok_or_else(invalid)?;
            }
            "output" => self.output = typed.value.as_deref().map(values::output),
            "output-append-mode" => self.append = true,
            "summary-only" => self.lines(Printed::Table)?,
            "summary" => self.lines(Printed::Both)?,
            "env" => self.env.extend(typed.value.as_deref().map(values::variable)),
            "user" => self.user = Some(text.to_owned()),
            "argv0" => self.argv0.clone_from(&typed.value),
            "detach-on" if text == "execve" => self.detach = true,
            "detach-on" => return Err(plain(format!("Syscall '{text}' for -b isn't supported"))),
            "daemonize-flag" => {
                self.daemons += 1;
                self.apart = Some(values::apart(self.daemons).ok_or_else(|| {
                    usage(format!("Too many -D's ({}), maximum supported -D count is 3", self.daemons))
                })?);
            }
            "daemonize" => {
                self.apart = Some(match typed.value.as_ref().map_or("grandchild", |_| text) {
                    "grandchild" => Apart::Grandchild,
                    "pgroup" | "pgrp" => Apart::Group,
                    "session" => Apart::Session,
                    _ => return Err(usage(format!("invalid --daemonize argument: '{text}'"))),
                });
            }
            "interruptible" => {
                self.interruptible = Some(values::interruptible(text).ok_or_else(invalid)?);
            }
            "debug" => self.debug = true,
            "system" => self.system = true,
            "comm" => self.filter.comm = Some(values::comm(text).ok_or_else(invalid)?),
            "uid" => self.filter.uid = Some(values::uid(text).ok_or_else(|| unknown_user(text))?),
            "cgroup" => self.cgroup = typed.value.clone().map(PathBuf::from),
            "container" => self.container = Some(text.to_owned()),
            "min-duration" => {
                self.filter.min_duration = values::nanos(values::duration(text, None)).ok_or_else(invalid)?
            }
            "on-full" => {
                self.on_full = Some(match text {
                    "hold" => OnFull::Hold,
                    "count" => OnFull::Count,
                    _ => return Err(invalid()),
                });
            }
            "ring-size" => self.ring_size = Some(values::ring_size(text).ok_or_else(invalid)?),
            id if NAMES.iter().any(|output| output.name == id) => {
                self.format = NAMES.iter().position(|output| output.name == id);
            }
            // Options of strace that change nothing here.
            "seccomp-bpf" | "tips" => {}
            _ if self.recording.take(typed).map_err(usage)? => {}
            id => self.table_option(id, typed, text)?,
        }
        Ok(())
    }

    fn check_fds(&self) -> Result<(), Wrong> {
        match self.fds > 0 && self.fd_set {
            true => Err(plain("-y and --decode-fds cannot be provided simultaneously")),
            false => Ok(()),
        }
    }

    fn attach(&mut self, list: &str) -> Result<(), Wrong> {
        let pids = values::pids(list).map_err(|pid| plain(format!("Invalid process id: '{pid}'")))?;
        self.pids.extend(pids);
        Ok(())
    }

    fn lines(&mut self, lines: Printed) -> Result<(), Wrong> {
        if self.lines != Printed::Lines && self.lines != lines {
            return Err(usage("-c/--summary-only and -C/--summary are mutually exclusive"));
        }
        self.lines = lines;
        Ok(())
    }

    fn status_flag(&mut self, successful: bool) {
        if self.status_flag.replace(successful).is_some_and(|earlier| earlier != successful) {
            let last = "Only the last of -z/--successful-only/-Z/--failed-only options will take effect.";
            self.notices.push(format!("{last} See status qualifier for more complex filters."));
        }
        self.filter.statuses = if successful { STATUS_SUCCESSFUL } else { STATUS_FAILED };
    }

    fn check_quiet(&self) -> Result<(), Wrong> {
        match (self.quiets, &self.quiet_set) {
            (1.., Some(_)) => Err(plain("-q and -e quiet/--quiet cannot be provided simultaneously")),
            _ => Ok(()),
        }
    }

    fn check_stamps(&self) -> Result<(), Wrong> {
        match (self.stamps, self.stamp_set) {
            (1.., true) => Err(plain("-t and --absolute-timestamps cannot be provided simultaneously")),
            _ => Ok(()),
        }
    }
}

fn unknown_user(name: &str) -> Wrong {
    plain(format!("Cannot find user '{name}'"))
}
