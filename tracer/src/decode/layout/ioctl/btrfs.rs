//! Structs of requests of ioctl(2) on Btrfs (include/uapi/linux/btrfs.h).

use crate::decode::custom::octets::DATA;
use crate::decode::custom::{btrfs, or_max, stamp};
use crate::decode::flags::*;
use crate::decode::macros::layout;
use crate::decode::uapi::*;

const fn inherits(flags: u64) -> bool {
    flags & BTRFS_SUBVOL_QGROUP_INHERIT != 0
}

const fn has_data(flags: u64) -> bool {
    flags & BTRFS_BALANCE_DATA != 0
}

const fn has_metadata(flags: u64) -> bool {
    flags & BTRFS_BALANCE_METADATA != 0
}

const fn has_system(flags: u64) -> bool {
    flags & BTRFS_BALANCE_SYSTEM != 0
}

const fn has_checksums(flags: u64) -> bool {
    flags & BTRFS_FS_INFO_FLAG_CSUM_INFO != 0
}

const fn has_generation(flags: u64) -> bool {
    flags & BTRFS_FS_INFO_FLAG_GENERATION != 0
}

const fn has_metadata_uuid(flags: u64) -> bool {
    flags & BTRFS_FS_INFO_FLAG_METADATA_UUID != 0
}

const fn begins_later(objectid: u64) -> bool {
    objectid != BTRFS_FIRST_FREE_OBJECTID
}

const fn ends_earlier(objectid: u64) -> bool {
    objectid != BTRFS_LAST_FREE_OBJECTID
}

const fn starts(cmd: u64) -> bool {
    cmd == BTRFS_IOCTL_DEV_REPLACE_CMD_START
}

const fn asks_state(cmd: u64) -> bool {
    cmd == BTRFS_IOCTL_DEV_REPLACE_CMD_STATUS
}

layout! {
    /// A volume, device or size
    BTRFS_VOLUME = btrfs_ioctl_vol_args { fd @ 0: Fd, name @ 8: Chars(4088) };
    /// A subvolume
    BTRFS_VOLUME_V2 = btrfs_ioctl_vol_args_v2 {
        fd @ 0: Fd,
        flags @ 16: Flags64(&BTRFS_SUBVOL),
        size @ 24: If(flags, inherits, &Ulong),
        qgroup_inherit @ 32: If(flags, inherits, &Ptr(&Struct(&BTRFS_INHERIT))),
        name @ 56: Chars(4040),
    };
    /// A subvolume, the answer
    BTRFS_VOLUME_TOLD = btrfs_ioctl_vol_args_v2 { transid @ 8: Ulong } 4096;
    /// What a subvolume may take
    BTRFS_LIMIT = btrfs_qgroup_limit {
        flags: Flags64(&BTRFS_QGROUP_LIMIT),
        max_rfer: Ulong,
        max_excl: Ulong,
        rsv_rfer: Ulong,
        rsv_excl: Ulong,
    };
    /// The quota groups that a subvolume enters
    BTRFS_INHERIT = btrfs_qgroup_inherit {
        flags: Flags64(&BTRFS_QGROUP_INHERIT),
        num_qgroups: Ulong,
        num_ref_copies: Ulong,
        num_excl_copies: Ulong,
        lim: Struct(&BTRFS_LIMIT),
        qgroups: Verbose(&Array(&Ulong, Field(num_qgroups))),
    } 72;
    /// What is to be defragmented
    BTRFS_DEFRAG_RANGE = btrfs_ioctl_defrag_range_args {
        start: Ulong,
        len: Show(or_max),
        flags: Flags64(&BTRFS_DEFRAG),
        extent_thresh: Uint,
        compress_type: Enum(&BTRFS_COMPRESS),
    } 48;
    /// A quota group that is made or removed
    BTRFS_QGROUP_MAKE = btrfs_ioctl_qgroup_create_args { create: Ulong, qgroupid: Ulong };
    /// Two quota groups
    BTRFS_QGROUP_JOIN = btrfs_ioctl_qgroup_assign_args { assign: Ulong, src: Ulong, dst: Ulong };
    /// The limits of a quota group
    BTRFS_QGROUP_LIMITS = btrfs_ioctl_qgroup_limit_args { qgroupid: Ulong, lim: Struct(&BTRFS_LIMIT) };
    /// Quotas, on or off
    BTRFS_QUOTA = btrfs_ioctl_quota_ctl_args { cmd: Enum64(&BTRFS_QUOTA_CTL) } 16;
    /// Quotas counted anew, what is asked for
    BTRFS_RESCAN_ASKED = btrfs_ioctl_quota_rescan_args { flags: Ulong } 64;
    /// Quotas counted anew
    BTRFS_RESCAN = btrfs_ioctl_quota_rescan_args { flags: Ulong, progress: Show(or_max) } 64;
    /// What a file system uses
    BTRFS_FEATURES = btrfs_ioctl_feature_flags {
        compat_flags: Flags64(&BTRFS_COMPAT),
        compat_ro_flags: Flags64(&BTRFS_COMPAT_RO),
        incompat_flags: Flags64(&BTRFS_INCOMPAT),
    };
    /// A subvolume that is sent
    BTRFS_SEND_ARGS = btrfs_ioctl_send_args {
        send_fd @ 0: Fd,
        clone_sources_count @ 8: Ulong,
        clone_sources @ 16: PtrIfVerbose(&Array(&Show(btrfs::object), Field(clone_sources_count))),
        parent_root @ 24: Show(btrfs::object),
        flags @ 32: Flags64(&BTRFS_SEND),
    } 72;
    /// A file system
    BTRFS_FS_INFO_ARGS = btrfs_ioctl_fs_info_args {
        max_id @ 0: Ulong,
        num_devices @ 8: Ulong,
        fsid @ 16: Custom(&btrfs::UUID, &Raw(16)),
        nodesize @ 32: Uint,
        sectorsize @ 36: Uint,
        clone_alignment @ 40: Uint,
        csum_type @ 44: If(flags, has_checksums, &Enum16(&BTRFS_CSUM)),
        csum_size @ 46: If(flags, has_checksums, &U16),
        flags @ 48: Flags64(&BTRFS_FS_INFO),
        generation @ 56: If(flags, has_generation, &Ulong),
        metadata_uuid @ 64: If(flags, has_metadata_uuid, &Custom(&btrfs::UUID, &Raw(16))),
    } 1024;
    /// A device, what is asked for
    BTRFS_DEV_ASKED = btrfs_ioctl_dev_info_args { devid: Dev, uuid: Nonzero(&Custom(&btrfs::UUID, &Raw(16))) } 4096;
    /// A device, the answer
    BTRFS_DEV_TOLD = btrfs_ioctl_dev_info_args {
        uuid @ 8: Nonzero(&Custom(&btrfs::UUID, &Raw(16))),
        bytes_used @ 24: Ulong,
        total_bytes @ 32: Ulong,
        path @ 3072: Chars(1024),
    } 4096;
    /// A file by its number, what is asked for
    BTRFS_LOOKUP = btrfs_ioctl_ino_lookup_args { treeid: Show(btrfs::object), objectid: Show(btrfs::object) } 4096;
    /// A file by its number, the answer
    BTRFS_FOUND = btrfs_ioctl_ino_lookup_args { name @ 16: Chars(4080) };
    /// What of a kind of block groups is balanced
    BTRFS_BALANCED = btrfs_balance_args {
        profiles: Flags64(&BTRFS_BLOCK_GROUP),
        usage: Show(or_max),
        devid: Dev,
        pstart: Show(or_max),
        pend: Show(or_max),
        vstart: Show(or_max),
        vend: Show(or_max),
        target: Show(or_max),
        flags: Flags64(&BTRFS_BALANCE_ARGS),
    } 136;
    /// A file system that is balanced, what is asked for
    BTRFS_BALANCE_ASKED = btrfs_ioctl_balance_args {
        flags @ 0: Flags64(&BTRFS_BALANCE),
        data @ 16: If(flags, has_data, &Struct(&BTRFS_BALANCED)),
        meta @ 152: If(flags, has_metadata, &Struct(&BTRFS_BALANCED)),
        sys @ 288: If(flags, has_system, &Struct(&BTRFS_BALANCED)),
    } 1024;
    /// A file system that is balanced
    BTRFS_BALANCE_TOLD = btrfs_ioctl_balance_args {
        flags @ 0: Flags64(&BTRFS_BALANCE),
        state @ 8: Flags64(&BTRFS_BALANCE_STATE),
        data @ 16: If(flags, has_data, &Struct(&BTRFS_BALANCED)),
        meta @ 152: If(flags, has_metadata, &Struct(&BTRFS_BALANCED)),
        sys @ 288: If(flags, has_system, &Struct(&BTRFS_BALANCED)),
    } 1024;
    /// How far a device is checked
    BTRFS_SCRUBBED = btrfs_scrub_progress {
        data_extents_scrubbed: Ulong,
        tree_extents_scrubbed: Ulong,
        data_bytes_scrubbed: Ulong,
        tree_bytes_scrubbed: Ulong,
        read_errors: Ulong,
        csum_errors: Ulong,
        verify_errors: Ulong,
        no_csum: Ulong,
        csum_discards: Ulong,
        super_errors: Ulong,
        malloc_errors: Ulong,
        uncorrectable_errors: Ulong,
        corrected_errors: Ulong,
        last_physical: Ulong,
        unverified_errors: Ulong,
    };
    /// A device that is checked
    BTRFS_SCRUB_ASKED = btrfs_ioctl_scrub_args { devid: Dev, start: Ulong, end: Show(or_max), flags: Flags64(&BTRFS_SCRUB) } 1024;
    /// A device that is checked, whose state is asked for
    BTRFS_SCRUB_STATE = btrfs_ioctl_scrub_args { devid: Dev } 1024;
    /// A device that is checked, the answer
    BTRFS_SCRUB_TOLD = btrfs_ioctl_scrub_args { progress @ 32: Struct(&BTRFS_SCRUBBED) } 1024;
    /// What is looked for in a tree
    BTRFS_KEY_ASKED = btrfs_ioctl_search_key {
        tree_id: Show(btrfs::object),
        min_objectid: Matters(first, begins_later, &Show(btrfs::object)),
        max_objectid: Matters(last, ends_earlier, &Show(btrfs::object)),
        min_offset: Show(or_max),
        max_offset: Show(or_max),
        min_transid: Show(or_max),
        max_transid: Show(or_max),
        min_type: Show32(btrfs::item_type),
        max_type: Show32(btrfs::item_type),
        nr_items: Uint,
        first @ 8: Skip(8),
        last @ 16: Skip(8),
    } 104;
    /// How many items were found
    BTRFS_KEY_TOLD = btrfs_ioctl_search_key { nr_items @ 64: Uint } 104;
    /// An item that was found; its bytes follow
    BTRFS_FOUND_ITEM = btrfs_ioctl_search_header {
        transid: Ulong,
        objectid: Show(btrfs::object),
        offset: Ulong,
        r#type: Show32(btrfs::item_type),
        len: Uint,
    };
    /// A tree that is searched; the items follow
    BTRFS_SEARCH_ASKED = btrfs_ioctl_search_args { key: Struct(&BTRFS_KEY_ASKED) } 104;
    /// A tree that was searched
    BTRFS_SEARCH_TOLD = btrfs_ioctl_search_args {
        key: Struct(&BTRFS_KEY_TOLD),
        buf: Verbose(&Custom(&btrfs::ITEMS, &Bytes(Fixed(3992)))),
    } 104;
    /// A tree that is searched, with so much room for items
    BTRFS_SEARCH_V2_ASKED = btrfs_ioctl_search_args_v2 { key: Struct(&BTRFS_KEY_ASKED), buf_size: Ulong } 112;
    /// A tree that was searched, with so much room for items
    BTRFS_SEARCH_V2_TOLD = btrfs_ioctl_search_args_v2 {
        key: Struct(&BTRFS_KEY_TOLD),
        buf_size: Ulong,
        buf: Verbose(&Custom(&btrfs::ITEMS_V2, &Bytes(FieldUpTo(buf_size, 0x2_0000)))),
    } 112;
    /// The space that a kind of block groups takes
    BTRFS_SPACE_KIND = btrfs_ioctl_space_info { flags: Flags64(&BTRFS_SPACE), total_bytes: Ulong, used_bytes: Ulong };
    /// Space, for how many kinds there is room
    BTRFS_SPACE_ASKED = btrfs_ioctl_space_args { space_slots: Ulong } 16;
    /// Space, of how many kinds there is some
    BTRFS_SPACE_TOTAL = btrfs_ioctl_space_args { total_spaces @ 8: Ulong } 16;
    /// Space of each kind
    BTRFS_SPACE_KINDS = btrfs_ioctl_space_args {
        total_spaces @ 8: Skip(8),
        spaces @ 16: Verbose(&Array(&Struct(&BTRFS_SPACE_KIND), Field(total_spaces))),
    } 16;
    /// The paths of a file
    BTRFS_PATHS_ASKED = btrfs_ioctl_ino_path_args { inum: Ulong, size: Ulong, fspath @ 48: Addr } 56;
    /// The paths of a file, the answer
    BTRFS_PATHS_TOLD = btrfs_ioctl_ino_path_args { fspath @ 48: Ptr(&Struct(&BTRFS_PATHS)) } 56;
    /// What paths and files are written to, with what is copied of it
    BTRFS_CONTAINER_COPIED = btrfs_ioctl_ino_path_args {
        size @ 8: Ulong,
        start @ 48: Ptr(&Struct(&BTRFS_CONTAINER)),
        all @ 48: Verbose(&Ptr(&Custom(&DATA, &Bytes(Field(size))))),
    } 56;
    /// How much of what was found had room
    BTRFS_CONTAINER = btrfs_data_container { bytes_left: Uint, bytes_missing: Uint, elem_cnt: Uint, elem_missed: Uint } 16;
    /// Paths, as offsets of their text
    BTRFS_PATHS = btrfs_data_container {
        bytes_left: Uint,
        bytes_missing: Uint,
        elem_cnt: Uint,
        elem_missed: Uint,
        val: Verbose(&Custom(&btrfs::PATHS, &Array(&Ulong, Field(elem_cnt)))),
    } 16;
    /// Files, three numbers each
    BTRFS_FILES = btrfs_data_container {
        bytes_left: Uint,
        bytes_missing: Uint,
        elem_cnt: Uint,
        elem_missed: Uint,
        val: Verbose(&Custom(&btrfs::FILES, &Array(&Ulong, Field(elem_cnt)))),
    } 16;
    /// A file, and where in it
    BTRFS_FILE = file { inum: Ulong, offset: Ulong, root: Ulong };
    /// The files that an address belongs to
    BTRFS_FILES_ASKED = btrfs_ioctl_logical_ino_args {
        logical @ 0: Ulong,
        size @ 8: Ulong,
        reserved @ 16: Nonzero(&Array(&Hex, Fixed(3))),
        flags @ 40: Flags64(&BTRFS_LOGICAL_INO),
        inodes @ 48: Addr,
    } 56;
    /// The files that an address belongs to, the answer
    BTRFS_FILES_TOLD = btrfs_ioctl_logical_ino_args { inodes @ 48: Ptr(&Struct(&BTRFS_FILES)) } 56;
    /// A point in time
    BTRFS_TIME = btrfs_ioctl_timespec { sec: Ulong, nsec: Uint } 16;
    /// A subvolume that was received
    BTRFS_RECEIVED = btrfs_ioctl_received_subvol_args {
        uuid @ 0: Custom(&btrfs::UUID, &Raw(16)),
        stransid @ 16: Ulong,
        stime @ 32: Custom(&btrfs::TIME, &Raw(16)),
        flags @ 64: Ulong,
    } 200;
    /// A subvolume that was received, the answer
    BTRFS_RECEIVED_TOLD = btrfs_ioctl_received_subvol_args {
        rtransid @ 24: Ulong,
        rtime @ 48: Custom(&btrfs::TIME, &Raw(16)),
    } 200;
    /// Errors of a device, what is asked for
    BTRFS_STATS_ASKED = btrfs_ioctl_get_dev_stats { devid: Dev, nr_items: Ulong, flags: Flags64(&BTRFS_DEV_STATS) } 1032;
    /// Errors of a device; their numbers follow
    BTRFS_STATS_TOLD = btrfs_ioctl_get_dev_stats { nr_items @ 8: Ulong, flags @ 16: Flags64(&BTRFS_DEV_STATS) } 1032;
    /// Which device is replaced, and by which
    BTRFS_REPLACE_START = btrfs_ioctl_dev_replace_start_params {
        srcdevid: Dev,
        cont_reading_from_srcdev_mode: Enum64(&BTRFS_REPLACE_READING),
        srcdev_name: Chars(1025),
        tgtdev_name: Chars(1025),
    };
    /// How far a device is replaced
    BTRFS_REPLACE_STATUS = btrfs_ioctl_dev_replace_status_params {
        replace_state: Enum64(&BTRFS_REPLACE_STATE),
        progress_1000: Show(btrfs::per_mille),
        time_started: Show(stamp::seconds_unsigned),
        time_stopped: Show(stamp::seconds_unsigned),
        num_write_errors: Ulong,
        num_uncorrectable_read_errors: Ulong,
    };
    /// A device that is replaced, what is asked for
    BTRFS_REPLACE_ASKED = btrfs_ioctl_dev_replace_args {
        cmd @ 0: Enum64(&BTRFS_REPLACE_CMD),
        start @ 16: If(cmd, starts, &Struct(&BTRFS_REPLACE_START)),
    } 2600;
    /// A device that is replaced, the answer
    BTRFS_REPLACE_TOLD = btrfs_ioctl_dev_replace_args {
        cmd @ 0: Skip(8),
        result @ 8: Enum64(&BTRFS_REPLACE_RESULT),
        status @ 16: If(cmd, asks_state, &Struct(&BTRFS_REPLACE_STATUS)),
    } 2600;
}
