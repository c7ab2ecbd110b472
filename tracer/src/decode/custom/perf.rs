//! `struct perf_event_attr` (perf_event_open(2)), which grows with the kernel.

use crate::decode::desc::Custom;
use crate::decode::emit::Shape;
use crate::decode::flags::*;
use crate::decode::layout::{PERF_QUERY, PERF_QUERY_TOLD};
use crate::decode::uapi::*;
use crate::decode::walk::{Side, Walk};

/// `struct perf_event_attr`
pub static ATTR: Custom = Custom { name: "perf_event_attr", show };

/// As many bytes as any field takes that is known.
pub const KNOWN: u32 = 128;

/// The least that the kernel takes (PERF_ATTR_SIZE_VER0), and what a size of 0 stands for.
const LEAST: u64 = 64;

/// Where the fields stand that come before others of the same meaning.
const BITS: u64 = 40;
const PRECISE_IP: u32 = 15;
const FREQ: u32 = 10;
const WATERMARK: u32 = 14;
const USE_CLOCKID: u32 = 25;

/// The bits behind `read_format`. `precise_ip` takes two.
const NAMES: [&str; 38] = [
    "disabled",
    "inherit",
    "pinned",
    "exclusive",
    "exclude_user",
    "exclude_kernel",
    "exclude_hv",
    "exclude_idle",
    "mmap",
    "comm",
    "freq",
    "inherit_stat",
    "enable_on_exec",
    "task",
    "watermark",
    "precise_ip",
    "",
    "mmap_data",
    "sample_id_all",
    "exclude_host",
    "exclude_guest",
    "exclude_callchain_kernel",
    "exclude_callchain_user",
    "mmap2",
    "comm_exec",
    "use_clockid",
    "context_switch",
    "write_backward",
    "namespaces",
    "ksymbol",
    "bpf_event",
    "aux_output",
    "cgroup",
    "text_poke",
    "build_id",
    "inherit_thread",
    "remove_on_exec",
    "sigtrap",
];

/// What `precise_ip` means.
const SKID: [&str; 4] = ["arbitrary skid", "constant skid", "requested to have 0 skid", "must have 0 skid"];

fn show(walk: &mut Walk<'_>, address: u64, _: u64) {
    let told = walk.number(address.wrapping_add(4), 4).unwrap_or(0);
    let size = if told == 0 { LEAST } else { told };
    if size < LEAST || walk.bytes(address, LEAST as usize).is_none() {
        return walk.out.address(address);
    }
    let field = |walk: &Walk<'_>, at: u64, width| walk.number(address.wrapping_add(at), width).unwrap_or(0);
    let (kind, sampled, bits) = (field(walk, 0, 4), field(walk, 24, 8), field(walk, BITS, 8));
    walk.out.open(Shape::Struct);
    walk.out.key("type");
    walk.out.constant(kind, 32, &PERF_TYPE);
    walk.out.key("size");
    walk.out.constant(told, 32, &PERF_ATTR_SIZE);
    walk.out.key("config");
    let value = field(walk, 8, 8);
    config(walk, kind, value);
    walk.out.key(if bit(bits, FREQ) { "sample_freq" } else { "sample_period" });
    let value = field(walk, 16, 8);
    walk.out.unsigned(value);
    walk.out.key("sample_type");
    walk.out.flags(sampled, 64, &PERF_SAMPLE);
    walk.out.key("read_format");
    let value = field(walk, 32, 8);
    walk.out.flags(value, 64, &PERF_FORMAT);
    switches(walk, bits);
    let rest = bits >> NAMES.len();
    if rest != 0 {
        walk.out.key("__reserved_1");
        walk.out.hex(rest);
        walk.out.comment(&format!("Bits 63..{}", NAMES.len()));
    }
    if walk.abbrev {
        walk.out.more();
        return walk.out.close(Shape::Struct);
    }
    walk.out.key(if bit(bits, WATERMARK) { "wakeup_watermark" } else { "wakeup_events" });
    let value = field(walk, 48, 4);
    walk.out.unsigned(value);
    let breakpoint = kind == PERF_TYPE_BREAKPOINT;
    if breakpoint {
        walk.out.key("bp_type");
        let value = field(walk, 52, 4);
        walk.out.flags(value, 32, &HW_BREAKPOINT);
    }
    let hex = |walk: &mut Walk<'_>, name: &str, at: u64, width: u32| {
        if size > at {
            walk.out.key(name);
            let value = field(walk, at, width);
            walk.out.hex(value);
        }
    };
    hex(walk, if breakpoint { "bp_addr" } else { "config1" }, 56, 8);
    if !breakpoint {
        hex(walk, "config2", 64, 8);
    } else if size > 64 {
        walk.out.key("bp_len");
        let value = field(walk, 64, 8);
        walk.out.unsigned(value);
    }
    if size > 72 && sampled & PERF_SAMPLE_BRANCH_STACK != 0 {
        walk.out.key("branch_sample_type");
        let value = field(walk, 72, 8);
        walk.out.flags(value, 64, &PERF_BRANCH);
    }
    hex(walk, "sample_regs_user", 80, 8);
    if sampled & PERF_SAMPLE_STACK_USER != 0 {
        hex(walk, "sample_stack_user", 88, 4);
    }
    if size > 92 && bit(bits, USE_CLOCKID) {
        walk.out.key("clockid");
        let value = field(walk, 92, 4);
        walk.out.constant(value, 32, &CLOCK);
    }
    hex(walk, "sample_regs_intr", 96, 8);
    let number = |walk: &mut Walk<'_>, name: &str, at: u64, width: u32, unused: u32| {
        if size <= at {
            return;
        }
        walk.out.key(name);
        let value = field(walk, at, width);
        walk.out.unsigned(value);
        let from = at + u64::from(width);
        let rest = if unused > 0 { field(walk, from, unused) } else { 0 };
        if rest != 0 {
            walk.out.comment(&format!("bytes {from}..{}: {rest:#x}", from + u64::from(unused) - 1));
        }
    };
    number(walk, "aux_watermark", 104, 4, 0);
    number(walk, "sample_max_stack", 108, 2, 2);
    number(walk, "aux_sample_size", 112, 4, 4);
    hex(walk, "sig_data", 120, 8);
    if size > u64::from(KNOWN) {
        walk.out.more();
    }
    walk.out.close(Shape::Struct);
}

fn bit(bits: u64, place: u32) -> bool {
    bits >> place & 1 != 0
}

/// What is counted: what it means depends on the kind of event.
fn config(walk: &mut Walk<'_>, kind: u64, config: u64) {
    match kind {
        PERF_TYPE_HARDWARE if config >> 32 == 0 => walk.out.constant(config, 64, &PERF_HARDWARE),
        PERF_TYPE_HARDWARE => {
            // Which of several kinds of processors.
            walk.out.hex(config >> 32);
            walk.out.shifted_by(32);
            walk.out.joined();
            walk.out.constant(config & 0xffff_ffff, 64, &PERF_HARDWARE);
        }
        PERF_TYPE_SOFTWARE => walk.out.constant(config, 64, &PERF_SOFTWARE),
        PERF_TYPE_TRACEPOINT => walk.out.unsigned(config),
        PERF_TYPE_HW_CACHE => {
            for (shift, value) in [(32, config >> 32), (24, config >> 24 & 0xff)] {
                if value != 0 {
                    walk.out.hex(value);
                    walk.out.shifted_by(shift);
                    walk.out.joined();
                }
            }
            walk.out.constant(config >> 16 & 0xff, 64, &PERF_CACHE_RESULT);
            walk.out.shifted_by(16);
            walk.out.joined();
            walk.out.constant(config >> 8 & 0xff, 64, &PERF_CACHE_OP);
            walk.out.shifted_by(8);
            walk.out.joined();
            walk.out.constant(config & 0xff, 64, &PERF_CACHE);
        }
        _ => walk.out.hex(config),
    }
}

/// The bits: abbreviated, those that are set, and how precise the instruction pointer is.
fn switches(walk: &mut Walk<'_>, bits: u64) {
    for (place, name) in (0_u32..).zip(NAMES).filter(|(_, name)| !name.is_empty()) {
        if place == PRECISE_IP {
            let precise = bits >> PRECISE_IP & 3;
            walk.out.key(name);
            walk.out.unsigned(precise);
            walk.out.comment(SKID[precise as usize]);
        } else if bit(bits, place) || !walk.abbrev {
            walk.out.key(name);
            walk.out.unsigned(u64::from(bit(bits, place)));
        }
    }
}

/// `struct perf_event_query_bpf`: the room for programs, and those that there are.
pub static QUERY: Custom = Custom { name: "perf_event_query_bpf", show: query };

fn query(walk: &mut Walk<'_>, address: u64, _: u64) {
    if walk.bytes(address, PERF_QUERY.size as usize).is_none() {
        return walk.out.address(address);
    }
    walk.out.open(Shape::Struct);
    walk.fields(&PERF_QUERY, address);
    let is_told = walk.call.result.is_some() && !walk.failed();
    if !is_told || walk.bytes(address, PERF_QUERY_TOLD.size as usize).is_none() {
        walk.out.more();
    } else {
        walk.on(Side::Exit, |walk| walk.fields(&PERF_QUERY_TOLD, address));
    }
    walk.out.close(Shape::Struct);
}
