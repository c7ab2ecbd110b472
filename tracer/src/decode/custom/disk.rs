//! Requests of IDE disks (include/uapi/linux/hdreg.h).

use crate::decode::desc::Custom;
use crate::decode::emit::Shape;
use crate::decode::flags::IDE_NICE;
use crate::decode::layout::ATA_ANSWERED;
use crate::decode::walk::Walk;

/// HDIO_GET_NICE
pub fn nice(walk: &mut Walk<'_>, value: u64) {
    super::shifted(walk, value, "1 << ", &IDE_NICE);
}

/// What a disk answers to a command: its status, then the data, so many sectors of it as were asked for.
pub static ATA_ANSWER: Custom = Custom { name: "answer of a disk", show: answer };

const SECTOR: u64 = 512;

/// The longest: 255 sectors.
pub const ATA_ANSWER_MAX: u32 = 4 + 255 * SECTOR as u32;

fn answer(walk: &mut Walk<'_>, address: u64, _: u64) {
    let sectors = walk.number(address.wrapping_add(3), 1).unwrap_or(0);
    if walk.bytes(address, ATA_ANSWERED.size as usize).is_none() {
        return walk.out.address(address);
    }
    walk.out.open(Shape::Struct);
    walk.fields(&ATA_ANSWERED, address);
    if sectors > 0 {
        let wanted = (sectors * SECTOR).min(u64::from(walk.style.limit));
        let data = address.wrapping_add(4);
        walk.out.key("buf");
        match walk.bytes(data, wanted as usize) {
            Some(bytes) => walk.out.binary(bytes, wanted < sectors * SECTOR),
            None => walk.out.address(data),
        }
    }
    walk.out.close(Shape::Struct);
}
