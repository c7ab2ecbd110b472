//! The packed operation of FUTEX_WAKE_OP.

use crate::decode::style::Constants;
use crate::decode::walk::Walk;

const OPS: [&str; 5] = ["SET", "ADD", "OR", "ANDN", "XOR"];
const COMPARISONS: [&str; 6] = ["EQ", "NE", "LT", "LE", "GT", "GE"];

/// Shows `FUTEX_OP_SET<<28|0xaaa<<12|FUTEX_OP_CMP_LE<<24|0xbbb`.
pub fn operation(walk: &mut Walk<'_>, value: u64) {
    let constants = walk.style.constants;
    let number = |value: u64| if value == 0 { "0".to_owned() } else { format!("{value:#x}") };
    let part = |value: u64, shift: u32, prefix: &str, name: Option<&&str>| match (name, constants) {
        (Some(name), Constants::Abbrev) => format!("{prefix}{name}<<{shift}"),
        (Some(name), Constants::Verbose) => format!("{} /* {prefix}{name} */<<{shift}", number(value)),
        (Some(&"OPARG_SHIFT"), Constants::Raw) => format!("{}<<{shift}", number(value)),
        _ => format!("{}<<{shift} /* {prefix}??? */", number(value)),
    };
    let (op, comparison) = (value >> 28 & 7, value >> 24 & 15);
    let shift = match value >> 31 & 1 {
        0 => String::new(),
        _ => part(8, 28, "FUTEX_OP_", Some(&"OPARG_SHIFT")) + "|",
    };
    let op = part(op, 28, "FUTEX_OP_", OPS.get(op as usize));
    let comparison = part(comparison, 24, "FUTEX_OP_CMP_", COMPARISONS.get(comparison as usize));
    let text =
        format!("{shift}{op}|{}<<12|{comparison}|{}", number(value >> 12 & 0xfff), number(value & 0xfff));
    walk.out.text(&text);
}

/// Shows the bits that waiters and wakers must share.
pub fn bitset(walk: &mut Walk<'_>, value: u64) {
    if value == u64::from(u32::MAX) {
        walk.out.constant(value, 32, &crate::decode::flags::FUTEX_BITSET);
    } else {
        walk.out.hex(value);
    }
}
