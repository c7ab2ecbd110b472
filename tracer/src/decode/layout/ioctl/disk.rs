//! Structs of requests of ioctl(2) on disks.

use super::is_set;
use crate::decode::custom::dev;
use crate::decode::desc::FieldRef;
use crate::decode::flags::*;
use crate::decode::macros::layout;

/// Where `lo_encrypt_type` stands in both forms of a loop device's state.
const CRYPT64: FieldRef = FieldRef { offset: 44, width: 4 };
const CRYPT: FieldRef = FieldRef { offset: 36, width: 4 };
const CRYPT_32: FieldRef = FieldRef { offset: 20, width: 4 };

layout! {
    /// include/uapi/linux/blktrace_api.h
    BLK_TRACE = blk_user_trace_setup {
        act_mask @ 32: U16,
        buf_size: Uint,
        buf_nr: Uint,
        start_lba: Ulong,
        end_lba: Ulong,
        pid: Int,
        name @ 0: Filled(&Chars(32)),
    } 72;
    /// include/uapi/linux/blkpg.h
    BLKPG_ARG = blkpg_ioctl_arg { op: Enum(&BLKPG_OP), flags: Int, datalen: Int, data @ 16: Ptr(&Struct(&BLKPG_PARTITION)) };
    /// include/uapi/linux/blkpg.h
    BLKPG_PARTITION = blkpg_partition { start: Long, length: Long, pno: Int, devname: Chars(64), volname: Chars(64) };
    /// include/uapi/linux/loop.h
    LOOP_INFO64 = loop_info64 {
        lo_device: Verbose(&Dev),
        lo_inode: Verbose(&Ulong),
        lo_rdevice: Verbose(&Dev),
        lo_offset: Hex,
        lo_sizelimit: Verbose(&Ulong),
        lo_number: Uint,
        lo_encrypt_type: Matters(CRYPT64, is_set, &Enum(&LOOP_CRYPT)),
        lo_encrypt_key_size: Matters(CRYPT64, is_set, &Uint),
        lo_flags: Flags(&LOOP_FLAGS),
        lo_file_name: Chars(64),
        lo_crypt_name: Matters(CRYPT64, is_set, &Chars(64)),
        lo_encrypt_key: Matters(CRYPT64, is_set, &Bytes(FieldUpTo(lo_encrypt_key_size, 32))),
        lo_init @ 216: Verbose(&Array(&Hex, Fixed(2))),
    } 232;
    /// include/uapi/linux/loop.h
    LOOP_CONFIG = loop_config {
        fd @ 0: Fd,
        block_size @ 4: Uint,
        info @ 8: Struct(&LOOP_INFO64),
        __reserved @ 240: Nonzero(&Array(&Hex, Fixed(8))),
    } 304;
    /// include/uapi/linux/loop.h, of 32-bit programs
    LOOP_INFO_32 = compat_loop_info {
        lo_number: Int,
        lo_device: Verbose(&Custom(&dev::HALF, &U16)),
        lo_inode @ 8: Verbose(&Uint),
        lo_rdevice: Verbose(&Custom(&dev::HALF, &U16)),
        lo_offset @ 16: Hex32,
        lo_encrypt_type: Matters(CRYPT_32, is_set, &Enum(&LOOP_CRYPT)),
        lo_encrypt_key_size: Matters(CRYPT_32, is_set, &Int),
        lo_flags: Flags(&LOOP_FLAGS),
        lo_name: Chars(64),
        lo_encrypt_key: Matters(CRYPT_32, is_set, &Bytes(FieldUpTo(lo_encrypt_key_size, 32))),
        lo_init @ 128: Verbose(&Array(&Hex32, Fixed(2))),
        reserved: Verbose(&Array(&Hex8, Fixed(4))),
    } 140;
    /// include/uapi/linux/loop.h
    LOOP_INFO = loop_info {
        lo_number: Int,
        lo_device @ 8: Verbose(&Dev),
        lo_inode: Verbose(&Ulong),
        lo_rdevice: Verbose(&Dev),
        lo_offset: Hex32,
        lo_encrypt_type: Matters(CRYPT, is_set, &Enum(&LOOP_CRYPT)),
        lo_encrypt_key_size: Matters(CRYPT, is_set, &Uint),
        lo_flags: Flags(&LOOP_FLAGS),
        lo_name: Chars(64),
        lo_encrypt_key: Matters(CRYPT, is_set, &Bytes(FieldUpTo(lo_encrypt_key_size, 32))),
        lo_init @ 144: Verbose(&Array(&Hex, Fixed(2))),
        reserved: Verbose(&Array(&Hex8, Fixed(4))),
    } 168;
    /// include/uapi/linux/hdreg.h
    HD_GEOMETRY = hd_geometry { heads: U8, sectors: U8, cylinders: U16, start @ 8: Ulong };
    /// HDIO_DRIVE_CMD, the command
    ATA_ASKED = hd_drive_cmd { command: Enum8(&ATA_CMD), sector_number: U8, feature: U8, sector_count: U8 };
    /// HDIO_DRIVE_CMD, the answer
    ATA_ANSWERED = hd_drive_cmd { status: Hex8, error: U8, nsector: U8 };
    /// include/scsi/sg.h
    SG_SCSI_ID = sg_scsi_id {
        host_no: Int,
        channel: Int,
        scsi_id: Hex32,
        lun: Int,
        scsi_type: Hex32,
        h_cmd_per_lun: I16,
        d_queue_depth: I16,
    } 32;
    /// include/scsi/sg.h
    SG_REQUEST = sg_req_info {
        req_state: I8,
        orphan: I8,
        sg_io_owned: I8,
        problem: I8,
        pack_id: Int,
        usr_ptr @ 8: Addr,
        duration: Uint,
    } 24;
}
