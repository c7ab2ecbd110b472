//! Registers of a syscall, and its ABI. The only file that differs between machines.

use tracer_common::abi::{Abi, X32_BIT};
use tracer_common::limits::NUMBERS;

use crate::kernel::{Kernel, read};
use crate::maps::config;

/// `struct pt_regs`, as the tracepoints pass it.
pub type Regs = Kernel;

#[cfg(bpf_target_arch = "x86_64")]
mod layout {
    /// Offsets of rdi, rsi, rdx, r10, r8, r9 in `pt_regs` (arch/x86/include/asm/ptrace.h), in words.
    pub const ARGS: [usize; 6] = [14, 13, 12, 7, 9, 8];
    /// orig_ax.
    pub const NR: usize = 15;
    /// rip.
    pub const IP: usize = 16;
    /// rsp.
    pub const SP: usize = 19;
    /// rbp.
    pub const FP: usize = 4;
    /// There is none.
    pub const LINK: usize = 0;
    /// rbx, rcx, rdx, rsi, rdi, rbp: where i386 passes its arguments.
    pub const I386_ARGS: [usize; 6] = [5, 11, 12, 13, 14, 4];
}

#[cfg(bpf_target_arch = "aarch64")]
mod layout {
    /// `orig_x0`, then x1 to x5 (arch/arm64/include/asm/ptrace.h), in words.
    pub const ARGS: [usize; 6] = [34, 1, 2, 3, 4, 5];
    /// pc.
    pub const IP: usize = 32;
    /// sp.
    pub const SP: usize = 31;
    /// x29.
    pub const FP: usize = 29;
    /// x30.
    pub const LINK: usize = 30;
    /// `syscallno`, an i32.
    pub const NR: usize = 35;
}

/// Which ABI the current task's call came through, and its number in that ABI.
#[inline(always)]
#[cfg(bpf_target_arch = "x86_64")]
pub fn identify(task: Kernel, id: i64) -> (Abi, u32) {
    /// Set while a 32-bit syscall is served (arch/x86/include/asm/thread_info.h).
    const TS_COMPAT: u32 = 2;
    let nr = id as u32;
    if read::<u32>(task, config().task_status) & TS_COMPAT != 0 {
        (Abi::I386, nr)
    } else if nr & X32_BIT != 0 && nr & !X32_BIT < NUMBERS {
        // A larger one is no call of any ABI: it is shown as it is.
        (Abi::X32, nr & !X32_BIT)
    } else {
        (Abi::X86_64, nr)
    }
}

/// Which ABI the current task's call came through, and its number in that ABI.
#[inline(always)]
#[cfg(bpf_target_arch = "aarch64")]
pub fn identify(_task: Kernel, id: i64) -> (Abi, u32) {
    (Abi::Aarch64, id as u32)
}

/// The number in the registers: for a sys_exit whose sys_enter was not seen.
#[inline(always)]
pub fn number(regs: Regs) -> i64 {
    // Half of a word on both machines; on ARM the verifier takes care that no more is read.
    i64::from(read::<i32>(regs, layout::NR as u64 * 8))
}

/// The stack pointer.
#[inline(always)]
pub fn stack_pointer(regs: Regs) -> u64 {
    read(regs, layout::SP as u64 * 8)
}

/// The instruction pointer: behind the instruction that calls.
#[inline(always)]
pub fn instruction_pointer(regs: Regs) -> u64 {
    read(regs, layout::IP as u64 * 8)
}

/// The frame pointer, if that is what its register holds.
#[inline(always)]
pub fn frame_pointer(regs: Regs) -> u64 {
    read(regs, layout::FP as u64 * 8)
}

/// The link register, on machines that have one.
#[inline(always)]
pub fn link_register(regs: Regs) -> u64 {
    if cfg!(bpf_target_arch = "aarch64") { read(regs, layout::LINK as u64 * 8) } else { 0 }
}

/// The argument registers.
#[inline(always)]
pub fn args(regs: Regs, abi: Abi) -> [u64; 6] {
    let word = |index: usize| read::<u64>(regs, index as u64 * 8);
    #[cfg(bpf_target_arch = "x86_64")]
    if matches!(abi, Abi::I386) {
        let [a, b, c, d, e, f] = layout::I386_ARGS;
        let low = |index| word(index) & 0xffff_ffff;
        return [low(a), low(b), low(c), low(d), low(e), low(f)];
    }
    let _ = abi;
    let [a, b, c, d, e, f] = layout::ARGS;
    [word(a), word(b), word(c), word(d), word(e), word(f)]
}
