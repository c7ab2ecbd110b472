//! Odd values of video devices (include/uapi/linux/videodev2.h).

use crate::decode::desc::{Custom, Ty};
use crate::decode::emit::Shape;
use crate::decode::flags::*;
use crate::decode::layout::{
    VIDEO_CLIP, VIDEO_CREATED, VIDEO_EXT_CONTROL, VIDEO_EXT_CONTROLS, VIDEO_EXT_VALUES, VIDEO_FORMAT,
    VIDEO_PARM, VIDEO_PLANE,
};
use crate::decode::set::Set;
use crate::decode::style::Constants;
use crate::decode::uapi::*;
use crate::decode::walk::{Side, Walk};

/// A format of pictures.
pub fn pixels(walk: &mut Walk<'_>, code: u64) {
    format(walk, code, &VIDEO_PIXELS);
}

/// A format of samples of radio.
pub fn radio(walk: &mut Walk<'_>, code: u64) {
    format(walk, code, &VIDEO_SDR);
}

/// A format of metadata.
pub fn meta(walk: &mut Walk<'_>, code: u64) {
    format(walk, code, &VIDEO_META);
}

fn format(walk: &mut Walk<'_>, code: u64, set: &Set) {
    if walk.style.constants == Constants::Raw {
        return walk.out.hex(code);
    }
    walk.out.text(&four_letters(code as u32));
    if let Some(name) = set.name_of(code, 32) {
        walk.out.comment(name);
    }
}

/// `v4l2_fourcc('Y', 'U', 'Y', 'V')`
fn four_letters(code: u32) -> String {
    let letters = code.to_le_bytes().map(|byte| match byte {
        b'\'' | b'\\' => format!("'\\{}'", char::from(byte)),
        b' '..=b'~' => format!("'{}'", char::from(byte)),
        _ => format!("'\\x{byte:02x}'"),
    });
    format!("v4l2_fourcc({})", letters.join(", "))
}

/// A numerator and a denominator: `1/30`.
pub static FRACTION: Custom = Custom {
    name: "fraction",
    show: |walk, at, _| {
        let [above, below] = [0, 4].map(|offset| walk.number(at.wrapping_add(offset), 4).unwrap_or(0));
        walk.out.text(&format!("{above}/{below}"));
    },
};

/// The planes of a picture: as many as the byte behind them says.
pub static PLANES: Custom = Custom {
    name: "planes",
    show: |walk, at, len| {
        let count = walk.number(at.wrapping_add(len), 1).unwrap_or(0);
        walk.array(&PLANE, at, count.min(len / u64::from(VIDEO_PLANE.size)));
    },
};

static PLANE: Ty = Ty::Struct(&VIDEO_PLANE);

/// Flags of a buffer, and where its time comes from.
pub fn buffer_flags(walk: &mut Walk<'_>, flags: u64) {
    if walk.style.constants == Constants::Raw {
        return walk.out.hex(flags);
    }
    let (time, source) = (flags & V4L2_BUF_FLAG_TIMESTAMP_MASK, flags & V4L2_BUF_FLAG_TSTAMP_SRC_MASK);
    let others = flags & !(time | source);
    if others != 0 {
        walk.out.flags(others, 32, &VIDEO_BUFFER);
        walk.out.joined();
    }
    walk.out.constant(time, 32, &VIDEO_TIMESTAMP);
    walk.out.joined();
    walk.out.constant(source, 32, &VIDEO_TIMESTAMP_SOURCE);
}

/// The number of a control: one without a name stands behind its class.
pub fn control(walk: &mut Walk<'_>, id: u64) {
    let class = VIDEO_CONTROL_CLASS.name_of(id & !CONTROL_IN_CLASS, 32);
    match (VIDEO_CONTROL_ID.name_of(id, 32), class) {
        (None, Some(class)) => super::expression(walk, id, &in_class(class, id & CONTROL_IN_CLASS)),
        _ => walk.out.constant(id, 32, &VIDEO_CONTROL_ID),
    }
}

/// The bits that tell controls of a class apart, with those that are a driver's own.
const CONTROL_IN_CLASS: u64 = 0xffff;

fn in_class(class: &str, number: u64) -> String {
    if number == 0 { format!("{class}+0") } else { format!("{class}+{number:#x}") }
}

/// The number of the control that is asked for, or of the one before it; then that of the control that was found.
pub static CONTROL_ASKED: Custom = Custom { name: "control that is asked for", show: control_asked };

fn control_asked(walk: &mut Walk<'_>, address: u64, _: u64) {
    let id = |walk: &mut Walk<'_>| walk.number(address, 4).unwrap_or(0);
    let (asked, found) = (walk.on(Side::Enter, id), walk.on(Side::Exit, id));
    let next = asked & (V4L2_CTRL_FLAG_NEXT_CTRL | V4L2_CTRL_FLAG_NEXT_COMPOUND);
    if next == 0 || walk.style.constants == Constants::Raw {
        control(walk, asked);
    } else {
        walk.out.flags(next, 32, &VIDEO_CONTROL_NEXT);
        walk.out.joined();
        control(walk, asked & !next);
    }
    if asked != found && walk.call.result.is_some() && !walk.failed() {
        walk.out.becomes();
        control(walk, found);
    }
}

/// VIDIOC_G_EXT_CTRLS: what is asked for, and what the call has told.
pub static CONTROLS_GOT: Custom = Custom { name: "controls", show: controls_got };

fn controls_got(walk: &mut Walk<'_>, address: u64, len: u64) {
    if walk.bytes(address, len as usize).is_none() {
        return walk.out.address(address);
    }
    walk.out.open(Shape::Struct);
    let asked = walk.on(Side::Enter, |walk| {
        walk.fields(&VIDEO_EXT_CONTROLS, address);
        count(walk, address)
    });
    values(walk, address, asked);
    walk.out.close(Shape::Struct);
}

/// VIDIOC_S_EXT_CTRLS and VIDIOC_TRY_EXT_CTRLS: what is set, then what became of it, also if the call has failed.
pub static CONTROLS_SET: Custom = Custom { name: "controls, and what became of them", show: controls_set };

fn controls_set(walk: &mut Walk<'_>, address: u64, len: u64) {
    if walk.bytes(address, len as usize).is_none() {
        return walk.out.address(address);
    }
    let complete = walk.on(Side::Enter, |walk| {
        walk.out.open(Shape::Struct);
        walk.fields(&VIDEO_EXT_CONTROLS, address);
        let count = count(walk, address);
        if count > 0 {
            walk.fields(&VIDEO_EXT_VALUES, address);
        }
        walk.out.close(Shape::Struct);
        let controls = walk.number(address.wrapping_add(24), 8).unwrap_or(0);
        is_complete(walk, controls, count, VIDEO_EXT_CONTROL.size)
    });
    if complete {
        walk.out.becomes();
        walk.out.open(Shape::Struct);
        let count = count(walk, address);
        values(walk, address, count);
        walk.out.close(Shape::Struct);
    }
}

/// How many controls there are.
fn count(walk: &Walk<'_>, address: u64) -> u64 {
    walk.number(address.wrapping_add(4), 4).unwrap_or(0)
}

/// The controls, and which of them is wrong; nothing if there are none.
fn values(walk: &mut Walk<'_>, address: u64, count: u64) {
    if count == 0 {
        return;
    }
    walk.fields(&VIDEO_EXT_VALUES, address);
    if walk.failed() {
        let index = walk.number(address.wrapping_add(8), 4).unwrap_or(0);
        walk.out.key("error_idx");
        walk.out.unsigned(index);
    }
}

/// Are there elements, and all of them readable, as far as they are shown?
fn is_complete(walk: &Walk<'_>, elements: u64, count: u64, size: u32) -> bool {
    let limit = if walk.abbrev { u64::from(walk.style.limit) } else { u64::MAX };
    count > 0
        && elements != 0
        && walk.bytes(elements, (count.min(limit) * u64::from(size)) as usize).is_some()
}

/// Does VIDIOC_S_FMT or VIDIOC_TRY_FMT tell a format? Not if the clips that it was given cannot be read.
pub fn tells_format(walk: &mut Walk<'_>, address: u64) -> bool {
    if walk.bytes(address, VIDEO_FORMAT.size as usize).is_none() {
        return false;
    }
    let number = |walk: &Walk<'_>, offset, size| walk.number(address.wrapping_add(offset), size).unwrap_or(0);
    let is_known = |kind| VIDEO_BUFFER_TYPE.name_of(kind, 32).is_some();
    let given = match number(walk, 0, 4) {
        V4L2_BUF_TYPE_VIDEO_OVERLAY | V4L2_BUF_TYPE_VIDEO_OUTPUT_OVERLAY => {
            is_complete(walk, number(walk, 32, 8), number(walk, 40, 4), VIDEO_CLIP.size)
        }
        kind => is_known(kind),
    };
    given && is_known(walk.on(Side::Exit, |walk| number(walk, 0, 4)))
}

/// Does VIDIOC_S_PARM tell how a stream comes in or goes out?
pub fn tells_stream(walk: &mut Walk<'_>, address: u64) -> bool {
    let kind = walk.bytes(address, VIDEO_PARM.size as usize).and_then(|_| walk.number(address, 4));
    matches!(kind, Some(V4L2_BUF_TYPE_VIDEO_CAPTURE | V4L2_BUF_TYPE_VIDEO_OUTPUT))
}

/// The buffers that VIDIOC_CREATE_BUFS has made.
pub fn created(walk: &mut Walk<'_>, _: i64) {
    let address = walk.arg(2);
    if walk.verbose && walk.bytes(address, VIDEO_CREATED.size as usize).is_some() {
        walk.structure(&VIDEO_CREATED, address);
    }
}

#[cfg(test)]
mod tests {
    use tracer_common::segment::Segments;

    use super::*;
    use crate::decode::Style;
    use crate::decode::json::Json;
    use crate::decode::trial;

    /// Does a call that has begun tell something, if so many bytes begin with this type?
    fn tells(ask: fn(&mut Walk<'_>, u64) -> bool, kind: u64, size: u32) -> bool {
        const AT: u64 = 0x1000;
        let mut memory = [AT.to_ne_bytes(), u64::from(size).to_ne_bytes(), kind.to_ne_bytes()].concat();
        memory.resize(16 + size.next_multiple_of(8) as usize, 0);
        let enter = Segments(&memory);
        let call = trial::call(None, enter, Segments::EMPTY);
        ask(&mut Walk::new(&mut Json::new(), &Style::default(), call), AT)
    }

    #[test]
    fn what_is_told_is_awaited() {
        let stream = |kind| tells(tells_stream, kind, VIDEO_PARM.size);
        assert!(stream(V4L2_BUF_TYPE_VIDEO_CAPTURE) && !stream(V4L2_BUF_TYPE_VIDEO_OVERLAY));
        let format = |kind| tells(tells_format, kind, VIDEO_FORMAT.size);
        assert!(format(V4L2_BUF_TYPE_META_OUTPUT) && !format(V4L2_BUF_TYPE_VIDEO_OVERLAY) && !format(0));
        assert!(!tells(tells_format, V4L2_BUF_TYPE_META_OUTPUT, VIDEO_FORMAT.size - 1));
    }

    #[test]
    fn formats_have_four_letters() {
        assert_eq!(four_letters(0x5659_5559), "v4l2_fourcc('Y', 'U', 'Y', 'V')");
        assert_eq!(four_letters(0x7f5c_2720), "v4l2_fourcc(' ', '\\'', '\\\\', '\\x7f')");
    }

    #[test]
    fn controls_stand_behind_their_class() {
        assert_eq!(in_class("V4L2_CTRL_CLASS_USER", 0), "V4L2_CTRL_CLASS_USER+0");
        assert_eq!(in_class("V4L2_CTRL_CLASS_USER", 0x904), "V4L2_CTRL_CLASS_USER+0x904");
    }
}
