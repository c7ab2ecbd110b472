//! Structs of requests of ioctl(2) on the device mapper (include/uapi/linux/dm-ioctl.h).

use crate::decode::custom::mapper;
use crate::decode::flags::*;
use crate::decode::macros::layout;
use crate::decode::uapi::DM_SUSPEND_FLAG;

/// Does a text begin with this byte?
const fn is_text(first: u64) -> bool {
    first != 0
}

const fn resumes(flags: u64) -> bool {
    flags & DM_SUSPEND_FLAG == 0
}

layout! {
    /// What every command begins with. Data stand at an offset from it; if they were to be shown, see `DM_WITH_DATA`
    DM_COMMAND = dm_ioctl { version: Array(&Uint, Fixed(3)), data_size: Uint } 305;
    /// The same with data, which are anywhere in so many bytes as it says
    DM_WITH_DATA = dm_ioctl {
        version @ 0: Array(&Uint, Fixed(3)),
        data_size @ 12: Uint,
        data @ 0: Verbose(&Custom(&mapper::DATA, &Bytes(Field(data_size)))),
    } 305;
    /// Where the data stand
    DM_START = dm_ioctl { data_start @ 16: Uint } 305;
    /// Which device is meant
    DM_DEVICE = dm_ioctl {
        dev @ 40: Nonzero(&Dev),
        name @ 48: If(name_begins, is_text, &Chars(128)),
        uuid @ 176: If(uuid_begins, is_text, &Chars(129)),
        name_begins @ 48: Skip(1),
        uuid_begins @ 176: Skip(1),
    } 305;
    /// How many targets are told of
    DM_TARGETS = dm_ioctl { target_count @ 20: Uint } 305;
    /// What a device has
    DM_COUNTS = dm_ioctl { target_count @ 20: Uint, open_count @ 24: Uint, event_nr @ 32: Uint } 305;
    /// An event, or a cookie
    DM_EVENT = dm_ioctl { event_nr @ 32: Uint } 305;
    /// A cookie, if it is not to be suspended
    DM_RESUMED = dm_ioctl { event_nr @ 32: If(flags, resumes, &Uint), flags @ 28: Skip(4) } 305;
    /// What ends every command
    DM_FLAGS_FIELD = dm_ioctl { flags @ 28: Flags(&DM_FLAGS) } 305;
    /// A target that a table is to have
    DM_TARGET_ASKED = dm_target_spec { sector_start @ 0: Ulong, length @ 8: Ulong, target_type @ 24: Chars(16) };
    /// A target that a table has
    DM_TARGET_TOLD = dm_target_spec { sector_start @ 0: Ulong, length @ 8: Ulong, status @ 16: Int, target_type @ 24: Chars(16) };
    /// A message to a target; its text follows
    DM_MESSAGE = dm_target_msg { sector: Ulong };
    /// A device that there is; its name follows
    DM_LISTED = dm_name_list { dev: Dev, next: Skip(4) } 12;
    /// A kind of target that there is; its name follows
    DM_VERSIONED = dm_target_versions { version @ 4: Array(&Uint, Fixed(3)) };
    /// What a device depends on
    DM_DEPENDENCIES = dm_target_deps { count @ 0: Uint, deps @ 8: Array(&Dev, Field(count)) } 8;
}
