//! What leads on: the hops of a route, and addresses of another family than the route's.

use super::attribute::{attributes, bytes};
use super::tables;
use crate::decode::custom::network;
use crate::decode::emit::Shape;
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::walk::Walk;

const ALIGN: u64 = 4;

/// `struct rtvia` (include/uapi/linux/rtnetlink.h): a family of two bytes, and an address of it.
pub fn via(walk: &mut Walk<'_>, _: u64, at: u64, len: u64) -> bool {
    const FAMILY: u64 = 2;
    let Some(family) = walk.number(at, FAMILY as u32).filter(|_| len >= FAMILY) else { return false };
    walk.out.open(Shape::Struct);
    walk.out.key("rtvia_family");
    walk.out.constant(family, 16, &ADDRESS_FAMILY);
    let (rest, left) = (at.wrapping_add(FAMILY), len - FAMILY);
    let address = walk.memory(rest, left.min(16) as usize);
    match (family as i32, address.first_chunk::<4>(), address.first_chunk::<16>()) {
        (libc::AF_INET, Some(address), _) => network::inet(walk, "rtvia_addr", *address),
        (libc::AF_INET6, _, Some(address)) => network::inet6(walk, "rtvia_addr", *address),
        _ if left > 0 => {
            walk.out.key("rtvia_addr");
            bytes(walk, rest, left);
        }
        _ => {}
    }
    walk.out.close(Shape::Struct);
    true
}

/// `struct rtnexthop`, each with attributes as a route has.
pub fn hops(walk: &mut Walk<'_>, family: u64, at: u64, len: u64) -> bool {
    let head = u64::from(NEXT_HOP.size);
    let whole = |walk: &Walk<'_>, at: u64, left: u64| {
        walk.number(at, 2).filter(|_| left >= head).map(|whole| whole.clamp(head, left))
    };
    let Some(first) = whole(walk, at, len) else { return false };
    let several = len - first.next_multiple_of(ALIGN).min(len) >= head;
    if several {
        walk.out.open(Shape::Array);
    }
    let mut from = 0;
    while let Some(size) = whole(walk, at.wrapping_add(from), len - from) {
        if several {
            walk.out.item();
        }
        hop(walk, family, at.wrapping_add(from), size);
        from = (from + size.next_multiple_of(ALIGN)).min(len);
    }
    if several {
        walk.out.close(Shape::Array);
    }
    true
}

fn hop(walk: &mut Walk<'_>, family: u64, at: u64, len: u64) {
    let head = u64::from(NEXT_HOP.size);
    if len > head {
        walk.out.open(Shape::Array);
        walk.out.item();
    }
    walk.structure(&NEXT_HOP, at);
    if len > head {
        walk.out.item();
        attributes(walk, &tables::RTA, family, at.wrapping_add(head), len - head);
        walk.out.close(Shape::Array);
    }
}
