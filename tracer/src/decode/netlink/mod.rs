//! Messages of netlink(7), in what is sent to and received from its sockets.

mod attribute;
pub mod diag;
mod headers;
mod hops;
mod nested;
mod tables;

use attribute::{ALIGN, Table, attributes, bytes, pieces};

use super::custom::seccomp;
use super::desc::Layout;
use super::emit::Shape;
use super::flags::*;
use super::layout::*;
use super::set::Set;
use super::uapi::*;
use super::walk::Walk;

/// `struct nlmsghdr` (include/uapi/linux/netlink.h)
const HEADER: u64 = 16;

/// The first number that is a protocol's own (NLMSG_MIN_TYPE).
const OWN: u64 = 0x10;

/// The header of a message.
#[derive(Clone, Copy)]
struct Header {
    len: u64,
    kind: u64,
    flags: u64,
}

/// Shows messages of a protocol in so many bytes. False, and nothing is shown, if they are none.
pub fn messages(walk: &mut Walk<'_>, protocol: u16, address: u64, len: u64) -> bool {
    // What the kernel tells of its devices is text.
    if i32::from(protocol) == libc::NETLINK_KOBJECT_UEVENT || walk.memory(address, 1).is_empty() {
        return false;
    }
    if len < HEADER {
        bytes(walk, address, len);
        return true;
    }
    if header(walk, address).is_none() {
        return false;
    }
    let length = |walk: &Walk<'_>, at| header(walk, at).map(|it| it.len);
    pieces(walk, address, len, HEADER, length, |walk, at, room| {
        if let Some(it) = header(walk, at) {
            message(walk, protocol, at, it, it.len.clamp(HEADER, room));
        }
    });
    true
}

fn header(walk: &Walk<'_>, at: u64) -> Option<Header> {
    walk.bytes(at, HEADER as usize)?;
    let field = |offset: u64, size| walk.number(at.wrapping_add(offset), size).unwrap_or(0);
    Some(Header { len: field(0, 4), kind: field(4, 2), flags: field(6, 2) })
}

fn message(walk: &mut Walk<'_>, protocol: u16, at: u64, it: Header, len: u64) {
    let payload = len - HEADER;
    if payload > 0 {
        walk.out.open(Shape::Array);
        walk.out.item();
    }
    walk.out.open(Shape::Struct);
    walk.out.key("nlmsg_len");
    walk.out.unsigned(it.len);
    walk.out.key("nlmsg_type");
    kind(walk, protocol, it.kind);
    walk.out.key("nlmsg_flags");
    walk.out.flags(it.flags, 16, flags_of(protocol, it.kind));
    walk.out.key("nlmsg_seq");
    let sequence = walk.number(at.wrapping_add(8), 4).unwrap_or(0);
    walk.out.unsigned(sequence);
    walk.out.key("nlmsg_pid");
    let port = walk.number(at.wrapping_add(12), 4).unwrap_or(0);
    walk.out.signed(i64::from(port as i32));
    walk.out.close(Shape::Struct);
    if payload > 0 {
        walk.out.item();
        body(walk, protocol, at.wrapping_add(HEADER), it, payload);
        walk.out.close(Shape::Array);
    }
}

/// What the message is.
fn kind(walk: &mut Walk<'_>, protocol: u16, kind: u64) {
    if kind >= OWN && i32::from(protocol) == libc::NETLINK_NETFILTER {
        return headers::netfilter_kind(walk, kind);
    }
    walk.out.constant(kind, 16, kinds(protocol, kind));
}

/// The names of a protocol's kinds of messages.
fn kinds(protocol: u16, kind: u64) -> &'static Set {
    match i32::from(protocol) {
        _ if kind < OWN => &NLMSG,
        libc::NETLINK_ROUTE => &RTM,
        libc::NETLINK_SOCK_DIAG => &SOCK_DIAG,
        libc::NETLINK_AUDIT => &AUDIT,
        libc::NETLINK_XFRM => &XFRM_MSG,
        libc::NETLINK_SELINUX => &SELNL_MSG,
        libc::NETLINK_CRYPTO => &CRYPTO_MSG,
        libc::NETLINK_GENERIC => &GENL,
        _ => &NLMSG,
    }
}

/// What flags mean depends on what the message does.
fn flags_of(protocol: u16, kind: u64) -> &'static Set {
    if kind == NLMSG_ERROR {
        return &NLM_F_OF_ACK;
    }
    let name = match i32::from(protocol) {
        _ if kind < OWN => None,
        libc::NETLINK_SOCK_DIAG => return &NLM_F_OF_GET,
        libc::NETLINK_ROUTE => {
            return [&NLM_F_OF_NEW, &NLM_F_OF_DELETE, &NLM_F_OF_GET, &NLM_F][kind as usize & 3];
        }
        libc::NETLINK_NETFILTER => headers::netfilter_name(kind),
        libc::NETLINK_XFRM | libc::NETLINK_CRYPTO => kinds(protocol, kind).name_of(kind, 16),
        _ => None,
    };
    match name {
        Some(name) if name.contains("_NEW") => &NLM_F_OF_NEW,
        Some(name) if name.contains("_DEL") => &NLM_F_OF_DELETE,
        Some(name) if name.contains("_GET") => &NLM_F_OF_GET,
        _ => &NLM_F,
    }
}

fn body(walk: &mut Walk<'_>, protocol: u16, at: u64, it: Header, len: u64) {
    match it.kind {
        NLMSG_DONE if len >= 4 => {
            let status = walk.number(at, 4).unwrap_or(0);
            walk.out.signed(i64::from(status as i32));
        }
        NLMSG_ERROR if len >= 4 + HEADER => error(walk, protocol, at, it, len),
        _ if it.kind < OWN => bytes(walk, at, len),
        _ => match i32::from(protocol) {
            libc::NETLINK_ROUTE => route(walk, it.kind, at, len),
            libc::NETLINK_SOCK_DIAG => diag::show(walk, it, at, len),
            libc::NETLINK_NETFILTER => headers::netfilter(walk, it.kind, at, len),
            libc::NETLINK_SELINUX => headers::selinux(walk, it.kind, at, len),
            libc::NETLINK_CRYPTO => headers::crypto(walk, at, len),
            _ => bytes(walk, at, len),
        },
    }
}

/// `{error=-ENODEV, msg={nlmsg_len=...}}`: the result, and the message that it is of, or its header and attributes.
fn error(walk: &mut Walk<'_>, protocol: u16, at: u64, it: Header, len: u64) {
    const ERROR: u64 = 4;
    let error = walk.number(at, ERROR as u32).unwrap_or(0);
    let of = at.wrapping_add(ERROR);
    let header = header(walk, of);
    let capped = it.flags & NLM_F_CAPPED != 0;
    let whole = match header {
        Some(header) if !capped => header.len.clamp(HEADER, len - ERROR),
        _ => HEADER,
    };
    let left = len - ERROR - whole;
    let told = capped && left > 0;
    if told {
        walk.out.open(Shape::Array);
        walk.out.item();
    }
    walk.out.open(Shape::Struct);
    walk.out.key("error");
    seccomp::error(walk, error);
    if let Some(header) = header {
        walk.out.key("msg");
        message(walk, protocol, of, header, whole);
    }
    walk.out.close(Shape::Struct);
    if told {
        walk.out.item();
        attributes(walk, &nested::ERROR, 0, of.wrapping_add(whole), left);
        walk.out.close(Shape::Array);
    }
}

/// What messages of rtnetlink(7) begin with, and which attributes follow: by the first of the four numbers of a subject.
const SUBJECTS: &[(u64, &Layout, &Table)] = &[
    (RTM_NEWLINK, &LINK_HEAD, &tables::IFLA),
    (RTM_NEWADDR, &ADDRESS_HEAD, &tables::IFA),
    (RTM_NEWROUTE, &ROUTE_HEAD, &tables::RTA),
    (RTM_NEWNEIGH, &NEIGH_HEAD, &tables::NDA),
    (RTM_NEWRULE, &RULE_HEAD, &tables::FRA),
    (RTM_NEWQDISC, &TC_HEAD, &tables::TCA),
    (RTM_NEWTCLASS, &TC_HEAD, &tables::TCA),
    (RTM_NEWTFILTER, &TC_HEAD, &tables::TCA),
    (RTM_NEWCHAIN, &TC_HEAD, &tables::TCA),
    (RTM_NEWNEIGHTBL, &NEIGH_TABLE_HEAD, &tables::NDTA),
    (RTM_NEWADDRLABEL, &LABEL_HEAD, &tables::IFAL),
    (RTM_NEWNETCONF, &NETCONF_HEAD, &tables::NETCONFA),
    (RTM_NEWNSID, &NAMESPACE_HEAD, &tables::NETNSA),
    (RTM_NEWNEXTHOP, &NEXTHOP_HEAD, &tables::NHA),
];

fn route(walk: &mut Walk<'_>, kind: u64, at: u64, len: u64) {
    let family = walk.number(at, 1).unwrap_or(0);
    // These are asked for alone: there are no messages that set them.
    let first = if matches!(kind, RTM_GETMULTICAST | RTM_GETANYCAST) { RTM_NEWADDR } else { kind & !3 };
    let subject = SUBJECTS.iter().find(|subject| subject.0 == first);
    match subject {
        _ if RTM.name_of(kind, 16).is_none() => other(walk, family, at, len),
        Some((_, layout, _)) if len < u64::from(layout.size) => cut(walk, layout, family),
        Some((_, layout, table)) => {
            walk.structure(layout, at);
            let head = u64::from(layout.size).next_multiple_of(ALIGN);
            if len > head {
                walk.out.item();
                attributes(walk, table, family, at.wrapping_add(head), len - head);
            }
        }
        _ => other(walk, family, at, len),
    }
}

/// A message that is too short for what it begins with.
fn cut(walk: &mut Walk<'_>, layout: &'static Layout, family: u64) {
    walk.out.open(Shape::Struct);
    walk.out.key(layout.fields.first().map_or("family", |field| field.name));
    walk.out.constant(family, 8, &ADDRESS_FAMILY);
    walk.out.more();
    walk.out.close(Shape::Struct);
}

/// A message that is known by its family only.
fn other(walk: &mut Walk<'_>, family: u64, at: u64, len: u64) {
    walk.out.open(Shape::Struct);
    walk.out.key("family");
    walk.out.constant(family, 8, &ADDRESS_FAMILY);
    if len > 1 {
        walk.out.key("data");
        bytes(walk, at.wrapping_add(1), len - 1);
    }
    walk.out.close(Shape::Struct);
}
