//! `struct statmount` (statmount(2); include/uapi/linux/mount.h): only the fields that its mask names are filled in, and
//! strings stand behind all of them.

use crate::decode::desc::{Custom, FieldRef, Ty};
use crate::decode::emit::Shape;
use crate::decode::flags::{MOUNT, MOUNT_ATTR, PROPAGATION, STATMOUNT};
use crate::decode::uapi::*;
use crate::decode::walk::Walk;

/// The answer of statmount(2).
pub static ANSWER: Custom = Custom { name: "statmount", show };

/// Where the strings begin.
const STRINGS: u64 = 512;

/// What a field is.
enum Kind {
    /// A value of a type.
    Value(&'static Ty),
    /// An offset among the strings.
    Text,
    /// An offset among them, where as many begin as the field before says.
    Texts,
}

use Kind::{Text, Texts, Value};

/// Fields: the bit of the mask, the name, where it stands.
const FIELDS: &[(u64, &str, u64, Kind)] = &[
    (STATMOUNT_SB_BASIC, "sb_dev_major", 16, Value(&Ty::Uint)),
    (STATMOUNT_SB_BASIC, "sb_dev_minor", 20, Value(&Ty::Uint)),
    (STATMOUNT_SB_BASIC, "sb_magic", 24, Value(&Ty::Hex)),
    (STATMOUNT_SB_BASIC, "sb_flags", 32, Value(&Ty::Flags(&MOUNT))),
    (STATMOUNT_FS_TYPE, "fs_type", 36, Text),
    (STATMOUNT_FS_SUBTYPE, "fs_subtype", 120, Text),
    (STATMOUNT_SB_SOURCE, "sb_source", 124, Text),
    (STATMOUNT_MNT_BASIC, "mnt_id", 40, Value(&Ty::Hex)),
    (STATMOUNT_MNT_BASIC, "mnt_parent_id", 48, Value(&Ty::Hex)),
    (STATMOUNT_MNT_BASIC, "mnt_id_old", 56, Value(&Ty::Uint)),
    (STATMOUNT_MNT_BASIC, "mnt_parent_id_old", 60, Value(&Ty::Uint)),
    (STATMOUNT_MNT_BASIC, "mnt_attr", 64, Value(&Ty::Flags64(&MOUNT_ATTR))),
    (STATMOUNT_MNT_BASIC, "mnt_propagation", 72, Value(&Ty::Flags64(&PROPAGATION))),
    (STATMOUNT_MNT_BASIC, "mnt_peer_group", 80, Value(&Ty::Ulong)),
    (STATMOUNT_MNT_BASIC, "mnt_master", 88, Value(&Ty::Ulong)),
    (STATMOUNT_PROPAGATE_FROM, "propagate_from", 96, Value(&Ty::Ulong)),
    (STATMOUNT_MNT_ROOT, "mnt_root", 104, Text),
    (STATMOUNT_MNT_POINT, "mnt_point", 108, Text),
    (STATMOUNT_MNT_NS_ID, "mnt_ns_id", 112, Value(&Ty::Hex)),
    (STATMOUNT_MNT_OPTS, "mnt_opts", 4, Text),
    (STATMOUNT_OPT_ARRAY, "opt_array", 132, Texts),
    (STATMOUNT_OPT_SEC_ARRAY, "opt_sec_array", 140, Texts),
    (STATMOUNT_SUPPORTED_MASK, "supported_mask", 144, Value(&Ty::Flags64(&STATMOUNT))),
    (STATMOUNT_MNT_UIDMAP, "mnt_uidmap", 156, Texts),
    (STATMOUNT_MNT_GIDMAP, "mnt_gidmap", 164, Texts),
];

const MASK: FieldRef = FieldRef { offset: 8, width: 8 };

fn show(walk: &mut Walk<'_>, address: u64, _: u64) {
    let at = |offset: u64| address.wrapping_add(offset);
    let Some(mask) = walk.number(at(u64::from(MASK.offset)), MASK.width) else {
        return walk.out.address(address);
    };
    walk.out.open(Shape::Struct);
    walk.out.key("size");
    let size = walk.number(address, 4).unwrap_or(0);
    walk.out.unsigned(size);
    walk.out.key("mask");
    walk.out.flags(mask, 64, &STATMOUNT);
    for (_, name, offset, kind) in FIELDS.iter().filter(|(bit, ..)| mask & bit != 0) {
        walk.out.key(name);
        let text = walk.number(at(*offset), 4).unwrap_or(0);
        match kind {
            Value(ty) => walk.place(ty, at(*offset)),
            Text => string(walk, at(STRINGS + text)),
            Texts => {
                let count = walk.number(at(*offset - 4), 4).unwrap_or(0);
                strings(walk, at(STRINGS + text), count);
            }
        }
    }
    walk.out.close(Shape::Struct);
}

fn string(walk: &mut Walk<'_>, address: u64) {
    if !walk.string(address, walk.style.limit) {
        walk.out.address(address);
    }
}

/// Strings one behind the other.
fn strings(walk: &mut Walk<'_>, mut address: u64, count: u64) {
    walk.out.open(Shape::Array);
    for place in 0..count {
        if walk.abbrev && place >= u64::from(walk.style.limit) {
            walk.out.more();
            break;
        }
        let bytes = walk.look(address, crate::decode::walk::PATH_MAX as usize, |bytes| bytes.contains(&0));
        let Some(end) = bytes.iter().position(|byte| *byte == 0) else { break };
        walk.out.item();
        string(walk, address);
        address = address.wrapping_add(end as u64 + 1);
    }
    walk.out.close(Shape::Array);
}
