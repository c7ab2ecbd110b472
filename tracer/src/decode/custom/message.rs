//! Messages: `struct msghdr` of sendmsg(2) and recvmsg(2), and arrays of them.

use super::{control, sockaddr};
use crate::decode::desc::{Custom, FieldRef};
use crate::decode::emit::Shape;
use crate::decode::flags::MSG;
use crate::decode::walk::{Side, Walk};

/// A message that is sent.
pub static SENT: Custom = Custom {
    name: "msghdr sent",
    show: |walk, at, _| header(walk, at, &Header { namelen: None, data: u64::MAX }),
};

/// A message that is received; when that failed, only the room that there was for its address.
pub static RECEIVED: Custom = Custom { name: "msghdr received", show: received };

/// `struct mmsghdr`s that are sent.
pub static ALL_SENT: Custom = Custom { name: "mmsghdr sent", show: all_sent };

/// `struct mmsghdr`s that are received.
pub static ALL_RECEIVED: Custom = Custom { name: "mmsghdr received", show: all_received };

/// `struct user_msghdr` (include/linux/socket.h), all of whose fields but the last take as much room as a pointer.
const fn size_of_header(walk: &Walk<'_>) -> u64 {
    7 * walk.word() as u64
}

/// `struct mmsghdr`: a header and the length of the message.
const fn size(walk: &Walk<'_>) -> u64 {
    8 * walk.word() as u64
}

const fn namelen(walk: &Walk<'_>) -> FieldRef {
    FieldRef { offset: walk.word(), width: 4 }
}

const fn length(walk: &Walk<'_>) -> FieldRef {
    FieldRef { offset: 7 * walk.word(), width: 4 }
}

/// What a header says only together with what is known besides.
struct Header {
    /// The room for the address, as it was before the call.
    namelen: Option<u64>,
    /// How much of the data there is.
    data: u64,
}

fn field(walk: &Walk<'_>, address: u64, field: FieldRef) -> u64 {
    walk.number(address.wrapping_add(u64::from(field.offset)), field.width).unwrap_or(0)
}

fn header(walk: &mut Walk<'_>, address: u64, of: &Header) {
    let word = |walk: &Walk<'_>, place| {
        let width = walk.word();
        walk.number(address.wrapping_add(place * u64::from(width)), width).unwrap_or(0)
    };
    if walk.bytes(address, size_of_header(walk) as usize).is_none() {
        return walk.out.address(address);
    }
    walk.out.open(Shape::Struct);
    let (name, namelen) = (word(walk, 0), field(walk, address, namelen(walk)));
    let room = of.namelen.unwrap_or(namelen);
    walk.out.key("msg_name");
    if name == 0 {
        walk.out.address(0);
    } else {
        (sockaddr::SOCKADDR.show)(walk, name, namelen.min(room));
    }
    walk.out.key("msg_namelen");
    walk.out.signed(i64::from(room as i32));
    if room != namelen {
        walk.out.becomes();
        walk.out.signed(i64::from(namelen as i32));
    }
    let (iov, iovlen) = (word(walk, 2), word(walk, 3));
    walk.out.key("msg_iov");
    if iov == 0 || !walk.iov(iov, iovlen, Some(of.data)) {
        walk.out.address(iov);
    }
    walk.out.key("msg_iovlen");
    walk.out.unsigned(iovlen);
    let (control, controllen) = (word(walk, 4), word(walk, 5));
    if controllen != 0 {
        walk.out.key("msg_control");
        if control == 0 {
            walk.out.address(0);
        } else {
            (control::CONTROL.show)(walk, control, controllen);
        }
    }
    walk.out.key("msg_controllen");
    walk.out.unsigned(controllen);
    walk.out.key("msg_flags");
    let flags = walk.number(address.wrapping_add(6 * u64::from(walk.word())), 4).unwrap_or(0);
    walk.out.flags(flags, 32, &MSG);
    walk.out.close(Shape::Struct);
}

fn before(walk: &mut Walk<'_>, address: u64, which: FieldRef) -> Option<u64> {
    let at = address.wrapping_add(u64::from(which.offset));
    walk.on(Side::Enter, |walk| walk.number(at, which.width))
}

fn received(walk: &mut Walk<'_>, address: u64, _: u64) {
    let namelen = before(walk, address, namelen(walk));
    if walk.failed() {
        let Some(namelen) = namelen else { return walk.out.address(address) };
        walk.out.open(Shape::Struct);
        walk.out.key("msg_namelen");
        walk.out.signed(i64::from(namelen as i32));
        return walk.out.close(Shape::Struct);
    }
    let data = walk.call.result.and_then(|result| u64::try_from(result).ok()).unwrap_or(0);
    header(walk, address, &Header { namelen, data });
}

/// Shows messages, each with its length if it is one of the `done` first.
fn all(walk: &mut Walk<'_>, address: u64, count: u64, done: u64, received: bool) {
    let size = size(walk);
    if count > 0 && walk.bytes(address, size as usize).is_none() {
        return walk.out.address(address);
    }
    walk.out.open(Shape::Array);
    for place in 0..count {
        let at = address.wrapping_add(place.saturating_mul(size));
        if walk.abbrev && place >= u64::from(walk.style.limit) {
            walk.out.more();
            break;
        }
        if walk.bytes(at, size as usize).is_none() {
            walk.out.more();
            walk.out.comment(&format!("{at:#x}"));
            break;
        }
        walk.out.item();
        walk.out.open(Shape::Struct);
        walk.out.key("msg_hdr");
        let len = walk.on(Side::Exit, |walk| field(walk, at, length(walk)));
        let namelen = if received { before(walk, at, namelen(walk)) } else { None };
        header(walk, at, &Header { namelen, data: if received { len } else { u64::MAX } });
        if place < done {
            walk.out.key("msg_len");
            walk.out.unsigned(len);
        }
        walk.out.close(Shape::Struct);
    }
    walk.out.close(Shape::Array);
}

fn done(walk: &Walk<'_>) -> u64 {
    walk.call.result.and_then(|result| u64::try_from(result).ok()).unwrap_or(0)
}

fn all_sent(walk: &mut Walk<'_>, address: u64, _: u64) {
    // The number of messages is sendmmsg's third argument.
    let (count, done) = (walk.arg(2) & 0xffff_ffff, done(walk));
    walk.on(Side::Enter, |walk| all(walk, address, count, done, false));
}

fn all_received(walk: &mut Walk<'_>, address: u64, _: u64) {
    if walk.failed() {
        return walk.out.address(address);
    }
    let done = done(walk);
    all(walk, address, done, done, true);
}
