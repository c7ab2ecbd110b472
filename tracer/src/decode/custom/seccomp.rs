//! The number of a call that a filter of seccomp(2) tells of.

use tracer_common::abi::{Abi, X32_BIT};

use crate::arch;
use crate::decode::desc::Custom;
use crate::decode::layout::SECCOMP_NOTIFICATION;
use crate::decode::uapi::{AUDIT_ARCH_AARCH64, AUDIT_ARCH_I386, AUDIT_ARCH_X86_64};
use crate::decode::walk::{Side, Walk};

/// A call's number, behind which its ABI stands.
pub static CALL: Custom = Custom { name: "number of a call", show };

fn show(walk: &mut Walk<'_>, address: u64, _: u64) {
    let nr = walk.number(address, 4).unwrap_or(0) as u32;
    let of = walk.number(address.wrapping_add(4), 4).unwrap_or(0);
    number(walk, nr, of);
}

/// A call's number in 64 bits, of which ptrace(2) tells: its ABI stands before it.
pub static ENTERED: Custom = Custom {
    name: "number of a call",
    show: |walk, at, _| {
        let nr = walk.number(at, 8).unwrap_or(0) as u32;
        let of = walk.number(at.wrapping_sub(20), 4).unwrap_or(0);
        number(walk, nr, of);
    },
};

/// `struct seccomp_notif`, which must be zero before; else it is shown before and after.
pub static NOTIFICATION: Custom = Custom { name: "seccomp_notif", show: notification };

fn notification(walk: &mut Walk<'_>, address: u64, len: u64) {
    let Some(before) = walk.on(Side::Enter, |walk| walk.bytes(address, len as usize)) else {
        return walk.out.address(address);
    };
    if before.iter().any(|byte| *byte != 0) {
        walk.on(Side::Enter, |walk| walk.structure(&SECCOMP_NOTIFICATION, address));
        walk.out.becomes();
    }
    if walk.failed() || walk.call.result.is_none() {
        walk.out.address(address);
    } else {
        walk.structure(&SECCOMP_NOTIFICATION, address);
    }
}

fn number(walk: &mut Walk<'_>, nr: u32, of: u64) {
    match named(nr, of) {
        Some((abi, name)) if abi == Abi::NATIVE => {
            walk.out.named(i64::from(nr), &format!("__NR_{name}"));
        }
        Some((_, name)) => {
            walk.out.unsigned(u64::from(nr));
            walk.out.comment(name);
        }
        None => walk.out.unsigned(u64::from(nr)),
    }
}

/// The ABI and the name of a call by its number and its `AUDIT_ARCH_` number. Numbers of another machine's ABI have none.
pub fn named(nr: u32, of: u64) -> Option<(Abi, &'static str)> {
    let abi = match of {
        AUDIT_ARCH_X86_64 if nr & X32_BIT != 0 => Abi::X32,
        AUDIT_ARCH_X86_64 => Abi::X86_64,
        AUDIT_ARCH_I386 => Abi::I386,
        AUDIT_ARCH_AARCH64 => Abi::Aarch64,
        _ => return None,
    };
    let here = (abi == Abi::Aarch64) == (Abi::NATIVE == Abi::Aarch64);
    let nr = if abi == Abi::X32 { nr & !X32_BIT } else { nr };
    here.then(|| arch::syscall(abi, nr)).flatten().map(|call| (abi, call.name))
}

/// The error that a call is to return: `ESRCH`.
pub fn number_of_error(walk: &mut Walk<'_>, error: u64) {
    match arch::errno_name(error as u32) {
        Some(name) => walk.out.named(error as i64, name),
        None => walk.out.unsigned(error),
    }
}

/// The error that a call is to return, as a negative number: `-EPERM`.
pub fn error(walk: &mut Walk<'_>, error: u64) {
    let error = error as i32;
    match arch::errno_name(error.wrapping_neg().unsigned_abs()) {
        Some(name) if error < 0 => walk.out.named(i64::from(error), &format!("-{name}")),
        _ => walk.out.signed(i64::from(error)),
    }
}
