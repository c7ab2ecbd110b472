//! Options of sockets: which names and values there are depends on the level.

use super::{network, sockaddr};
use crate::decode::desc::{Custom, Layout};
use crate::decode::emit::Shape;
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::set::Set;
use crate::decode::uapi::*;
use crate::decode::walk::Walk;

/// A value that setsockopt(2) takes.
pub static SET: Custom = Custom { name: "socket option", show: set };

/// A value that getsockopt(2) gives.
pub static GET: Custom = Custom { name: "socket option", show: get };

/// The option's name for getsockopt(2).
pub fn got(walk: &mut Walk<'_>, option: u64) {
    name(walk, option, false);
}

/// The option's name for setsockopt(2).
pub fn put(walk: &mut Walk<'_>, option: u64) {
    name(walk, option, true);
}

fn level(walk: &Walk<'_>) -> u64 {
    walk.arg(1) & 0xffff_ffff
}

fn option(walk: &Walk<'_>) -> u64 {
    walk.arg(2) & 0xffff_ffff
}

fn name(walk: &mut Walk<'_>, option: u64, set: bool) {
    let names: &'static Set = match (level(walk), set) {
        (SOL_IP, false) => &IP_OPTION_GET,
        (SOL_IP, true) => &IP_OPTION_SET,
        (SOL_SOCKET, false) => &SOCKET_OPTION_GET,
        (SOL_SOCKET, true) => &SOCKET_OPTION_SET,
        (SOL_IPV6, false) => &IPV6_OPTION_GET,
        (SOL_IPV6, true) => &IPV6_OPTION_SET,
        (SOL_TCP, _) => &TCP_OPTION,
        (SOL_UDP, _) => &UDP_OPTION,
        (AF_VSOCK, _) => &VSOCK_OPTION,
        (SOL_SCTP, _) => &SCTP_OPTION,
        (SOL_RAW, _) => &RAW_OPTION,
        (SOL_CAN_RAW, _) => &CAN_RAW_OPTION,
        (SOL_PACKET, _) => &PACKET_OPTION,
        (SOL_NETLINK, _) => &NETLINK_OPTION,
        (SOL_TIPC, _) => &TIPC_OPTION,
        (SOL_RXRPC, _) => &RXRPC_OPTION,
        (SOL_PPPOL2TP, _) => &PPPOL2TP_OPTION,
        (SOL_BLUETOOTH, _) => &BLUETOOTH_OPTION,
        (SOL_RDS, _) => &RDS_OPTION,
        (SOL_IUCV, _) => &IUCV_OPTION,
        (SOL_ALG, _) => &ALG_OPTION,
        (SOL_NFC, _) => &NFC_OPTION,
        (SOL_KCM, _) => &KCM_OPTION,
        (SOL_TLS, _) => &TLS_OPTION,
        (SOL_XDP, _) => &XDP_OPTION,
        (SOL_DCCP, _) => &DCCP_OPTION,
        (SOL_IPX, _) => &IPX_OPTION,
        (SOL_AX25, _) => &AX25_OPTION,
        (SOL_IRDA, _) => &IRDA_OPTION,
        (SOL_LLC, _) => &LLC_OPTION,
        (SOL_PNPIPE, _) => &PNPIPE_OPTION,
        (SOL_CAIF, _) => &CAIF_OPTION,
        _ => return walk.out.unsigned(option),
    };
    walk.out.constant(option, 32, names);
}

/// Is it a number whatever room there is for it? Others are if they are four bytes long.
fn is_number(level: u64, option: u64) -> bool {
    match level {
        SOL_SOCKET => matches!(
            option,
            SO_DEBUG
                | SO_REUSEADDR
                | SO_DONTROUTE
                | SO_BROADCAST
                | SO_SNDBUF
                | SO_RCVBUF
                | SO_KEEPALIVE
                | SO_OOBINLINE
                | SO_NO_CHECK
                | SO_PRIORITY
                | SO_BSDCOMPAT
                | SO_REUSEPORT
                | SO_PASSCRED
                | SO_RCVLOWAT
                | SO_SNDLOWAT
                | SO_DETACH_FILTER
                | SO_TIMESTAMP_OLD
                | SO_ACCEPTCONN
                | SO_SNDBUFFORCE
                | SO_RCVBUFFORCE
                | SO_PASSSEC
                | SO_TIMESTAMPNS_OLD
                | SO_MARK
                | SO_TIMESTAMPING_OLD
                | SO_RXQ_OVFL
                | SO_WIFI_STATUS
                | SO_PEEK_OFF
                | SO_NOFCS
                | SO_LOCK_FILTER
                | SO_SELECT_ERR_QUEUE
                | SO_BUSY_POLL
                | SO_INCOMING_CPU
                | SO_CNX_ADVICE
                | SO_INCOMING_NAPI_ID
                | SO_ZEROCOPY
                | SO_TIMESTAMP_NEW
                | SO_TIMESTAMPNS_NEW
                | SO_TIMESTAMPING_NEW
                | SO_DETACH_REUSEPORT_BPF
                | SO_PREFER_BUSY_POLL
                | SO_BUSY_POLL_BUDGET
                | SO_RESERVE_MEM
                | SO_RCVMARK
        ),
        SOL_NETLINK => true,
        _ => false,
    }
}

/// The struct of an option, where a pointer takes so many bytes.
fn structure(level: u64, option: u64, word: u32) -> Option<&'static Layout> {
    Some(match (level, option) {
        (SOL_SOCKET, SO_LINGER) => &LINGER,
        (SOL_SOCKET, SO_ATTACH_FILTER | SO_ATTACH_REUSEPORT_CBPF) if word == 8 => &SOCK_FPROG,
        (SOL_SOCKET, SO_ATTACH_FILTER | SO_ATTACH_REUSEPORT_CBPF) => &SOCK_FPROG_32,
        (SOL_PACKET, PACKET_RX_RING | PACKET_TX_RING) => &TPACKET_REQ,
        _ => return None,
    })
}

fn int(walk: &mut Walk<'_>, address: u64) {
    let Some(value) = walk.number(address, 4) else { return walk.out.address(address) };
    walk.out.open(Shape::Array);
    walk.out.item();
    walk.out.signed(i64::from(value as u32 as i32));
    walk.out.close(Shape::Array);
}

fn enumerated(walk: &mut Walk<'_>, address: u64, names: &'static Set) {
    let Some(value) = walk.number(address, 4) else { return walk.out.address(address) };
    walk.out.open(Shape::Array);
    walk.out.item();
    walk.out.constant(value, 32, names);
    walk.out.close(Shape::Array);
}

/// So many bytes as a string in hex.
fn octets(walk: &mut Walk<'_>, address: u64, len: u64) {
    match walk.bytes(address, len as usize) {
        Some(bytes) => walk.out.octets(bytes),
        None => walk.out.address(address),
    }
}

/// So many bytes as a string.
fn string(walk: &mut Walk<'_>, address: u64, len: u64) {
    if !walk.data(address, len) {
        walk.out.address(address);
    }
}

fn set(walk: &mut Walk<'_>, address: u64, len: u64) {
    let (level, option) = (level(walk), option(walk));
    if (walk.arg(4) as i32) < 0 {
        return walk.out.address(address);
    }
    if let Some(layout) = structure(level, option, walk.word()) {
        // A filter's size is told exactly, and a ring's; others may be longer.
        let exact = !matches!((level, option), (SOL_SOCKET, SO_LINGER));
        let size = u64::from(layout.size);
        let fits = len == size || len > size && !exact;
        if !fits || walk.bytes(address, size as usize).is_none() {
            return walk.out.address(address);
        }
        return walk.structure(layout, address);
    }
    match (level, option) {
        (SOL_SOCKET, SO_TXREHASH) if len >= 4 => enumerated(walk, address, &TX_REHASH),
        (SOL_RAW, ICMP_FILTER) if len >= 4 => icmp_filter(walk, address),
        (SOL_IP, IP_ADD_MEMBERSHIP | IP_DROP_MEMBERSHIP) if len >= 8 => membership(walk, address),
        (SOL_IPV6, IPV6_ADD_MEMBERSHIP | IPV6_DROP_MEMBERSHIP | IPV6_JOIN_ANYCAST | IPV6_LEAVE_ANYCAST)
            if len >= 20 =>
        {
            membership6(walk, address);
        }
        (SOL_IP | SOL_IPV6, MCAST_JOIN_GROUP | MCAST_LEAVE_GROUP) if len >= 128 + u64::from(walk.word()) => {
            group(walk, address)
        }
        (SOL_PACKET, PACKET_ADD_MEMBERSHIP | PACKET_DROP_MEMBERSHIP) if len == 16 => {
            packet_membership(walk, address)
        }
        (SOL_IP, IP_ADD_MEMBERSHIP | IP_DROP_MEMBERSHIP)
        | (SOL_IPV6, IPV6_ADD_MEMBERSHIP | IPV6_DROP_MEMBERSHIP | IPV6_JOIN_ANYCAST | IPV6_LEAVE_ANYCAST)
        | (SOL_IP | SOL_IPV6, MCAST_JOIN_GROUP | MCAST_LEAVE_GROUP)
        | (SOL_PACKET, PACKET_ADD_MEMBERSHIP | PACKET_DROP_MEMBERSHIP)
        | (SOL_RAW, ICMP_FILTER)
        | (SOL_SOCKET, SO_TXREHASH) => walk.out.address(address),
        _ if is_number(level, option) => {
            if len >= 4 {
                int(walk, address);
            } else {
                walk.out.address(address);
            }
        }
        _ if len == 4 => int(walk, address),
        _ => string(walk, address, len),
    }
}

fn get(walk: &mut Walk<'_>, address: u64, len: u64) {
    let (level, option) = (level(walk), option(walk));
    if len == 0 {
        return walk.out.address(address);
    }
    match (level, option) {
        (SOL_SOCKET, SO_LINGER) => partial(walk, &LINGER, address, len),
        (SOL_SOCKET, SO_PEERCRED) => partial(walk, &UCRED, address, len),
        (SOL_PACKET, PACKET_STATISTICS) => partial(walk, &TPACKET_STATS, address, len),
        (SOL_SOCKET, SO_ERROR) if len == 4 => error(walk, address),
        (SOL_SOCKET, SO_TXREHASH) if len == 4 => enumerated(walk, address, &TX_REHASH),
        (SOL_SOCKET, SO_ERROR | SO_TXREHASH) if len < 4 => octets(walk, address, len),
        _ if is_number(level, option) && len < 4 => octets(walk, address, len),
        _ if is_number(level, option) || len == 4 => int(walk, address),
        _ => string(walk, address, len),
    }
}

/// As many fields of a struct as there is room for, and of the next one its first bytes.
fn partial(walk: &mut Walk<'_>, layout: &'static Layout, address: u64, len: u64) {
    if walk.bytes(address, len.min(u64::from(layout.size)) as usize).is_none() {
        return walk.out.address(address);
    }
    walk.out.open(Shape::Struct);
    for field in layout.fields {
        let left = len.saturating_sub(u64::from(field.offset));
        if left == 0 {
            break;
        }
        let at = address.wrapping_add(u64::from(field.offset));
        walk.out.key(field.name);
        if left >= u64::from(field.ty.size()) {
            walk.place(&field.ty, at);
        } else {
            let bytes = walk.memory(at, left as usize);
            walk.out.octets(bytes);
        }
    }
    walk.out.close(Shape::Struct);
}

fn error(walk: &mut Walk<'_>, address: u64) {
    let Some(value) = walk.number(address, 4) else { return walk.out.address(address) };
    walk.out.open(Shape::Array);
    walk.out.item();
    match crate::arch::errno_name(value as u32) {
        Some(name) if value != 0 => walk.out.named(value as i64, name),
        _ => walk.out.signed(i64::from(value as u32 as i32)),
    }
    walk.out.close(Shape::Array);
}

/// `struct icmp_filter` (include/uapi/linux/icmp.h): a bit for each type.
fn icmp_filter(walk: &mut Walk<'_>, address: u64) {
    let Some(bits) = walk.number(address, 4) else { return walk.out.address(address) };
    walk.out.open(Shape::Array);
    for kind in (0..32).filter(|kind| bits >> kind & 1 != 0) {
        walk.out.member();
        walk.out.constant(kind, 32, &ICMP_TYPE);
    }
    walk.out.close(Shape::Array);
}

fn bytes<const N: usize>(walk: &Walk<'_>, address: u64) -> [u8; N] {
    walk.bytes(address, N).and_then(|bytes| bytes.try_into().ok()).unwrap_or([0; N])
}

/// `struct ip_mreq` (include/uapi/linux/in.h).
fn membership(walk: &mut Walk<'_>, address: u64) {
    if walk.bytes(address, 8).is_none() {
        return walk.out.address(address);
    }
    walk.out.open(Shape::Struct);
    for (name, offset) in [("imr_multiaddr", 0), ("imr_interface", 4)] {
        let value = bytes(walk, address.wrapping_add(offset));
        network::inet(walk, name, value);
    }
    walk.out.close(Shape::Struct);
}

/// `struct ipv6_mreq` (include/uapi/linux/in6.h).
fn membership6(walk: &mut Walk<'_>, address: u64) {
    if walk.bytes(address, 20).is_none() {
        return walk.out.address(address);
    }
    walk.out.open(Shape::Struct);
    let group = bytes(walk, address);
    network::inet6(walk, "ipv6mr_multiaddr", group);
    walk.out.key("ipv6mr_interface");
    let index = walk.number(address.wrapping_add(16), 4).unwrap_or(0);
    network::interface(walk, index as u32);
    walk.out.close(Shape::Struct);
}

/// `struct group_req` (include/uapi/linux/in.h).
fn group(walk: &mut Walk<'_>, address: u64) {
    // The address is aligned as a pointer.
    let word = u64::from(walk.word());
    if walk.bytes(address, 128 + word as usize).is_none() {
        return walk.out.address(address);
    }
    walk.out.open(Shape::Struct);
    walk.out.key("gr_interface");
    let index = walk.number(address, 4).unwrap_or(0);
    network::interface(walk, index as u32);
    walk.out.key("gr_group");
    (sockaddr::SOCKADDR.show)(walk, address.wrapping_add(word), 128);
    walk.out.close(Shape::Struct);
}

/// `struct packet_mreq` (include/uapi/linux/if_packet.h).
fn packet_membership(walk: &mut Walk<'_>, address: u64) {
    let Some(all) = walk.bytes(address, 16) else { return walk.out.address(address) };
    let number = |at: u64, width| walk.number(address.wrapping_add(at), width).unwrap_or(0);
    let (index, kind, len) = (number(0, 4), number(4, 2), number(6, 2));
    walk.out.open(Shape::Struct);
    walk.out.key("mr_ifindex");
    network::interface(walk, index as u32);
    walk.out.key("mr_type");
    walk.out.constant(kind, 16, &PACKET_MEMBERSHIP);
    walk.out.key("mr_alen");
    walk.out.unsigned(len);
    network::hardware(walk, "mr_address", &all[8..][..len.min(8) as usize]);
    walk.out.close(Shape::Struct);
}
