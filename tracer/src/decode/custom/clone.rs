//! The flags of clone(2), among which is a signal, and what clone3(2) tells back.

use super::joined;
use crate::arch;
use crate::decode::desc::Custom;
use crate::decode::emit::Shape::{Array, Struct};
use crate::decode::flags::CLONE;
use crate::decode::layout::{CLONE_ARGS, CLONE_ARGS_CGROUP, CLONE_ARGS_TIDS};
use crate::decode::style::Constants;
use crate::decode::walk::Walk;

const PIDFD: u64 = libc::CLONE_PIDFD as u64;
const PARENT_SETTID: u64 = libc::CLONE_PARENT_SETTID as u64;
const CHILD_TID: u64 = libc::CLONE_CHILD_SETTID as u64 | libc::CLONE_CHILD_CLEARTID as u64;

/// Shows the flags of clone(2): `CLONE_VM|CLONE_VFORK|SIGCHLD`.
pub fn flags(walk: &mut Walk<'_>, value: u64) {
    let (flags, signal) = (value & !0xff, value & 0xff);
    let signal = match signal {
        0 => None,
        1..=64 => {
            let name = arch::signal_name(walk.call.abi, signal as u32);
            Some(match walk.style.constants {
                Constants::Abbrev => name.to_string(),
                Constants::Raw => signal.to_string(),
                Constants::Verbose => format!("{signal} /* {name} */"),
            })
        }
        other => Some(other.to_string()),
    };
    let flags = match (flags, walk.style.constants) {
        (0, _) => None,
        (flags, Constants::Abbrev) => Some(joined(flags, 64, &CLONE)),
        (flags, Constants::Raw) => Some(format!("{flags:#x}")),
        (flags, Constants::Verbose) => match CLONE.name_of(flags, 64) {
            None if flags & CLONE.names().fold(0, |all, name| all | name.value) == 0 => {
                Some(joined(flags, 64, &CLONE))
            }
            _ => Some(format!("{flags:#x} /* {} */", joined(flags, 64, &CLONE))),
        },
    };
    match (flags, signal) {
        (None, None) => walk.out.unsigned(0),
        (Some(flags), Some(signal)) => walk.out.text(&format!("{flags}|{signal}")),
        (Some(one), None) | (None, Some(one)) => walk.out.text(&one),
    }
}

/// Shows the signal that the child's end raises.
pub fn exit_signal(walk: &mut Walk<'_>, signal: u64) {
    match signal {
        1..=64 => super::signal::show(walk, signal as u32),
        _ => walk.out.unsigned(signal),
    }
}

/// Is the parent told the id, or a descriptor?
pub fn tells_parent(flags: u64) -> bool {
    flags & (PARENT_SETTID | PIDFD) != 0
}

/// Has the child memory of its own for threads?
pub fn sets_tls(flags: u64) -> bool {
    flags & libc::CLONE_SETTLS as u64 != 0
}

/// Is there a place for the child's id?
pub fn tells_child(flags: u64) -> bool {
    flags & CHILD_TID != 0
}

/// What clone3(2) is asked for: as much of the struct as the caller says that it has.
pub static CLONE3: Custom = Custom { name: "clone_args", show: args };

/// The size that the struct had at first (include/uapi/linux/sched.h).
const FIRST_SIZE: u64 = 64;

fn args(walk: &mut Walk<'_>, address: u64, len: u64) {
    let size = walk.arg(1);
    let known = walk.memory(address, len as usize).len() as u64;
    if size < FIRST_SIZE || known < size.min(len) {
        return walk.out.address(address);
    }
    walk.out.open(Struct);
    walk.fields(&CLONE_ARGS, address);
    // What came with Linux 5.5 and 5.7.
    for (least, layout) in [(80, &CLONE_ARGS_TIDS), (88, &CLONE_ARGS_CGROUP)] {
        if size >= least {
            walk.fields(layout, address);
        }
    }
    walk.out.close(Struct);
}

/// Does clone3(2) tell the parent something, if it succeeds?
pub fn tells(walk: &mut Walk<'_>, address: u64) -> bool {
    let flags = walk.number(address, 8).unwrap_or(0);
    walk.arg(1) >= FIRST_SIZE && tells_parent(flags) && walk.verbose
}

/// What it has told: `{parent_tid=[5]}`.
pub static CLONE3_TOLD: Custom = Custom { name: "clone_args after the call", show: told };

fn told(walk: &mut Walk<'_>, address: u64, _len: u64) {
    let flags = walk.number(address, 8).unwrap_or(0);
    walk.out.open(Struct);
    for (flag, offset, name) in [(PIDFD, 8, "pidfd"), (PARENT_SETTID, 24, "parent_tid")] {
        if flags & flag == 0 {
            continue;
        }
        let pointer = walk.number(address.wrapping_add(offset), 8).unwrap_or(0);
        walk.out.key(name);
        let Some(number) = walk.number(pointer, 4) else {
            walk.out.address(pointer);
            continue;
        };
        walk.out.open(Array);
        walk.out.item();
        match flag {
            PIDFD => walk.fd(number as i32),
            _ => walk.out.pid(number as i32),
        }
        walk.out.close(Array);
    }
    walk.out.close(Struct);
}
