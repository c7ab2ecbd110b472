//! What is said of the system: the log, restarts, images to start, rules, keys.

use tracer_common::abi::Abi;

use super::{expression, joined};
use crate::decode::desc::Custom;
use crate::decode::emit::Shape::Struct;
use crate::decode::flags::{KEXEC, KEXEC_ARCH, LANDLOCK_FS, LANDLOCK_NET, LANDLOCK_SCOPE, SYSLOG};
use crate::decode::walk::{Side, Walk};

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
    // Programs of i386 have no such segments.
    let parts = &parts[..if walk.call.abi == Abi::I386 { 6 } else { 7 }];
    for &(shift, mask, name) in parts {
        walk.out.key(name);
        walk.out.unsigned(bits >> shift & mask);
    }
    walk.out.close(Struct);
}

/// Which entry set_thread_area(2) has chosen, if it was to choose: `entry_number=12`.
pub fn segment_entry(walk: &mut Walk<'_>, _result: i64) {
    let address = walk.arg(0);
    let number = |walk: &mut Walk<'_>| walk.number(address, 4);
    let (before, after) = (walk.on(Side::Enter, number), walk.number(address, 4));
    if let (Some(0xffff_ffff), Some(after)) = (before, after) {
        walk.out.text(&format!("entry_number={}", after as i32));
    }
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

/// The registers in `struct user`, in their order (arch/x86/include/asm/user_64.h), as ptrace(2) is asked for them.
const REGISTERS: [&str; 21] = [
    "R15", "R14", "R13", "R12", "RBP", "RBX", "R11", "R10", "R9", "R8", "RAX", "RCX", "RDX", "RSI", "RDI",
    "ORIG_RAX", "RIP", "CS", "EFL", "RSP", "SS",
];

/// What stands behind the registers.
const BEHIND: [(u64, &str); 3] = [(216, "u_fpvalid"), (224, "i387"), (848, "u_debugreg")];

/// Bytes of `struct user`.
const USER: u64 = 912;

/// Shows an offset in `struct user`: `8*ORIG_RAX`.
pub fn user_offset(walk: &mut Walk<'_>, offset: u64) {
    let named = |name: String, rest: u64| if rest == 0 { name } else { format!("{name}+{rest}") };
    let text = match offset {
        0..216 => {
            let place = (offset / 8).min(REGISTERS.len() as u64 - 1);
            named(format!("8*{}", REGISTERS[place as usize]), offset - place * 8)
        }
        216..USER => {
            let field = BEHIND.iter().rev().find(|(at, _)| *at <= offset);
            let (at, name) = field.copied().unwrap_or(BEHIND[0]);
            named(format!("offsetof(struct user, {name})"), offset - at)
        }
        USER => "sizeof(struct user)".to_owned(),
        _ => return walk.out.hex(offset),
    };
    expression(walk, offset, &text);
}
