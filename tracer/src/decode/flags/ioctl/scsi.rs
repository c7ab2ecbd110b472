//! Flags of what is asked of SCSI devices (SG_IO: include/scsi/sg.h, include/uapi/linux/bsg.h).

use crate::decode::macros::flags;
use crate::decode::uapi::*;

flags! {
    /// struct sg_io_hdr, dxfer_direction
    SG_DXFER, "SG_DXFER_???": SG_DXFER_NONE, SG_DXFER_TO_DEV, SG_DXFER_FROM_DEV, SG_DXFER_TO_FROM_DEV;
    /// struct sg_io_hdr, flags
    SG_FLAGS, "SG_FLAG_???": SG_FLAG_DIRECT_IO, SG_FLAG_UNUSED_LUN_INHIBIT, SG_FLAG_MMAP_IO, SG_FLAG_NO_DXFER, SG_FLAG_Q_AT_TAIL,
        SG_FLAG_Q_AT_HEAD;
    /// struct sg_io_hdr and struct sg_io_v4, info
    SG_INFO, "SG_INFO_???": SG_INFO_CHECK, SG_INFO_DIRECT_IO, SG_INFO_MIXED_IO;
    /// struct sg_io_v4, protocol
    BSG_PROTOCOL, "BSG_PROTOCOL_???": BSG_PROTOCOL_SCSI;
    /// struct sg_io_v4, subprotocol
    BSG_SUB_PROTOCOL, "BSG_SUB_PROTOCOL_???": BSG_SUB_PROTOCOL_SCSI_CMD, BSG_SUB_PROTOCOL_SCSI_TMF,
        BSG_SUB_PROTOCOL_SCSI_TRANSPORT;
    /// struct sg_io_v4, flags
    BSG_FLAGS, "BSG_FLAG_???": BSG_FLAG_Q_AT_TAIL, BSG_FLAG_Q_AT_HEAD;
}
