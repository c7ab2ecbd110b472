//! Memory shared with the kernel: mapped maps and rings.

use std::io;
use std::num::NonZeroUsize;
use std::os::fd::{AsFd, BorrowedFd};
use std::ptr::NonNull;
use std::sync::atomic::AtomicU64;

use nix::sys::mman::{MapFlags, ProtFlags, mmap, munmap};

/// A mapping, unmapped when dropped.
pub struct Mapping {
    start: NonNull<u8>,
    length: usize,
}

// SAFETY: the memory belongs to the mapping, wherever that is moved to.
unsafe impl Send for Mapping {}

impl Mapping {
    /// Maps a part of a file; for writing as well if `writable`.
    pub fn new(fd: BorrowedFd<'_>, offset: usize, length: usize, writable: bool) -> io::Result<Self> {
        let protection =
            if writable { ProtFlags::PROT_READ | ProtFlags::PROT_WRITE } else { ProtFlags::PROT_READ };
        let size = NonZeroUsize::new(length).ok_or(io::ErrorKind::InvalidInput)?;
        Self::map(fd, offset, size, protection, MapFlags::MAP_SHARED)
    }

    /// Maps the start of a file for reading, without sharing what others write to it.
    pub fn private(fd: BorrowedFd<'_>, length: usize) -> io::Result<Self> {
        let size = NonZeroUsize::new(length).ok_or(io::ErrorKind::InvalidInput)?;
        Self::map(fd, 0, size, ProtFlags::PROT_READ, MapFlags::MAP_PRIVATE)
    }

    fn map(
        fd: BorrowedFd<'_>,
        offset: usize,
        size: NonZeroUsize,
        protection: ProtFlags,
        flags: MapFlags,
    ) -> io::Result<Self> {
        // SAFETY: a new mapping at an address of the kernel's choice touches nothing that exists.
        let start = unsafe { mmap(None, size, protection, flags, fd.as_fd(), offset as i64)? };
        Ok(Self { start: start.cast(), length: size.get() })
    }

    /// The word at this offset, which others change at any time.
    pub fn word(&self, offset: usize) -> &AtomicU64 {
        assert!(offset.is_multiple_of(8) && offset + 8 <= self.length, "word outside the mapping");
        // SAFETY: the offset was just checked.
        let word = unsafe { self.start.add(offset) };
        // SAFETY: the word is aligned, inside the mapping, and lives as long as it.
        unsafe { AtomicU64::from_ptr(word.as_ptr().cast()) }
    }

    /// Bytes that nobody changes while they are looked at: the caller sees to it.
    ///
    /// # Safety
    /// No one may write to these bytes while the slice lives.
    pub unsafe fn bytes(&self, offset: usize, length: usize) -> &[u8] {
        assert!(offset + length <= self.length, "bytes outside the mapping");
        // SAFETY: the range was just checked.
        let start = unsafe { self.start.add(offset) };
        // SAFETY: inside the mapping; the caller promises that nobody writes.
        unsafe { std::slice::from_raw_parts(start.as_ptr(), length) }
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: the mapping is ours, and no reference into it outlives it.
        let result = unsafe { munmap(self.start.cast(), self.length) };
        debug_assert!(result.is_ok(), "munmap of our own mapping");
    }
}
