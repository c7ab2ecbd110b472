//! Structs that grow with the kernel: the caller tells the size. What follows the known fields is shown if it is not
//! zero, as bytes.

use crate::decode::desc::{Custom, Layout};
use crate::decode::emit::Shape;
use crate::decode::flags::{OPEN, RESOLVE};
use crate::decode::layout::MOUNT_ATTRS;
use crate::decode::walk::Walk;

/// `struct open_how`
pub static OPEN_HOW: Custom = Custom { name: "open_how", show: open_how };

/// `struct mount_attr`
pub static MOUNT_ATTR: Custom =
    Custom { name: "mount_attr", show: |walk, at, len| of(walk, &MOUNT_ATTRS, at, len) };

/// Shows a struct of which the caller says that it has `len` bytes: its address if that is less than it has at least.
pub fn of(walk: &mut Walk<'_>, layout: &'static Layout, address: u64, len: u64) {
    with(walk, layout.size, address, len, |walk| {
        if walk.fields(layout, address) {
            walk.out.more();
        }
    });
}

fn with(walk: &mut Walk<'_>, size: u32, address: u64, len: u64, fields: impl FnOnce(&mut Walk<'_>)) {
    if len < u64::from(size) || walk.bytes(address, size as usize).is_none() {
        return walk.out.address(address);
    }
    walk.out.open(Shape::Struct);
    fields(walk);
    let from = u64::from(size);
    let wanted = len.min(4096) - from;
    let rest = walk.memory(address.wrapping_add(from), wanted as usize);
    if (rest.len() as u64) < wanted {
        walk.out.rest(from, &[]);
    } else if rest.iter().any(|byte| *byte != 0) {
        walk.out.rest(from, rest);
    }
    walk.out.close(Shape::Struct);
}

fn open_how(walk: &mut Walk<'_>, address: u64, len: u64) {
    with(walk, 24, address, len, |walk| {
        let field = |at| walk.number(address.wrapping_add(at), 8).unwrap_or(0);
        let (flags, mode, resolve) = (field(0), field(8), field(16));
        walk.out.key("flags");
        walk.out.flags(flags, 64, &OPEN);
        if mode != 0 || crate::decode::table::creates(flags) {
            walk.out.key("mode");
            walk.out.octal(mode, 3);
        }
        walk.out.key("resolve");
        walk.out.flags(resolve, 64, &RESOLVE);
    });
}
