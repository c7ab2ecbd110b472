//! Requests on Btrfs.

use crate::decode::custom::btrfs;
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::variants;
use crate::decode::uapi::*;

variants! {
    /// Btrfs (include/uapi/linux/btrfs.h).
    BTRFS [fd, request] {
        BTRFS_IOC_SNAP_CREATE(argp: In(&Struct(&BTRFS_VOLUME))) => Int;
        BTRFS_IOC_RESIZE(argp: In(&Struct(&BTRFS_VOLUME))) => Int;
        BTRFS_IOC_SCAN_DEV(argp: In(&Struct(&BTRFS_VOLUME))) => Int;
        BTRFS_IOC_FORGET_DEV(argp: In(&Struct(&BTRFS_VOLUME))) => Int;
        BTRFS_IOC_ADD_DEV(argp: In(&Struct(&BTRFS_VOLUME))) => Int;
        BTRFS_IOC_RM_DEV(argp: In(&Struct(&BTRFS_VOLUME))) => Int;
        BTRFS_IOC_SUBVOL_CREATE(argp: In(&Struct(&BTRFS_VOLUME))) => Int;
        BTRFS_IOC_SNAP_DESTROY(argp: In(&Struct(&BTRFS_VOLUME))) => Int;
        BTRFS_IOC_DEVICES_READY(argp: In(&Struct(&BTRFS_VOLUME))) => Int;
        BTRFS_IOC_SNAP_CREATE_V2(argp: Becomes(&Struct(&BTRFS_VOLUME_V2), &Struct(&BTRFS_VOLUME_TOLD))) => Int;
        BTRFS_IOC_SUBVOL_CREATE_V2(argp: Becomes(&Struct(&BTRFS_VOLUME_V2), &Struct(&BTRFS_VOLUME_TOLD))) => Int;
        BTRFS_IOC_SUBVOL_GETFLAGS(argp: Out(&Custom(&btrfs::SUBVOLUME, &Raw(8)))) => Int;
        BTRFS_IOC_SUBVOL_SETFLAGS(argp: In(&Custom(&btrfs::SUBVOLUME, &Raw(8)))) => Int;
        BTRFS_IOC_DEFAULT_SUBVOL(argp: In(&Ulong)) => Int;
        BTRFS_IOC_START_SYNC(argp: Out(&Ulong)) => Int;
        BTRFS_IOC_WAIT_SYNC(argp: In(&Ulong)) => Int;
        BTRFS_IOC_DEFRAG_RANGE(argp: In(&Struct(&BTRFS_DEFRAG_RANGE))) => Int;
        BTRFS_IOC_QGROUP_CREATE(argp: In(&Struct(&BTRFS_QGROUP_MAKE))) => Int;
        BTRFS_IOC_QGROUP_ASSIGN(argp: In(&Struct(&BTRFS_QGROUP_JOIN))) => Int;
        BTRFS_IOC_QGROUP_LIMIT(argp: Out(&Struct(&BTRFS_QGROUP_LIMITS))) => Int;
        BTRFS_IOC_QUOTA_CTL(argp: In(&Struct(&BTRFS_QUOTA))) => Int;
        BTRFS_IOC_QUOTA_RESCAN(argp: In(&Struct(&BTRFS_RESCAN_ASKED))) => Int;
        BTRFS_IOC_QUOTA_RESCAN_STATUS(argp: Out(&Struct(&BTRFS_RESCAN))) => Int;
        BTRFS_IOC_GET_FEATURES(argp: Out(&Struct(&BTRFS_FEATURES))) => Int;
        BTRFS_IOC_SET_FEATURES(argp: In(&Array(&Struct(&BTRFS_FEATURES), Fixed(2)))) => Int;
        BTRFS_IOC_GET_SUPPORTED_FEATURES(argp: Out(&Custom(&btrfs::SUPPORTED, &Raw(72)))) => Int;
        BTRFS_IOC_SEND(argp: In(&Struct(&BTRFS_SEND_ARGS))) => Int;
        BTRFS_IOC_FS_INFO(argp: Out(&Struct(&BTRFS_FS_INFO_ARGS))) => Int;
        BTRFS_IOC_DEV_INFO(argp: Becomes(&Struct(&BTRFS_DEV_ASKED), &Struct(&BTRFS_DEV_TOLD))) => Int;
        BTRFS_IOC_INO_LOOKUP(argp: Becomes(&Struct(&BTRFS_LOOKUP), &Custom(&btrfs::FOUND, &Raw(4096)))) => Int;
        BTRFS_IOC_TREE_SEARCH(argp: Becomes(&Struct(&BTRFS_SEARCH_ASKED), &Struct(&BTRFS_SEARCH_TOLD))) => Int;
        BTRFS_IOC_TREE_SEARCH_V2(argp: Becomes(&Struct(&BTRFS_SEARCH_V2_ASKED), &Struct(&BTRFS_SEARCH_V2_TOLD))) => Int;
        BTRFS_IOC_SPACE_INFO(argp: Becomes(&Struct(&BTRFS_SPACE_ASKED), &Custom(&btrfs::SPACES, &Struct(&BTRFS_SPACE_KINDS)))) => Int;
        BTRFS_IOC_INO_PATHS(argp: Becomes(&Struct(&BTRFS_PATHS_ASKED), &Custom(&btrfs::PATHS_TOLD, &Struct(&BTRFS_CONTAINER_COPIED)))) => Int;
        BTRFS_IOC_LOGICAL_INO(argp: Becomes(&Struct(&BTRFS_FILES_ASKED), &Custom(&btrfs::FILES_TOLD, &Struct(&BTRFS_CONTAINER_COPIED)))) => Int;
        BTRFS_IOC_SET_RECEIVED_SUBVOL(argp: Becomes(&Struct(&BTRFS_RECEIVED), &Struct(&BTRFS_RECEIVED_TOLD))) => Int;
        BTRFS_IOC_GET_DEV_STATS(argp: Becomes(&Struct(&BTRFS_STATS_ASKED), &Custom(&btrfs::STATS, &Struct(&BTRFS_STATS_TOLD)))) => Int;
        BTRFS_IOC_DEV_REPLACE(argp: Becomes(&Struct(&BTRFS_REPLACE_ASKED), &Struct(&BTRFS_REPLACE_TOLD))) => Int;
        BTRFS_IOC_BALANCE_V2(argp: In(&Struct(&BTRFS_BALANCE_ASKED)), told @ 2: Told(btrfs::tells, &Struct(&BTRFS_BALANCE_TOLD))) => Int;
        BTRFS_IOC_BALANCE_CTL(command: Enum(&BTRFS_BALANCE_CTL)) => Int;
        BTRFS_IOC_BALANCE_PROGRESS(argp: Out(&Struct(&BTRFS_BALANCE_TOLD))) => Int;
        BTRFS_IOC_SCRUB(argp: Becomes(&Struct(&BTRFS_SCRUB_ASKED), &Struct(&BTRFS_SCRUB_TOLD))) => Int;
        BTRFS_IOC_SCRUB_PROGRESS(argp: Becomes(&Struct(&BTRFS_SCRUB_STATE), &Struct(&BTRFS_SCRUB_TOLD))) => Int;
    }
}
