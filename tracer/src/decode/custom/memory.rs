//! What is said of memory: kinds of mappings, nodes, the state of pages.

use super::{expression, joined};
use crate::arch;
use crate::decode::desc::Custom;
use crate::decode::emit::Shape::Array;
use crate::decode::flags::{MMAP, MPOL, MPOL_MODE};
use crate::decode::style::Constants;
use crate::decode::walk::Walk;

/// Where in the flags of mmap(2) the size of huge pages stands (include/uapi/asm-generic/hugetlb_encode.h).
const HUGE_SHIFT: u32 = 26;

/// Shows the flags of mmap(2): a kind, flags, and the size of huge pages as a power of two.
pub fn mapping(walk: &mut Walk<'_>, flags: u64) {
    let (kind, huge) = (flags & 0xf, flags >> HUGE_SHIFT & 0x3f);
    if kind <= 3 && huge == 0 {
        return walk.out.flags(flags, 64, &MMAP);
    }
    let rest = flags & 0xffff_ffff & !(0x3f << HUGE_SHIFT);
    let mut text = if kind <= 3 {
        joined(rest, 32, &MMAP)
    } else {
        let others = joined(rest & !0xf, 32, &MMAP);
        let others = others.trim_start_matches("MAP_FILE").trim_start_matches('|');
        let between = if others.is_empty() { "" } else { "|" };
        format!("{kind:#x} /* MAP_??? */{between}{others}")
    };
    if huge != 0 {
        text.push_str(&format!("|{huge}<<MAP_HUGE_SHIFT"));
    }
    expression(walk, flags, &text);
}

/// Shows the mode of mbind(2) and its flags.
pub fn policy(walk: &mut Walk<'_>, value: u64) {
    const FLAGS: u64 = 0xe000;
    let (mode, flags) = (value & !FLAGS, value & FLAGS);
    if flags == 0 {
        return walk.out.constant(mode, 32, &MPOL);
    }
    let flags = joined(flags, 32, &MPOL_MODE);
    let text = match MPOL.name_of(mode, 32) {
        Some(name) => format!("{name}|{flags}"),
        None => format!("{flags}|{mode:#x}"),
    };
    expression(walk, value, &text);
}

/// A mask of nodes: the argument after it tells how many bits there are, and one.
pub static NODES: Custom = Custom { name: "nodes", show: nodes };

fn nodes(walk: &mut Walk<'_>, address: u64, len: u64) {
    let width = walk.word();
    let words = len / u64::from(width);
    if walk.number(address, width).is_none() && words > 0 {
        return walk.out.address(address);
    }
    walk.out.open(Array);
    for place in 0..words {
        let Some(word) = walk.number(address.wrapping_add(place * u64::from(width)), width) else {
            walk.out.more();
            break;
        };
        walk.out.item();
        let text = if word == 0 {
            "0".repeat(2 * width as usize)
        } else {
            format!("{word:#0width$x}", width = 2 * width as usize)
        };
        walk.out.text(&text);
    }
    walk.out.close(Array);
}

const fn node_bytes(bits: u64) -> u64 {
    match bits {
        0..=0x8000 => (bits + 62) / 64 * 8,
        _ => 0,
    }
}

/// Bytes of the mask of mbind(2).
pub fn nodes_5th(args: &[u64; 6]) -> u64 {
    node_bytes(args[4])
}

/// Bytes of the mask of set_mempolicy(2) and get_mempolicy(2).
pub fn nodes_3rd(args: &[u64; 6]) -> u64 {
    node_bytes(args[2])
}

/// Bytes of the masks of migrate_pages(2).
pub fn nodes_2nd(args: &[u64; 6]) -> u64 {
    node_bytes(args[1])
}

/// Shows where a page is: the number of a node, or why it is nowhere.
pub fn page_status(walk: &mut Walk<'_>, status: u64) {
    let status = status as i32;
    match arch::errno_name(status.wrapping_neg() as u32).filter(|_| status < 0) {
        Some(name) if walk.style.constants != Constants::Raw => {
            walk.out.named(i64::from(status), &format!("-{name}"));
        }
        _ => walk.out.signed(i64::from(status)),
    }
}

/// Does mremap(2) look at the new address?
pub fn moves_to(flags: u64) -> bool {
    flags & 3 == 3
}

/// Pages of mincore(2): one byte each.
pub fn pages(args: &[u64; 6]) -> u64 {
    args[1].div_ceil(4096)
}
