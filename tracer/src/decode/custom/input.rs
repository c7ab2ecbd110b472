//! Values of input devices (include/uapi/linux/input.h): sets of what a device can do, its axes and the touches that it follows.

use crate::decode::desc::{Custom, Ty};
use crate::decode::emit::Shape;
use crate::decode::flags::*;
use crate::decode::layout::{AXIS, AXIS_OLD};
use crate::decode::set::Set;
use crate::decode::style::Constants;
use crate::decode::uapi::*;
use crate::decode::walk::Walk;

use super::request::{SIZE, size};

/// How many members are shown of a set that is abbreviated.
const SHOWN: usize = 4;

/// The most bytes that a set takes.
pub const BITS: u32 = 96;

/// A set, in as many bits as the result says: of keys that are down, lights that are on, or what a device can do.
pub static MEMBERS: Custom = Custom { name: "set of an input device", show: members };

fn members(walk: &mut Walk<'_>, address: u64, _: u64) {
    let request = walk.arg(1);
    if request & !SIZE == EVIOCGBIT + EV_PWR {
        if !walk.show_at(&Ty::Int, address) {
            walk.out.address(address);
        }
        return;
    }
    let told = walk.call.result.and_then(|result| u64::try_from(result).ok()).unwrap_or(0);
    let Some((set, end)) = kind(request).filter(|_| told != 0) else { return walk.out.address(address) };
    let count = end.min(told.saturating_mul(8));
    let Some(bytes) = walk.bytes(address, count.div_ceil(64) as usize * 8) else {
        return walk.out.address(address);
    };
    let words: Vec<u64> =
        bytes.chunks_exact(8).filter_map(|word| Some(u64::from_le_bytes(word.try_into().ok()?))).collect();
    if walk.style.constants == Constants::Raw {
        walk.out.open(Shape::Array);
        for word in words {
            walk.out.item();
            walk.out.hex(word);
        }
        return walk.out.close(Shape::Array);
    }
    walk.out.open(Shape::Array);
    let members = (0..count).filter(|bit| bytes[*bit as usize / 8] >> (bit % 8) & 1 != 0);
    for (place, bit) in members.enumerate() {
        walk.out.member();
        if walk.abbrev && place == SHOWN {
            walk.out.text("...");
            break;
        }
        walk.out.constant(bit, 32, set);
    }
    walk.out.close(Shape::Array);
    if walk.style.constants == Constants::Verbose {
        let words: Vec<String> =
            words.iter().map(|word| if *word == 0 { "0".to_owned() } else { format!("{word:#x}") }).collect();
        walk.out.comment(&format!("[{}]", words.join(", ")));
    }
}

/// What the members of the set are that a request asks for, and the number behind the last that is looked at.
fn kind(request: u64) -> Option<(&'static Set, u64)> {
    Some(match request & !SIZE {
        EVIOCGPROP => (&INPUT_PROP, 0x1f),
        EVIOCGKEY => (&INPUT_KEY, 0x2ff),
        EVIOCGLED => (&INPUT_LED, 0xf),
        EVIOCGSND => (&INPUT_SND, 0x7),
        EVIOCGSW => (&INPUT_SW, 0x10),
        kind @ EVIOCGBIT..=EVIOCGBIT_LAST => match kind - EVIOCGBIT {
            EV_SYN => (&INPUT_EV, 0x1f),
            EV_KEY => (&INPUT_KEY, 0x2ff),
            EV_REL => (&INPUT_REL, 0xf),
            EV_ABS => (&INPUT_ABS, 0x3f),
            EV_MSC => (&INPUT_MSC, 0x7),
            EV_SW => (&INPUT_SW, 0x10),
            EV_LED => (&INPUT_LED, 0xf),
            EV_SND => (&INPUT_SND, 0x7),
            EV_REP => (&INPUT_REP, 0x1),
            EV_FF => (&FORCE_FEEDBACK, 0x7f),
            EV_FF_STATUS => (&INPUT_FF_STATUS, 0x1),
            _ => return None,
        },
        _ => return None,
    })
}

/// `struct input_absinfo`, or as much of it as the request has room for.
pub static AXIS_INFO: Custom = Custom { name: "input_absinfo", show: axis };

fn axis(walk: &mut Walk<'_>, address: u64, len: u64) {
    let size = size(walk.arg(1));
    let layout = if size < u64::from(AXIS.size) { &AXIS_OLD } else { &AXIS };
    if walk.bytes(address, size.min(len) as usize).is_none() {
        return walk.out.address(address);
    }
    walk.out.open(Shape::Struct);
    let skipped = walk.fields(layout, address);
    if skipped || size != u64::from(layout.size) {
        walk.out.more();
    }
    walk.out.close(Shape::Struct);
}

/// Has a request room for an axis?
pub const fn has_axis(request: u64) -> bool {
    size(request) >= 20
}

/// `struct input_mt_request_layout`: a value for each touch that a device can follow.
pub static SLOTS: Custom = Custom { name: "input_mt_request_layout", show: slots };

fn slots(walk: &mut Walk<'_>, address: u64, _: u64) {
    let Some(code) = walk.number(address, 4) else { return walk.out.address(address) };
    walk.out.open(Shape::Struct);
    walk.out.key("code");
    walk.out.constant(code, 32, &INPUT_ABS_MT);
    walk.out.key("values");
    let values = address.wrapping_add(4);
    if !walk.array(&Ty::Int, values, size(walk.arg(1)) / 4 - 1) {
        walk.out.address(values);
    }
    walk.out.close(Shape::Struct);
}

/// Has a request room for the code of an axis?
pub const fn has_code(request: u64) -> bool {
    size(request) >= 4
}

/// Bytes of what the argument of a call of ioctl(2) points to.
pub fn room(args: &[u64; 6]) -> u64 {
    size(args[1])
}
