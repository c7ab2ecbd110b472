//! Parses `-e` expressions as strace 6.1 does, with its complaints. Syscall sets are left to
//! [`mod@super::parse_trace`], and what an expression is good for to the caller.

use super::SyscallSet;
use super::parse_trace::parse_trace;
use crate::arch::signal_by_name;
use crate::decode::style::Descriptors;
use tracer_common::config::{
    STATUS_DETACHED, STATUS_FAILED, STATUS_SUCCESSFUL, STATUS_UNAVAILABLE, STATUS_UNFINISHED,
};

/// Why an expression is refused. Displayed as strace's message, without the name of the program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// No such syscall, signal, status, ...
    #[error("invalid {kind} '{text}'")]
    Invalid {
        /// What it should be one of.
        kind: &'static str,
        /// What was typed.
        text: String,
    },
    /// What follows `@` is no personality.
    #[error("incorrect personality designator '{designator}' in qualification '{text}'")]
    Personality {
        /// What follows `@`.
        designator: String,
        /// What was typed.
        text: String,
    },
    /// What follows `/` is no regular expression.
    #[error("regcomp: {pattern}: {reason}")]
    Pattern {
        /// What follows `/`.
        pattern: String,
        /// As regcomp(3) words it.
        reason: &'static str,
    },
    /// `-e kvm=` takes one word.
    #[error("invalid -e kvm= argument: '{0}'")]
    Kvm(String),
    /// `-e inject=` and `-e fault=`.
    #[error("-e {0}= is not possible: eBPF observes calls and cannot change them")]
    Tampering(&'static str),
    /// `-e secontext=`.
    #[error("SELinux context printing (-e secontext=) is not supported")]
    SecurityContext,
}

impl FilterError {
    /// Does strace point at its `-h` after this message?
    pub const fn wants_hint(&self) -> bool {
        matches!(self, Self::Personality { .. })
    }

    /// `text` is no `kind`.
    pub(super) fn invalid(kind: &'static str, text: &str) -> Self {
        Self::Invalid { kind, text: text.to_owned() }
    }
}

/// What is not to be told: the messages beside the calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quiet {
    /// A process was attached to or detached from.
    pub attach: bool,
    /// A process exited.
    pub exit: bool,
    /// A path given by `-P` is another one, resolved.
    pub path_resolution: bool,
    /// A process changed its personality.
    pub personality: bool,
    /// A thread was replaced by another one's execve.
    pub superseded: bool,
    /// The same; strace has two words for it, and either sets both.
    pub thread_execve: bool,
}

/// What is told about a file descriptor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DecodeFds {
    /// Its path.
    pub path: bool,
    /// Of a socket, its addresses.
    pub socket: bool,
    /// Of a device, its numbers.
    pub dev: bool,
    /// Of a pidfd, its process.
    pub pidfd: bool,
}

/// What is told about a process id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DecodePids {
    /// The name of the process.
    pub comm: bool,
    /// Its number in tracer's pid namespace.
    pub pidns: bool,
}

/// What `-e` can be followed by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// `trace=`, `t=`, or nothing: the calls that are wanted.
    Trace(SyscallSet),
    /// `abbrev=`, `a=`: the calls whose structures are shortened.
    Abbrev(SyscallSet),
    /// `verbose=`, `v=`: the calls whose structures are shown.
    Verbose(SyscallSet),
    /// `raw=`, `x=`: the calls whose arguments are shown as they are.
    Raw(SyscallSet),
    /// `signal=`, `signals=`, `s=`: bit N-1 stands for signal N.
    Signal(u64),
    /// `status=`: `tracer_common::config::STATUS_*` bits.
    Status(u64),
    /// `quiet=`, `silent=`, `silence=`, `q=`.
    Quiet(Quiet),
    /// `read=`, `reads=`, `r=`: descriptors whose data is dumped.
    Read(Descriptors),
    /// `write=`, `writes=`, `w=`.
    Write(Descriptors),
    /// `decode-fds=`, `decode-fd=`.
    DecodeFds(DecodeFds),
    /// `decode-pids=`, `decode-pid=`.
    DecodePids(DecodePids),
    /// `kvm=vcpu`.
    KvmVcpu,
}

/// Parses what follows `-e`.
pub fn parse_expression(text: &str) -> Result<Expr, FilterError> {
    let Some((qualifier, value)) = text.split_once('=') else { return parse_trace(text).map(Expr::Trace) };
    match qualifier {
        "trace" | "t" => parse_trace(value).map(Expr::Trace),
        "abbrev" | "a" => parse_trace(value).map(Expr::Abbrev),
        "verbose" | "v" => parse_trace(value).map(Expr::Verbose),
        "raw" | "x" => parse_trace(value).map(Expr::Raw),
        "signal" | "signals" | "s" => parse_signals(value).map(Expr::Signal),
        "status" => parse_status(value).map(Expr::Status),
        "quiet" | "silent" | "silence" | "q" => parse_quiet(value).map(Expr::Quiet),
        "read" | "reads" | "r" => parse_descriptors(value).map(Expr::Read),
        "write" | "writes" | "w" => parse_descriptors(value).map(Expr::Write),
        "decode-fds" | "decode-fd" => parse_decode_fds(value).map(Expr::DecodeFds),
        "decode-pids" | "decode-pid" => parse_decode_pids(value).map(Expr::DecodePids),
        "kvm" if value == "vcpu" => Ok(Expr::KvmVcpu),
        "kvm" => Err(FilterError::Kvm(value.to_owned())),
        "inject" => Err(FilterError::Tampering("inject")),
        "fault" => Err(FilterError::Tampering("fault")),
        "secontext" => Err(FilterError::SecurityContext),
        _ => parse_trace(text).map(Expr::Trace),
    }
}

/// Parses `[!]all`, `[!]none`, `[!]item,item`, and hands each item to `item`, which says whether it knows it.
/// The result: is everything meant but what the items name?
pub(super) fn parse_list(
    kind: &'static str,
    text: &str,
    mut item: impl FnMut(&str) -> Result<bool, FilterError>,
) -> Result<bool, FilterError> {
    let items = text.trim_start_matches('!');
    let negated = (text.len() - items.len()) % 2 == 1;
    match items {
        "none" => return Ok(negated),
        "all" => return Ok(!negated),
        _ => {}
    }
    let mut any = false;
    for word in items.split(',').filter(|word| !word.is_empty()) {
        any = true;
        if !item(word)? {
            return Err(FilterError::invalid(kind, word));
        }
    }
    if any { Ok(negated) } else { Err(FilterError::invalid(kind, text)) }
}

/// Parses a list of words into the bits that they stand for, within `all`.
fn parse_bits(
    kind: &'static str,
    text: &str,
    all: u64,
    bits: impl Fn(&str) -> Option<u64>,
) -> Result<u64, FilterError> {
    let mut set = 0;
    let inverted = parse_list(kind, text, |word| {
        let bits = bits(word);
        set |= bits.unwrap_or(0);
        Ok(bits.is_some())
    })?;
    Ok(if inverted { all & !set } else { set })
}

/// Parses a list of words into the bits that they stand for. Their case does not matter.
fn parse_words(kind: &'static str, text: &str, words: &[(&str, u64)]) -> Result<u64, FilterError> {
    let all = words.iter().fold(0, |all, word| all | word.1);
    parse_bits(kind, text, all, |word| {
        words.iter().find(|known| known.0.eq_ignore_ascii_case(word)).map(|known| known.1)
    })
}

/// Parses what follows `status=` into `STATUS_*` bits.
pub fn parse_status(text: &str) -> Result<u64, FilterError> {
    const STATUSES: [(&str, u64); 5] = [
        ("successful", STATUS_SUCCESSFUL),
        ("failed", STATUS_FAILED),
        ("unfinished", STATUS_UNFINISHED),
        ("unavailable", STATUS_UNAVAILABLE),
        ("detached", STATUS_DETACHED),
    ];
    parse_words("status", text, &STATUSES)
}

/// Parses what follows `signal=`: bit N-1 of the result stands for signal N. Numbers that no signal has are
/// taken, as strace does, and mean nothing.
pub fn parse_signals(text: &str) -> Result<u64, FilterError> {
    parse_bits("signal", text, u64::MAX, |word| {
        let signal = signal_by_name(word)?;
        Some(signal.checked_sub(1).and_then(|bit| 1_u64.checked_shl(bit)).unwrap_or(0))
    })
}

/// Parses what follows `quiet=`.
pub fn parse_quiet(text: &str) -> Result<Quiet, FilterError> {
    // Two pairs of words mean the same.
    const WORDS: [(&str, u64); 7] = [
        ("attach", 1),
        ("exit", 1 << 1),
        ("exits", 1 << 1),
        ("path-resolution", 1 << 2),
        ("personality", 1 << 3),
        ("superseded", 1 << 4),
        ("thread-execve", 1 << 4),
    ];
    let bits = parse_words("quiet", text, &WORDS)?;
    let told = |place: u32| bits >> place & 1 != 0;
    Ok(Quiet {
        attach: told(0),
        exit: told(1),
        path_resolution: told(2),
        personality: told(3),
        superseded: told(4),
        thread_execve: told(4),
    })
}

/// Parses what follows `read=` or `write=`.
pub fn parse_descriptors(text: &str) -> Result<Descriptors, FilterError> {
    let mut named = Vec::new();
    let inverted = parse_list("descriptor", text, |word| {
        let digits = word.bytes().all(|byte| byte.is_ascii_digit());
        let number = word.parse::<i32>().ok().filter(|_| digits);
        named.extend(number);
        Ok(number.is_some())
    })?;
    Ok(Descriptors { list: named, inverted })
}

/// Parses what follows `decode-fds=`.
pub fn parse_decode_fds(text: &str) -> Result<DecodeFds, FilterError> {
    let bits = parse_words("decode-fds", text, &[("path", 1), ("socket", 2), ("dev", 4), ("pidfd", 8)])?;
    let told = |bit: u64| bits & bit != 0;
    Ok(DecodeFds { path: told(1), socket: told(2), dev: told(4), pidfd: told(8) })
}

/// Parses what follows `decode-pids=`.
pub fn parse_decode_pids(text: &str) -> Result<DecodePids, FilterError> {
    let bits = parse_words("decode-pids", text, &[("comm", 1), ("pidns", 2)])?;
    Ok(DecodePids { comm: bits & 1 != 0, pidns: bits & 2 != 0 })
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
