//! A set of syscalls over all ABIs, in the form that the kernel's filter reads.

use tracer_common::abi::Abi;
use tracer_common::limits::{SLOT_WORDS, slot};

/// Syscalls that are wanted: a bit for each slot, and one for all numbers without a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyscallSet {
    /// The bitmap that the BPF programs test.
    pub bitmap: [u64; SLOT_WORDS],
    /// Are numbers beyond the slots wanted?
    pub unknown: bool,
}

impl SyscallSet {
    /// No syscall.
    pub const fn none() -> Self {
        Self { bitmap: [0; SLOT_WORDS], unknown: false }
    }

    /// Every syscall, known or not.
    pub const fn all() -> Self {
        Self { bitmap: [u64::MAX; SLOT_WORDS], unknown: true }
    }

    /// Adds one number.
    pub fn insert(&mut self, abi: Abi, nr: u32) {
        match slot(abi, nr) {
            Some(slot) => self.bitmap[(slot / 64) as usize] |= 1 << (slot % 64),
            None => self.unknown = true,
        }
    }

    /// Is this number in it?
    pub fn contains(&self, abi: Abi, nr: u32) -> bool {
        match slot(abi, nr) {
            Some(slot) => self.bitmap[(slot / 64) as usize] >> (slot % 64) & 1 != 0,
            None => self.unknown,
        }
    }
}
