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

/// Copies from a pointer that the verifier does not type. Zeroes if it is bad.
#[inline(always)]
pub fn copy<const N: usize>(from: *const u8, to: &mut [u8; N]) {
    // SAFETY: the helper writes N bytes at `to`.
    unsafe { bpf_probe_read_kernel(to.as_mut_ptr().cast(), N as u32, from.cast()) };
}

/// The task that the program runs in.
#[inline(always)]
pub fn current() -> Kernel {
    // SAFETY: the helper has no condition.
    unsafe { bpf_get_current_task_btf() }.cast_const().cast()
}
