//! The BPF programs of tracer: attach points, and nothing else. Which of them are loaded is decided by user
//! space: `count_*`, `stream_*` or `capture_*`, and the rest as needed.
//!
//! Up to Linux 6.18 every program runs with preemption off (`__BPF_DECLARE_TRACE` in include/trace/bpf_probe.h), so that
//! what is kept by CPU needs no atomics. Later ones may be preempted: see `copies`. Kernel pointers that come as arguments are typed by BTF: their fields are
//! read directly, at offsets that user space looked up.
#![no_std]
#![no_main]
// Two instructions that Rust has no word for: see `maps`.
#![feature(asm_experimental_arch)]

mod arch;
mod call;
mod capture;
mod copies;
mod count;
mod descriptor;
mod emit;
mod interpret;
mod kernel;
mod maps;
mod process;
mod signal;
mod socket;
mod stream;
mod task;
mod vcpu;

use aya_ebpf::EbpfContext as _;
use aya_ebpf::macros::{btf_tracepoint, raw_tracepoint};
use aya_ebpf::programs::{BtfTracePointContext, RawTracePointContext};
use tracer_common::state::{SEEN_END, SEEN_ENTER, SEEN_EXEC, SEEN_NEW, SEEN_RETURN};

#[btf_tracepoint(function = "sys_enter")]
fn count_enter(ctx: BtfTracePointContext) -> i32 {
    let (regs, id) = (ctx.arg(0), ctx.arg(1));
    copies::once(SEEN_ENTER, || {
        let leaves = process::leaves_at(id);
        count::enter(regs, id);
        if leaves {
            process::detach();
        }
    });
    0
}

#[btf_tracepoint(function = "sys_exit")]
fn count_exit(ctx: BtfTracePointContext) -> i32 {
    copies::once(SEEN_RETURN, || count::exit(ctx.arg(0), ctx.arg(1)));
    0
}

#[btf_tracepoint(function = "sys_enter")]
fn stream_enter(ctx: BtfTracePointContext) -> i32 {
    let (regs, id) = (ctx.arg(0), ctx.arg(1));
    copies::once(SEEN_ENTER, || {
        let leaves = process::leaves_at(id);
        stream::enter(regs, id);
        if leaves {
            process::detach();
        }
    });
    0
}

#[btf_tracepoint(function = "sys_exit")]
fn stream_exit(ctx: BtfTracePointContext) -> i32 {
    copies::once(SEEN_RETURN, || stream::exit(ctx.arg(0), ctx.arg(1)));
    0
}

#[btf_tracepoint(function = "sys_enter")]
fn capture_enter(ctx: BtfTracePointContext) -> i32 {
    let (regs, id) = (ctx.arg(0), ctx.arg(1));
    copies::once(SEEN_ENTER, || {
        let leaves = process::leaves_at(id);
        capture::enter(regs, id);
        process::ends_at(id);
        if leaves {
            process::detach();
        }
    });
    0
}

#[btf_tracepoint(function = "sys_exit")]
fn capture_exit(ctx: BtfTracePointContext) -> i32 {
    copies::once(SEEN_RETURN, || capture::exit(ctx.arg(0), ctx.arg(1)));
    0
}

#[btf_tracepoint(function = "sched_switch")]
fn task_switch(ctx: BtfTracePointContext) -> i32 {
    stream::leaves_cpu(ctx.arg(1));
    task::switched(ctx.arg(1), ctx.arg(2));
    0
}

#[btf_tracepoint(function = "task_newtask")]
fn task_new(ctx: BtfTracePointContext) -> i32 {
    copies::once(SEEN_NEW, || process::created(ctx.arg(0)));
    0
}

#[btf_tracepoint(function = "sched_process_exec")]
fn task_exec(ctx: BtfTracePointContext) -> i32 {
    copies::once(SEEN_EXEC, || process::execed(ctx.arg(1)));
    0
}

#[btf_tracepoint(function = "sched_process_exit")]
fn task_exit(_ctx: BtfTracePointContext) -> i32 {
    copies::once(SEEN_END, process::exited);
    0
}

#[btf_tracepoint(function = "signal_deliver")]
fn signal_deliver(ctx: BtfTracePointContext) -> i32 {
    signal::delivered(ctx.arg(0), ctx.arg(1), ctx.arg(2));
    0
}

#[btf_tracepoint(function = "signal_generate")]
fn signal_ignored(ctx: BtfTracePointContext) -> i32 {
    signal::generated(ctx.arg(0), ctx.arg(1), ctx.arg(2), ctx.arg(4));
    0
}

/// A tracepoint of a module, whose types are not among those of the kernel: found by name.
#[raw_tracepoint(tracepoint = "kvm_userspace_exit")]
fn vcpu_exit(ctx: RawTracePointContext) -> i32 {
    vcpu::exited(ctx.arg(0), ctx.arg(1));
    0
}

/// Runs once for every task of the machine when user space reads the iterator: adopts the wanted ones.
#[unsafe(no_mangle)]
#[unsafe(link_section = "iter/task")]
extern "C" fn adopt(ctx: *mut core::ffi::c_void) -> i32 {
    process::adopt(BtfTracePointContext::new(ctx).as_ptr());
    0
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}

#[unsafe(no_mangle)]
#[unsafe(link_section = "license")]
static LICENSE: [u8; 13] = *b"Dual MIT/GPL\0";
