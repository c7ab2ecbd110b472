//! Structs of calls on files.

use crate::decode::custom::stamp;
use crate::decode::flags::*;
use crate::decode::macros::layout;

/// Is this the mode of a device? Others have a size.
pub fn is_device(mode: u64) -> bool {
    matches!(mode as u32 & libc::S_IFMT, libc::S_IFCHR | libc::S_IFBLK)
}

pub fn is_no_device(mode: u64) -> bool {
    !is_device(mode)
}

fn has_birth(mask: u64) -> bool {
    mask as u32 & libc::STATX_BTIME != 0
}

fn has_access(mask: u64) -> bool {
    mask as u32 & libc::STATX_ATIME != 0
}

fn has_change(mask: u64) -> bool {
    mask as u32 & libc::STATX_CTIME != 0
}

fn has_modification(mask: u64) -> bool {
    mask as u32 & libc::STATX_MTIME != 0
}

fn has_mount(mask: u64) -> bool {
    mask & crate::decode::uapi::STATX_MNT_ID != 0
}

fn has_direct_io(mask: u64) -> bool {
    mask & crate::decode::uapi::STATX_DIOALIGN != 0
}

layout! {
    /// include/uapi/asm-generic/stat.h
    #[cfg(target_arch = "aarch64")]
    STAT = stat {
        st_dev @ 0: Verbose(&Dev),
        st_ino @ 8: Verbose(&Ulong),
        st_mode @ 16: Mode,
        st_nlink @ 20: Verbose(&Uint),
        st_uid @ 24: Verbose(&Uid),
        st_gid @ 28: Verbose(&Uid),
        st_blksize @ 56: Verbose(&Uint),
        st_blocks @ 64: Verbose(&Ulong),
        st_size @ 48: If(st_mode, is_no_device, &Long),
        st_rdev @ 32: If(st_mode, is_device, &Dev),
        st_atime @ 72: Verbose(&Custom(&stamp::SECONDS_AND_NSEC, &Long)),
        st_atime_nsec @ 80: Verbose(&Ulong),
        st_mtime @ 88: Verbose(&Custom(&stamp::SECONDS_AND_NSEC, &Long)),
        st_mtime_nsec @ 96: Verbose(&Ulong),
        st_ctime @ 104: Verbose(&Custom(&stamp::SECONDS_AND_NSEC, &Long)),
        st_ctime_nsec @ 112: Verbose(&Ulong),
    } 128;
    /// arch/x86/include/uapi/asm/stat.h
    #[cfg(not(target_arch = "aarch64"))]
    STAT = stat {
        st_dev @ 0: Verbose(&Dev),
        st_ino @ 8: Verbose(&Ulong),
        st_mode @ 24: Mode,
        st_nlink @ 16: Verbose(&Ulong),
        st_uid @ 28: Verbose(&Uid),
        st_gid @ 32: Verbose(&Uid),
        st_blksize @ 56: Verbose(&Ulong),
        st_blocks @ 64: Verbose(&Ulong),
        st_size @ 48: If(st_mode, is_no_device, &Long),
        st_rdev @ 40: If(st_mode, is_device, &Dev),
        st_atime @ 72: Verbose(&Custom(&stamp::SECONDS_AND_NSEC, &Long)),
        st_atime_nsec @ 80: Verbose(&Ulong),
        st_mtime @ 88: Verbose(&Custom(&stamp::SECONDS_AND_NSEC, &Long)),
        st_mtime_nsec @ 96: Verbose(&Ulong),
        st_ctime @ 104: Verbose(&Custom(&stamp::SECONDS_AND_NSEC, &Long)),
        st_ctime_nsec @ 112: Verbose(&Ulong),
    } 144;
    /// include/uapi/linux/stat.h
    STATX_TIME = statx_timestamp { tv_sec: Long, tv_nsec: Uint } 16;
    /// include/uapi/linux/stat.h
    STATX_BUF = statx {
        stx_mask @ 0: Flags(&STATX),
        stx_blksize @ 4: Verbose(&Uint),
        stx_attributes @ 8: Flags64(&STATX_ATTR),
        stx_nlink @ 16: Verbose(&Uint),
        stx_uid @ 20: Verbose(&Uid),
        stx_gid @ 24: Verbose(&Uid),
        stx_mode @ 28: Mode16,
        stx_ino @ 32: Verbose(&Ulong),
        stx_size @ 40: Ulong,
        stx_blocks @ 48: Verbose(&Ulong),
        stx_attributes_mask @ 56: Verbose(&Flags64(&STATX_ATTR)),
        stx_atime @ 64: Verbose(&If(stx_mask, has_access, &Custom(&stamp::STATX, &Struct(&STATX_TIME)))),
        stx_btime @ 80: Verbose(&If(stx_mask, has_birth, &Custom(&stamp::STATX, &Struct(&STATX_TIME)))),
        stx_ctime @ 96: Verbose(&If(stx_mask, has_change, &Custom(&stamp::STATX, &Struct(&STATX_TIME)))),
        stx_mtime @ 112: Verbose(&If(stx_mask, has_modification, &Custom(&stamp::STATX, &Struct(&STATX_TIME)))),
        stx_rdev_major @ 128: Verbose(&Uint),
        stx_rdev_minor @ 132: Verbose(&Uint),
        stx_dev_major @ 136: Verbose(&Uint),
        stx_dev_minor @ 140: Verbose(&Uint),
        stx_mnt_id @ 144: Verbose(&If(stx_mask, has_mount, &Hex)),
        stx_dio_mem_align @ 152: Verbose(&If(stx_mask, has_direct_io, &Uint)),
        stx_dio_offset_align @ 156: Verbose(&If(stx_mask, has_direct_io, &Uint)),
    } 256;
    /// include/uapi/asm-generic/posix_types.h
    FSID = fsid { val: Array(&Hex32, Fixed(2)) };
    /// include/uapi/asm-generic/statfs.h
    STATFS = statfs {
        f_type: Enum64(&FS_TYPE),
        f_bsize: Ulong,
        f_blocks: Ulong,
        f_bfree: Ulong,
        f_bavail: Ulong,
        f_files: Ulong,
        f_ffree: Ulong,
        f_fsid: Struct(&FSID),
        f_namelen: Ulong,
        f_frsize: Ulong,
        f_flags: Flags64(&ST),
    } 120;
    /// include/linux/types.h
    USTAT = ustat { f_tfree: Uint, f_tinode @ 8: Ulong } 32;
    /// include/uapi/asm-generic/fcntl.h
    FLOCK_SET = flock { l_type: Enum16(&LOCK), l_whence: Enum16(&WHENCE), l_start: Long, l_len: Long } 32;
    /// include/uapi/asm-generic/fcntl.h, with who holds the lock
    FLOCK_GET = flock { l_type: Enum16(&LOCK), l_whence: Enum16(&WHENCE), l_start: Long, l_len: Long, l_pid: Pid } 32;
    /// include/uapi/asm-generic/fcntl.h
    OWNER_EX = f_owner_ex { r#type: Enum(&OWNER), pid: Pid };
    /// include/uapi/linux/time.h, as utimes(2) shows it
    TIMEVAL_FILE = timeval { tv_sec: Long, tv_usec: Ulong };
    /// include/uapi/linux/utime.h
    UTIMBUF = utimbuf { actime: Show(stamp::seconds), modtime: Show(stamp::seconds) };
    /// include/uapi/linux/mount.h
    MOUNT_ATTRS = mount_attr {
        attr_set: Flags64(&MOUNT_SETATTR),
        attr_clr: Flags64(&MOUNT_SETATTR),
        propagation: Enum64(&PROPAGATION),
        userns_fd: Ulong,
    };
    /// include/uapi/linux/mman.h
    CACHESTAT_RANGE = cachestat_range { off: Ulong, len: Ulong };
    /// include/uapi/linux/mman.h
    CACHESTAT = cachestat {
        nr_cache: Ulong,
        nr_dirty: Ulong,
        nr_writeback: Ulong,
        nr_evicted: Ulong,
        nr_recently_evicted: Ulong,
    };
    /// include/uapi/linux/xattr.h
    XATTR_ARGS = xattr_args { value: Ptr(&Bytes(Field(size))), size @ 8: Uint, flags: Flags(&XATTR) };
    /// include/uapi/linux/xattr.h, filled by the kernel
    XATTR_ARGS_OUT = xattr_args { value: Ptr(&Bytes(Ret)), size: Uint, flags: Flags(&XATTR) };
    /// include/uapi/linux/fs.h
    FILE_ATTR = file_attr {
        fa_xflags: Flags64(&XFLAGS),
        fa_extsize: Uint,
        fa_nextents: Uint,
        fa_projid: Uint,
        fa_cowextsize: Uint,
    };
    /// include/uapi/linux/mount.h
    STATMOUNT_REQ = mnt_id_req { size: Uint, mnt_ns_fd: Uint, mnt_id: Hex, param: Flags64(&STATMOUNT) };
    /// include/uapi/linux/mount.h
    LISTMOUNT_REQ = mnt_id_req { size: Uint, mnt_ns_fd: Uint, mnt_id: Hex, param: Hex };
}
