//! Addresses of sockets.

use super::{bluetooth, network};
use crate::decode::desc::Custom;
use crate::decode::emit::Shape;
use crate::decode::flags::*;
use crate::decode::walk::Walk;

/// `struct sockaddr`, as many bytes of it as there are.
pub static SOCKADDR: Custom = Custom { name: "sockaddr", show };

/// What a `struct sockaddr_storage` holds: nothing of an address is looked at behind it.
const STORAGE: u64 = 128;

/// An address's bytes, behind which there are zeros.
#[derive(Clone, Copy)]
pub(super) struct Bytes<'a>(pub &'a [u8]);

impl<'a> Bytes<'a> {
    pub(super) fn len(self) -> usize {
        self.0.len()
    }

    pub(super) fn array<const N: usize>(self, at: usize) -> [u8; N] {
        let mut all = [0; N];
        let here = self.0.get(at..).unwrap_or_default();
        let here = &here[..here.len().min(N)];
        all[..here.len()].copy_from_slice(here);
        all
    }

    pub(super) fn u8(self, at: usize) -> u8 {
        self.array::<1>(at)[0]
    }

    pub(super) fn u16(self, at: usize) -> u16 {
        u16::from_le_bytes(self.array(at))
    }

    pub(super) fn u32(self, at: usize) -> u32 {
        u32::from_le_bytes(self.array(at))
    }

    fn port(self, at: usize) -> u16 {
        u16::from_be_bytes(self.array(at))
    }

    fn from(self, at: usize) -> &'a [u8] {
        self.0.get(at..).unwrap_or_default()
    }
}

fn show(walk: &mut Walk<'_>, address: u64, len: u64) {
    let wanted = if len > i32::MAX as u64 { 0 } else { len.min(STORAGE) as usize };
    let Some(bytes) = walk.bytes(address, wanted).filter(|bytes| bytes.len() >= 2) else {
        return walk.out.address(address);
    };
    let bytes = Bytes(bytes);
    let family = bytes.u16(0);
    walk.out.open(Shape::Struct);
    walk.out.key("sa_family");
    walk.out.constant(u64::from(family), 16, &ADDRESS_FAMILY);
    if bytes.len() > 2 && !known(walk, i32::from(family), bytes) {
        walk.out.key("sa_data");
        walk.out.string(bytes.from(2), false);
    }
    walk.out.close(Shape::Struct);
}

/// Shows the address if it is one of a known family, and long enough.
fn known(walk: &mut Walk<'_>, family: i32, bytes: Bytes<'_>) -> bool {
    let least = match family {
        libc::AF_UNIX => 3,
        libc::AF_INET | libc::AF_VSOCK | libc::AF_IPX | libc::AF_XDP => 16,
        libc::AF_INET6 => 24,
        libc::AF_NETLINK | AF_QIPCRTR => 12,
        libc::AF_PACKET => 20,
        libc::AF_X25 => 18,
        libc::AF_ALG => 25,
        libc::AF_BLUETOOTH => return bluetooth::address(walk, bytes),
        _ => return false,
    };
    if bytes.len() < least {
        return false;
    }
    match family {
        libc::AF_UNIX => unix(walk, bytes),
        libc::AF_INET => {
            network::port(walk, "sin_port", bytes.array(2));
            network::inet(walk, "sin_addr", bytes.array(4));
        }
        libc::AF_INET6 => inet6(walk, bytes),
        libc::AF_NETLINK => netlink(walk, bytes),
        libc::AF_PACKET => packet(walk, bytes),
        libc::AF_VSOCK => vsock(walk, bytes),
        libc::AF_ALG => alg(walk, bytes),
        libc::AF_IPX => ipx(walk, bytes),
        libc::AF_XDP => xdp(walk, bytes),
        libc::AF_X25 => {
            walk.out.key("sx25_addr");
            walk.out.open(Shape::Struct);
            walk.out.key("x25_addr");
            text(walk, &bytes.0[2..18]);
            walk.out.close(Shape::Struct);
        }
        AF_QIPCRTR => {
            hex(walk, "sq_node", bytes.u32(4));
            hex(walk, "sq_port", bytes.u32(8));
        }
        _ => return false,
    }
    true
}

/// include/linux/socket.h, Linux 4.7; the libc crate has it for some targets only.
const AF_QIPCRTR: i32 = 42;

fn hex(walk: &mut Walk<'_>, name: &str, value: u32) {
    walk.out.key(name);
    walk.out.hex(u64::from(value));
}

/// A `char` array, which should end with NUL.
fn text(walk: &mut Walk<'_>, bytes: &[u8]) {
    match bytes.iter().position(|byte| *byte == 0) {
        Some(end) => walk.out.string(&bytes[..end], false),
        None => walk.out.string(&bytes[..bytes.len() - 1], true),
    }
}

fn unix(walk: &mut Walk<'_>, bytes: Bytes<'_>) {
    let path = &bytes.0[2..bytes.len().min(110)];
    walk.out.key("sun_path");
    match path.split_first() {
        Some((0, name)) => walk.out.abstract_name(name, false),
        _ => {
            let end = path.iter().position(|byte| *byte == 0).unwrap_or(path.len());
            walk.out.string(&path[..end], false);
        }
    }
}

fn inet6(walk: &mut Walk<'_>, bytes: Bytes<'_>) {
    network::port(walk, "sin6_port", bytes.array(2));
    network::long(walk, "sin6_flowinfo", bytes.array(4));
    network::inet6(walk, "sin6_addr", bytes.array(8));
    if bytes.len() <= 24 {
        return;
    }
    let scope = bytes.u32(24);
    walk.out.key("sin6_scope_id");
    let [first, second] = bytes.array(8);
    let of_link = first == 0xfe && second & 0xc0 == 0x80 || first == 0xff && second & 0xf == 2;
    if of_link {
        network::interface(walk, scope);
    } else {
        walk.out.unsigned(u64::from(scope));
    }
}

fn netlink(walk: &mut Walk<'_>, bytes: Bytes<'_>) {
    if bytes.u16(2) != 0 {
        hex(walk, "nl_pad", u32::from(bytes.u16(2)));
    }
    walk.out.key("nl_pid");
    walk.out.signed(i64::from(bytes.u32(4) as i32));
    walk.out.key("nl_groups");
    let groups = bytes.u32(8);
    walk.out.text(&if groups == 0 { "00000000".to_owned() } else { format!("{groups:#08x}") });
}

/// Bytes of a hardware address: `[0x1, 00]`.
fn octets(walk: &mut Walk<'_>, bytes: &[u8], cut: bool) {
    walk.out.open(Shape::Array);
    for byte in bytes {
        walk.out.item();
        walk.out.text(&if *byte == 0 { "00".to_owned() } else { format!("{byte:#x}") });
    }
    if cut {
        walk.out.more();
    }
    walk.out.close(Shape::Array);
}

fn packet(walk: &mut Walk<'_>, bytes: Bytes<'_>) {
    walk.out.key("sll_protocol");
    let protocol = u64::from(bytes.port(2));
    let text = match ETHERTYPE.name_of(protocol, 16) {
        Some(name) => format!("htons({name})"),
        None => format!("htons({protocol:#x} /* {} */)", ETHERTYPE.unknown),
    };
    network::value(walk, &bytes.array::<2>(2), &text);
    walk.out.key("sll_ifindex");
    network::interface(walk, bytes.u32(4));
    walk.out.key("sll_hatype");
    walk.out.constant(u64::from(bytes.u16(8)), 16, &HARDWARE);
    walk.out.key("sll_pkttype");
    walk.out.constant(u64::from(bytes.u8(10)), 8, &PACKET_TYPE);
    let len = bytes.u8(11);
    walk.out.key("sll_halen");
    walk.out.unsigned(u64::from(len));
    if len > 0 {
        walk.out.key("sll_addr");
        octets(walk, &bytes.array::<8>(12)[..usize::from(len.min(8))], len > 8);
    }
}

fn vsock(walk: &mut Walk<'_>, bytes: Bytes<'_>) {
    if bytes.u16(2) != 0 {
        hex(walk, "svm_reserved1", u32::from(bytes.u16(2)));
    }
    walk.out.key("svm_cid");
    walk.out.constant(u64::from(bytes.u32(8)), 32, &VSOCK_CID);
    walk.out.key("svm_port");
    walk.out.constant(u64::from(bytes.u32(4)), 32, &VSOCK_PORT);
    walk.out.key("svm_flags");
    walk.out.flags(u64::from(bytes.u8(12)), 8, &VSOCK_FLAGS);
}

fn alg(walk: &mut Walk<'_>, bytes: Bytes<'_>) {
    walk.out.key("salg_type");
    text(walk, &bytes.array::<14>(2));
    for (name, at) in [("salg_feat", 16), ("salg_mask", 20)] {
        hex(walk, name, bytes.u32(at));
        match bytes.u32(at) {
            0 => {}
            // CRYPTO_ALG_KERN_DRIVER_ONLY (include/linux/crypto.h).
            0x1000 => walk.out.comment("CRYPTO_ALG_KERN_DRIVER_ONLY"),
            _ => walk.out.comment("CRYPTO_ALG_???"),
        }
    }
    walk.out.key("salg_name");
    text(walk, &bytes.0[24..bytes.len().min(88)]);
}

fn ipx(walk: &mut Walk<'_>, bytes: Bytes<'_>) {
    network::port(walk, "sipx_port", bytes.array(2));
    walk.out.key("sipx_network");
    walk.out.text(&format!("htonl({})", prefixed(u32::from_be_bytes(bytes.array(4)))));
    walk.out.key("sipx_node");
    walk.out.open(Shape::Array);
    for byte in bytes.array::<6>(8) {
        walk.out.item();
        walk.out.text(&two(byte));
    }
    walk.out.close(Shape::Array);
    walk.out.key("sipx_type");
    walk.out.text(&two(bytes.u8(14)));
    if bytes.u8(15) != 0 {
        walk.out.key("sipx_zero");
        walk.out.text(&two(bytes.u8(15)));
    }
}

/// In hex, with a prefix unless it is zero.
fn prefixed(value: u32) -> String {
    if value == 0 { "0".to_owned() } else { format!("{value:#x}") }
}

/// The same, with at least two characters.
fn two(byte: u8) -> String {
    if byte == 0 { "00".to_owned() } else { format!("{byte:#x}") }
}

fn xdp(walk: &mut Walk<'_>, bytes: Bytes<'_>) {
    let flags = bytes.u16(2);
    walk.out.key("sxdp_flags");
    walk.out.flags(u64::from(flags), 16, &XDP_FLAGS);
    walk.out.key("sxdp_ifindex");
    network::interface(walk, bytes.u32(4));
    walk.out.key("sxdp_queue_id");
    walk.out.unsigned(u64::from(bytes.u32(8)));
    // XDP_SHARED_UMEM (include/uapi/linux/if_xdp.h).
    if flags & 1 != 0 {
        walk.out.key("sxdp_shared_umem_fd");
        walk.fd(bytes.u32(12) as i32);
    }
}
