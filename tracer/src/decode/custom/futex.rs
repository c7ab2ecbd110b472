//! The packed operation of FUTEX_WAKE_OP.

use crate::decode::walk::Walk;

const OPS: [&str; 5] = ["SET", "ADD", "OR", "ANDN", "XOR"];
const COMPARISONS: [&str; 6] = ["EQ", "NE", "LT", "LE", "GT", "GE"];

/// Shows `FUTEX_OP_SET<<28|0xaaa<<12|FUTEX_OP_CMP_LE<<24|0xbbb`.
pub fn operation(walk: &mut Walk<'_>, value: u64) {
    let number = |value: u64| if value == 0 { "0".to_owned() } else { format!("{value:#x}") };
    let (op, comparison) = (value >> 28 & 7, value >> 24 & 15);
    let shift = if value >> 31 & 1 != 0 { "FUTEX_OP_OPARG_SHIFT<<28|" } else { "" };
    let op = match OPS.get(op as usize) {
        Some(name) => format!("FUTEX_OP_{name}<<28"),
        None => format!("{op:#x}<<28 /* FUTEX_OP_??? */"),
    };
    let comparison = match COMPARISONS.get(comparison as usize) {
        Some(name) => format!("FUTEX_OP_CMP_{name}<<24"),
        None => format!("{comparison:#x}<<24 /* FUTEX_OP_CMP_??? */"),
    };
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
