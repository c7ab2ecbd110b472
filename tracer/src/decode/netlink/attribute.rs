//! Attributes: a length and a kind, then what the kind says.

use crate::decode::custom::network;
use crate::decode::desc::{Layout, Ty};
use crate::decode::emit::Shape;
use crate::decode::set::Set;
use crate::decode::style::Constants;
use crate::decode::walk::Walk;

/// What attributes of one kind of message are.
#[derive(Debug)]
pub struct Table {
    /// Their names.
    pub names: &'static Set,
    /// What those are that are no plain bytes.
    pub kinds: &'static [(u64, Kind)],
}

/// What an attribute is. One that is too short for it is shown as bytes.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// An unsigned number of one byte.
    U8,
    /// An unsigned number of two bytes.
    U16,
    /// An unsigned number of four bytes.
    U32,
    /// An unsigned number of eight bytes.
    U64,
    /// A signed number of four bytes.
    Signed,
    /// Text, its NUL included.
    Text,
    /// A network interface's index.
    Interface,
    /// An address of the message's family.
    Address,
    /// An address of IPv6.
    Address6,
    /// A hardware address.
    Hardware,
    /// A port, its bytes in the network's order.
    Port,
    /// Flags.
    Flags(&'static Set),
    /// Flags of two bytes.
    Flags16(&'static Set),
    /// Flags of one byte.
    Flags8(&'static Set),
    /// One of several named numbers.
    Enum(&'static Set),
    /// One of several named numbers, of two bytes.
    Enum16(&'static Set),
    /// One of several named numbers, of one byte.
    Enum8(&'static Set),
    /// One of several named numbers, of as many bytes as there are.
    Wide(&'static Set),
    /// A number of eight bytes in the network's order.
    Network64,
    /// What it is if it is no longer than any number.
    Short(&'static Kind),
    /// A struct.
    Struct(&'static Layout),
    /// Numbers of four bytes, each with its name: `[DEVCONF_MTU6]=65536`.
    Indexed4(&'static Set),
    /// The same of eight bytes each.
    Indexed8(&'static Set),
    /// Numbers of four bytes.
    Numbers,
    /// What an array of so big elements holds.
    Elements(&'static Ty),
    /// What a function shows of the message's family, a place and a length, unless there are too few bytes.
    Shown(fn(&mut Walk<'_>, u64, u64, u64) -> bool),
    /// Attributes.
    Nested(&'static Table),
}

static NUMBER: Ty = Ty::Uint;

/// `struct nlattr` (include/uapi/linux/netlink.h)
const HEADER: u64 = 4;
pub(super) const ALIGN: u64 = 4;

/// What is longer is no hardware address (`MAX_ADDR_LEN`, include/linux/netdevice.h).
const LONGEST_ADDRESS: u64 = 32;

/// Marks in the kind.
const NESTED: u64 = 0x8000;
const NET_BYTEORDER: u64 = 0x4000;

/// The longest number.
const LONGEST_NUMBER: u64 = 8;

/// How deep attributes are looked into.
const DEEPEST: u32 = 8;

/// Shows the attributes in so many bytes, which belong to a message of this family.
pub fn attributes(walk: &mut Walk<'_>, table: &'static Table, family: u64, address: u64, len: u64) {
    list(walk, table, family, address, len, 0);
}

fn list(walk: &mut Walk<'_>, table: &'static Table, family: u64, address: u64, len: u64, depth: u32) {
    if len < HEADER || depth > DEEPEST {
        return bytes(walk, address, len);
    }
    let length = |walk: &Walk<'_>, at| walk.number(at, 2);
    pieces(walk, address, len, HEADER, length, |walk, at, room| {
        let whole = walk.number(at, 2).unwrap_or(0);
        one(walk, table, family, at, whole.min(room), depth);
    });
}

/// Shows what stands one behind the other, each with its length in front: the pieces alone if there is one, else as an array, in
/// which what is left of the bytes comes last. `show` is told where a piece is, and how many bytes there are from there on.
pub(super) fn pieces(
    walk: &mut Walk<'_>,
    address: u64,
    len: u64,
    header: u64,
    length: impl Fn(&Walk<'_>, u64) -> Option<u64>,
    mut show: impl FnMut(&mut Walk<'_>, u64, u64),
) {
    let (mut from, mut shown, mut several) = (0, 0, false);
    let limit = if walk.abbrev { u64::from(walk.style.limit) } else { u64::MAX };
    while len - from >= header {
        let at = address.wrapping_add(from);
        let Some(whole) = length(walk, at) else { break };
        let next = from + whole.next_multiple_of(ALIGN);
        let last = whole < header || next >= len;
        if shown == 0 && !last {
            several = true;
            walk.out.open(Shape::Array);
        }
        if shown >= limit {
            walk.out.more();
            break;
        }
        if several {
            walk.out.item();
        }
        shown += 1;
        show(walk, at, len - from);
        from = if last { len } else { next };
    }
    if several {
        if from < len && shown < limit {
            walk.out.item();
            bytes(walk, address.wrapping_add(from), len - from);
        }
        walk.out.close(Shape::Array);
    }
}

/// `[{nla_len=8, nla_type=IFLA_MTU}, 65536]`, or the braces alone if nothing follows.
fn one(walk: &mut Walk<'_>, table: &'static Table, family: u64, at: u64, len: u64, depth: u32) {
    let payload = len.saturating_sub(HEADER);
    if payload > 0 {
        walk.out.open(Shape::Array);
        walk.out.item();
    }
    let kind = walk.number(at.wrapping_add(2), 2).unwrap_or(0);
    let whole = walk.number(at, 2).unwrap_or(0);
    walk.out.open(Shape::Struct);
    walk.out.key("nla_len");
    walk.out.unsigned(whole);
    walk.out.key("nla_type");
    let number = kind & !(NESTED | NET_BYTEORDER);
    for (mark, name) in [(NESTED, "NLA_F_NESTED"), (NET_BYTEORDER, "NLA_F_NET_BYTEORDER")] {
        if kind & mark != 0 {
            walk.out.code(mark, name);
            walk.out.joined();
        }
    }
    walk.out.constant(number, 16, table.names);
    walk.out.close(Shape::Struct);
    if payload > 0 {
        walk.out.item();
        let at = at.wrapping_add(HEADER);
        let known = table.kinds.iter().find(|(value, _)| *value == number);
        if !known.is_some_and(|(_, kind)| value(walk, *kind, family, at, payload, depth)) {
            bytes(walk, at, payload);
        }
        walk.out.close(Shape::Array);
    }
}

/// Shows what an attribute holds. False, and nothing is shown, if it is too short.
fn value(walk: &mut Walk<'_>, kind: Kind, family: u64, at: u64, len: u64, depth: u32) -> bool {
    let number = |size: u32| if len >= u64::from(size) { walk.number(at, size) } else { None };
    let told = match kind {
        Kind::U8 | Kind::Flags8(_) | Kind::Enum8(_) => number(1),
        Kind::U16 | Kind::Flags16(_) | Kind::Enum16(_) | Kind::Port => number(2),
        Kind::U32 | Kind::Signed | Kind::Interface | Kind::Flags(_) | Kind::Enum(_) => number(4),
        Kind::U64 | Kind::Network64 => number(8),
        _ => Some(0),
    };
    let Some(told) = told else { return false };
    match kind {
        Kind::U8 | Kind::U16 | Kind::U32 | Kind::U64 => walk.out.unsigned(told),
        Kind::Signed => walk.out.signed(i64::from(told as i32)),
        Kind::Port => {
            let port = u16::from_be(told as u16);
            walk.out.text(&format!("htons({port})"));
        }
        Kind::Interface => network::interface(walk, told as u32),
        Kind::Flags(set) => walk.out.flags(told, 32, set),
        Kind::Flags16(set) => walk.out.flags(told, 16, set),
        Kind::Flags8(set) => walk.out.flags(told, 8, set),
        Kind::Enum(set) => walk.out.constant(told, 32, set),
        Kind::Enum16(set) => walk.out.constant(told, 16, set),
        Kind::Enum8(set) => walk.out.constant(told, 8, set),
        Kind::Wide(set) => {
            let bytes = walk.memory(at, len as usize);
            let mut word = [0; 8];
            let Some(low) = word.get_mut(..bytes.len()).filter(|low| !low.is_empty()) else { return false };
            low.copy_from_slice(bytes);
            walk.out.constant(u64::from_le_bytes(word), 64, set);
        }
        Kind::Network64 => walk.out.text(&format!("htobe64({})", u64::from_be(told))),
        Kind::Short(_) if len > LONGEST_NUMBER => return false,
        Kind::Short(kind) => return value(walk, *kind, family, at, len, depth),
        Kind::Text => text(walk, at, len),
        Kind::Hardware if len > LONGEST_ADDRESS => return false,
        Kind::Hardware => {
            let octets = walk.memory(at, len as usize);
            network::hardware_address(walk, octets);
        }
        Kind::Address | Kind::Address6 => {
            let size = match (kind, family as i32) {
                (Kind::Address6, _) | (_, libc::AF_INET6) => 16,
                (_, libc::AF_INET) => 4,
                _ => return false,
            };
            let Some(address) = walk.bytes(at, size).filter(|_| len >= size as u64) else { return false };
            network::address(walk, address);
        }
        Kind::Struct(layout) => {
            if len < u64::from(layout.size) || walk.bytes(at, layout.size as usize).is_none() {
                return false;
            }
            walk.structure(layout, at);
        }
        Kind::Indexed4(set) => return indexed(walk, set, 4, at, len),
        Kind::Indexed8(set) => return indexed(walk, set, 8, at, len),
        Kind::Elements(ty) => {
            return len >= u64::from(ty.size()) && walk.array(ty, at, len / u64::from(ty.size()));
        }
        Kind::Numbers => return walk.array(&NUMBER, at, len / 4),
        Kind::Shown(show) => return show(walk, family, at, len),
        Kind::Nested(_) if len < HEADER => return false,
        Kind::Nested(table) => list(walk, table, family, at, len, depth + 1),
    }
    true
}

fn text(walk: &mut Walk<'_>, at: u64, len: u64) {
    let shown = walk.memory(at, len.min(u64::from(walk.style.limit)) as usize);
    // In hex, a NUL is a byte as any other.
    let text = shown.strip_suffix(&[0]).filter(|_| !walk.style.strings.holds(shown));
    walk.out.string(text.unwrap_or(shown), text.is_none());
}

/// Numbers with the names of their places.
fn indexed(walk: &mut Walk<'_>, set: &'static Set, size: u32, at: u64, len: u64) -> bool {
    let count = len / u64::from(size);
    if count == 0 {
        return false;
    }
    let limit = if walk.abbrev { u64::from(walk.style.limit) } else { u64::MAX };
    walk.out.open(Shape::Array);
    for place in 0..count {
        if place >= limit {
            walk.out.more();
            break;
        }
        walk.out.item();
        let name = place_name(walk, set, place);
        walk.out.index(&name);
        let value = walk.number(at.wrapping_add(place * u64::from(size)), size).unwrap_or(0);
        if size == 4 { walk.out.signed(i64::from(value as i32)) } else { walk.out.unsigned(value) }
    }
    walk.out.close(Shape::Array);
    true
}

/// What a place is called: `IPV4_DEVCONF_FORWARDING-1`, where the names' numbers begin at 1.
fn place_name(walk: &Walk<'_>, set: &'static Set, place: u64) -> String {
    let first = set.names().map(|name| name.value).min().unwrap_or(0);
    let number = if place == 0 { "0".to_owned() } else { format!("{place:#x}") };
    let name = set.name_of(place + first, 32).map(|name| match first {
        0 => name.to_owned(),
        first => format!("{name}-{first}"),
    });
    match (walk.style.constants, name) {
        (Constants::Raw, _) => number,
        (Constants::Abbrev, Some(name)) => name,
        (Constants::Verbose, Some(name)) => format!("{number} /* {name} */"),
        (_, None) => format!("{place} /* {} */", set.unknown),
    }
}

/// Bytes in hex, as far as strings are shown.
pub fn bytes(walk: &mut Walk<'_>, at: u64, len: u64) {
    let limit = len.min(u64::from(walk.style.limit));
    let bytes = walk.memory(at, limit as usize);
    walk.out.binary(bytes, limit < len);
}
