//! What is asked of SCSI devices (SG_IO: include/scsi/sg.h, include/uapi/linux/bsg.h).

use crate::decode::custom::octets::DATA;
use crate::decode::flags::*;
use crate::decode::macros::layout;

/// `interface_id` of a `struct sg_io_hdr`.
pub const SG_V3: u32 = b'S' as u32;

/// `guard` of a `struct sg_io_v4`.
pub const SG_V4: u32 = b'Q' as u32;

layout! {
    /// What is copied of either, the first word of which tells which it is
    SG_IO_EITHER = sg_io {
        kind @ 0: Hex32,
        v3_asked @ 0: Case(kind, SG_V3, &Struct(&SG_V3_ASKED)),
        v3_data @ 0: Case(kind, SG_V3, &Struct(&SG_V3_DATA)),
        v3_told @ 0: Case(kind, SG_V3, &Struct(&SG_V3_TOLD)),
        v4_asked @ 0: Case(kind, SG_V4, &Struct(&SG_V4_ASKED)),
        v4_data @ 0: Case(kind, SG_V4, &Struct(&SG_V4_DATA)),
        v4_response @ 0: Case(kind, SG_V4, &Struct(&SG_V4_RESPONSE)),
    } 160;
    /// What is asked for
    SG_V3_ASKED = sg_io_hdr {
        dxfer_direction @ 4: Enum(&SG_DXFER),
        cmd_len @ 8: U8,
        cmdp @ 24: Ptr(&Custom(&DATA, &Array(&U8, Field(cmd_len)))),
        mx_sb_len @ 9: U8,
        iovec_count @ 10: U16,
        dxfer_len @ 12: Uint,
        timeout @ 40: Uint,
        flags @ 44: Flags(&SG_FLAGS),
    } 88;
    /// The data: in one piece, or in as many as are counted
    SG_V3_DATA = sg_io_hdr {
        iovec_count @ 10: U16,
        dxfer_len @ 12: Uint,
        dxferp @ 16: Ptr(&Array(&U8, Field(dxfer_len))),
        pieces @ 16: Ptr(&Iov(Field(iovec_count))),
    } 88;
    /// What became of it
    SG_V3_TOLD = sg_io_hdr {
        status @ 64: Hex8,
        masked_status @ 65: Hex8,
        msg_status @ 66: Hex8,
        sb_len_wr @ 67: U8,
        sbp @ 32: Ptr(&Custom(&DATA, &Array(&U8, Field(sb_len_wr)))),
        host_status @ 68: Hex16,
        driver_status @ 70: Hex16,
        resid @ 72: Int,
        duration @ 76: Uint,
        info @ 80: Flags(&SG_INFO),
    } 88;
    /// What is asked for, before the data
    SG_V4_ASKED = sg_io_v4 {
        protocol @ 4: Enum(&BSG_PROTOCOL),
        subprotocol @ 8: Enum(&BSG_SUB_PROTOCOL),
        request_len @ 12: Uint,
        request @ 16: Ptr(&Custom(&DATA, &Array(&U8, Field(request_len)))),
        request_tag @ 24: Hex,
        request_attr @ 32: Uint,
        request_priority @ 36: Uint,
        request_extra @ 40: Uint,
        max_response_len @ 44: Uint,
        dout_iovec_count @ 56: Uint,
        dout_xfer_len @ 60: Uint,
        din_iovec_count @ 64: Uint,
        din_xfer_len @ 68: Uint,
    } 160;
    /// The data in both directions: in one piece, or in as many as are counted
    SG_V4_DATA = sg_io_v4 {
        dout_iovec_count @ 56: Uint,
        dout_xfer_len @ 60: Uint,
        din_iovec_count @ 64: Uint,
        din_xfer_len @ 68: Uint,
        dout_xferp @ 72: Ptr(&Array(&U8, Field(dout_xfer_len))),
        dout_pieces @ 72: Ptr(&Iov(Field(dout_iovec_count))),
        din_xferp @ 80: Ptr(&Array(&U8, Field(din_xfer_len))),
        din_pieces @ 80: Ptr(&Iov(Field(din_iovec_count))),
    } 160;
    /// What is asked for, behind the data that are written
    SG_V4_SETTINGS = sg_io_v4 { timeout @ 88: Uint, flags @ 92: Flags(&BSG_FLAGS), usr_ptr @ 96: Hex } 160;
    /// What a device answers
    SG_V4_RESPONSE = sg_io_v4 {
        response_len @ 132: Uint,
        response @ 48: Ptr(&Custom(&DATA, &Array(&U8, Field(response_len)))),
    } 160;
    /// What became of it, behind the data that are read
    SG_V4_TOLD = sg_io_v4 {
        driver_status @ 108: Hex32,
        transport_status @ 112: Hex32,
        device_status @ 116: Hex32,
        retry_delay @ 120: Uint,
        info @ 124: Flags(&SG_INFO),
        duration @ 128: Uint,
        response_len @ 132: Uint,
        din_resid @ 136: Int,
        dout_resid @ 140: Int,
        generated_tag @ 144: Hex,
    } 160;
}
