//! Values in the network's byte order, as the call that would make them: `htons(80)`, `inet_addr("127.0.0.1")`.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::decode::desc::Custom;
use crate::decode::style::Constants;
use crate::decode::text;
use crate::decode::uapi::*;
use crate::decode::walk::Walk;

/// Shows bytes by this expression, or as they are.
pub fn value(walk: &mut Walk<'_>, bytes: &[u8], expression: &str) {
    match walk.style.constants {
        Constants::Abbrev => walk.out.text(expression),
        Constants::Raw => walk.out.octets(bytes),
        Constants::Verbose => {
            walk.out.octets(bytes);
            walk.out.comment(expression);
        }
    }
}

/// A string as it stands in an expression.
fn quoted(walk: &Walk<'_>, string: &str) -> String {
    let mut buf = Vec::new();
    text::quoted(&mut buf, string.as_bytes(), walk.style.strings);
    String::from_utf8_lossy(&buf).into_owned()
}

/// A port: `htons(80)`.
pub fn port(walk: &mut Walk<'_>, field: &str, bytes: [u8; 2]) {
    walk.out.key(field);
    value(walk, &bytes, &format!("htons({})", u16::from_be_bytes(bytes)));
}

/// A 32-bit number: `htonl(0)`.
pub fn long(walk: &mut Walk<'_>, field: &str, bytes: [u8; 4]) {
    walk.out.key(field);
    value(walk, &bytes, &format!("htonl({})", u32::from_be_bytes(bytes)));
}

/// An IPv4 address: `inet_addr("127.0.0.1")`.
pub fn inet(walk: &mut Walk<'_>, field: &str, bytes: [u8; 4]) {
    inet_within(walk, field, &bytes);
}

/// An IPv4 address at the start of bytes that have room for longer ones.
pub fn inet_within(walk: &mut Walk<'_>, field: &str, bytes: &[u8]) {
    walk.out.key(field);
    let address = bytes.first_chunk::<4>().copied().unwrap_or_default();
    let address = quoted(walk, &Ipv4Addr::from(address).to_string());
    value(walk, bytes, &format!("inet_addr({address})"));
}

/// An IPv6 address, as the call that would fill the field: `inet_pton(AF_INET6, "::1", &sin6_addr)`.
pub fn inet6(walk: &mut Walk<'_>, field: &str, bytes: [u8; 16]) {
    let address = quoted(walk, &Ipv6Addr::from(bytes).to_string());
    if walk.style.constants == Constants::Abbrev {
        return walk.out.function(field, &format!("inet_pton(AF_INET6, {address}, &{field})"));
    }
    walk.out.key(field);
    value(walk, &bytes, &format!("inet_pton(AF_INET6, {address})"));
}

/// A hardware address: `01:02:03:04:05:06`.
pub fn hardware(walk: &mut Walk<'_>, field: &str, bytes: &[u8]) {
    walk.out.key(field);
    value(walk, bytes, &octets(bytes));
}

fn octets(bytes: &[u8]) -> String {
    let octets: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    octets.join(":")
}

/// A hardware address in place, whatever its length.
pub static OCTETS: Custom = Custom {
    name: "hardware address",
    show: |walk, at, len| {
        let bytes = walk.memory(at, len as usize);
        walk.out.text(&octets(bytes));
    },
};

/// The address in a `struct sockaddr` of hardware, whose family stands before it and tells its length.
pub static HARDWARE_ADDRESS: Custom = Custom { name: "hardware address by its family", show: of_family };

fn of_family(walk: &mut Walk<'_>, address: u64, len: u64) {
    let family = walk.number(address.wrapping_sub(2), 2).unwrap_or(0);
    let bytes = walk.memory(address, len as usize);
    let used = &bytes[..bytes.len().min(hardware_len(family))];
    value(walk, bytes, &octets(used));
}

/// Bytes of a hardware address of this family; as many as there may be if it is not known.
const fn hardware_len(family: u64) -> usize {
    match family {
        ARPHRD_ARCNET | ARPHRD_MCTP | ARPHRD_LOCALTLK | ARPHRD_PHONET | ARPHRD_PHONET_PIPE | ARPHRD_CAIF => 1,
        ARPHRD_DLCI => 2,
        ARPHRD_TUNNEL | ARPHRD_SIT | ARPHRD_IPDDP | ARPHRD_IPGRE | ARPHRD_PIMREG | ARPHRD_IRDA => 4,
        ARPHRD_ROSE | ARPHRD_X25 => 5,
        ARPHRD_ETHER | ARPHRD_IEEE802 | ARPHRD_LOOPBACK | ARPHRD_FDDI | ARPHRD_HIPPI => 6,
        ARPHRD_IEEE80211 | ARPHRD_IEEE80211_PRISM | ARPHRD_IEEE80211_RADIOTAP => 6,
        ARPHRD_NETROM | ARPHRD_AX25 => 7,
        ARPHRD_EUI64 | ARPHRD_IEEE802154 | ARPHRD_IEEE802154_MONITOR => 8,
        ARPHRD_6LOWPAN | ARPHRD_VSOCKMON => 8,
        _ => 14,
    }
}

/// What every network namespace has as its first interface (`LOOPBACK_IFINDEX`, include/net/net_namespace.h). Names of
/// others depend on the namespace, of which a call tells nothing.
const LOOPBACK: u32 = 1;

/// A network interface: `if_nametoindex("lo")` where its name is known.
pub fn interface(walk: &mut Walk<'_>, index: u32) {
    if index != LOOPBACK || walk.style.constants == Constants::Raw {
        return walk.out.unsigned(u64::from(index));
    }
    let text = format!("if_nametoindex({})", quoted(walk, "lo"));
    walk.out.named(i64::from(index), &text);
}

/// A network interface in a field.
pub fn shown_interface(walk: &mut Walk<'_>, index: u64) {
    interface(walk, index as u32);
}

/// A number of eight digits in hex, the `0x` among them.
pub fn eight_digits(walk: &mut Walk<'_>, value: u64) {
    walk.out.text(&format!("{value:#08x}"));
}

/// The same of an address, as [`inet`] and [`inet6`] show it, where no field's name is shown.
pub fn address(walk: &mut Walk<'_>, bytes: &[u8]) {
    if let Ok(bytes) = <[u8; 4]>::try_from(bytes) {
        let text = format!("inet_addr({})", quoted(walk, &Ipv4Addr::from(bytes).to_string()));
        value(walk, &bytes, &text);
    } else if let Ok(bytes) = <[u8; 16]>::try_from(bytes) {
        let text = format!("inet_pton(AF_INET6, {})", quoted(walk, &Ipv6Addr::from(bytes).to_string()));
        value(walk, &bytes, &text);
    }
}

/// The bytes of a hardware address.
pub fn hardware_address(walk: &mut Walk<'_>, bytes: &[u8]) {
    value(walk, bytes, &octets(bytes));
}
