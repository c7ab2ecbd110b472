//! Reading the ring buffer. Layout and protocol: kernel, kernel/bpf/ringbuf.c and Documentation/bpf/ringbuf.rst.

use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::atomic::Ordering;

use super::mapping::Mapping;

/// A record that is being written has this bit in its length.
const BUSY: u32 = 1 << 31;
/// A record that was given up has this bit.
const DISCARDED: u32 = 1 << 30;
/// Length and page offset precede each record.
const HEADER: u64 = 8;

/// The reader's end of a ring.
pub struct Ring {
    /// One page: how far the reader is.
    consumer: Mapping,
    /// One page: how far the writers are; then the data, mapped twice in a row so that no record is split.
    producer: Mapping,
    page: usize,
    mask: u64,
    position: u64,
}

impl Ring {
    /// Maps a ring of this size.
    pub fn new(fd: BorrowedFd<'_>, size: u32) -> io::Result<Self> {
        let page = page_size();
        Ok(Self {
            consumer: Mapping::new(fd.as_fd(), 0, page, true)?,
            producer: Mapping::new(fd.as_fd(), page, page + 2 * size as usize, false)?,
            page,
            mask: u64::from(size) - 1,
            position: 0,
        })
    }

    /// Is there anything to read?
    pub fn has_records(&self) -> bool {
        self.producer.word(0).load(Ordering::SeqCst) != self.position
    }

    /// Takes every record that is there now, oldest first, until one is still being written or the callback
    /// fails. Room is given back record by record.
    pub fn drain<E>(&mut self, mut take: impl FnMut(&[u8]) -> Result<(), E>) -> Result<(), E> {
        let end = self.producer.word(0).load(Ordering::Acquire);
        while self.position < end {
            let at = self.page + (self.position & self.mask) as usize;
            // The length is in the low half of the first word; records are aligned to 8 bytes.
            let length = self.producer.word(at).load(Ordering::Acquire) as u32;
            if length & BUSY != 0 {
                break;
            }
            let bytes = (length & !DISCARDED) as usize;
            let result = if length & DISCARDED == 0 {
                // SAFETY: a finished record is not written again before the reader gives its room back below.
                take(unsafe { self.producer.bytes(at + HEADER as usize, bytes) })
            } else {
                Ok(())
            };
            self.position += (bytes as u64 + HEADER).next_multiple_of(8);
            self.consumer.word(0).store(self.position, Ordering::Release);
            result?;
        }
        Ok(())
    }
}

/// The machine's page size.
pub fn page_size() -> usize {
    nix::unistd::sysconf(nix::unistd::SysconfVar::PAGE_SIZE).ok().flatten().map_or(4096, |size| size as usize)
}
