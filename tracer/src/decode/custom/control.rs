//! Control messages: what goes beside the data of a message.

use super::{network, sockaddr};
use crate::decode::desc::{Custom, Len, Ty};
use crate::decode::emit::Shape;
use crate::decode::flags::*;
use crate::decode::layout::{TIMESPEC, TIMEVAL, UCRED};
use crate::decode::set::Set;
use crate::decode::uapi::*;
use crate::decode::walk::Walk;

/// `struct cmsghdr`s, one after the other.
pub static CONTROL: Custom = Custom { name: "control messages", show };

static CREDENTIALS: Ty = Ty::Struct(&UCRED);
static MICROSECONDS: Ty = Ty::Struct(&TIMEVAL);
static NANOSECONDS: Ty = Ty::Struct(&TIMESPEC);
/// Software, none any more, and hardware (include/uapi/linux/errqueue.h).
static STAMPS: Ty = Ty::Array(&NANOSECONDS, Len::Fixed(3));

/// `struct cmsghdr` (include/linux/socket.h).
const HEADER: u64 = 16;

fn show(walk: &mut Walk<'_>, address: u64, len: u64) {
    if len < HEADER || walk.bytes(address, len.min(4096) as usize).is_none() {
        return walk.out.address(address);
    }
    walk.out.open(Shape::Array);
    let mut at = 0;
    while len - at >= HEADER {
        let here = address.wrapping_add(at);
        let Some(length) = walk.number(here, 8) else { break };
        walk.out.item();
        message(walk, here, length, len - at);
        let next = length.max(HEADER).checked_next_multiple_of(8).unwrap_or(u64::MAX);
        if next >= len - at {
            break;
        }
        at += next;
        if len - at < HEADER {
            walk.out.more();
            walk.out.comment(&format!("{:#x}", address.wrapping_add(at)));
        }
    }
    walk.out.close(Shape::Array);
}

fn message(walk: &mut Walk<'_>, address: u64, length: u64, left: u64) {
    let level = walk.number(address.wrapping_add(8), 4).unwrap_or(0);
    let kind = walk.number(address.wrapping_add(12), 4).unwrap_or(0);
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
    let size = length.min(left).saturating_sub(HEADER);
    data(walk, level, kind, address.wrapping_add(HEADER), size);
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
        (SOL_SOCKET, SO_TIMESTAMP_OLD | SO_TIMESTAMP_NEW) => time(walk, &MICROSECONDS, at, size),
        (SOL_SOCKET, SO_TIMESTAMPNS_OLD | SO_TIMESTAMPNS_NEW) => time(walk, &NANOSECONDS, at, size),
        (SOL_SOCKET, SO_TIMESTAMPING_OLD | SO_TIMESTAMPING_NEW) => time(walk, &STAMPS, at, size),
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

/// A time, which is not looked at if it has not its size.
fn time(walk: &mut Walk<'_>, ty: &'static Ty, at: u64, size: u64) {
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
