//! A set of syscalls over all ABIs, in the form that the kernel's filter reads.

use tracer_common::abi::Abi;
use tracer_common::limits::{SLOT_WORDS, SLOTS, slot};

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
    pub fn all() -> Self {
        let mut set = Self { unknown: true, ..Self::none() };
        set.invert();
        set
    }

    /// Takes out each number that is in it, and adds all others that have a slot. Bits beyond the slots stay 0.
    pub fn invert(&mut self) {
        for word in &mut self.bitmap[..SLOTS as usize / 64] {
            *word = !*word;
        }
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
