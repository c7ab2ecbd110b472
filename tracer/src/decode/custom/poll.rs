//! Waiting for descriptors: what they are waited for, and what has become of that.

use crate::decode::desc::Custom;
use crate::decode::emit::Shape;
use crate::decode::flags::POLL;
use crate::decode::walk::{Side, Walk};

/// A `struct pollfd` (include/uapi/asm-generic/poll.h), before the call.
pub static POLLFD: Custom = Custom { name: "pollfd", show: entry };

/// A set of descriptors of select(2): as many bits as its first argument says.
pub static FD_SET: Custom = Custom { name: "fd_set", show: set };

/// What stands for the events of a descriptor that is not looked at.
fn entry(walk: &mut Walk<'_>, address: u64, _: u64) {
    let Some(fd) = walk.number(address, 4) else { return walk.out.address(address) };
    walk.out.open(Shape::Struct);
    walk.out.key("fd");
    walk.fd(fd as i32);
    if fd as i32 >= 0 {
        walk.out.key("events");
        let events = walk.number(address.wrapping_add(4), 2).unwrap_or(0);
        walk.out.flags(events, 16, &POLL);
    }
    walk.out.close(Shape::Struct);
}

/// What poll(2) found: `[{fd=3, revents=POLLIN}]`.
pub fn polled(walk: &mut Walk<'_>, result: i64) {
    if result == 0 {
        return walk.out.text("Timeout");
    }
    if !walk.verbose {
        return;
    }
    found(walk, result);
}

/// What ppoll(2) found, and how much time was left.
pub fn ppolled(walk: &mut Walk<'_>, result: i64) {
    polled(walk, result);
    if result > 0 && walk.verbose {
        left(walk, 2, "tv_nsec", 8);
    }
}

/// The same, with numbers of 32 bits.
pub fn ppolled_32(walk: &mut Walk<'_>, result: i64) {
    polled(walk, result);
    if result > 0 && walk.verbose {
        left(walk, 2, "tv_nsec", 4);
    }
}

fn found(walk: &mut Walk<'_>, ready: i64) {
    let (address, count) = (walk.arg(0), walk.arg(1) & 0xffff_ffff);
    walk.out.open(Shape::Array);
    let mut shown = 0;
    for place in 0..count {
        let at = address.wrapping_add(place.saturating_mul(8));
        let Some(bytes) = walk.bytes(at, 8) else {
            if shown < ready {
                walk.out.more();
            }
            break;
        };
        let events = u16::from_le_bytes([bytes[6], bytes[7]]);
        if events == 0 {
            continue;
        }
        if walk.abbrev && shown >= i64::from(walk.style.limit) {
            walk.out.more();
            break;
        }
        walk.out.item();
        shown += 1;
        walk.out.open(Shape::Struct);
        walk.out.key("fd");
        // Without its path, which stands among the arguments.
        walk.out.signed(i64::from(i32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])));
        walk.out.key("revents");
        walk.out.flags(u64::from(events), 16, &POLL);
        walk.out.close(Shape::Struct);
    }
    walk.out.close(Shape::Array);
}

/// The time that an argument says was left, if it says so.
fn left(walk: &mut Walk<'_>, register: u8, fraction: &str, width: u32) {
    let pointer = walk.arg(register);
    let (seconds, rest) =
        (walk.number(pointer, width), walk.number(pointer.wrapping_add(u64::from(width)), width));
    let (Some(seconds), Some(rest), true) = (seconds, rest, pointer != 0) else { return };
    walk.out.part("left");
    walk.out.open(Shape::Struct);
    walk.out.key("tv_sec");
    walk.out.signed(seconds as i64);
    walk.out.key(fraction);
    walk.out.unsigned(rest);
    walk.out.close(Shape::Struct);
}

/// What recvmmsg(2) leaves of its time.
pub fn time_left(walk: &mut Walk<'_>, _: i64) {
    let width = if walk.has_wide_times() { 8 } else { 4 };
    walk.on(Side::Exit, |walk| left(walk, 4, "tv_nsec", width));
}

/// Descriptors that a set is about: none if there is a negative number of them.
fn descriptors(walk: &Walk<'_>) -> Option<u64> {
    u64::try_from(walk.arg(0) as i32).ok().map(|count| count.min(8 * SET_MAX))
}

/// How many bytes of a set are looked at.
pub const SET_MAX: u64 = 1024;

/// How many bytes of a set the call looks at: whole words.
pub fn set_size(args: &[u64; 6]) -> u64 {
    u64::try_from(args[0] as i32).unwrap_or(0).div_ceil(64) * 8
}

fn set(walk: &mut Walk<'_>, address: u64, _: u64) {
    members(walk, address, i64::MAX, true);
}

/// Shows a set, at most so many members of it, with what they lead to or without. Tells how many.
fn members(walk: &mut Walk<'_>, address: u64, most: i64, targets: bool) -> i64 {
    let size = set_size(&walk.call.args).min(SET_MAX);
    let (Some(count), Some(bytes)) = (descriptors(walk), walk.bytes(address, size as usize)) else {
        walk.out.address(address);
        return 0;
    };
    let mut shown = 0;
    let members = (0..count).filter(|fd| bytes[*fd as usize / 8] >> (fd % 8) & 1 != 0);
    walk.out.open(Shape::Array);
    for fd in members {
        if shown >= most {
            break;
        }
        shown += 1;
        walk.out.member();
        if targets {
            walk.fd(fd as i32);
        } else {
            walk.out.unsigned(fd);
        }
    }
    walk.out.close(Shape::Array);
    shown
}

/// What select(2) found: `in [3], left {tv_sec=0, tv_usec=5}`.
pub fn selected(walk: &mut Walk<'_>, result: i64) {
    chosen(walk, result, "tv_usec", 8);
}

/// The same, with numbers of 32 bits.
pub fn selected_32(walk: &mut Walk<'_>, result: i64) {
    chosen(walk, result, "tv_usec", 4);
}

/// What pselect6(2) found.
pub fn pselected(walk: &mut Walk<'_>, result: i64) {
    chosen(walk, result, "tv_nsec", 8);
}

/// The same, with numbers of 32 bits.
pub fn pselected_32(walk: &mut Walk<'_>, result: i64) {
    chosen(walk, result, "tv_nsec", 4);
}

fn chosen(walk: &mut Walk<'_>, result: i64, fraction: &str, width: u32) {
    if result == 0 {
        return walk.out.text("Timeout");
    }
    if !walk.verbose {
        return;
    }
    let mut ready = result;
    for (register, name) in [(1, "in"), (2, "out"), (3, "except")] {
        let pointer = walk.arg(register);
        let size = set_size(&walk.call.args).min(SET_MAX);
        let Some(bytes) = walk.on(Side::Exit, |walk| walk.bytes(pointer, size as usize)) else { continue };
        if pointer == 0 || ready <= 0 || bytes.iter().all(|byte| *byte == 0) {
            continue;
        }
        walk.out.part(name);
        // Bits that nobody has set stay in words that the kernel does not look at.
        ready -= members(walk, pointer, ready, false);
    }
    left(walk, 4, fraction, width);
}
