//! Constants whose values differ between machines (arch/arm64/include/uapi/asm/fcntl.h, include/uapi/asm-generic/fcntl.h).

const ARM: bool = cfg!(target_arch = "aarch64");

pub const O_DIRECT: u64 = if ARM { 0x1_0000 } else { 0x4000 };
pub const O_DIRECTORY: u64 = if ARM { 0x4000 } else { 0x1_0000 };
pub const O_LARGEFILE: u64 = if ARM { 0x2_0000 } else { 0x8000 };
pub const O_NOFOLLOW: u64 = if ARM { 0x8000 } else { 0x2_0000 };
pub const O_TMPFILE: u64 = 0x40_0000 | O_DIRECTORY;
