//! Operations on fonts of consoles (KDFONTOP, include/uapi/linux/kd.h).

use crate::decode::custom::console::{FONT_LINES, map};
use crate::decode::desc::Custom;
use crate::decode::emit::Shape;
use crate::decode::flags::{FONT_FLAGS, FONT_OPERATION};
use crate::decode::uapi::{KD_FONT_OP_COPY, KD_FONT_OP_SET, KD_FONT_OP_SET_DEFAULT};
use crate::decode::walk::Walk;

/// A member of `struct console_font_op`: its name, where it stands.
type Member = (&'static str, u64);

const WIDTH: Member = ("width", 8);
const HEIGHT: Member = ("height", 12);
const COUNT: Member = ("charcount", 16);

/// Where `data` stands.
const DATA: u64 = 24;

/// What is asked for.
pub static OPERATION: Custom = Custom { name: "console_font_op", show: operation };

fn operation(walk: &mut Walk<'_>, address: u64, len: u64) {
    if walk.bytes(address, len as usize).is_none() {
        return walk.out.address(address);
    }
    let (op, flags) = (member(walk, address, 0), member(walk, address, 4));
    walk.out.open(Shape::Struct);
    walk.out.key("op");
    walk.out.constant(op, 32, &FONT_OPERATION);
    match op {
        KD_FONT_OP_COPY => numbers(walk, address, &[HEIGHT]),
        KD_FONT_OP_SET_DEFAULT => {
            numbers(walk, address, &[WIDTH, HEIGHT]);
            let data = pointer(walk, address);
            walk.out.key("data");
            if data == 0 || !walk.string(data, walk.style.limit) {
                walk.out.address(data);
            }
        }
        _ => {
            walk.out.key("flags");
            walk.out.flags(flags, 32, &FONT_FLAGS);
            numbers(walk, address, &[WIDTH, HEIGHT, COUNT]);
            match op {
                KD_FONT_OP_SET => data(walk, address),
                _ => {
                    let data = pointer(walk, address);
                    walk.out.key("data");
                    walk.out.address(data);
                }
            }
        }
    }
    walk.out.close(Shape::Struct);
}

/// Does the call tell something?
pub fn tells(walk: &mut Walk<'_>, address: u64) -> bool {
    let op = walk.bytes(address, DATA as usize + 8).and_then(|_| walk.number(address, 4));
    op.is_some_and(|op| !matches!(op, KD_FONT_OP_SET | KD_FONT_OP_COPY))
}

/// What the call tells.
pub static TOLD: Custom = Custom { name: "console_font_op", show: told };

fn told(walk: &mut Walk<'_>, address: u64, _: u64) {
    walk.out.open(Shape::Struct);
    if member(walk, address, 0) == KD_FONT_OP_SET_DEFAULT {
        numbers(walk, address, &[WIDTH, HEIGHT]);
    } else {
        numbers(walk, address, &[WIDTH, HEIGHT, COUNT]);
        data(walk, address);
    }
    walk.out.close(Shape::Struct);
}

fn member(walk: &Walk<'_>, address: u64, offset: u64) -> u64 {
    walk.number(address.wrapping_add(offset), 4).unwrap_or(0)
}

fn pointer(walk: &Walk<'_>, address: u64) -> u64 {
    walk.number(address.wrapping_add(DATA), 8).unwrap_or(0)
}

fn numbers(walk: &mut Walk<'_>, address: u64, members: &[Member]) {
    for (name, offset) in members {
        let number = member(walk, address, *offset);
        walk.out.key(name);
        walk.out.unsigned(number);
    }
}

fn data(walk: &mut Walk<'_>, address: u64) {
    let [width, count] = [WIDTH, COUNT].map(|(_, offset)| member(walk, address, offset));
    let len = width.div_ceil(8).saturating_mul(FONT_LINES).saturating_mul(count);
    let data = pointer(walk, address);
    walk.out.key("data");
    map(walk, data, len);
}
