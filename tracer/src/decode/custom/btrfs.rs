//! Odd values of Btrfs (include/uapi/linux/btrfs.h).

use crate::decode::desc::Custom;
use crate::decode::emit::Shape;
use crate::decode::flags::{BTRFS_OBJECT, BTRFS_SUBVOL};
use crate::decode::layout::{BTRFS_FEATURES, BTRFS_FOUND};
use crate::decode::walk::{Side, Walk};

/// A tree or an object: by name if it has one.
pub fn object(walk: &mut Walk<'_>, id: u64) {
    match BTRFS_OBJECT.name_of(id, 64) {
        Some(_) => walk.out.constant(id, 64, &BTRFS_OBJECT),
        None => super::or_max(walk, id),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_have_five_groups() {
        let bytes: Vec<u8> = (1..=16).collect();
        assert_eq!(uuid(&bytes), "01020304-0506-0708-090a-0b0c0d0e0f10");
    }
}
