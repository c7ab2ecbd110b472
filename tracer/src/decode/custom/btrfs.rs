//! Odd values of Btrfs (include/uapi/linux/btrfs.h).

use crate::decode::custom::stamp;
use crate::decode::desc::{Custom, FieldRef, Ty};
use crate::decode::emit::Shape;
use crate::decode::flags::{BTRFS_DEV_STAT, BTRFS_ITEM, BTRFS_OBJECT, BTRFS_SUBVOL};
use crate::decode::layout::*;
use crate::decode::style::Constants;
use crate::decode::walk::{PATH_MAX, Side, Walk};

/// A tree or an object: by name if it has one.
pub fn object(walk: &mut Walk<'_>, id: u64) {
    match BTRFS_OBJECT.name_of(id, 64) {
        Some(name) if id > i64::MAX as u64 => super::largest(walk, id, name),
        Some(_) => walk.out.constant(id, 64, &BTRFS_OBJECT),
        None => super::or_max(walk, id),
    }
}

/// The type of an item: by name if it has one.
pub fn item_type(walk: &mut Walk<'_>, kind: u64) {
    match BTRFS_ITEM.name_of(kind, 32) {
        Some(_) => walk.out.constant(kind, 32, &BTRFS_ITEM),
        None if kind == u64::from(u32::MAX) => super::largest(walk, kind, "UINT32_MAX"),
        None => walk.out.unsigned(kind),
    }
}

/// A share in thousandths, with what it is in hundredths.
pub fn per_mille(walk: &mut Walk<'_>, share: u64) {
    walk.out.unsigned(share);
    walk.out.comment(&format!("{}.{}%", share / 10, share % 10));
}

/// Does the call tell something? Whatever memory there is.
pub const fn tells(_: &mut Walk<'_>, _: u64) -> bool {
    true
}

/// Flags of a subvolume, to which the argument points.
pub static SUBVOLUME: Custom = Custom {
    name: "flags of a subvolume",
    show: |walk, at, _| match walk.number(at, 8) {
        Some(flags) => walk.out.flags(flags, 64, &BTRFS_SUBVOL),
        None => walk.out.address(at),
    },
};

/// A universally unique identifier.
pub static UUID: Custom = Custom {
    name: "UUID",
    show: |walk, at, _| match walk.bytes(at, 16) {
        Some(bytes) => walk.out.text(&uuid(bytes)),
        None => walk.out.address(at),
    },
};

fn uuid(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(36);
    for (place, byte) in bytes.iter().enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text += &format!("{byte:02x}");
    }
    text
}

/// What a file system has, and of it what may be set and cleared.
pub static SUPPORTED: Custom = Custom { name: "features", show: supported };

fn supported(walk: &mut Walk<'_>, address: u64, len: u64) {
    if walk.bytes(address, len as usize).is_none() {
        return walk.out.address(address);
    }
    walk.out.open(Shape::Array);
    for (place, what) in ["supported", "safe to set", "safe to clear"].into_iter().enumerate() {
        walk.out.item();
        walk.structure(&BTRFS_FEATURES, address.wrapping_add(place as u64 * u64::from(BTRFS_FEATURES.size)));
        walk.out.comment(what);
    }
    walk.out.close(Shape::Array);
}

/// `struct btrfs_ioctl_ino_lookup_args`, what the call tells: the tree if it was not asked for.
pub static FOUND: Custom = Custom { name: "btrfs_ioctl_ino_lookup_args", show: found };

fn found(walk: &mut Walk<'_>, address: u64, _: u64) {
    walk.out.open(Shape::Struct);
    if walk.on(Side::Enter, |walk| walk.number(address, 8)) == Some(0) {
        let tree = walk.number(address, 8).unwrap_or(0);
        walk.out.key("treeid");
        object(walk, tree);
    }
    walk.fields(&BTRFS_FOUND, address);
    walk.out.close(Shape::Struct);
}

/// Where in a `struct btrfs_ioctl_search_key` the number of items stands.
const ITEM_COUNT: FieldRef = FieldRef { offset: 64, width: 4 };

/// Where in a `struct btrfs_ioctl_search_args_v2` the room for them stands.
const ITEM_ROOM: FieldRef = FieldRef { offset: 104, width: 8 };

/// The items that were found.
pub static ITEMS: Custom = Custom { name: "items of a tree", show: items };

/// The same, for which there may be more room than is copied.
pub static ITEMS_V2: Custom = Custom {
    name: "items of a tree",
    show: |walk, at, _| {
        let room = walk.field(ITEM_ROOM);
        items(walk, at, room);
    },
};

/// Shows items, each behind the bytes of the one before. No more of them are looked at than bytes of a string.
fn items(walk: &mut Walk<'_>, address: u64, room: u64) {
    let size = u64::from(BTRFS_FOUND_ITEM.size);
    let mut offset = 0_u64;
    walk.out.open(Shape::Array);
    for place in 0..walk.field(ITEM_COUNT) {
        let at = address.wrapping_add(offset);
        if offset + size > room || place > u64::from(walk.style.limit) {
            walk.out.more();
            break;
        }
        if walk.bytes(at, size as usize).is_none() {
            walk.out.more();
            walk.out.comment(&format!("{at:#x}"));
            break;
        }
        walk.out.item();
        walk.structure(&BTRFS_FOUND_ITEM, at);
        offset += size + walk.number(at.wrapping_add(size - 4), 4).unwrap_or(0);
    }
    walk.out.close(Shape::Array);
}

/// `struct btrfs_ioctl_space_args`, what the call tells: no kinds if only their number was asked for.
pub static SPACES: Custom = Custom { name: "btrfs_ioctl_space_args", show: spaces };

fn spaces(walk: &mut Walk<'_>, address: u64, _: u64) {
    let [slots, total] = [0, 8].map(|offset| walk.number(address.wrapping_add(offset), 8).unwrap_or(0));
    walk.out.open(Shape::Struct);
    walk.fields(&BTRFS_SPACE_TOTAL, address);
    if (slots > 0 || total == 0) && walk.fields(&BTRFS_SPACE_KINDS, address) {
        walk.out.more();
    }
    walk.out.close(Shape::Struct);
}

/// `struct btrfs_ioctl_ino_path_args`, what the call tells.
pub static PATHS_TOLD: Custom =
    Custom { name: "btrfs_ioctl_ino_path_args", show: |walk, at, _| walk.structure(&BTRFS_PATHS_TOLD, at) };

/// `struct btrfs_ioctl_logical_ino_args`, what the call tells.
pub static FILES_TOLD: Custom = Custom {
    name: "btrfs_ioctl_logical_ino_args",
    show: |walk, at, _| walk.structure(&BTRFS_FILES_TOLD, at),
};

/// Paths, which stand as far behind as these numbers say.
pub static PATHS: Custom = Custom { name: "paths by offset", show: paths };

fn paths(walk: &mut Walk<'_>, address: u64, len: u64) {
    walk.out.open(Shape::Array);
    for place in 0..len / 8 {
        let at = address.wrapping_add(8 * place);
        let Some(offset) = walk.number(at, 8) else {
            walk.out.more();
            walk.out.comment(&format!("{at:#x}"));
            break;
        };
        let path = address.wrapping_add(offset);
        walk.out.item();
        if !walk.string(path, PATH_MAX - 1) {
            walk.out.address(path);
        }
    }
    walk.out.close(Shape::Array);
}

/// Files, each of which is three of these numbers.
pub static FILES: Custom = Custom { name: "files by number", show: files };

static FILE: Ty = Ty::Struct(&BTRFS_FILE);

fn files(walk: &mut Walk<'_>, address: u64, len: u64) {
    if !walk.array(&FILE, address, len / u64::from(BTRFS_FILE.size)) {
        walk.out.address(address);
    }
}

/// A point in time, with its date.
pub static TIME: Custom = Custom { name: "btrfs_ioctl_timespec", show: time };

fn time(walk: &mut Walk<'_>, address: u64, _: u64) {
    let seconds = walk.number(address, 8).unwrap_or(0);
    let nanoseconds = walk.number(address.wrapping_add(8), 4).unwrap_or(0);
    walk.structure(&BTRFS_TIME, address);
    stamp::date(walk, seconds as i64, nanoseconds, 9);
}

/// `struct btrfs_ioctl_get_dev_stats`, what the call tells.
pub static STATS: Custom = Custom { name: "btrfs_ioctl_get_dev_stats", show: stats };

fn stats(walk: &mut Walk<'_>, address: u64, len: u64) {
    if walk.bytes(address, len as usize).is_none() {
        return walk.out.address(address);
    }
    let mut left = walk.number(address.wrapping_add(8), 8).unwrap_or(0);
    walk.out.open(Shape::Struct);
    walk.fields(&BTRFS_STATS_TOLD, address);
    walk.out.unnamed("values");
    walk.out.open(Shape::Array);
    for (place, counted) in BTRFS_DEV_STAT.names().enumerate() {
        if left == 0 {
            break;
        }
        let value = walk.number(address.wrapping_add(24 + 8 * place as u64), 8).unwrap_or(0);
        walk.out.item();
        walk.out.index(&match walk.style.constants {
            Constants::Abbrev => counted.name.to_owned(),
            Constants::Raw => place.to_string(),
            Constants::Verbose => format!("{place} /* {} */", counted.name),
        });
        walk.out.unsigned(value);
        left -= 1;
    }
    if left > 0 {
        walk.out.more();
    }
    walk.out.close(Shape::Array);
    walk.out.close(Shape::Struct);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_have_five_groups() {
        let bytes: Vec<u8> = (1..=16).collect();
        assert_eq!(uuid(&bytes), "01020304-0506-0708-090a-0b0c0d0e0f10");
    }
}
