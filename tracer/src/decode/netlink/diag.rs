//! Messages of sock_diag(7): questions about sockets, and answers.

use super::attribute::Kind::*;
use super::attribute::{Table, attributes};
use super::{ALIGN, Header, cut, other};
use crate::decode::custom::{network, shifted};
use crate::decode::desc::{Layout, Ty};
use crate::decode::emit::Shape;
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::uapi::*;
use crate::decode::walk::Walk;

/// Shows a question, or an answer: what it is of is told by the family that it begins with.
pub(super) fn show(walk: &mut Walk<'_>, it: Header, at: u64, len: u64) {
    let family = walk.number(at, 1).unwrap_or(0);
    let asks = it.flags & NLM_F_REQUEST != 0;
    let part: Option<(&'static Layout, &'static Table)> = match (family as i32, asks) {
        (libc::AF_INET | libc::AF_INET6, true) => Some((&INET_QUESTION, &QUESTIONS)),
        (libc::AF_INET | libc::AF_INET6, false) => Some((&INET_ANSWER, &INET)),
        (libc::AF_UNIX, true) => Some((&UNIX_QUESTION, &UNIX)),
        (libc::AF_UNIX, false) => Some((&UNIX_ANSWER, &UNIX)),
        (libc::AF_NETLINK, true) => Some((&NETLINK_QUESTION, &NETLINK)),
        (libc::AF_NETLINK, false) => Some((&NETLINK_ANSWER, &NETLINK)),
        (libc::AF_PACKET, true) => Some((&PACKET_QUESTION, &PACKET)),
        (libc::AF_PACKET, false) => Some((&PACKET_ANSWER, &PACKET)),
        _ => None,
    };
    let Some((layout, table)) = part else {
        return other(walk, family, at, len);
    };
    if len < u64::from(layout.size) {
        return cut(walk, layout, family);
    }
    walk.structure(layout, at);
    let head = u64::from(layout.size).next_multiple_of(ALIGN);
    // strace shows no attributes of questions other than those about the internet.
    if len > head && (!asks || std::ptr::eq(table, &QUESTIONS)) {
        walk.out.item();
        attributes(walk, table, family, at.wrapping_add(head), len - head);
    }
}

/// Attributes of questions about sockets of the internet.
static QUESTIONS: Table = Table { names: &INET_QUESTION_ATTR, kinds: &[] };

/// Attributes of answers about them.
static INET: Table = Table {
    names: &INET_DIAG_ATTR,
    kinds: &[
        (INET_DIAG_MEMINFO, Struct(&INET_MEMORY)),
        (INET_DIAG_VEGASINFO, Struct(&VEGAS)),
        (INET_DIAG_CONG, Text),
        (INET_DIAG_TOS, U8),
        (INET_DIAG_TCLASS, U8),
        (INET_DIAG_SKMEMINFO, Indexed4(&SOCKET_MEMORY)),
        (INET_DIAG_SHUTDOWN, U8),
        (INET_DIAG_DCTCPINFO, Struct(&DCTCP)),
        (INET_DIAG_PROTOCOL, Wide(&INET_PROTOCOL)),
        (INET_DIAG_SKV6ONLY, U8),
        (INET_DIAG_MARK, U32),
        (INET_DIAG_CLASS_ID, U32),
        (INET_DIAG_CGROUP_ID, U64),
        (INET_DIAG_SOCKOPT, Shown(options)),
    ],
};

/// Attributes of answers about sockets of the machine's own.
static UNIX: Table = Table {
    names: &UNIX_DIAG_ATTR,
    kinds: &[
        (UNIX_DIAG_NAME, Text),
        (UNIX_DIAG_VFS, Struct(&UNIX_FILE)),
        (UNIX_DIAG_PEER, U32),
        (UNIX_DIAG_ICONS, Numbers),
        (UNIX_DIAG_RQLEN, Struct(&UNIX_QUEUES)),
        (UNIX_DIAG_MEMINFO, Indexed4(&SOCKET_MEMORY)),
        (UNIX_DIAG_SHUTDOWN, U8),
        (UNIX_DIAG_UID, U32),
    ],
};

/// Attributes of answers about sockets of netlink(7).
static NETLINK: Table =
    Table { names: &NETLINK_DIAG_ATTR, kinds: &[(NETLINK_DIAG_MEMINFO, Indexed4(&SOCKET_MEMORY))] };

/// Attributes of answers about sockets of packet(7).
static PACKET: Table = Table { names: &PACKET_DIAG_ATTR, kinds: &[(PACKET_DIAG_UID, U32)] };

/// The options of a socket, a bit each (`struct inet_diag_sockopt`, include/uapi/linux/inet_diag.h).
fn options(walk: &mut Walk<'_>, _: u64, at: u64, len: u64) -> bool {
    const NAMES: [&str; 11] = [
        "recverr",
        "is_icsk",
        "freebind",
        "hdrincl",
        "mc_loop",
        "transparent",
        "mc_all",
        "nodefrag",
        "bind_address_no_port",
        "recverr_rfc4884",
        "defer_connect",
    ];
    let Some(bits) = walk.number(at, 2).filter(|_| len >= 2) else { return false };
    walk.out.open(Shape::Struct);
    for (place, name) in NAMES.iter().enumerate().filter(|(place, _)| bits >> place & 1 != 0) {
        walk.out.key(name);
        walk.out.unsigned(bits >> place & 1);
    }
    if bits >> NAMES.len() != 0 {
        walk.out.key("unused");
        walk.out.hex(bits >> NAMES.len());
    }
    walk.out.close(Shape::Struct);
    true
}

/// States that are asked for.
pub fn states(walk: &mut Walk<'_>, states: u64) {
    shifted(walk, states, "1<<", &TCP_STATES);
}

/// What is asked for besides.
pub fn extensions(walk: &mut Walk<'_>, at: u64, _: u64) {
    let bits = walk.number(at, 1).unwrap_or(0);
    let mut text = String::new();
    let mut left = bits;
    for name in INET_DIAG_ATTR.names().filter(|name| name.value > 0 && name.value <= 8) {
        let bit = 1 << (name.value - 1);
        if bits & bit != 0 {
            let separator = if text.is_empty() { "" } else { "|" };
            text += &format!("{separator}1<<({}-1)", name.name);
            left &= !bit;
        }
    }
    if text.is_empty() {
        return walk.out.hex(bits);
    }
    if left != 0 {
        text += &format!("|{left:#x}");
    }
    crate::decode::custom::expression(walk, bits, &text);
}

/// `struct inet_diag_sockid`: the addresses of both ends, of the family that the message begins with.
pub fn ends(walk: &mut Walk<'_>, at: u64, _: u64) {
    let four = walk.number(walk.base, 1) == Some(libc::AF_INET as u64);
    walk.out.open(Shape::Struct);
    let bytes =
        |walk: &Walk<'_>, offset: u64| walk.memory(at.wrapping_add(offset), 16).first_chunk::<16>().copied();
    for (field, offset) in [("idiag_sport", 0), ("idiag_dport", 2)] {
        let port = walk.number(at.wrapping_add(offset), 2).unwrap_or(0) as u16;
        network::port(walk, field, port.to_ne_bytes());
    }
    for (field, offset) in [("idiag_src", 4), ("idiag_dst", 20)] {
        let address = bytes(walk, offset).unwrap_or_default();
        match four {
            true => network::inet_within(walk, field, &address),
            false => network::inet6(walk, field, address),
        }
    }
    walk.out.key("idiag_if");
    let interface = walk.number(at.wrapping_add(36), 4).unwrap_or(0);
    network::interface(walk, interface as u32);
    walk.out.key("idiag_cookie");
    walk.place(&COOKIE, at.wrapping_add(40));
    walk.out.close(Shape::Struct);
}

static COOKIE: Ty = Ty::Array(&Ty::Uint, crate::decode::desc::Len::Fixed(2));
