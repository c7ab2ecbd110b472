//! What ptrace(2) tells of a call, and of a filter.

use crate::decode::desc::Custom;
use crate::decode::emit::Shape;
use crate::decode::flags::*;
use crate::decode::layout::{SYSCALL_ENTERED, SYSCALL_FILTERED, SYSCALL_WHERE};
use crate::decode::uapi::*;
use crate::decode::walk::Walk;

/// `struct ptrace_syscall_info`, as many bytes of it as the result says.
pub static SYSCALL_INFO: Custom = Custom { name: "ptrace_syscall_info", show };

/// Bytes that the longest form takes.
pub const SYSCALL_INFO_SIZE: u32 = 88;

/// Where the part begins that depends on the kind.
const PART: u64 = 24;

/// The argument that says how much room there is.
const ROOM: u8 = 2;

fn show(walk: &mut Walk<'_>, address: u64, _: u64) {
    let written = walk.call.result.and_then(|result| u64::try_from(result).ok()).unwrap_or(0);
    let len = written.min(walk.arg(ROOM));
    if len < PART || walk.bytes(address, PART as usize).is_none() {
        return walk.out.address(address);
    }
    let part = address.wrapping_add(PART);
    walk.out.open(Shape::Struct);
    walk.fields(&SYSCALL_WHERE, address);
    match walk.number(address, 1).unwrap_or(0) {
        PTRACE_SYSCALL_INFO_ENTRY if len >= PART + 56 => {
            walk.out.key("entry");
            walk.structure(&SYSCALL_ENTERED, part);
        }
        PTRACE_SYSCALL_INFO_EXIT if len >= PART + 9 => {
            let failed = walk.number(part.wrapping_add(8), 1).unwrap_or(0);
            let value = walk.number(part, 8).unwrap_or(0) as i64;
            walk.out.key("exit");
            walk.out.open(Shape::Struct);
            walk.out.key("rval");
            match i32::try_from(value) {
                Ok(error) if failed != 0 => super::seccomp::error(walk, error as u32 as u64),
                _ => walk.out.signed(value),
            }
            walk.out.key("is_error");
            walk.out.unsigned(failed);
            walk.out.close(Shape::Struct);
        }
        PTRACE_SYSCALL_INFO_SECCOMP if len >= PART + 60 => {
            walk.out.key("seccomp");
            walk.structure(&SYSCALL_FILTERED, part);
        }
        _ => {}
    }
    walk.out.close(Shape::Struct);
}

/// `struct seccomp_metadata`, as many bytes of it as the result says.
pub static METADATA: Custom = Custom { name: "seccomp_metadata", show: metadata };

fn metadata(walk: &mut Walk<'_>, address: u64, _: u64) {
    if walk.arg(ROOM) < 8 || walk.bytes(address, 8).is_none() {
        return walk.out.address(address);
    }
    let written = walk.call.result.unwrap_or(0);
    walk.out.open(Shape::Struct);
    walk.out.key("filter_off");
    let offset = walk.number(address, 8).unwrap_or(0);
    walk.out.unsigned(offset);
    if written > 8 {
        walk.out.key("flags");
        let flags = walk.number(address.wrapping_add(8), 8).unwrap_or(0);
        walk.out.flags(flags, 64, &SECCOMP_FILTER);
    }
    walk.out.close(Shape::Struct);
}
