//! Words that are made of flags and a number: `SWAP_FLAG_PREFER|5`, `MFD_HUGETLB|21<<MFD_HUGE_SHIFT`,
//! `QCMD(Q_SYNC, USRQUOTA)`.

use crate::decode::flags::*;
use crate::decode::set::Set;
use crate::decode::style::Constants;
use crate::decode::uapi::{AT_STATX_SYNC_TYPE, FAN_ALL_CLASS_BITS, MS_MGC_MSK, MS_MGC_VAL};
use crate::decode::walk::Walk;

/// What swapon(2) takes: flags and, in the low bits, a priority.
pub fn swapon(walk: &mut Walk<'_>, value: u64) {
    let (flags, priority) = (value & 0xffff_8000, value & 0x7fff);
    if flags != 0 {
        walk.out.flags(flags, 32, &SWAPON);
        walk.out.joined();
    }
    walk.out.unsigned(priority);
}

/// What memfd_create(2) takes: flags and, in the high bits, the size of huge pages.
pub fn memfd(walk: &mut Walk<'_>, value: u64) {
    let (flags, size) = (value & 0x03ff_ffff, value >> 26 & 63);
    let unknown = MEMFD.names_in(flags, 32, |_| {}) == flags && flags != 0;
    let odd = unknown && walk.style.constants == Constants::Verbose;
    if (size == 0 && !odd) || walk.style.constants == Constants::Raw {
        return walk.out.flags(value, 32, &MEMFD);
    }
    let mut text = String::new();
    let left = MEMFD.names_in(flags, 32, |name| {
        text.push_str(name);
        text.push('|');
    });
    if unknown {
        text.push_str(&format!("{left:#x} /* {} */|", MEMFD.unknown));
    } else if left != 0 {
        text.push_str(&format!("{left:#x}|"));
    }
    if size == 0 {
        text.pop();
    } else {
        text.push_str(&format!("{size}<<MFD_HUGE_SHIFT"));
    }
    if walk.style.constants == Constants::Verbose {
        walk.out.hex(value);
        return walk.out.comment(&text);
    }
    walk.out.text(&text);
}

/// What statx(2) takes: how current it is to be, and flags.
pub fn statx(walk: &mut Walk<'_>, value: u64) {
    let (current, flags) = (value & AT_STATX_SYNC_TYPE, value & !AT_STATX_SYNC_TYPE);
    if current == 0 && walk.style.constants == Constants::Raw {
        walk.out.nothing();
    } else {
        walk.out.flags(current, 32, &AT_STATX);
    }
    if flags != 0 {
        walk.out.joined();
        walk.out.flags(flags, 32, &AT_STATX_BITS);
    }
}

/// What fanotify_init(2) takes: a class and flags.
pub fn fanotify(walk: &mut Walk<'_>, value: u64) {
    let (class, flags) = (value & FAN_ALL_CLASS_BITS, value & !FAN_ALL_CLASS_BITS);
    walk.out.constant(class, 32, &FANOTIFY_CLASS);
    if flags != 0 {
        walk.out.joined();
        walk.out.flags(flags, 32, &FANOTIFY_INIT);
    }
}

/// What mount(2) takes: flags, and once a magic number in the high bits.
pub fn mount(walk: &mut Walk<'_>, value: u64) {
    let flags = match value & MS_MGC_MSK {
        MS_MGC_VAL => {
            walk.out.constant(MS_MGC_VAL, 64, &MOUNT_MAGIC);
            value & !MS_MGC_MSK
        }
        _ => value,
    };
    if flags != 0 && flags != value {
        walk.out.joined();
    }
    if flags != 0 || value == 0 {
        walk.out.flags(flags, 64, &MOUNT);
    }
}

/// The command of quotactl(2) and whose quota it is about.
pub fn quota(walk: &mut Walk<'_>, value: u64) {
    let name = |number: u64, set: &Set| match set.name_of(number, 32) {
        Some(name) => name.to_owned(),
        None => format!("{number:#x} /* {} */", set.unknown),
    };
    // The kernel's SUBCMDSHIFT (include/uapi/linux/quota.h); the shift keeps the sign away.
    let text = format!("QCMD({}, {})", name(value >> 8, &QUOTA), name(value & 0xff, &QUOTA_TYPE));
    match walk.style.constants {
        Constants::Abbrev => walk.out.text(&text),
        Constants::Raw => walk.out.unsigned(value),
        Constants::Verbose => {
            walk.out.unsigned(value);
            walk.out.comment(&text);
        }
    }
}
