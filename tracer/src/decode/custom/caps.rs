//! Sets of capabilities: `1<<CAP_KILL|1<<CAP_SETUID`.

use crate::decode::desc::Custom;
use crate::decode::emit::Shape::Struct;
use crate::decode::flags::CAP;
use crate::decode::style::Constants;
use crate::decode::walk::Walk;

/// Versions of the header whose sets have 64 bits (include/uapi/linux/capability.h).
const WIDE: [u64; 2] = [0x2007_1026, 0x2008_0522];

/// What capset(2) reads and capget(2) writes. The header before it tells how wide the sets are.
pub static CAPS: Custom = Custom { name: "capabilities", show };

fn is_wide(walk: &Walk<'_>) -> bool {
    walk.number(walk.arg(0), 4).is_some_and(|version| WIDE.contains(&version))
}

fn show(walk: &mut Walk<'_>, address: u64, _len: u64) {
    let wide = is_wide(walk);
    if walk.number(walk.arg(0), 4).is_none() || walk.bytes(address, if wide { 24 } else { 12 }).is_none() {
        return walk.out.address(address);
    }
    walk.out.open(Struct);
    for (place, name) in (0..).zip(["effective", "permitted", "inheritable"]) {
        let word = |at: u64| walk.number(address.wrapping_add(at + place * 4), 4).unwrap_or(0);
        let (low, high) = (word(0), if wide { word(12) } else { 0 });
        let text = set(low, high, walk.style.constants);
        walk.out.key(name);
        walk.out.text(&text);
    }
    walk.out.close(Struct);
}

fn set(low: u64, high: u64, constants: Constants) -> String {
    let half = |bits: u64, first: u64| {
        let mut names = String::new();
        let mut left = 0;
        for bit in (0..32).filter(|bit| bits >> bit & 1 != 0) {
            match CAP.name_of(first + bit, 64) {
                Some(name) if names.is_empty() => names = format!("1<<{name}"),
                Some(name) => names.push_str(&format!("|1<<{name}")),
                None => left |= 1 << bit,
            }
        }
        let names = match (left, names.is_empty()) {
            (0, _) => names,
            (left, true) => format!("{left:#x} /* CAP_??? */"),
            (left, false) => format!("{names}|{left:#x}"),
        };
        match constants {
            Constants::Abbrev => names,
            Constants::Raw => format!("{bits:#x}"),
            Constants::Verbose if names.starts_with("0x") => names,
            Constants::Verbose => format!("{bits:#x} /* {names} */"),
        }
    };
    match (low, high) {
        (0, 0) => "0".to_owned(),
        (low, 0) => half(low, 0),
        (0, high) => half(high, 32),
        (low, high) => format!("{}|{}", half(low, 0), half(high, 32)),
    }
}
