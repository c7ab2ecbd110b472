//! `struct ifconf` (netdevice(7)): room for a list of devices, and the list.

use crate::decode::desc::{Custom, Ty};
use crate::decode::emit::Shape;
use crate::decode::layout::{IFCONF, IFREQ_LISTED};
use crate::decode::walk::{Side, Walk};

/// `struct ifconf`, before the call and after it.
pub static IFCONF_BOTH: Custom = Custom { name: "ifconf", show };

/// The list, as bytes.
pub static DEVICES: Custom =
    Custom { name: "ifreq of each device", show: |walk, at, len| list(walk, at, len) };

static DEVICE: Ty = Ty::Struct(&IFREQ_LISTED);

fn show(walk: &mut Walk<'_>, address: u64, _: u64) {
    if walk.bytes(address, IFCONF.size as usize).is_none() {
        return walk.out.address(address);
    }
    let done = walk.call.result.is_some() && !walk.failed();
    let len = |walk: &mut Walk<'_>| walk.number(address, 4).unwrap_or(0) as i32;
    let before = walk.on(Side::Enter, len);
    let after = if done { walk.on(Side::Exit, len) } else { before };
    walk.out.open(Shape::Struct);
    walk.out.key("ifc_len");
    let there = walk.number(address.wrapping_add(8), 8).unwrap_or(0);
    length(walk, before);
    if after != before {
        walk.out.becomes();
        length(walk, after);
    }
    walk.out.key("ifc_buf");
    match u64::try_from(after) {
        Ok(after) if done && there != 0 => walk.on(Side::Exit, |walk| list(walk, there, after)),
        _ => walk.out.address(there),
    }
    walk.out.close(Shape::Struct);
}

fn length(walk: &mut Walk<'_>, len: i32) {
    let size = DEVICE.size() as i32;
    walk.out.signed(i64::from(len));
    if len > 0 && len % size == 0 {
        walk.out.comment(&format!("{} * sizeof(struct ifreq)", len / size));
    }
}

fn list(walk: &mut Walk<'_>, address: u64, len: u64) {
    if !walk.array(&DEVICE, address, len / u64::from(DEVICE.size())) {
        walk.out.address(address);
    }
}
