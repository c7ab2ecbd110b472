//! File handles: `{handle_bytes=128 => 8, handle_type=1, f_handle="\x6b\xe1"}`.

use crate::decode::desc::Custom;
use crate::decode::emit::Shape;
use crate::decode::walk::{Side, Walk};

/// What name_to_handle_at(2) reads and writes.
pub static WRITTEN: Custom = Custom { name: "file_handle written", show: written };

/// What open_by_handle_at(2) reads.
pub static READ: Custom = Custom { name: "file_handle", show: read };

/// The longest handle (`MAX_HANDLE_SZ`, include/linux/exportfs.h).
const LONGEST: u64 = 128;

fn written(walk: &mut Walk<'_>, address: u64, _: u64) {
    let before = walk.on(Side::Enter, |walk| walk.number(address, 4));
    let (Some(before), Some(_)) = (before, walk.number(address, 8)) else { return walk.out.address(address) };
    walk.out.open(Shape::Struct);
    walk.out.key("handle_bytes");
    walk.out.unsigned(before);
    let result = walk.call.result.unwrap_or(-1);
    if result == 0 || result == -i64::from(libc::EOVERFLOW) {
        let after = walk.number(address, 4).unwrap_or(0);
        if after != before {
            walk.out.becomes();
            walk.out.unsigned(after);
        }
        if result == 0 {
            rest(walk, address, after);
        }
    }
    walk.out.close(Shape::Struct);
}

fn read(walk: &mut Walk<'_>, address: u64, _: u64) {
    let Some(size) = walk.number(address, 8).map(|word| word & 0xffff_ffff) else {
        return walk.out.address(address);
    };
    walk.out.open(Shape::Struct);
    walk.out.key("handle_bytes");
    walk.out.unsigned(size);
    rest(walk, address, size);
    walk.out.close(Shape::Struct);
}

fn rest(walk: &mut Walk<'_>, address: u64, size: u64) {
    walk.out.key("handle_type");
    let kind = walk.number(address.wrapping_add(4), 4).unwrap_or(0);
    walk.out.signed(i64::from(kind as i32));
    walk.out.key("f_handle");
    let bytes = walk.memory(address.wrapping_add(8), size.min(LONGEST) as usize);
    if (bytes.len() as u64) < size {
        walk.out.text("???");
    } else {
        walk.out.octets(bytes);
    }
}
