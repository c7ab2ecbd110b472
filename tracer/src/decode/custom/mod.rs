//! Values that no type can say: one file each, or one for a few that belong together.

pub mod bluetooth;
pub mod bpf;
pub mod bpf_info;
pub mod btrfs;
pub mod caps;
pub mod clock;
pub mod clone;
pub mod console;
pub mod control;
pub mod dedupe;
pub mod dev;
pub mod dirent;
pub mod disk;
pub mod envp;
pub mod extensible;
pub mod fd;
pub mod filter;
pub mod flash;
pub mod font;
pub mod futex;
pub mod handle;
pub mod ifconf;
pub mod input;
pub mod iocb;
pub mod ipc;
pub mod keyboard;
pub mod kvm;
pub mod lsm;
pub mod mapper;
pub mod memory;
pub mod message;
pub mod mode;
pub mod network;
pub mod octets;
pub mod perf;
pub mod poll;
pub mod prctl;
pub mod process;
pub mod request;
pub mod sched;
pub mod scsi;
pub mod seccomp;
pub mod siginfo;
pub mod signal;
pub mod sockaddr;
pub mod socket;
pub mod sockopt;
pub mod stamp;
pub mod statmount;
pub mod system;
pub mod termios;
pub mod time;
pub mod trace;
pub mod uring;
pub mod video;
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

/// A number whose largest value stands for none, or for all.
pub fn or_max(walk: &mut Walk<'_>, value: u64) {
    match value {
        u64::MAX => largest(walk, value, "UINT64_MAX"),
        value => walk.out.unsigned(value),
    }
}

/// Shows the largest of numbers, which has this name.
pub fn largest(walk: &mut Walk<'_>, value: u64, name: &str) {
    match walk.style.constants {
        Constants::Abbrev => walk.out.text(name),
        Constants::Raw => walk.out.unsigned(value),
        Constants::Verbose => {
            walk.out.unsigned(value);
            walk.out.comment(name);
        }
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

/// Shows bits whose numbers have names: `1<<RTC_FEATURE_ALARM|0x200`.
pub fn shifted(walk: &mut Walk<'_>, value: u64, shift: &str, set: &Set) {
    let mut text = String::new();
    let mut left = value;
    for name in set.names().filter(|name| value >> name.value & 1 != 0) {
        let separator = if text.is_empty() { "" } else { "|" };
        text += &format!("{separator}{shift}{}", name.name);
        left &= !(1 << name.value);
    }
    match (text.is_empty(), left) {
        (true, 0) => return walk.out.unsigned(0),
        (true, _) if walk.style.constants == Constants::Raw => return walk.out.hex(value),
        (true, _) => {
            walk.out.hex(value);
            return walk.out.comment(set.unknown);
        }
        (false, 0) => {}
        (false, left) => text += &format!("|{left:#x}"),
    }
    expression(walk, value, &text);
}
