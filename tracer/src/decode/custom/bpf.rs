//! What bpf(2) takes: how much of `union bpf_attr` there is, the caller says.

use crate::decode::desc::{Custom, Layout};
use crate::decode::emit::Shape;
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::style::Constants;
use crate::decode::uapi::*;
use crate::decode::walk::{Side, Walk};

/// A command's part of the union.
struct Part {
    layout: &'static Layout,
    /// The member of the union that it is, if it has a name.
    member: Option<&'static str>,
    /// Bytes that are known.
    size: u32,
    /// Where a field begins before which an older caller's part may end.
    ends: &'static [u32],
}

macro_rules! parts {
    ($($name:ident: $layout:ident, $member:expr, $size:literal, [$($end:literal),*];)*) => {$(
        #[doc = concat!("The part that [`", stringify!($layout), "`] describes.")]
        pub static $name: Custom = Custom {
            name: "bpf_attr",
            show: |walk, at, _| attr(walk, at, &Part { layout: &$layout, member: $member, size: $size, ends: &[$($end),*] }),
        };
    )*};
}

parts! {
    MAP_CREATE: BPF_MAP_CREATE_ATTR, None, 72, [16, 20, 24, 28, 44, 48, 52, 60, 64];
    LOOKUP: BPF_LOOKUP_ATTR, None, 32, [24];
    UPDATE: BPF_UPDATE_ATTR, None, 32, [];
    DELETE: BPF_DELETE_ATTR, None, 16, [];
    NEXT_KEY: BPF_NEXT_KEY_ATTR, None, 24, [];
    FREEZE: BPF_FREEZE_ATTR, None, 4, [];
    PROG_LOAD: BPF_PROG_LOAD_ATTR, None, 128, [24, 40, 44, 48, 64, 68, 72, 76, 108, 112, 120];
    OBJ: BPF_OBJ_ATTR, None, 16, [12];
    ATTACH: BPF_ATTACH_ATTR, None, 20, [16];
    DETACH: BPF_DETACH_ATTR, None, 12, [];
    TEST: BPF_TEST_ATTR, Some("test"), 76, [40, 64, 72];
    NEXT_ID: BPF_NEXT_ID_ATTR, None, 12, [8];
    PROG_ID: BPF_PROG_ID_ATTR, None, 12, [8];
    MAP_ID: BPF_MAP_ID_ATTR, None, 12, [8];
    BTF_ID: BPF_BTF_ID_ATTR, None, 4, [];
    LINK_ID: BPF_LINK_ID_ATTR, None, 4, [];
    INFO: BPF_INFO_ATTR, Some("info"), 16, [];
    QUERY: BPF_QUERY_ATTR, Some("query"), 28, [];
    RAW_TRACEPOINT: BPF_RAW_TRACEPOINT_ATTR, Some("raw_tracepoint"), 12, [];
    BTF: BPF_BTF_ATTR, None, 28, [];
    TASK_FD: BPF_TASK_FD_ATTR, Some("task_fd_query"), 48, [];
    LOOKUP_BATCH: BPF_LOOKUP_BATCH_ATTR, Some("batch"), 56, [];
    UPDATE_BATCH: BPF_UPDATE_BATCH_ATTR, Some("batch"), 56, [];
    DELETE_BATCH: BPF_DELETE_BATCH_ATTR, Some("batch"), 56, [];
    LINK_CREATE: BPF_LINK_CREATE_ATTR, Some("link_create"), 16, [16];
    LINK_UPDATE: BPF_LINK_UPDATE_ATTR, Some("link_update"), 16, [];
}

/// The argument that says how many bytes there are.
const SIZE: u8 = 2;

/// The kernel takes no more (PAGE_SIZE; bpf_check_uarg_tail_zero, kernel/bpf/syscall.c).
const PAGE: u64 = 4096;

/// Bytes behind the known ones that are looked at.
const ROOM: u32 = 192;

fn attr(walk: &mut Walk<'_>, address: u64, part: &Part) {
    let len = walk.arg(SIZE) & 0xffff_ffff;
    let here = len.min(u64::from(ROOM)) as usize;
    if here == 0 || len > PAGE || walk.bytes(address, here).is_none() {
        return walk.out.address(address);
    }
    walk.out.open(Shape::Struct);
    if let Some(member) = part.member {
        walk.out.key(member);
        walk.out.open(Shape::Struct);
    }
    // Fields of which the caller tells nothing are zero, or not there.
    let end = part.ends.iter().copied().find(|end| len <= u64::from(*end)).unwrap_or(u32::MAX);
    walk.shortened(address, len, |walk| {
        walk.fields_before(part.layout, address, end);
    });
    if part.member.is_some() {
        walk.out.close(Shape::Struct);
    }
    let known = u64::from(known(walk, part, address));
    rest(walk, address, known, len);
    walk.out.close(Shape::Struct);
}

/// How many bytes the fields take that were shown.
fn known(walk: &Walk<'_>, part: &Part, address: u64) -> u32 {
    if !std::ptr::eq(part.layout, &BPF_LINK_CREATE_ATTR) {
        return part.size;
    }
    match walk.number(address.wrapping_add(8), 4).unwrap_or(0) {
        0 => 20,
        BPF_TRACE_ITER => 28,
        BPF_PERF_EVENT => 24,
        BPF_TRACE_KPROBE_MULTI => 48,
        _ => part.size,
    }
}

/// What follows the fields that are known, unless it is all zero.
pub(super) fn rest(walk: &mut Walk<'_>, address: u64, known: u64, len: u64) {
    let wanted = len.saturating_sub(known).min(u64::from(ROOM)) as usize;
    let bytes = walk.memory(address.wrapping_add(known), wanted);
    if bytes.iter().all(|byte| *byte == 0) {
        return;
    }
    if walk.abbrev {
        return walk.out.more();
    }
    walk.out.key("extra_data");
    walk.out.octets(bytes);
    walk.out.comment(&format!("bytes {known}..{}", len - 1));
}

/// The verifier's log, of which the size stands before it.
pub static LOG: Custom = Custom { name: "log", show: |walk, at, _| text(walk, at, at.wrapping_sub(4)) };

/// The log of BPF_BTF_LOAD, of which the size stands behind it.
pub static BTF_LOG: Custom = Custom { name: "log", show: |walk, at, _| text(walk, at, at.wrapping_add(12)) };

/// The name of what a descriptor leads to; its size stands before it.
pub static FD_NAME: Custom = Custom { name: "name", show: |walk, at, _| text(walk, at, at.wrapping_sub(4)) };

/// Text that the call has written, where a pointer leads to. How much room there is stands elsewhere.
fn text(walk: &mut Walk<'_>, address: u64, room: u64) {
    let pointer = walk.number(address, 8).unwrap_or(0);
    let room = walk.number(room, 4).unwrap_or(0) as u32;
    let limit = room.min(walk.style.limit);
    let done = walk.call.result.is_some();
    if room == 0 && pointer != 0 && done && !walk.memory(pointer, 1).is_empty() {
        return walk.out.string(b"", false);
    }
    if pointer == 0 || !done || !walk.on(Side::Exit, |walk| walk.string(pointer, limit)) {
        walk.out.address(pointer);
    }
}

/// The programs that BPF_PROG_QUERY tells of.
pub static PROGRAMS: Custom = Custom { name: "program ids", show: programs };

static ID: crate::decode::desc::Ty = crate::decode::desc::Ty::Uint;

fn programs(walk: &mut Walk<'_>, address: u64, _: u64) {
    let pointer = walk.number(address, 8).unwrap_or(0);
    let done = walk.call.result.is_some() && !walk.failed() && pointer != 0;
    let count = walk.on(Side::Exit, |walk| walk.number(address.wrapping_add(8), 4)).unwrap_or(0);
    if !done || !walk.on(Side::Exit, |walk| walk.apart(|walk| walk.array(&ID, pointer, count))) {
        walk.out.address(pointer);
    }
}

/// A version of the kernel: `KERNEL_VERSION(6, 1, 0)`.
pub static VERSION: Custom = Custom {
    name: "kernel version",
    show: |walk, at, _| {
        let version = walk.number(at, 4).unwrap_or(0);
        let text = format!("KERNEL_VERSION({}, {}, {})", version >> 16, version >> 8 & 0xff, version & 0xff);
        super::expression(walk, version, &text);
    },
};

/// An instruction's code.
pub static CODE: Custom = Custom { name: "code of an instruction", show: code };

fn code(walk: &mut Walk<'_>, address: u64, _: u64) {
    let code = walk.number(address, 1).unwrap_or(0);
    let class = code & 7;
    walk.out.constant(class, 8, &BPF_CLASS);
    let mut part = |value: u64, set: &'static crate::decode::set::Set| {
        walk.out.joined();
        walk.out.constant(value, 8, set);
    };
    match class {
        BPF_LD | BPF_LDX | BPF_ST | BPF_STX => {
            part(code & 0x18, &BPF_SIZE);
            part(code & 0xe0, &BPF_MODE);
        }
        BPF_ALU | BPF_ALU64 => {
            part(code & 8, &BPF_SOURCE);
            part(code & 0xf0, &BPF_ARITHMETIC);
        }
        BPF_JMP => {
            part(code & 8, &BPF_SOURCE);
            part(code & 0xf0, &BPF_JUMPS);
        }
        // strace 6.1 gives no names to its parts.
        _ if code & !7 == 0 => {}
        _ => {
            walk.out.joined();
            walk.out.hex(code & !7);
            if walk.style.constants != Constants::Raw {
                walk.out.comment(BPF_CLASS.unknown);
            }
        }
    }
}

/// The register that an instruction writes.
pub static DESTINATION: Custom = Custom { name: "register", show: |walk, at, _| register(walk, at, 0) };

/// The register that it reads.
pub static SOURCE: Custom = Custom { name: "register", show: |walk, at, _| register(walk, at, 4) };

fn register(walk: &mut Walk<'_>, address: u64, shift: u32) {
    let number = walk.number(address, 1).unwrap_or(0) >> shift & 15;
    walk.out.constant(number, 8, &BPF_REGISTER);
}

/// A network interface by its index.
pub fn interface(walk: &mut Walk<'_>, index: u64) {
    match index {
        0 => walk.out.unsigned(0),
        index => super::network::interface(walk, index as u32),
    }
}

/// Is a map's memory to be of one node?
pub fn on_a_node(flags: u64) -> bool {
    flags & BPF_F_NUMA_NODE != 0
}

/// Is a link to take another's place?
pub fn replaces(flags: u64) -> bool {
    flags & BPF_F_REPLACE != 0
}

/// Is a link's program attached to none of the places that have fields of their own?
pub fn is_first(place: u64) -> bool {
    place == 0
}

/// Is it an iterator?
pub fn is_iterator(place: u64) -> bool {
    place == BPF_TRACE_ITER
}

/// Is it a performance event?
pub fn is_perf_event(place: u64) -> bool {
    place == BPF_PERF_EVENT
}

/// Is it many functions?
pub fn is_kprobe_multi(place: u64) -> bool {
    place == BPF_TRACE_KPROBE_MULTI
}
