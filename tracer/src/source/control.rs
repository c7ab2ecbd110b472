//! The words that tracer and its BPF programs both change: `tracer_common::state::Control`, mapped.

use std::io;
use std::mem::offset_of;
use std::os::fd::BorrowedFd;
use std::sync::atomic::{AtomicU64, Ordering};

use tracer_common::state::Control as Words;

use super::mapping::Mapping;
use super::ring::page_size;

/// The shared words.
pub struct Control(Mapping);

impl Control {
    /// Maps the object's `.bss`.
    pub fn new(fd: BorrowedFd<'_>) -> io::Result<Self> {
        Mapping::new(fd, 0, page_size(), true).map(Self)
    }

    fn word(&self, offset: usize) -> &AtomicU64 {
        self.0.word(offset)
    }

    /// Asks to be woken: `WAKE_ON_*`. Records written from now on see it.
    pub fn arm(&self, how: u64) {
        self.word(offset_of!(Words, armed)).store(how, Ordering::SeqCst);
    }

    /// Asks for no wakeup.
    pub fn disarm(&self) {
        self.arm(0);
    }

    /// Adds a task to the living ones.
    pub fn add_live(&self) {
        self.word(offset_of!(Words, live)).fetch_add(1, Ordering::SeqCst);
    }

    /// Traced tasks that live.
    pub fn live(&self) -> u64 {
        self.word(offset_of!(Words, live)).load(Ordering::SeqCst)
    }

    /// Calls counted in the kernel because the ring was full.
    pub fn spilled_calls(&self) -> u64 {
        self.word(offset_of!(Words, spilled_calls)).load(Ordering::Relaxed)
    }

    /// Other events that the ring had no room for.
    pub fn dropped_events(&self) -> u64 {
        self.word(offset_of!(Words, dropped_events)).load(Ordering::Relaxed)
    }

    /// Tasks whose state could not be created.
    pub fn untracked_tasks(&self) -> u64 {
        self.word(offset_of!(Words, untracked_tasks)).load(Ordering::Relaxed)
    }

    /// Calls that had no room in a finer table.
    pub fn table_full(&self) -> u64 {
        self.word(offset_of!(Words, table_full)).load(Ordering::Relaxed)
    }
}
