//! Structs of requests of ioctl(2).

mod btrfs;
mod console;
mod device;
mod disk;
mod flash;
mod hardware;
mod kvm;
mod mapper;
mod net;
mod scsi;
mod video;
mod video_format;

pub use btrfs::*;
pub use console::*;
pub use device::*;
pub use disk::*;
pub use flash::*;
pub use hardware::*;
pub use kvm::*;
pub use mapper::*;
pub use net::*;
pub use scsi::*;
pub use video::*;
pub use video_format::*;

use crate::decode::custom::dedupe;
use crate::decode::flags::*;
use crate::decode::macros::layout;

/// Is a field not zero?
const fn is_set(field: u64) -> bool {
    field != 0
}

const fn is_zero(field: u64) -> bool {
    field == 0
}

layout! {
    /// include/uapi/asm-generic/termios.h
    WINSIZE = winsize { ws_row: U16, ws_col: U16, ws_xpixel: U16, ws_ypixel: U16 };
    /// include/uapi/linux/fs.h
    FSXATTR = fsxattr {
        fsx_xflags: Flags(&XFLAGS),
        fsx_extsize: Uint,
        fsx_nextents: Skip(4),
        fsx_projid: Hex32,
        fsx_cowextsize: Uint,
    } 28;
    /// include/uapi/linux/fs.h, with what the kernel tells
    FSXATTR_GET = fsxattr {
        fsx_xflags: Flags(&XFLAGS),
        fsx_extsize: Uint,
        fsx_nextents: Uint,
        fsx_projid: Hex32,
        fsx_cowextsize: Uint,
    } 28;
    /// include/uapi/linux/fs.h
    FSTRIM_RANGE = fstrim_range { start: Hex, len: Ulong, minlen: Ulong };
    /// include/uapi/linux/fs.h
    CLONE_RANGE = file_clone_range { src_fd @ 0: Fd, src_offset @ 8: Ulong, src_length @ 16: Ulong, dest_offset @ 24: Ulong };
    /// include/uapi/linux/fs.h, of another file
    DEDUPE_INFO = file_dedupe_range_info { dest_fd: Fd, dest_offset @ 8: Ulong } 32;
    /// include/uapi/linux/fs.h, what became of it
    DEDUPE_DONE = file_dedupe_range_info { bytes_deduped @ 16: Ulong, status @ 24: Int } 32;
    /// include/uapi/linux/fs.h
    DEDUPE_RANGE = file_dedupe_range {
        src_offset: Ulong,
        src_length: Ulong,
        dest_count @ 16: U16,
        info @ 24: Custom(&dedupe::ASKED, &Array(&Struct(&DEDUPE_INFO), Field(dest_count))),
    } 24;
    /// include/uapi/linux/fs.h, what became of it
    DEDUPED_RANGE = file_dedupe_range {
        dest_count @ 16: Skip(2),
        info @ 24: Custom(&dedupe::DONE, &Array(&Struct(&DEDUPE_DONE), Field(dest_count))),
    } 24;
    /// include/uapi/linux/fiemap.h
    FIEMAP_ASKED = fiemap {
        fm_start: Ulong,
        fm_length: Ulong,
        fm_flags: Flags(&FIEMAP),
        fm_extent_count @ 24: Uint,
    } 32;
    /// include/uapi/linux/fiemap.h, the answer
    FIEMAP_TOLD = fiemap {
        fm_flags @ 16: Flags(&FIEMAP),
        fm_mapped_extents @ 20: Uint,
        fm_extents @ 32: Verbose(&Array(&Struct(&EXTENT), Field(fm_mapped_extents))),
    } 32;
    /// include/uapi/linux/fiemap.h
    EXTENT = fiemap_extent {
        fe_logical: Ulong,
        fe_physical: Ulong,
        fe_length: Ulong,
        fe_flags @ 40: Flags(&FIEMAP_EXTENT),
    } 56;
}
