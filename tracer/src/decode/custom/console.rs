//! Requests on consoles (console_ioctl(2)).

use crate::decode::desc::{Custom, Ty};
use crate::decode::emit::Shape;
use crate::decode::flags::{KEYBOARD_MODE, LED};
use crate::decode::layout::{FONT_DESC, UNICODE_PAIR};
use crate::decode::style::Constants;
use crate::decode::walk::{Side, Walk};

/// The rate of the clock that makes sounds (PIT_TICK_RATE, include/linux/timex.h).
const TICK_RATE: u64 = 1_193_182;

/// The lines that each character of a font takes, each of whole bytes.
pub const FONT_LINES: u64 = 32;

/// A font has at most 512 characters (vt_fontx_ioctl, drivers/tty/vt/vt_ioctl.c).
pub const FONT_MAX: u32 = 512 * FONT_LINES as u32;

/// Characters of a font itself, by their place (include/linux/consolemap.h).
const UNI_DIRECT_BASE: u64 = 0xf000;
const UNI_DIRECT_MASK: u64 = 0x1ff;

/// A character in quotes.
pub static CHARACTER: Custom = Custom { name: "character", show: character };

fn character(walk: &mut Walk<'_>, address: u64, _: u64) {
    let value = walk.number(address, 1).unwrap_or(0) as u8;
    walk.out.text(&format!("'{}'", escaped(value)));
}

/// A byte as C writes it between apostrophes.
pub fn escaped(value: u8) -> String {
    match value {
        b'\t' => "\\t".to_owned(),
        b'\n' => "\\n".to_owned(),
        0x0b => "\\v".to_owned(),
        0x0c => "\\f".to_owned(),
        b'\r' => "\\r".to_owned(),
        b'\'' | b'\\' => format!("\\{}", value as char),
        b' '..=b'~' => (value as char).to_string(),
        _ => format!("\\x{value:02x}"),
    }
}

/// The period of a sound: `20 /* 59659 Hz */`.
pub fn sound(walk: &mut Walk<'_>, period: u64) {
    walk.out.unsigned(period);
    let hertz = TICK_RATE.checked_div(period).unwrap_or(0);
    remark(walk, hertz, &format!("{hertz} Hz"));
}

/// The period of a sound, and how long it lasts: `80<<16|596 /* 2001 Hz, 80 ms */`.
pub fn tone(walk: &mut Walk<'_>, value: u64) {
    let (lasts, period) = (value >> 16 & 0xffff, value & 0xffff);
    let text = if lasts == 0 { format!("{period}") } else { format!("{lasts}<<16|{period}") };
    walk.out.text(&text);
    let hertz = TICK_RATE.checked_div(period).filter(|_| lasts != 0).unwrap_or(0);
    remark(walk, hertz, &format!("{hertz} Hz, {lasts} ms"));
}

/// What a sound is, unless numbers alone are wanted.
fn remark(walk: &mut Walk<'_>, hertz: u64, sound: &str) {
    if walk.style.constants != Constants::Raw {
        walk.out.comment(if hertz == 0 { "off" } else { sound });
    }
}

/// Lamps, and those that are lit by default, four bits higher.
pub fn lamps(walk: &mut Walk<'_>, value: u64) {
    let (value, mut text) = (value & 0xff, String::new());
    let mut left = value;
    for shift in [0, 4] {
        for name in LED.names().filter(|name| value >> shift & name.value != 0) {
            let separator = if text.is_empty() { "" } else { "|" };
            let behind = if shift == 0 { "" } else { "<<4" };
            text += &format!("{separator}{}{behind}", name.name);
            left &= !(name.value << shift);
        }
    }
    match (text.is_empty(), left) {
        (true, 0) => return walk.out.unsigned(0),
        (true, _) => {
            walk.out.hex(value);
            if walk.style.constants != Constants::Raw {
                walk.out.comment(LED.unknown);
            }
            return;
        }
        (false, 0) => {}
        (false, left) => text += &format!("|{left:#x}"),
    }
    super::expression(walk, value, &text);
}

/// `struct kbkeycode`, of which the call may change the key code: `{scancode=0x1, keycode=0x2 => 0x3}`.
pub static KEYCODE_GET: Custom = Custom { name: "kbkeycode", show: keycode };

fn keycode(walk: &mut Walk<'_>, address: u64, _: u64) {
    let at = address.wrapping_add(4);
    let (Some(scan), Some(key)) = (walk.number(address, 4), walk.number(at, 4)) else {
        return walk.out.address(address);
    };
    walk.out.open(Shape::Struct);
    walk.out.key("scancode");
    walk.out.hex(scan);
    walk.out.key("keycode");
    walk.out.hex(key);
    if walk.call.result.is_some() && !walk.failed() {
        let after = walk.on(Side::Exit, |walk| walk.number(at, 4)).unwrap_or(key);
        walk.out.becomes();
        walk.out.hex(after);
    }
    walk.out.close(Shape::Struct);
}

/// A character of Unicode, or one of the font itself: `UNI_DIRECT_BASE+0x41`.
pub static UNICODE: Custom = Custom { name: "character of Unicode", show: unicode };

fn unicode(walk: &mut Walk<'_>, address: u64, _: u64) {
    let value = walk.number(address, 2).unwrap_or(0);
    match value & !UNI_DIRECT_MASK {
        UNI_DIRECT_BASE => {
            let place = value & UNI_DIRECT_MASK;
            let hex = if place == 0 { "" } else { "0x" };
            super::expression(walk, value, &format!("UNI_DIRECT_BASE+{hex}{place:x}"));
        }
        _ => walk.out.hex(value),
    }
}

/// As many elements as there may be: those that are there are shown, even if others are not.
pub fn all(_: &[u64; 6]) -> u64 {
    u64::MAX
}

/// `struct unimapdesc`, whose number of entries the call tells: `{entry_ct=8 => 5, entries=[...]}`.
pub static UNIMAP: Custom = Custom { name: "unimapdesc", show: unimap };

static PAIR: Ty = Ty::Struct(&UNICODE_PAIR);

fn unimap(walk: &mut Walk<'_>, address: u64, _: u64) {
    let pointer = address.wrapping_add(8);
    let before = walk.on(Side::Enter, |walk| walk.number(address, 2));
    let (Some(count), Some(entries)) = (before, walk.number(pointer, 8)) else {
        return walk.out.address(address);
    };
    let done = walk.call.result.is_some();
    let after = walk.number(address, 2).unwrap_or(count);
    walk.out.open(Shape::Struct);
    walk.out.key("entry_ct");
    walk.out.unsigned(count);
    if done {
        walk.out.becomes();
        walk.out.unsigned(after);
    }
    walk.out.key("entries");
    if !done || walk.failed() || entries == 0 || !walk.array(&PAIR, entries, after) {
        walk.out.address(entries);
    }
    walk.out.close(Shape::Struct);
}

/// `struct consolefontdesc`, with the font.
pub static FONT: Custom = Custom { name: "consolefontdesc", show: font };

fn font(walk: &mut Walk<'_>, address: u64, _: u64) {
    let pointer = address.wrapping_add(8);
    let (Some(count), Some(data)) = (walk.number(address, 2), walk.number(pointer, 8)) else {
        return walk.out.address(address);
    };
    walk.out.open(Shape::Struct);
    walk.fields(&FONT_DESC, address);
    walk.out.key("chardata");
    map(walk, data, count * FONT_LINES);
    walk.out.close(Shape::Struct);
}

/// Lamps in memory.
pub static LAMPS: Custom = Custom {
    name: "lamps",
    show: |walk, at, _| {
        let value = walk.number(at, 1).unwrap_or(0);
        lamps(walk, value);
    },
};

/// Bytes of a font or a table, in hex.
pub static MAP: Custom = Custom { name: "bytes in hex", show: map };

/// As many of these bytes as the user wants to see, or where they should be.
pub fn map(walk: &mut Walk<'_>, address: u64, len: u64) {
    let wanted = len.min(u64::from(walk.style.limit));
    match walk.bytes(address, wanted as usize).filter(|_| address != 0) {
        Some(bytes) => walk.out.binary(bytes, wanted < len),
        None => walk.out.address(address),
    }
}

/// A mode of the keyboard, which may be no mode that is known: then a signed number.
pub fn keyboard_mode(walk: &mut Walk<'_>, mode: u64) {
    match KEYBOARD_MODE.name_of(mode, 32) {
        Some(_) => walk.out.constant(mode, 32, &KEYBOARD_MODE),
        None => {
            walk.out.signed(i64::from(mode as i32));
            if walk.style.constants != Constants::Raw {
                walk.out.comment(KEYBOARD_MODE.unknown);
            }
        }
    }
}

/// The signal that KDSIGACCEPT asks for, in 64 bits.
pub fn accepted(walk: &mut Walk<'_>, signal: u64) {
    match u32::try_from(signal) {
        Ok(signal) => super::signal::show(walk, signal),
        Err(_) => walk.out.unsigned(signal),
    }
}
