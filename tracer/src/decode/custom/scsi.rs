//! What is asked of SCSI devices (SG_IO: include/scsi/sg.h, include/uapi/linux/bsg.h): a struct in one of two versions.

use crate::decode::custom::octets;
use crate::decode::desc::{Custom, Layout};
use crate::decode::emit::Shape;
use crate::decode::flags::{SG_RESET, SG_RESET_HOW};
use crate::decode::layout::*;
use crate::decode::uapi::{
    SG_DXFER_FROM_DEV, SG_DXFER_TO_DEV, SG_DXFER_TO_FROM_DEV, SG_SCSI_RESET_NO_ESCALATE,
};
use crate::decode::walk::{Side, Walk};

/// How far a device is reset, and whether it may be farther.
pub fn reset(walk: &mut Walk<'_>, how: u64) {
    if how & SG_SCSI_RESET_NO_ESCALATE != 0 {
        walk.out.constant(SG_SCSI_RESET_NO_ESCALATE, 32, &SG_RESET_HOW);
        walk.out.joined();
    }
    walk.out.constant(how & !SG_SCSI_RESET_NO_ESCALATE, 32, &SG_RESET);
}

/// Where data are, and how many: their pointer, the number of pieces, their length, and how many of them are left.
struct Data {
    pointer: u64,
    pieces: (u64, u32),
    len: u64,
    left: u64,
}

const V3_DATA: Data = Data { pointer: 16, pieces: (10, 2), len: 12, left: 72 };
const V4_OUT: Data = Data { pointer: 72, pieces: (56, 4), len: 60, left: 140 };
const V4_IN: Data = Data { pointer: 80, pieces: (64, 4), len: 68, left: 136 };

/// A version: the name of its first field, its letter, how many bytes must be there, what is shown of it.
struct Version {
    name: &'static str,
    letter: &'static str,
    size: usize,
    show: fn(&mut Walk<'_>, u64),
}

const V3: Version =
    Version { name: "interface_id", letter: "'S'", size: SG_V3_ASKED.size as usize, show: v3 };
const V4: Version = Version { name: "guard", letter: "'Q'", size: SG_V4_ASKED.size as usize, show: v4 };

/// `struct sg_io_hdr` or `struct sg_io_v4`.
pub static REQUEST: Custom = Custom { name: "sg_io_hdr or sg_io_v4", show: request };

fn request(walk: &mut Walk<'_>, address: u64, _: u64) {
    let Some(kind) = walk.on(Side::Enter, |walk| walk.number(address, 4)) else {
        return walk.out.address(address);
    };
    let version = match kind as u32 {
        SG_V3 => V3,
        SG_V4 => V4,
        _ => {
            walk.out.open(Shape::Array);
            walk.out.item();
            walk.out.unsigned(kind);
            return walk.out.close(Shape::Array);
        }
    };
    walk.out.open(Shape::Struct);
    walk.out.key(version.name);
    walk.out.text(version.letter);
    if walk.bytes(address, version.size).is_some() {
        (version.show)(walk, address);
    } else {
        walk.out.unnamed("address");
        walk.out.address(address.wrapping_add(4));
    }
    walk.out.close(Shape::Struct);
}

fn v3(walk: &mut Walk<'_>, address: u64) {
    let direction = walk.number(address.wrapping_add(4), 4).unwrap_or(0) as u32;
    let is = |known: u64| direction == known as u32;
    let both = is(SG_DXFER_TO_FROM_DEV);
    asked(walk, &SG_V3_ASKED, address);
    if both || is(SG_DXFER_TO_DEV) {
        walk.out.key("dxferp");
        data(walk, address, &V3_DATA, Side::Enter);
    }
    if walk.call.result.is_none() {
        return;
    }
    if is(SG_DXFER_FROM_DEV) {
        walk.out.key("dxferp");
        data(walk, address, &V3_DATA, Side::Exit);
    } else if both && V3_DATA.moved(walk, address) > 0 {
        walk.out.becomes_as("dxferp");
        data(walk, address, &V3_DATA, Side::Exit);
    }
    walk.fields(&SG_V3_TOLD, address);
}

fn v4(walk: &mut Walk<'_>, address: u64) {
    asked(walk, &SG_V4_ASKED, address);
    walk.out.key("dout_xferp");
    data(walk, address, &V4_OUT, Side::Enter);
    asked(walk, &SG_V4_SETTINGS, address);
    if walk.call.result.is_none() {
        return;
    }
    walk.fields(&SG_V4_RESPONSE, address);
    walk.out.key("din_xferp");
    data(walk, address, &V4_IN, Side::Exit);
    walk.fields(&SG_V4_TOLD, address);
}

fn asked(walk: &mut Walk<'_>, layout: &'static Layout, address: u64) {
    walk.on(Side::Enter, |walk| walk.fields(layout, address));
}

impl Data {
    /// How many bytes the device has moved.
    fn moved(&self, walk: &Walk<'_>, address: u64) -> u64 {
        let [len, left] =
            [self.len, self.left].map(|at| walk.number(address.wrapping_add(at), 4).unwrap_or(0));
        match left as i32 {
            1.. if left <= len => len - left,
            _ => len,
        }
    }
}

/// Data as they are when the call begins, or as many of them as were moved when it has ended.
fn data(walk: &mut Walk<'_>, address: u64, data: &Data, side: Side) {
    walk.on(side, |walk| {
        let number = |walk: &Walk<'_>, at, size| walk.number(address.wrapping_add(at), size).unwrap_or(0);
        let pointer = number(walk, data.pointer, 8);
        let pieces = number(walk, data.pieces.0, data.pieces.1);
        let len = if side == Side::Enter { number(walk, data.len, 4) } else { data.moved(walk, address) };
        if pointer == 0 || (pieces > 0 && !walk.iov(pointer, pieces, Some(len))) {
            walk.out.address(pointer);
        } else if pieces == 0 {
            octets::limited(walk, pointer, len);
        }
    });
}
