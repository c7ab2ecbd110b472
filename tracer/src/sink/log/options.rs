//! What lines look like and which are wanted.

use tracer_common::config::STATUS_ALL;

use super::text;
use crate::decode::Style;
use crate::decode::text::Text;
use crate::filter::Quiet;

/// How finely a time is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Precision {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Millis,
    /// Microseconds.
    #[default]
    Micros,
    /// Nanoseconds.
    Nanos,
}

impl Precision {
    /// How many digits follow the point.
    pub const fn digits(self) -> usize {
        match self {
            Self::Seconds => 0,
            Self::Millis => 3,
            Self::Micros => 6,
            Self::Nanos => 9,
        }
    }

    /// By the names that strace's options take.
    pub fn by_name(name: &str) -> Option<Self> {
        match name {
            "s" => Some(Self::Seconds),
            "ms" => Some(Self::Millis),
            "us" => Some(Self::Micros),
            "ns" => Some(Self::Nanos),
            _ => None,
        }
    }
}

/// The time of day that lines start with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Timestamp {
    /// None.
    #[default]
    None,
    /// Local time, `12:34:56` (-t: seconds, -tt: microseconds).
    Clock(Precision),
    /// Seconds since 1970 (-ttt: microseconds).
    Unix(Precision),
}

/// When a line names its task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PidStyle {
    /// Never: to a file, without -f.
    Never,
    /// `[pid 1234] ` while there are several tasks: on the terminal.
    #[default]
    WhenSeveral,
    /// `1234  ` always: to a file, with -f or several targets.
    Always,
}

/// What the plain lines look like.
#[derive(Clone, Debug)]
pub struct LogOptions {
    /// -t, -tt, -ttt, --absolute-timestamps.
    pub timestamp: Timestamp,
    /// -r: time since the line before.
    pub relative: Option<Precision>,
    /// -T: how long the call took.
    pub durations: Option<Precision>,
    /// -n: syscall numbers.
    pub numbers: bool,
    /// -a: the column of the results.
    pub column: usize,
    /// -q, -qq, -qqq, -e quiet.
    pub quiet: Quiet,
    /// Which lines name their task.
    pub pids: PidStyle,
    /// Which signals are shown: bit N-1 stands for signal N.
    pub signals: u64,
    /// Which calls are shown: `tracer_common::config::STATUS_*` bits.
    pub statuses: u64,
    /// What arguments look like.
    pub style: Style,
}

impl Default for LogOptions {
    fn default() -> Self {
        Self {
            timestamp: Timestamp::None,
            relative: None,
            durations: None,
            numbers: false,
            column: 40,
            quiet: Quiet::default(),
            pids: PidStyle::WhenSeveral,
            signals: u64::MAX,
            statuses: STATUS_ALL,
            style: Style::default(),
        }
    }
}

impl LogOptions {
    /// Writes whose line it is, if lines tell. `several`: are there several tasks to be told apart?
    #[inline]
    pub(super) fn task(&self, buf: &mut Vec<u8>, tid: u32, several: bool) {
        match self.pids {
            PidStyle::WhenSeveral if several => {
                buf.extend_from_slice(b"[pid ");
                text::padded(buf, u64::from(tid), 5, b' ');
                Text::new(buf, &self.style, true).comm(tid);
                buf.extend_from_slice(b"] ");
            }
            PidStyle::Always => {
                let from = buf.len();
                text::unsigned(buf, u64::from(tid));
                Text::new(buf, &self.style, true).comm(tid);
                let width = (buf.len() - from).max(5) + 1;
                buf.resize(from + width, b' ');
            }
            _ => {}
        }
    }
}
