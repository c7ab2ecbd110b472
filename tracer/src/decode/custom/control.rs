//! Control messages: what goes beside the data of a message.

use super::{network, sockaddr};
use crate::decode::desc::{Custom, Len, Ty};
use crate::decode::emit::Shape;
use crate::decode::flags::*;
use crate::decode::layout::{TIMESPEC, TIMESPEC_32, TIMEVAL, TIMEVAL_32, UCRED};
use crate::decode::set::Set;
use crate::decode::uapi::*;
use crate::decode::walk::Walk;

/// `struct cmsghdr`s, one after the other.
pub static CONTROL: Custom = Custom { name: "control messages", show };

static CREDENTIALS: Ty = Ty::Struct(&UCRED);
static MICROSECONDS: Ty = Ty::Struct(&TIMEVAL);
static MICROSECONDS_32: Ty = Ty::Struct(&TIMEVAL_32);
static NANOSECONDS: Ty = Ty::Struct(&TIMESPEC);
static NANOSECONDS_32: Ty = Ty::Struct(&TIMESPEC_32);
/// Software, none any more, and hardware (include/uapi/linux/errqueue.h).
static STAMPS: Ty = Ty::Array(&NANOSECONDS, Len::Fixed(3));
static STAMPS_32: Ty = Ty::Array(&NANOSECONDS_32, Len::Fixed(3));

/// `struct cmsghdr` (include/linux/socket.h): a length as wide as a pointer, the level, the type.
const fn size_of_header(walk: &Walk<'_>) -> u64 {
    walk.word() as u64 + 8
}

fn show(walk: &mut Walk<'_>, address: u64, len: u64) {
    let (header, word) = (size_of_header(walk), walk.word());
    if len < header || walk.bytes(address, len.min(4096) as usize).is_none() {
        return walk.out.address(address);
    }
    walk.out.open(Shape::Array);
    let mut at = 0;
    while len - at >= header {
        let here = address.wrapping_add(at);
        let Some(length) = walk.number(here, word) else { break };
        walk.out.item();
        message(walk, here, length, len - at);
        if length < header {
            // It is not known where the next one begins.
            if len - at > header {
                walk.out.more();
                walk.out.comment(&format!("{:#x}", here.wrapping_add(header)));
            }
            break;
        }
        let next = length.max(header).checked_next_multiple_of(u64::from(word)).unwrap_or(u64::MAX);
        if next >= len - at {
            break;
        }
        at += next;
        if len - at < header {
            walk.out.more();
            walk.out.comment(&format!("{:#x}", address.wrapping_add(at)));
        }
    }
    walk.out.close(Shape::Array);
}

fn message(walk: &mut Walk<'_>, address: u64, length: u64, left: u64) {
    let header = size_of_header(walk);
    let level = walk.number(address.wrapping_add(header - 8), 4).unwrap_or(0);
    let kind = walk.number(address.wrapping_add(header - 4), 4).unwrap_or(0);
    walk.out.open(Shape::Struct);
    walk.out.key("cmsg_len");
    walk.out.unsigned(length);
    walk.out.key("cmsg_level");
    walk.out.constant(level, 32, &CONTROL_LEVEL);
    walk.out.key("cmsg_type");
    let set: Option<&'static Set> = match level {
        SOL_SOCKET => Some(&SOCKET_CONTROL),
        SOL_IP => Some(&IP_CONTROL),
        _ => None,
    };
    match set {
        Some(set) => walk.out.constant(kind, 32, set),
        None => walk.out.hex(kind),
    }
    let size = length.min(left).saturating_sub(header);
    data(walk, level, kind, address.wrapping_add(header), size);
    walk.out.close(Shape::Struct);
}

fn data(walk: &mut Walk<'_>, level: u64, kind: u64, at: u64, size: u64) {
    if size == 0 {
        return;
    }
    match (level, kind) {
        (SOL_SOCKET, SCM_RIGHTS) => numbers(walk, &Ty::Fd, at, size),
        (SOL_SOCKET, SCM_CREDENTIALS) if size >= 12 => of(walk, &CREDENTIALS, at),
        (SOL_SOCKET | SOL_IP, SCM_SECURITY) => {
            walk.out.key("cmsg_data");
            let bytes = walk.memory(at, size as usize);
            walk.out.string(bytes, false);
        }
        (SOL_SOCKET, SO_TIMESTAMP_OLD) => time(walk, [&MICROSECONDS, &MICROSECONDS_32], at, size),
        (SOL_SOCKET, SO_TIMESTAMPNS_OLD) => time(walk, [&NANOSECONDS, &NANOSECONDS_32], at, size),
        (SOL_SOCKET, SO_TIMESTAMPING_OLD) => time(walk, [&STAMPS, &STAMPS_32], at, size),
        (SOL_SOCKET, SO_TIMESTAMP_NEW) => time(walk, [&MICROSECONDS; 2], at, size),
        (SOL_SOCKET, SO_TIMESTAMPNS_NEW) => time(walk, [&NANOSECONDS; 2], at, size),
        (SOL_SOCKET, SO_TIMESTAMPING_NEW) => time(walk, [&STAMPS; 2], at, size),
        (SOL_IP, IP_TOS | IP_RECVOPTS | IP_RETOPTS) => numbers(walk, &Ty::Hex8, at, size),
        (SOL_IP, IP_TTL | IP_CHECKSUM) => numbers(walk, &Ty::Uint, at, size),
        (SOL_IP, IP_PKTINFO) if size >= 12 => packet_info(walk, at),
        (SOL_IP, IP_RECVERR) if size >= 32 => extended_error(walk, at),
        (SOL_IP, IP_ORIGDSTADDR) if size >= 16 => {
            walk.out.key("cmsg_data");
            (sockaddr::SOCKADDR.show)(walk, at, size);
        }
        _ => {}
    }
}

fn of(walk: &mut Walk<'_>, ty: &'static Ty, at: u64) {
    walk.out.key("cmsg_data");
    walk.place(ty, at);
}

/// A time, as 64-bit programs have it and 32-bit ones, which is not looked at if it has not its size.
fn time(walk: &mut Walk<'_>, [wide, narrow]: [&'static Ty; 2], at: u64, size: u64) {
    let ty = if walk.word() == 8 { wide } else { narrow };
    if size < u64::from(ty.size()) {
        walk.out.key("cmsg_data");
        return walk.out.text("???");
    }
    of(walk, ty, at);
}

/// As many numbers as there is room for.
fn numbers(walk: &mut Walk<'_>, ty: &'static Ty, at: u64, size: u64) {
    let count = size / u64::from(ty.size());
    if count > 0 {
        walk.out.key("cmsg_data");
        walk.array(ty, at, count);
    }
}

fn four(walk: &Walk<'_>, at: u64) -> [u8; 4] {
    walk.bytes(at, 4).and_then(|bytes| bytes.try_into().ok()).unwrap_or_default()
}

/// `struct in_pktinfo` (include/uapi/linux/in.h).
fn packet_info(walk: &mut Walk<'_>, at: u64) {
    walk.out.key("cmsg_data");
    walk.out.open(Shape::Struct);
    walk.out.key("ipi_ifindex");
    let index = walk.number(at, 4).unwrap_or(0);
    network::interface(walk, index as u32);
    for (name, offset) in [("ipi_spec_dst", 4), ("ipi_addr", 8)] {
        let address = four(walk, at.wrapping_add(offset));
        network::inet(walk, name, address);
    }
    walk.out.close(Shape::Struct);
}

/// `struct sock_extended_err` (include/uapi/linux/errqueue.h), and whose fault it was.
fn extended_error(walk: &mut Walk<'_>, at: u64) {
    walk.out.key("cmsg_data");
    walk.out.open(Shape::Struct);
    let fields = [
        ("ee_errno", 0, 4),
        ("ee_origin", 4, 1),
        ("ee_type", 5, 1),
        ("ee_code", 6, 1),
        ("ee_info", 8, 4),
        ("ee_data", 12, 4),
    ];
    for (name, offset, width) in fields {
        walk.out.key(name);
        let value = walk.number(at.wrapping_add(offset), width).unwrap_or(0);
        walk.out.unsigned(value);
    }
    walk.out.key("offender");
    (sockaddr::SOCKADDR.show)(walk, at.wrapping_add(16), 16);
    walk.out.close(Shape::Struct);
}
