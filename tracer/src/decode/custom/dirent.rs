//! Directory entries: how many there are, or all of them.

use crate::decode::desc::Custom;
use crate::decode::emit::Shape;
use crate::decode::flags::DIRENT;
use crate::decode::walk::Walk;

/// What getdents64(2) writes.
pub static DIRENTS64: Custom =
    Custom { name: "linux_dirent64", show: |walk, at, len| show(walk, at, len, true) };

/// What getdents(2) writes, the type of each behind its name.
pub static DIRENTS: Custom =
    Custom { name: "linux_dirent", show: |walk, at, len| show(walk, at, len, false) };

/// d_ino and d_off, 8 bytes each, then d_reclen.
const fn place_of_length(walk: &Walk<'_>, wide: bool) -> u64 {
    if wide { 16 } else { 2 * walk.word() as u64 }
}

fn show(walk: &mut Walk<'_>, address: u64, len: u64, wide: bool) {
    let length = place_of_length(walk, wide);
    let word = if wide { 8 } else { walk.word() };
    let head = length + if wide { 3 } else { 2 };
    let mut entries = Vec::new();
    let mut at = 0;
    while at + head <= len {
        let entry = address.wrapping_add(at);
        let Some(size) = walk.number(entry.wrapping_add(length), 2) else { break };
        if size < head || at + size > len {
            break;
        }
        entries.push((entry, size));
        at += size;
    }
    if walk.abbrev {
        walk.out.address(address);
        return walk.out.comment(&format!("{} entries", entries.len()));
    }
    walk.out.open(Shape::Array);
    for (entry, size) in entries {
        walk.out.item();
        walk.out.open(Shape::Struct);
        for (key, offset) in [("d_ino", 0), ("d_off", u64::from(word))] {
            walk.out.key(key);
            let value = walk.number(entry.wrapping_add(offset), word).unwrap_or(0);
            walk.out.unsigned(value);
        }
        walk.out.key("d_reclen");
        walk.out.unsigned(size);
        let kind = entry.wrapping_add(if wide { 18 } else { size - 1 });
        let kind = walk.number(kind, 1).unwrap_or(0);
        if wide {
            walk.out.key("d_type");
            walk.out.constant(kind, 8, &DIRENT);
        }
        walk.out.key("d_name");
        let bytes = walk.memory(entry.wrapping_add(head), (size - head) as usize);
        let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
        walk.out.string(&bytes[..end], false);
        if !wide {
            walk.out.key("d_type");
            walk.out.constant(kind, 8, &DIRENT);
        }
        walk.out.close(Shape::Struct);
    }
    walk.out.close(Shape::Array);
}
