//! Settings of terminals, whose flag words hold several numbers beside the flags.

use crate::decode::desc::Custom;
use crate::decode::emit::Shape;
use crate::decode::flags::*;
use crate::decode::set::Set;
use crate::decode::walk::Walk;

/// `struct termios`
pub static TERMIOS: Custom = Custom { name: "termios", show: |walk, at, _| show(walk, at, &WIDE, false) };

/// `struct termios2`
pub static TERMIOS2: Custom = Custom { name: "termios2", show: |walk, at, _| show(walk, at, &WIDE, true) };

/// `struct termio`
pub static TERMIO: Custom = Custom { name: "termio", show: |walk, at, _| show(walk, at, &NARROW, false) };

/// Where the fields are: four words of flags, the line discipline, the characters.
struct Places {
    word: u32,
    line: u32,
    characters: u32,
}

/// include/uapi/asm-generic/termbits.h
const WIDE: Places = Places { word: 4, line: 16, characters: 19 };

/// include/uapi/asm-generic/termios.h
const NARROW: Places = Places { word: 2, line: 8, characters: 8 };

/// Bits that are a number, and its names.
type Part = (u64, &'static Set);

/// IBSHIFT (include/uapi/asm-generic/termbits.h)
const INPUT_SPEED: u32 = 16;

fn show(walk: &mut Walk<'_>, address: u64, places: &Places, speeds: bool) {
    let all = if speeds { 44 } else { u64::from(places.line + 1 + places.characters) };
    if walk.bytes(address, all as usize).is_none() {
        return walk.out.address(address);
    }
    let word = |walk: &Walk<'_>, place: u32| {
        let at = address.wrapping_add(u64::from(place * places.word));
        walk.number(at, places.word).unwrap_or(0)
    };
    walk.out.open(Shape::Struct);
    let (input, output, control, local) = (word(walk, 0), word(walk, 1), word(walk, 2), word(walk, 3));
    walk.out.key("c_iflag");
    flags(walk, input, &[], &TTY_INPUT);
    walk.out.key("c_oflag");
    flags(walk, output, OUTPUT, &TTY_OUTPUT);
    walk.out.key("c_cflag");
    let speed = |value: u64| value & (libc::CBAUD as u64 | libc::CBAUDEX as u64);
    walk.out.constant(speed(control), 32, &TTY_SPEED);
    walk.out.joined();
    let mut left = control & !speed(u64::MAX);
    if speed(control >> INPUT_SPEED) != 0 {
        walk.out.constant(speed(control >> INPUT_SPEED), 32, &TTY_SPEED);
        walk.out.shifted(INPUT_SPEED, "IBSHIFT");
        walk.out.joined();
        left &= !(speed(u64::MAX) << INPUT_SPEED);
    }
    flags(walk, left, &[(libc::CSIZE as u64, &TTY_SIZE)], &TTY_CONTROL);
    walk.out.key("c_lflag");
    flags(walk, local, &[], &TTY_LOCAL);
    if walk.abbrev {
        walk.out.more();
        return walk.out.close(Shape::Struct);
    }
    walk.out.key("c_line");
    let line = address.wrapping_add(u64::from(places.line));
    let discipline = walk.number(line, 1).unwrap_or(0);
    walk.out.constant(discipline, 8, &TTY_LINE);
    walk.out.key("c_cc");
    walk.out.open(Shape::Array);
    for place in 0..u64::from(places.characters) {
        walk.out.item();
        match TTY_CHARACTER.name_of(place, 32) {
            Some(name) => walk.out.index(name),
            None => walk.out.index(&place.to_string()),
        }
        let character = walk.number(line.wrapping_add(1 + place), 1).unwrap_or(0);
        walk.out.hex(character);
    }
    walk.out.close(Shape::Array);
    if speeds {
        for (key, offset) in [("c_ispeed", 36), ("c_ospeed", 40)] {
            walk.out.key(key);
            let speed = walk.number(address.wrapping_add(offset), 4).unwrap_or(0);
            walk.out.unsigned(speed);
        }
    }
    walk.out.close(Shape::Struct);
}

/// The numbers in a word, then its flags; nothing where there is none.
fn flags(walk: &mut Walk<'_>, word: u64, parts: &[Part], set: &'static Set) {
    let mut left = word;
    for (mask, names) in parts {
        walk.out.constant(word & mask, 32, names);
        walk.out.joined();
        left &= !mask;
    }
    if left != 0 { walk.out.flags(left, 32, set) } else { walk.out.nothing() }
}

/// The numbers in c_oflag.
const OUTPUT: &[Part] = &[
    (libc::NLDLY as u64, &TTY_NL),
    (libc::CRDLY as u64, &TTY_CR),
    (libc::TABDLY as u64, &TTY_TAB),
    (libc::BSDLY as u64, &TTY_BS),
    (libc::VTDLY as u64, &TTY_VT),
    (libc::FFDLY as u64, &TTY_FF),
];
