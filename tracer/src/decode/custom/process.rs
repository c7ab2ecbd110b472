//! What is said of processes: limits, personalities, times, what a filter answers.

use super::{joined, name_or_number};
use crate::arch;
use crate::decode::flags::{PERSONALITY, PERSONALITY_FLAGS, SECCOMP_RET, XFEATURE, XFEATURE_MASK};
use crate::decode::style::Constants;
use crate::decode::walk::Walk;

/// Shows a limit: `8192*1024`, RLIM64_INFINITY.
pub fn limit(walk: &mut Walk<'_>, limit: u64) {
    limit_or(walk, limit, u64::MAX, "RLIM64_INFINITY");
}

/// The same of 32 bits.
pub fn limit_32(walk: &mut Walk<'_>, limit: u64) {
    limit_or(walk, limit, u64::from(u32::MAX), "RLIM_INFINITY");
}

fn limit_or(walk: &mut Walk<'_>, limit: u64, infinity: u64, name: &str) {
    let text = match limit {
        _ if limit == infinity => name.to_owned(),
        1025.. if limit.is_multiple_of(1024) => format!("{}*1024", limit / 1024),
        _ => return walk.out.unsigned(limit),
    };
    match walk.style.constants {
        Constants::Abbrev => walk.out.text(&text),
        Constants::Raw => walk.out.unsigned(limit),
        Constants::Verbose => {
            walk.out.unsigned(limit);
            walk.out.comment(&text);
        }
    }
}

const DOMAIN: u64 = 0xff;

/// Shows a personality: `PER_LINUX|ADDR_NO_RANDOMIZE`; `0xffffffff` asks for it.
pub fn personality(walk: &mut Walk<'_>, value: u64) {
    if value == u64::from(u32::MAX) {
        return walk.out.hex(value);
    }
    let (domain, flags) = (value & DOMAIN, value & !DOMAIN);
    if flags == 0 {
        return walk.out.constant(domain, 32, &PERSONALITY);
    }
    match walk.style.constants {
        Constants::Raw => {
            let text = match domain {
                0 => format!("0|{flags:#x}"),
                domain => format!("{domain:#x}|{flags:#x}"),
            };
            walk.out.text(&text);
        }
        Constants::Abbrev | Constants::Verbose => {
            let text = format!(
                "{}|{}",
                name_or_number(domain, 32, &PERSONALITY),
                joined(flags, 32, &PERSONALITY_FLAGS)
            );
            walk.out.text(&text);
        }
    }
}

/// Shows the personality that there was before.
pub fn former_personality(walk: &mut Walk<'_>, value: i64) {
    personality(walk, value as u64 & 0xffff_ffff);
}

/// Shows clock ticks, and what they are in seconds: a tick is 10 ms for user space (USER_HZ).
pub fn ticks(walk: &mut Walk<'_>, ticks: u64) {
    walk.out.unsigned(ticks);
    if ticks != 0 {
        let text = format!("{}.{:02} s", ticks / 100, ticks % 100);
        walk.out.comment(&text);
    }
}

/// Shows a state of the processor, always with its number.
pub fn xfeature(walk: &mut Walk<'_>, value: u64) {
    walk.out.hex(value);
    if walk.style.constants != Constants::Raw {
        walk.out.comment(XFEATURE.name_of(value, 64).unwrap_or(XFEATURE.unknown));
    }
}

/// Shows states of the processor, always with their number.
pub fn xfeatures(walk: &mut Walk<'_>, value: u64) {
    walk.out.hex(value);
    if value != 0 && walk.style.constants != Constants::Raw {
        walk.out.comment(&joined(value, 64, &XFEATURE_MASK));
    }
}

/// Shows which call is resumed: the kernel tells it to nobody, but it is the one before.
pub fn resumed(walk: &mut Walk<'_>, _: u64) {
    let abi = walk.call.abi;
    let call = walk.call.previous.map_or("system call".into(), |nr| arch::call_name(abi, nr));
    walk.out.text(&format!("<... resuming interrupted {call} ...>"));
}

/// What a filter answers: an action, and data in the low bits for some.
pub fn filter_action(value: u64) -> String {
    let (action, data) = (value & 0xffff_0000, value & 0xffff);
    let name = name_or_number(action, 32, &SECCOMP_RET);
    if data == 0 { name } else { format!("{name}|{data:#x}") }
}

/// Shows a number that reads as an action of a filter.
pub fn action_available(walk: &mut Walk<'_>, value: u64) {
    walk.out.constant(value, 32, &SECCOMP_RET);
}
