//! What a ring is asked to be, and has become.

use crate::decode::desc::{Custom, Ty};
use crate::decode::emit::Shape;
use crate::decode::flags::URING_OP;
use crate::decode::layout::{URING_GIVEN, URING_MADE, URING_PROBE_OP};
use crate::decode::walk::{Side, Walk};

/// `struct io_uring_params`
pub static PARAMS: Custom = Custom { name: "io_uring_params", show };

/// `struct io_uring_probe`
pub static PROBE: Custom = Custom { name: "io_uring_probe", show: probe };

static PROBE_OP: Ty = Ty::Struct(&URING_PROBE_OP);

const ATTACH_WQ: u64 = 1 << 5;

fn show(walk: &mut Walk<'_>, address: u64, _: u64) {
    if walk.bytes(address, 120).is_none() {
        return walk.out.address(address);
    }
    walk.out.open(Shape::Struct);
    walk.on(Side::Enter, |walk| {
        walk.fields(&URING_GIVEN, address);
        let word = |walk: &Walk<'_>, at: u64| walk.number(address.wrapping_add(at), 4).unwrap_or(0);
        if word(walk, 8) & ATTACH_WQ != 0 {
            walk.out.key("wq_fd");
            let fd = word(walk, 24);
            walk.fd(fd as i32);
        }
        let reserved = [28, 32, 36].map(|at| word(walk, at));
        if reserved != [0; 3] {
            walk.out.key("resv");
            walk.out.open(Shape::Array);
            for word in reserved {
                walk.out.item();
                walk.out.hex(word);
            }
            walk.out.close(Shape::Array);
        }
    });
    if !walk.failed() {
        walk.fields(&URING_MADE, address);
    }
    walk.out.close(Shape::Struct);
}

fn probe(walk: &mut Walk<'_>, address: u64, _: u64) {
    let Some(bytes) = walk.bytes(address, 16) else { return walk.out.address(address) };
    walk.out.open(Shape::Struct);
    walk.out.key("last_op");
    walk.out.constant(u64::from(bytes[0]), 8, &URING_OP);
    walk.out.key("ops_len");
    walk.out.unsigned(u64::from(bytes[1]));
    let resv = walk.number(address.wrapping_add(2), 2).unwrap_or(0);
    if resv != 0 {
        walk.out.key("resv");
        walk.out.hex(resv);
    }
    let count = walk.arg(3) & 0xffff_ffff;
    walk.out.key("ops");
    let ops = address.wrapping_add(16);
    if !walk.array(&PROBE_OP, ops, count) {
        walk.out.address(ops);
    }
    walk.out.close(Shape::Struct);
}
