//! The interpreter of capture plans: one turn of a `bpf_loop` does one step, or one page of one.
//!
//! What it knows stands in map memory, where the verifier does not follow values from turn to turn; so each index and
//! length is bounded where it is used. See `tracer_common::plan` for what the steps mean.

use aya_ebpf::helpers::generated::{bpf_loop, bpf_probe_read_user, bpf_probe_read_user_str};
use tracer_common::admit::failed;
use tracer_common::plan::{NO_REG, Op, Plans, RECORD_MAX, REGS, RESULT, STEPS, Scratch, Step, TURNS};
use tracer_common::segment::{CUT, MEMORY, Segment, VCPU_EXIT};

use crate::maps::{PLANS, SCRATCH, opaque};
use crate::{descriptor, socket, vcpu};

const PAGE: u64 = 4096;

/// What a turn is told: pointers into maps.
struct Frame {
    /// The number of the scratch.
    index: u32,
    scratch: *mut Scratch,
    plans: *const Plans,
}

/// Runs the plan that a scratch is set to. A function with external linkage: the verifier goes through it once, whatever
/// its callers know when they call it.
#[unsafe(no_mangle)]
#[inline(never)]
pub extern "C" fn interpret(index: u32) -> i32 {
    let (Some(scratch), Some(plans)) = (SCRATCH.get(&index), PLANS.get(&0)) else { return 0 };
    let mut frame = Frame { index, scratch, plans };
    let callback = turn as extern "C" fn(u32, *mut Frame) -> i64;
    // SAFETY: the callback takes the pointer that is passed with it.
    unsafe { bpf_loop(TURNS, callback as *mut core::ffi::c_void, (&raw mut frame).cast(), 0) };
    0
}

/// One turn. 1 ends the loop.
extern "C" fn turn(_turn: u32, frame: *mut Frame) -> i64 {
    // SAFETY: `interpret` passes a valid pointer.
    let scratch = unsafe { &mut *(*frame).scratch };
    // SAFETY: as above.
    let plans = unsafe { &*(*frame).plans };
    let pc = opaque(scratch.pc) & (STEPS as u64 - 1);
    // SAFETY: the mask bounds it.
    let step = unsafe { &*plans.steps.as_ptr().add(pc as usize) };
    let mut next = pc + 1;
    match Op::from_u8(step.op) {
        Some(Op::Bytes) => {
            if !bytes(scratch, step) {
                next = pc;
            }
        }
        Some(Op::Str) => {
            if !string(scratch, step) {
                next = pc;
            }
        }
        Some(Op::Words) => {
            if !words(scratch, step) {
                next = pc;
            }
        }
        Some(Op::File) => {
            if !descriptor::file(scratch, step) {
                next = pc;
            }
        }
        Some(Op::Socket) => {
            let fd = get(scratch, step.base) as u32;
            // SAFETY: as above.
            let index = unsafe { (*frame).index };
            let family = socket::tell(index, fd, u32::from(step.scale));
            set(scratch, step.dst, u64::from(family as u32));
        }
        Some(Op::Load) => {
            let address = address(scratch, step);
            set(scratch, step.dst, load(address, step.scale));
        }
        Some(Op::Set) => {
            let value = get(scratch, step.base)
                .wrapping_mul(u64::from(step.scale))
                .wrapping_add(step.offset as i64 as u64);
            let max = u64::from(step.max);
            set(scratch, step.dst, if max != 0 && value > max { max } else { value });
        }
        Some(Op::Next) => {
            let base = get(scratch, step.base).wrapping_add(step.offset as i64 as u64);
            let left = get(scratch, step.len).wrapping_sub(u64::from(step.scale));
            set(scratch, step.base, base);
            set(scratch, step.len, left);
            if left as i64 > 0 {
                next = pc.wrapping_sub(u64::from(step.skip));
            }
        }
        Some(Op::Bit) => {
            next = match bit(scratch, step) {
                Some(true) => next,
                Some(false) => next + u64::from(step.skip),
                None => pc,
            };
        }
        Some(Op::SkipIf) => {
            if get(scratch, step.base) as u32 & step.max == step.offset as u32 {
                next += u64::from(step.skip);
            }
        }
        Some(Op::SkipUnless) => {
            if get(scratch, step.base) as u32 & step.max != step.offset as u32 {
                next += u64::from(step.skip);
            }
        }
        Some(Op::EndIfFailed) if !failed(get(scratch, RESULT) as i64) => {}
        Some(Op::Extend) => {
            let value = get(scratch, step.base) as i32 as i64 as u64;
            set(scratch, step.dst, value);
        }
        Some(Op::Keep) => {
            let value = get(scratch, step.base);
            keep(scratch, step.offset as i64 as u64, step.max as u16, value);
        }
        Some(Op::VcpuExit) => {
            if let Some(reason) = vcpu::take() {
                keep(scratch, 0, VCPU_EXIT, u64::from(reason));
            }
        }
        Some(Op::End | Op::EndIfFailed) | None => {
            if scratch.then == 0 {
                return 1;
            }
            next = scratch.then;
            scratch.then = 0;
        }
    }
    scratch.pc = next;
    0
}

#[inline(always)]
pub fn get(scratch: &Scratch, register: u8) -> u64 {
    let register = opaque(u64::from(register)) as usize & (REGS - 1);
    // SAFETY: the mask bounds it.
    unsafe { *scratch.regs.as_ptr().add(register) }
}

#[inline(always)]
fn set(scratch: &mut Scratch, register: u8, value: u64) {
    let register = opaque(u64::from(register)) as usize & (REGS - 1);
    // SAFETY: the mask bounds it.
    unsafe { *scratch.regs.as_mut_ptr().add(register) = value };
}

#[inline(always)]
fn address(scratch: &Scratch, step: &Step) -> u64 {
    let base = get(scratch, step.base);
    // Nothing is at, or a little behind, a null pointer.
    if base == 0 { 0 } else { base.wrapping_add(step.offset as i64 as u64) }
}

/// Reads a number of 1, 2, 4 or 8 bytes.
#[inline(always)]
fn load(address: u64, size: u16) -> u64 {
    let mut word = 0_u64;
    let size = match size {
        1 => 1,
        2 => 2,
        4 => 4,
        _ => 8,
    };
    // SAFETY: the helper writes at most 8 bytes.
    unsafe { bpf_probe_read_user((&raw mut word).cast(), size, address as *const core::ffi::c_void) };
    word
}

/// A place in the record, if there is room for a page behind it.
#[inline(always)]
pub fn place(scratch: &mut Scratch, at: u64) -> Option<*mut u8> {
    let at = opaque(at);
    if at > (RECORD_MAX - size_of::<Segment>()) as u64 {
        return None;
    }
    // SAFETY: it was just compared.
    Some(unsafe { scratch.record.as_mut_ptr().add(at as usize) })
}

/// Begins the segment of a step. False if there is no room for it.
#[inline(always)]
pub fn begin(scratch: &mut Scratch, address: u64, kind: u16) -> bool {
    let at = scratch.filled;
    let Some(room) = place(scratch, at) else { return false };
    // SAFETY: there is room, and records are filled in multiples of 8 bytes.
    unsafe { room.cast::<Segment>().write(Segment { address, len: 0, kind, flags: 0 }) };
    scratch.segment = at;
    scratch.filled = at + size_of::<Segment>() as u64;
    true
}

/// Ends it: `len` bytes were copied, or none and there is no segment. The step is done.
#[inline(always)]
pub fn end(scratch: &mut Scratch, len: u64, flags: u16) -> bool {
    let segment = scratch.segment;
    scratch.done = 0;
    scratch.filled = segment;
    if len != 0 {
        if let Some(room) = place(scratch, segment) {
            let header = room.cast::<Segment>();
            // SAFETY: `begin` has written it there.
            unsafe { (*header).len = len as u32 };
            // SAFETY: as above.
            unsafe { (*header).flags = flags };
            scratch.filled = segment + size_of::<Segment>() as u64 + ((len + 7) & !7);
        }
    }
    true
}

/// A place for the next bytes of the current step, the word that they end in cleared: what fills a segment up must not
/// be what was here before.
#[inline(always)]
pub fn room_for(scratch: &mut Scratch, done: u64, size: u64) -> Option<*mut u8> {
    let from = scratch.segment + size_of::<Segment>() as u64 + done;
    let last = place(scratch, (from + size) & !7)?;
    // SAFETY: `place` leaves room behind it, and it is a multiple of 8.
    unsafe { last.cast::<u64>().write(0) };
    place(scratch, from)
}

/// One page of [`Op::Bytes`]. True when the step is done.
#[inline(always)]
fn bytes(scratch: &mut Scratch, step: &Step) -> bool {
    let start = address(scratch, step);
    let max = u64::from(step.max);
    let total = if step.len == NO_REG {
        max
    } else {
        let wanted = get(scratch, step.len).wrapping_mul(u64::from(step.scale));
        if (wanted as i64) < 0 {
            0
        } else if wanted > max {
            max
        } else {
            wanted
        }
    };
    let done = scratch.done;
    if start == 0 || total == 0 {
        return true;
    }
    if done == 0 && !begin(scratch, start, u16::from(step.dst)) {
        return true;
    }
    let from = start.wrapping_add(done);
    let page = PAGE - (from & (PAGE - 1));
    let left = total.wrapping_sub(done);
    let size = if left < page { left } else { page };
    let Some(room) = room_for(scratch, done, size) else { return end(scratch, done, CUT) };
    // At most a page, as the verifier must see.
    let size = opaque(size);
    if size == 0 || size > PAGE {
        return end(scratch, done, 0);
    }
    // SAFETY: there is room for a page.
    let result = unsafe { bpf_probe_read_user(room.cast(), size as u32, from as *const core::ffi::c_void) };
    if result != 0 {
        scratch.missed = 1;
        return end(scratch, done, 0);
    }
    let done = done + size;
    scratch.done = done;
    done >= total && end(scratch, done, 0)
}

/// One page of [`Op::Str`]. True when the step is done.
#[inline(always)]
fn string(scratch: &mut Scratch, step: &Step) -> bool {
    let start = address(scratch, step);
    let total = u64::from(step.max);
    let done = scratch.done;
    if start == 0 || total == 0 {
        return true;
    }
    if done == 0 && !begin(scratch, start, MEMORY) {
        return true;
    }
    let from = start.wrapping_add(done);
    let page = PAGE - (from & (PAGE - 1));
    let left = total.wrapping_sub(done);
    let size = if left < page { left } else { page };
    let Some(room) = room_for(scratch, done, size) else { return end(scratch, done, CUT) };
    let size = opaque(size);
    if size == 0 || size > PAGE {
        return end(scratch, done, 0);
    }
    // SAFETY: there is room for a page.
    let result =
        unsafe { bpf_probe_read_user_str(room.cast(), size as u32, from as *const core::ffi::c_void) } as i64;
    if result < 0 {
        scratch.missed = 1;
        return end(scratch, done, 0);
    }
    if result == 0 {
        // Some kernels do not count the NUL of an empty string (strncpy_from_user_nofault, mm/maccess.c).
        // SAFETY: there is room for a page.
        unsafe { *room = 0 };
        return end(scratch, done + 1, 0);
    }
    if (result as u64) < size {
        return end(scratch, done + result as u64, 0);
    }
    // The helper ends what it copies with a NUL: the last byte has to be read again, to know whether that is one.
    let last = load(from.wrapping_add(size - 1), 1);
    if let Some(room) = place(scratch, scratch.segment + size_of::<Segment>() as u64 + done + size - 1) {
        // SAFETY: there is room behind it.
        unsafe { *room = last as u8 };
    }
    let done = done + size;
    scratch.done = done;
    (last == 0 || done >= total) && end(scratch, done, 0)
}

/// One word of [`Op::Words`]. True when the step is done.
#[inline(always)]
fn words(scratch: &mut Scratch, step: &Step) -> bool {
    let start = address(scratch, step);
    let done = scratch.done;
    if done == 0 {
        set(scratch, step.dst, 0);
        if start == 0 || !begin(scratch, start, MEMORY) {
            return true;
        }
    }
    if done >= u64::from(step.max) {
        return end(scratch, done, CUT);
    }
    let at = scratch.segment + size_of::<Segment>() as u64 + done;
    let Some(room) = place(scratch, at) else { return end(scratch, done, CUT) };
    let from = start.wrapping_add(done) as *const core::ffi::c_void;
    let mut word = 0_u64;
    let size = if step.scale == 4 { 4 } else { 8 };
    // SAFETY: the helper writes at most 8 bytes.
    if unsafe { bpf_probe_read_user((&raw mut word).cast(), size, from) } != 0 {
        scratch.missed = 1;
        return end(scratch, done, 0);
    }
    // SAFETY: there is room behind it.
    unsafe { room.cast::<u64>().write_unaligned(word) };
    let done = done + u64::from(size);
    scratch.done = done;
    if word == 0 {
        return end(scratch, done, 0);
    }
    set(scratch, step.dst, if size == 4 { done / 4 } else { done / 8 });
    false
}

/// One word of [`Op::Bit`]. Was a bit found, or is there none; `None`: it may be in the next word.
#[inline(always)]
fn bit(scratch: &mut Scratch, step: &Step) -> Option<bool> {
    let from = get(scratch, step.dst);
    let count = get(scratch, step.len) as i32 as i64;
    if from as i64 >= count || from >= u64::from(step.max) {
        return Some(false);
    }
    let address = address(scratch, step);
    let word = load(address.wrapping_add(from / 64 * 8), 8) >> (from & 63);
    if word == 0 {
        set(scratch, step.dst, (from / 64 + 1) * 64);
        return None;
    }
    let found = from + lowest(word);
    set(scratch, step.dst, found);
    Some((found as i64) < count)
}

/// The number of the lowest bit that is set: processors have an instruction for it, programs do not.
#[inline(always)]
fn lowest(word: u64) -> u64 {
    let (mut rest, mut number) = (word, 0);
    for width in [32, 16, 8, 4, 2, 1] {
        if rest & ((1 << width) - 1) == 0 {
            rest >>= width;
            number += width;
        }
    }
    number
}

/// A segment that holds a word.
#[inline(always)]
fn keep(scratch: &mut Scratch, address: u64, kind: u16, value: u64) {
    if !begin(scratch, address, kind) {
        return;
    }
    if let Some(room) = room_for(scratch, 0, 8) {
        // SAFETY: there is room behind it, and it is a multiple of 8.
        unsafe { room.cast::<u64>().write(value) };
    }
    end(scratch, 8, 0);
}
