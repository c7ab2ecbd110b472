//! What is said of scheduling: sets of processors, priorities of input and output, attributes.

use super::{joined, name_or_number};
use crate::decode::desc::Custom;
use crate::decode::emit::Shape::Struct;
use crate::decode::flags::{IOPRIO_CLASS, MEMBARRIER, SCHED, SCHED_FLAG};
use crate::decode::style::Constants;
use crate::decode::walk::Walk;

/// A set of processors: `[0 1]`.
pub static CPUS: Custom = Custom { name: "processors", show: processors };

/// How many bytes of a set are looked at.
const SHOWN: u64 = 128;

fn processors(walk: &mut Walk<'_>, address: u64, len: u64) {
    let wanted = len.min(SHOWN);
    if walk.memory(address, wanted as usize).len() < wanted as usize {
        return walk.out.address(address);
    }
    let mut text = String::from("[");
    for (place, byte) in walk.memory(address, wanted as usize).iter().enumerate() {
        for bit in (0..8).filter(|bit| byte >> bit & 1 != 0) {
            if text.len() > 1 {
                text.push(' ');
            }
            text.push_str(&(place * 8 + bit).to_string());
        }
    }
    text.push_str(if len > SHOWN { " ...]" } else { "]" });
    walk.out.text(&text);
}

fn io_priority_text(walk: &Walk<'_>, value: u64) -> String {
    let (class, data) = (value >> 13 & 0x7ffff, value & 0x1fff);
    let class = match (IOPRIO_CLASS.name_of(class, 32), walk.style.constants) {
        (Some(name), Constants::Verbose) if class == 0 => format!("0 /* {name} */"),
        (Some(name), Constants::Verbose) => format!("{class:#x} /* {name} */"),
        _ => name_or_number(class, 32, &IOPRIO_CLASS),
    };
    format!("IOPRIO_PRIO_VALUE({class}, {data})")
}

/// Shows a priority of input and output: `IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 4)`.
pub fn io_priority(walk: &mut Walk<'_>, value: u64) {
    let text = io_priority_text(walk, value);
    if walk.style.constants == Constants::Abbrev {
        return walk.out.text(&text);
    }
    walk.out.signed(i64::from(value as i32));
    if walk.style.constants == Constants::Verbose {
        walk.out.comment(&text);
    }
}

/// Shows the priority that ioprio_get(2) returns.
pub fn io_priority_is(walk: &mut Walk<'_>, value: i64) {
    if walk.style.constants != Constants::Raw {
        let text = io_priority_text(walk, value as u64);
        walk.out.text(&text);
    }
}

/// Shows the policy that sched_getscheduler(2) returns.
pub fn policy_is(walk: &mut Walk<'_>, value: i64) {
    walk.out.text(SCHED.name_of(value as u64, 32).unwrap_or(SCHED.unknown));
}

/// Shows what membarrier(2) can do.
pub fn barriers(walk: &mut Walk<'_>, value: i64) {
    if value != 0 {
        walk.out.text(&joined(value as u64, 32, &MEMBARRIER));
    }
}

/// What sched_setattr(2) reads: as much of it as its first field says.
pub static WANTED: Custom =
    Custom { name: "sched_attr", show: |walk, address, _| attributes(walk, address, true) };

/// What sched_getattr(2) writes: as much of it as its first field says.
pub static ATTRIBUTES: Custom =
    Custom { name: "sched_attr", show: |walk, address, _| attributes(walk, address, false) };

fn attributes(walk: &mut Walk<'_>, address: u64, setting: bool) {
    const FIRST: u64 = 48;
    const SECOND: u64 = 56;
    const KEEP_POLICY: u64 = 0x08;
    const KEEP_PARAMS: u64 = 0x10;
    let read = |walk: &Walk<'_>, at: u64, size| walk.number(address.wrapping_add(at), size).unwrap_or(0);
    let size = read(walk, 0, 4);
    let effective = if size == 0 && setting { FIRST } else { size };
    if walk.number(address, 4).is_none() {
        return walk.out.address(address);
    }
    walk.out.open(Struct);
    walk.out.key("size");
    walk.out.unsigned(size);
    if effective >= FIRST && walk.bytes(address, FIRST as usize).is_some() {
        let flags = read(walk, 8, 8);
        if flags & KEEP_POLICY == 0 {
            walk.out.key("sched_policy");
            let policy = read(walk, 4, 4);
            walk.out.constant(policy, 32, &SCHED);
        }
        walk.out.key("sched_flags");
        walk.out.flags(flags, 64, &SCHED_FLAG);
        if flags & KEEP_PARAMS == 0 {
            walk.out.key("sched_nice");
            let nice = read(walk, 16, 4);
            walk.out.signed(i64::from(nice as i32));
            let rest = [(20, 4, "sched_priority"), (24, 8, "sched_runtime"), (32, 8, "sched_deadline")];
            for (at, width, name) in rest.into_iter().chain([(40, 8, "sched_period")]) {
                walk.out.key(name);
                let number = read(walk, at, width);
                walk.out.unsigned(number);
            }
        }
        if effective >= SECOND && walk.bytes(address, SECOND as usize).is_some() {
            for (at, name) in [(48, "sched_util_min"), (52, "sched_util_max")] {
                walk.out.key(name);
                let number = read(walk, at, 4);
                walk.out.unsigned(number);
            }
        }
        if effective > SECOND {
            walk.out.more();
        }
    }
    walk.out.close(Struct);
}
