//! Ranges of files that are to hold their bytes once (FIDEDUPERANGE, include/uapi/linux/fs.h).

use crate::decode::desc::{Custom, Layout};
use crate::decode::emit::Shape;
use crate::decode::layout::{DEDUPE_DONE, DEDUPE_INFO, DEDUPE_RANGE};
use crate::decode::walk::Walk;

/// As many are shown where lines are abbreviated.
const FEW: u64 = 2;

/// The ranges that are asked for.
pub static ASKED: Custom =
    Custom { name: "ranges of files", show: |walk, at, len| ranges(walk, &DEDUPE_INFO, at, len) };

/// What became of each.
pub static DONE: Custom =
    Custom { name: "ranges of files", show: |walk, at, len| ranges(walk, &DEDUPE_DONE, at, len) };

/// Does the call tell something? Not if there was no range, or one could not be read.
pub fn tells(walk: &mut Walk<'_>, address: u64) -> bool {
    let count = walk.number(address.wrapping_add(16), 2).unwrap_or(0);
    let looked_at = if walk.abbrev { count.min(FEW + 1) } else { count };
    let ranges = address.wrapping_add(u64::from(DEDUPE_RANGE.size));
    let size = looked_at * u64::from(DEDUPE_INFO.size);
    count > 0 && walk.bytes(ranges, size as usize).is_some()
}

fn ranges(walk: &mut Walk<'_>, layout: &'static Layout, address: u64, len: u64) {
    let size = u64::from(layout.size);
    if len > 0 && walk.bytes(address, size as usize).is_none() {
        return walk.out.address(address);
    }
    walk.out.open(Shape::Array);
    for place in 0..len / size {
        let at = address.wrapping_add(place * size);
        if walk.bytes(at, size as usize).is_none() {
            walk.out.more();
            walk.out.comment(&format!("{at:#x}"));
            break;
        }
        if walk.abbrev && place == FEW {
            walk.out.more();
            break;
        }
        walk.out.item();
        walk.structure(layout, at);
    }
    walk.out.close(Shape::Array);
}
