//! Flags of requests of ioctl(2) on files.

mod ata;
mod btrfs;
mod console;
mod device;
mod disk;
mod flash;
mod fourcc;
mod hardware;
mod input;
mod keyboard;
mod keys;
mod kvm;
mod mapper;
mod net;
mod scsi;
mod video;
mod video_controls;

pub use ata::*;
pub use btrfs::*;
pub use console::*;
pub use device::*;
pub use disk::*;
pub use flash::*;
pub use fourcc::*;
pub use hardware::*;
pub use input::*;
pub use keyboard::*;
pub use keys::*;
pub use kvm::*;
pub use mapper::*;
pub use net::*;
pub use scsi::*;
pub use video::*;
pub use video_controls::*;

use crate::decode::macros::flags;
use crate::decode::uapi::*;

flags! {
    /// FS_IOC_GETFLAGS
    FS_FLAGS, "FS_???": FS_SECRM_FL, FS_UNRM_FL, FS_COMPR_FL, FS_SYNC_FL, FS_IMMUTABLE_FL, FS_APPEND_FL, FS_NODUMP_FL,
        FS_NOATIME_FL, FS_DIRTY_FL, FS_COMPRBLK_FL, FS_NOCOMP_FL, FS_ENCRYPT_FL, FS_INDEX_FL, FS_IMAGIC_FL,
        FS_JOURNAL_DATA_FL, FS_NOTAIL_FL, FS_DIRSYNC_FL, FS_TOPDIR_FL, FS_HUGE_FILE_FL, FS_EXTENT_FL, FS_VERITY_FL,
        FS_EA_INODE_FL, FS_EOFBLOCKS_FL, FS_NOCOW_FL, FS_DAX_FL, FS_INLINE_DATA_FL, FS_PROJINHERIT_FL, FS_CASEFOLD_FL,
        FS_RESERVED_FL;
    /// FS_IOC_FIEMAP
    FIEMAP, "FIEMAP_FLAG_???": FIEMAP_FLAG_SYNC, FIEMAP_FLAG_XATTR, FIEMAP_FLAG_CACHE;
    /// Extents of FS_IOC_FIEMAP.
    FIEMAP_EXTENT, "FIEMAP_EXTENT_???": FIEMAP_EXTENT_LAST, FIEMAP_EXTENT_UNKNOWN, FIEMAP_EXTENT_DELALLOC, FIEMAP_EXTENT_ENCODED,
        FIEMAP_EXTENT_DATA_ENCRYPTED, FIEMAP_EXTENT_NOT_ALIGNED, FIEMAP_EXTENT_DATA_INLINE, FIEMAP_EXTENT_DATA_TAIL,
        FIEMAP_EXTENT_UNWRITTEN, FIEMAP_EXTENT_MERGED, FIEMAP_EXTENT_SHARED;
    /// struct loop_info64, lo_flags
    LOOP_FLAGS, "LO_FLAGS_???": LO_FLAGS_READ_ONLY, LO_FLAGS_USE_AOPS, LO_FLAGS_AUTOCLEAR, LO_FLAGS_PARTSCAN,
        LO_FLAGS_DIRECT_IO;
    /// struct loop_info64, lo_encrypt_type
    LOOP_CRYPT, "LO_CRYPT_???": LO_CRYPT_NONE, LO_CRYPT_XOR, LO_CRYPT_DES, LO_CRYPT_FISH2, LO_CRYPT_BLOW, LO_CRYPT_CAST128,
        LO_CRYPT_IDEA, LO_CRYPT_DUMMY, LO_CRYPT_SKIPJACK, LO_CRYPT_CRYPTOAPI;
    /// Performance events.
    PERF_IOC, "PERF_IOC_FLAG_???": PERF_IOC_FLAG_GROUP;
    /// Kinds of namespaces.
    NAMESPACE, "": CLONE_NEWTIME, CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID,
        CLONE_NEWNET;
    /// Keyboards.
    KEYBOARD, "KB_???": KB_84, KB_101, KB_OTHER;
    /// Modes of consoles.
    CONSOLE_MODE, "KD_???": KD_TEXT, KD_GRAPHICS, KD_TEXT0, KD_TEXT1;
}
