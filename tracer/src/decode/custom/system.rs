//! What is said of the system: the log, restarts, images to start, rules, keys.

use super::{expression, joined};
use crate::decode::desc::Custom;
use crate::decode::emit::Shape::Struct;
use crate::decode::flags::{KEXEC, KEXEC_ARCH, LANDLOCK_FS, LANDLOCK_NET, LANDLOCK_SCOPE, SYSLOG};
use crate::decode::walk::Walk;

/// Shows what syslog(2) is to do, always with its number.
pub fn log_action(walk: &mut Walk<'_>, action: u64) {
    walk.out.signed(i64::from(action as i32));
    let name = SYSLOG.name_of(action, 32).unwrap_or(SYSLOG.unknown);
    walk.out.comment(name);
}

/// Shows the flags of kexec_load(2): an architecture and flags.
pub fn kexec(walk: &mut Walk<'_>, flags: u64) {
    let (arch, flags) = (flags & 0xffff_0000, flags & 0xffff);
    let arch_name = super::name_or_number(arch, 32, &KEXEC_ARCH);
    if flags == 0 {
        return walk.out.constant(arch, 32, &KEXEC_ARCH);
    }
    let text = format!("{arch_name}|{}", joined(flags, 32, &KEXEC));
    expression(walk, arch | flags, &text);
}

/// What landlock_create_ruleset(2) is to handle: as much of it as there is.
pub static RULESET: Custom = Custom { name: "landlock_ruleset_attr", show: ruleset };

fn ruleset(walk: &mut Walk<'_>, address: u64, len: u64) {
    let read = |walk: &Walk<'_>, at: u64| walk.number(address.wrapping_add(at), 8);
    let Some(files) = read(walk, 0).filter(|_| len >= 8) else { return walk.out.address(address) };
    walk.out.open(Struct);
    walk.out.key("handled_access_fs");
    walk.out.flags(files, 64, &LANDLOCK_FS);
    if let Some(net) = read(walk, 8).filter(|net| *net != 0 && len >= 16) {
        walk.out.key("handled_access_net");
        walk.out.flags(net, 64, &LANDLOCK_NET);
    }
    if let Some(scoped) = read(walk, 16).filter(|scoped| *scoped != 0 && len >= 24) {
        walk.out.key("scoped");
        walk.out.flags(scoped, 64, &LANDLOCK_SCOPE);
    }
    if len > 24 || len > 8 && read(walk, 8) == Some(0) {
        walk.out.more();
    }
    walk.out.close(Struct);
}

/// `struct user_desc`: a segment of memory.
pub static SEGMENT: Custom = Custom { name: "user_desc", show: segment };

fn segment(walk: &mut Walk<'_>, address: u64, len: u64) {
    let Some(bits) = walk.number(address.wrapping_add(12), 4).filter(|_| len == 16) else {
        return walk.out.address(address);
    };
    let read = |walk: &Walk<'_>, at: u64| walk.number(address.wrapping_add(at), 4).unwrap_or(0);
    walk.out.open(Struct);
    walk.out.key("entry_number");
    let number = read(walk, 0);
    walk.out.signed(i64::from(number as i32));
    for (at, name) in [(4, "base_addr"), (8, "limit")] {
        let value = read(walk, at);
        let text = if value == 0 { "0".repeat(8) } else { format!("{value:#08x}") };
        walk.out.key(name);
        walk.out.text(&text);
    }
    let parts = [
        (0, 1, "seg_32bit"),
        (1, 3, "contents"),
        (3, 1, "read_exec_only"),
        (4, 1, "limit_in_pages"),
        (5, 1, "seg_not_present"),
        (6, 1, "useable"),
        (7, 1, "lm"),
    ];
    for (shift, mask, name) in parts {
        walk.out.key(name);
        walk.out.unsigned(bits >> shift & mask);
    }
    walk.out.close(Struct);
}

/// Random bytes: as a string, all of it in hex.
pub static RANDOM: Custom = Custom { name: "random bytes", show: random };

fn random(walk: &mut Walk<'_>, address: u64, len: u64) {
    let shown = len.min(u64::from(walk.style.limit)) as usize;
    let found = walk.memory(address, shown);
    if found.len() < shown {
        return walk.out.address(address);
    }
    walk.out.binary(found, len > shown as u64);
}
