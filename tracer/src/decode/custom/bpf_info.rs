//! What BPF_OBJ_GET_INFO_BY_FD tells of programs and maps; of which of them, the descriptor says.

use crate::decode::desc::{Custom, Layout, Ty};
use crate::decode::emit::Shape;
use crate::decode::layout::*;
use crate::decode::style::Constants;
use crate::decode::walk::{Side, Walk};

use super::{bpf, fd, stamp};

/// A kind of object, as its descriptor's name says.
struct Kind {
    path: &'static [u8],
    layout: &'static Layout,
    /// Bytes that are known.
    size: u64,
    /// Where a field begins before which an older caller's struct may end.
    ends: &'static [u32],
}

static KINDS: [Kind; 2] = [
    Kind {
        path: b"anon_inode:bpf-prog",
        layout: &BPF_PROG_INFO,
        size: 220,
        ends: &[40, 80, 104, 128, 192, 208, 216],
    },
    Kind { path: b"anon_inode:bpf-map", layout: &BPF_MAP_INFO, size: 88, ends: &[24, 40, 64] },
];

/// The pointer to what is told. The descriptor and the length stand before it.
pub static INFO: Custom = Custom { name: "bpf_prog_info or bpf_map_info", show: info };

fn info(walk: &mut Walk<'_>, address: u64, _: u64) {
    let pointer = walk.number(address, 8).unwrap_or(0);
    let fd = walk.number(address.wrapping_sub(8), 4).unwrap_or(0) as i32;
    let len = walk.on(Side::Exit, |walk| walk.number(address.wrapping_sub(4), 4)).unwrap_or(0);
    let kind = fd::path(walk, fd).and_then(|path| KINDS.iter().find(|kind| kind.path == path));
    let shown = !walk.abbrev && walk.verbose && walk.call.result.is_some() && pointer != 0 && len != 0;
    match kind.filter(|kind| shown && walk.bytes(pointer, len.min(kind.size) as usize).is_some()) {
        Some(kind) => walk.on(Side::Exit, |walk| told(walk, kind, pointer, len)),
        None => walk.out.address(pointer),
    }
}

fn told(walk: &mut Walk<'_>, kind: &Kind, address: u64, len: u64) {
    let end = kind.ends.iter().copied().find(|end| len <= u64::from(*end)).unwrap_or(u32::MAX);
    walk.out.open(Shape::Struct);
    walk.shortened(address, len, |walk| {
        walk.fields_before(kind.layout, address, end);
    });
    bpf::rest(walk, address, kind.size, len);
    walk.out.close(Shape::Struct);
}

/// The machine's code of a program.
pub static CODE: Custom = Custom {
    name: "machine code",
    show: |walk, address, len| {
        let shown = len.min(u64::from(walk.style.limit)) as usize;
        match walk.bytes(address, shown) {
            Some(bytes) => walk.out.binary(bytes, (bytes.len() as u64) < len),
            None => walk.out.address(address),
        }
    },
};

/// The instructions of a program: as many as there were room for.
pub static INSTRUCTIONS: Custom = Custom {
    name: "instructions",
    show: |walk, address, len| {
        let size = u64::from(BPF_INSN.size);
        let count = room(walk, 20).min(len) / size;
        listed(walk, &INSTRUCTION, address, count);
    },
};

static INSTRUCTION: Ty = Ty::Struct(&BPF_INSN);

/// The maps of a program: as many as there was room for.
pub static MAPS: Custom = Custom {
    name: "map ids",
    show: |walk, address, len| {
        let count = room(walk, 52).min(len / 4);
        listed(walk, &Ty::Uint, address, count);
    },
};

/// What the caller has said at this offset of the struct.
fn room(walk: &mut Walk<'_>, offset: u64) -> u64 {
    let at = walk.base.wrapping_add(offset);
    walk.on(Side::Enter, |walk| walk.number(at, 4)).unwrap_or(0)
}

fn listed(walk: &mut Walk<'_>, element: &'static Ty, address: u64, count: u64) {
    if !walk.array(element, address, count) {
        walk.out.address(address);
    }
}

/// Shows ns since the machine was started, with their date. Time that it was asleep is not known of.
pub fn since_boot(walk: &mut Walk<'_>, time: u64) {
    walk.out.unsigned(time);
    let began = walk.style.boot.as_nanos();
    let seconds = (began + u128::from(time)) / 1_000_000_000;
    if let (Ok(seconds), true) = (i64::try_from(seconds), walk.style.constants != Constants::Raw) {
        stamp::date(walk, seconds, 0, 9);
    }
}

/// A field of one bit.
pub fn first_bit(walk: &mut Walk<'_>, bits: u64) {
    walk.out.unsigned(bits & 1);
}
