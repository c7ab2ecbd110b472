//! Requests on the device mapper.

use crate::decode::custom::mapper;
use crate::decode::desc::Ty;
use crate::decode::layout::{DM_COMMAND, DM_WITH_DATA};
use crate::decode::macros::variants;
use crate::decode::uapi::*;

/// A command that brings no data.
static ASKED: Ty = Ty::In(&Ty::Custom(&mapper::ASKED, &Ty::Struct(&DM_COMMAND)));

/// A command that brings data.
static ASKED_WITH_DATA: Ty = Ty::In(&Ty::Custom(&mapper::ASKED, &Ty::Struct(&DM_WITH_DATA)));

/// What a command tells without data.
static TOLD: Ty = Ty::Custom(&mapper::TOLD, &Ty::Struct(&DM_COMMAND));

/// What a command tells with data.
static TOLD_WITH_DATA: Ty = Ty::Custom(&mapper::TOLD, &Ty::Struct(&DM_WITH_DATA));

const fn is_null(address: u64) -> bool {
    address == 0
}

variants! {
    /// The device mapper (include/uapi/linux/dm-ioctl.h).
    MAPPER [fd, request] {
        DM_VERSION(argp: Either(argp, is_null, &Hex, &ASKED), told @ 2: Told(mapper::tells, &TOLD)) => Int;
        DM_REMOVE_ALL(argp: Either(argp, is_null, &Hex, &ASKED), told @ 2: Told(mapper::tells, &TOLD)) => Int;
        DM_LIST_DEVICES(argp: Either(argp, is_null, &Hex, &ASKED), told @ 2: Told(mapper::tells, &TOLD_WITH_DATA)) => Int;
        DM_DEV_CREATE(argp: Either(argp, is_null, &Hex, &ASKED), told @ 2: Told(mapper::tells, &TOLD)) => Int;
        DM_DEV_REMOVE(argp: Either(argp, is_null, &Hex, &ASKED), told @ 2: Told(mapper::tells, &TOLD)) => Int;
        DM_DEV_RENAME(argp: Either(argp, is_null, &Hex, &ASKED_WITH_DATA), told @ 2: Told(mapper::tells, &TOLD)) => Int;
        DM_DEV_SUSPEND(argp: Either(argp, is_null, &Hex, &ASKED), told @ 2: Told(mapper::tells, &TOLD)) => Int;
        DM_DEV_STATUS(argp: Either(argp, is_null, &Hex, &ASKED), told @ 2: Told(mapper::tells, &TOLD)) => Int;
        DM_DEV_WAIT(argp: Either(argp, is_null, &Hex, &ASKED), told @ 2: Told(mapper::tells, &TOLD_WITH_DATA)) => Int;
        DM_TABLE_LOAD(argp: Either(argp, is_null, &Hex, &ASKED_WITH_DATA), told @ 2: Told(mapper::tells, &TOLD)) => Int;
        DM_TABLE_CLEAR(argp: Either(argp, is_null, &Hex, &ASKED), told @ 2: Told(mapper::tells, &TOLD)) => Int;
        DM_TABLE_DEPS(argp: Either(argp, is_null, &Hex, &ASKED), told @ 2: Told(mapper::tells, &TOLD_WITH_DATA)) => Int;
        DM_TABLE_STATUS(argp: Either(argp, is_null, &Hex, &ASKED), told @ 2: Told(mapper::tells, &TOLD_WITH_DATA)) => Int;
        DM_LIST_VERSIONS(argp: Either(argp, is_null, &Hex, &ASKED), told @ 2: Told(mapper::tells, &TOLD_WITH_DATA)) => Int;
        DM_TARGET_MSG(argp: Either(argp, is_null, &Hex, &ASKED_WITH_DATA), told @ 2: Told(mapper::tells, &TOLD_WITH_DATA)) => Int;
        DM_DEV_SET_GEOMETRY(argp: Either(argp, is_null, &Hex, &ASKED_WITH_DATA), told @ 2: Told(mapper::tells, &TOLD)) => Int;
        DM_DEV_ARM_POLL(argp: Either(argp, is_null, &Hex, &ASKED), told @ 2: Told(mapper::tells, &TOLD)) => Int;
    }
}
