//! Constants that are younger than the headers that the others are generated from, or in none of them. Each group names
//! the kernel's file and the version that it came with.

/// include/uapi/asm-generic/fcntl.h, where it is not for this architecture.
pub const F_GETLK64: u64 = 12;
pub const F_SETLK64: u64 = 13;
pub const F_SETLKW64: u64 = 14;

/// include/linux/statfs.h: no header of user space has them all.
pub const ST_RDONLY: u64 = 1;
pub const ST_NOSUID: u64 = 2;
pub const ST_NODEV: u64 = 4;
pub const ST_NOEXEC: u64 = 8;
pub const ST_SYNCHRONOUS: u64 = 0x10;
pub const ST_VALID: u64 = 0x20;
pub const ST_MANDLOCK: u64 = 0x40;
pub const ST_NOATIME: u64 = 0x400;
pub const ST_NODIRATIME: u64 = 0x800;
pub const ST_RELATIME: u64 = 0x1000;
pub const ST_NOSYMFOLLOW: u64 = 0x2000;

/// include/uapi/linux/mount.h, where it is negative.
pub const MS_NOUSER: u64 = 0x8000_0000;

/// include/uapi/linux/loop.h (before Linux 5.8)
pub const LO_FLAGS_USE_AOPS: u64 = 2;

/// include/linux/swap.h
pub const SWAP_FLAG_DISCARD_ONCE: u64 = 0x2_0000;
pub const SWAP_FLAG_DISCARD_PAGES: u64 = 0x4_0000;

/// include/uapi/linux/fanotify.h (Linux 5.7 only)
pub const FAN_DIR_MODIFY: u64 = 0x0008_0000;

/// include/uapi/linux/aio_abi.h, where it is a comment.
pub const IOCB_CMD_PREADX: u64 = 4;

/// include/uapi/linux/mount.h (Linux 6.8 to 6.15)
pub const STATMOUNT_SB_BASIC: u64 = 0x1;
pub const STATMOUNT_MNT_BASIC: u64 = 0x2;
pub const STATMOUNT_PROPAGATE_FROM: u64 = 0x4;
pub const STATMOUNT_MNT_ROOT: u64 = 0x8;
pub const STATMOUNT_MNT_POINT: u64 = 0x10;
pub const STATMOUNT_FS_TYPE: u64 = 0x20;
pub const STATMOUNT_MNT_NS_ID: u64 = 0x40;
pub const STATMOUNT_MNT_OPTS: u64 = 0x80;
pub const STATMOUNT_FS_SUBTYPE: u64 = 0x100;
pub const STATMOUNT_SB_SOURCE: u64 = 0x200;
pub const STATMOUNT_OPT_ARRAY: u64 = 0x400;
pub const STATMOUNT_OPT_SEC_ARRAY: u64 = 0x800;
pub const STATMOUNT_SUPPORTED_MASK: u64 = 0x1000;
pub const STATMOUNT_MNT_UIDMAP: u64 = 0x2000;
pub const STATMOUNT_MNT_GIDMAP: u64 = 0x4000;
pub const LISTMOUNT_REVERSE: u64 = 0x1;

/// include/uapi/asm-generic/ioctls.h and include/uapi/linux/fs.h, made of types that their headers do not include.
pub const TCGETS2: u64 = 0x802c_542a;
pub const TCSETS2: u64 = 0x402c_542b;
pub const TCSETSW2: u64 = 0x402c_542c;
pub const TCSETSF2: u64 = 0x402c_542d;
pub const FS_IOC_FIEMAP: u64 = 0xc020_660b;
