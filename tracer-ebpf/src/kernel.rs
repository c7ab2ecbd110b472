//! Reading kernel objects: fields of structs whose pointers BTF types.

use aya_ebpf::helpers::generated::{bpf_get_current_task_btf, bpf_probe_read_kernel};

/// A pointer that the verifier knows the type of.
pub type Kernel = *const u8;

/// Reads a field. The verifier checks the offset against the type, and the kernel answers 0 should the
/// pointer be bad.
#[inline(always)]
pub fn read<T: Copy>(object: Kernel, offset: u64) -> T {
    // SAFETY: the verifier allows only loads inside the object; volatile keeps the compiler from merging them.
    unsafe { core::ptr::read_volatile(object.add(offset as usize).cast()) }
}

/// Follows a pointer in an object. A typed load would do as well, but makes the verifier look for the field's
/// type by name among all types of the kernel (`type_is_trusted`, kernel/bpf/verifier.c, since 6.4), which costs a
/// millisecond each time it passes here. What the pointer leads to must be read by [`copy`].
#[inline(always)]
pub fn follow(object: Kernel, offset: u64) -> Kernel {
    let mut pointer = [0; 8];
    copy(object.wrapping_add(offset as usize), &mut pointer);
    u64::from_ne_bytes(pointer) as Kernel
}

/// A word of what [`follow`] led to.
#[inline(always)]
pub fn word(object: Kernel, offset: u64) -> u32 {
    let mut word = [0; 4];
    copy(object.wrapping_add(offset as usize), &mut word);
    u32::from_ne_bytes(word)
}

/// Copies from a pointer that the verifier does not type. Zeroes if it is bad.
#[inline(always)]
pub fn copy<const N: usize>(from: *const u8, to: &mut [u8; N]) {
    // SAFETY: the helper writes N bytes at `to`.
    unsafe { bpf_probe_read_kernel(to.as_mut_ptr().cast(), N as u32, from.cast()) };
}

/// The lower half of an object's address. The verifier lets no one compute with a typed pointer, but takes the lower
/// half of one for a number, from those who have CAP_PERFMON.
#[inline(always)]
pub fn low_address(object: Kernel) -> u32 {
    let mut low = object as usize as u32;
    // SAFETY: the instruction changes nothing but the upper half of its register.
    unsafe { core::arch::asm!("{0} = {0}", inout(wreg) low, options(pure, nomem, nostack)) };
    low
}

/// The task that the program runs in.
#[inline(always)]
pub fn current() -> Kernel {
    // SAFETY: the helper has no condition.
    unsafe { bpf_get_current_task_btf() }.cast_const().cast()
}
