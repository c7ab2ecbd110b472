//! Values that no type can say: one file each, or one for a few that belong together.

pub mod bluetooth;
pub mod caps;
pub mod clone;
pub mod control;
pub mod dev;
pub mod dirent;
pub mod envp;
pub mod extensible;
pub mod fd;
pub mod filter;
pub mod futex;
pub mod handle;
pub mod iocb;
pub mod ipc;
pub mod memory;
pub mod message;
pub mod mode;
pub mod network;
pub mod octets;
pub mod poll;
pub mod prctl;
pub mod process;
pub mod request;
pub mod sched;
pub mod siginfo;
pub mod signal;
pub mod sockaddr;
pub mod sockopt;
pub mod stamp;
pub mod system;
pub mod termios;
pub mod time;
pub mod uring;
pub mod wait;
pub mod word;
pub mod words;

use tracer_common::segment::STACK_POINTER;

use super::set::Set;
use super::style::Constants;
use super::walk::Walk;

/// The stack pointer when the call began.
pub fn stack_pointer(walk: &Walk<'_>) -> Option<u64> {
    let all = [walk.call.enter, walk.call.exit];
    let bytes = all.into_iter().find_map(|segments| segments.of_kind(STACK_POINTER, 0))?;
    bytes.first_chunk().map(|bytes| u64::from_ne_bytes(*bytes))
}

/// Shows a number that reads like an expression of names.
pub fn expression(walk: &mut Walk<'_>, value: u64, text: &str) {
    match walk.style.constants {
        Constants::Abbrev => walk.out.text(text),
        Constants::Raw => walk.out.hex(value),
        Constants::Verbose => {
            walk.out.hex(value);
            walk.out.comment(text);
        }
    }
}

/// The names that flags hold, joined by `|`, and what is left in hex. Empty if they hold none and nothing is left.
pub fn joined(value: u64, bits: u32, set: &Set) -> String {
    let mut text = String::new();
    let left = set.names_in(value, bits, |name| {
        if !text.is_empty() {
            text.push('|');
        }
        text.push_str(name);
    });
    match (left, text.is_empty()) {
        (0, _) => text,
        (left, true) if set.unknown.is_empty() => format!("{left:#x}"),
        (left, true) => format!("{left:#x} /* {} */", set.unknown),
        (left, false) => format!("{text}|{left:#x}"),
    }
}

/// What one of several numbers is called.
pub fn name_or_number(value: u64, bits: u32, set: &Set) -> String {
    match set.name_of(value, bits) {
        Some(name) => name.to_owned(),
        None if value == 0 => format!("0 /* {} */", set.unknown),
        None => format!("{value:#x} /* {} */", set.unknown),
    }
}
