//! Names of volumes on flash memory (include/uapi/mtd/ubi-user.h).

use crate::decode::desc::{Custom, Ty};
use crate::decode::layout::UBI_NEW_NAME;
use crate::decode::walk::Walk;

/// The longest name (`UBI_MAX_VOLUME_NAME`).
const LONGEST: u64 = 127;

/// As many volumes are renamed at once (`UBI_MAX_RNVOL`).
const MOST: u64 = 32;

/// The name of a new volume, six bytes behind its length.
pub static VOLUME_NAME: Custom = Custom { name: "volume name", show: |walk, at, _| name(walk, at, 6) };

/// The new name of a volume, four bytes behind its length.
pub static NEW_VOLUME_NAME: Custom = Custom { name: "volume name", show: |walk, at, _| name(walk, at, 4) };

fn name(walk: &mut Walk<'_>, address: u64, before: u64) {
    let len = walk.number(address.wrapping_sub(before), 2).unwrap_or(0) as i16;
    let len = u64::try_from(len).unwrap_or(0).min(LONGEST) as usize;
    let Some(bytes) = walk.bytes(address, len + 1) else { return walk.out.address(address) };
    match bytes.iter().position(|byte| *byte == 0) {
        Some(end) => walk.out.string(&bytes[..end], false),
        None => walk.out.string(&bytes[..len], true),
    }
}

/// The new names, as many as the number before them says, 16 bytes before.
pub static NEW_NAMES: Custom = Custom { name: "new names of volumes", show: names };

static NEW_NAME: Ty = Ty::Struct(&UBI_NEW_NAME);

fn names(walk: &mut Walk<'_>, address: u64, _: u64) {
    let count = walk.number(address.wrapping_sub(16), 4).unwrap_or(0) as i32;
    let count = u64::try_from(count).unwrap_or(0).min(MOST);
    if !walk.array(&NEW_NAME, address, count) {
        walk.out.address(address);
    }
}
