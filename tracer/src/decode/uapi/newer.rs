//! Constants that are younger than the headers that the others are generated from, or in none of them. Each group names
//! the kernel's file and the version that it came with.

/// include/uapi/asm-generic/fcntl.h, without the directory bit that stands for itself.
pub const O_TMPFILE: u64 = 0o20000000;
