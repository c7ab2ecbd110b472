//! What options of prctl(2) take that depends on other arguments, and what they return.

use super::joined;
use crate::decode::flags::{CAP, MCE_KILL_POLICY, PIDTYPE, SECBIT, SPEC, SPEC_SET, SPEC_STATE, SUID_DUMP};
use crate::decode::style::Constants;
use crate::decode::uapi::*;
use crate::decode::walk::Walk;

/// Shows whether a process leaves a core.
pub fn dumpable(walk: &mut Walk<'_>, value: i64) {
    walk.out.text(SUID_DUMP.name_of(value as u64, 32).unwrap_or(SUID_DUMP.unknown));
}

/// Shows what an unchanged memory error is answered with.
pub fn machine_check(walk: &mut Walk<'_>, value: i64) {
    walk.out.text(MCE_KILL_POLICY.name_of(value as u64, 32).unwrap_or(MCE_KILL_POLICY.unknown));
}

/// Shows how speculation is controlled.
pub fn speculation(walk: &mut Walk<'_>, value: i64) {
    if value != 0 && walk.style.constants != Constants::Raw {
        walk.out.text(&joined(value as u64, 64, &SPEC_STATE));
    }
}

/// Shows bits that make root special.
pub fn securebits(walk: &mut Walk<'_>, value: i64) {
    if value != 0 {
        walk.out.text(&joined(value as u64, 64, &SECBIT));
    }
}

/// Does PR_SET_SECCOMP look at a filter?
pub fn has_filter(mode: u64) -> bool {
    mode == SECCOMP_MODE_FILTER
}

/// Is this not a mode to be set?
pub fn is_no_mode(mode: u64) -> bool {
    !matches!(mode, SECCOMP_MODE_STRICT | SECCOMP_MODE_FILTER)
}

/// Shows how PR_MCE_KILL_SET wants memory errors to be answered.
pub fn memory_error(walk: &mut Walk<'_>, value: u64) {
    match walk.arg(1) {
        PR_MCE_KILL_SET => walk.out.constant(value, 64, &MCE_KILL_POLICY),
        _ => walk.out.hex(value),
    }
}

/// Shows the capability that most actions of PR_CAP_AMBIENT are about.
pub fn ambient(walk: &mut Walk<'_>, value: u64) {
    match walk.arg(1) {
        PR_CAP_AMBIENT_IS_SET | PR_CAP_AMBIENT_RAISE | PR_CAP_AMBIENT_LOWER => {
            walk.out.constant(value, 64, &CAP)
        }
        _ => walk.out.hex(value),
    }
}

/// Shows how a known kind of speculation is to be controlled.
pub fn speculate(walk: &mut Walk<'_>, value: u64) {
    match SPEC.name_of(walk.arg(1), 64) {
        Some(_) => walk.out.constant(value, 64, &SPEC_SET),
        None => walk.out.hex(value),
    }
}

/// Shows whom PR_SCHED_CORE means, always with the number.
pub fn pid_type(walk: &mut Walk<'_>, value: u64) {
    walk.out.hex(value);
    let name = PIDTYPE.name_of(value, 32).unwrap_or(PIDTYPE.unknown);
    walk.out.comment(name);
}

/// Is a mapping given a name?
pub fn is_anon_name(what: u64) -> bool {
    what == PR_SET_VMA_ANON_NAME
}

/// Is it given something else?
pub fn is_no_anon_name(what: u64) -> bool {
    !is_anon_name(what)
}

/// Shows the length of a mapping that is named.
pub fn vma_len(walk: &mut Walk<'_>, value: u64) {
    if is_anon_name(walk.arg(1)) { walk.out.unsigned(value) } else { walk.out.hex(value) }
}
