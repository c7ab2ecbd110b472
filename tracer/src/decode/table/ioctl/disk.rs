//! Requests on disks: IDE and SCSI, network block devices.

use crate::decode::custom::{disk, scsi};
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::variants;
use crate::decode::uapi::*;

variants! {
    /// IDE disks (include/uapi/linux/hdreg.h).
    IDE [fd, request] {
        HDIO_GETGEO(argp: Out(&Struct(&HD_GEOMETRY))) => Int;
        HDIO_GET_UNMASKINTR(argp: Out(&Ulong)) => Int;
        HDIO_GET_MULTCOUNT(argp: Out(&Ulong)) => Int;
        HDIO_OBSOLETE_IDENTITY(argp: Out(&Bytes(Fixed(142)))) => Int;
        HDIO_GET_KEEPSETTINGS(argp: Out(&Ulong)) => Int;
        HDIO_GET_32BIT(argp: Out(&Ulong)) => Int;
        HDIO_GET_NOWERR(argp: Out(&Ulong)) => Int;
        HDIO_GET_DMA(argp: Out(&Ulong)) => Int;
        HDIO_GET_NICE(argp: Out(&Show(disk::nice))) => Int;
        HDIO_GET_IDENTITY(argp: Out(&Bytes(Fixed(512)))) => Int;
        HDIO_GET_WCACHE(argp: Out(&Ulong)) => Int;
        HDIO_GET_ACOUSTIC(argp: Out(&Ulong)) => Int;
        HDIO_GET_ADDRESS(argp: Out(&Ulong)) => Int;
        HDIO_GET_BUSSTATE(argp: Out(&Enum64(&BUSSTATE))) => Int;
        HDIO_DRIVE_RESET(argp: In(&Array(&Hex32, Fixed(3)))) => Int;
        HDIO_DRIVE_CMD(argp: Becomes(&Struct(&ATA_ASKED), &Custom(&disk::ATA_ANSWER, &Bytes(Fixed(disk::ATA_ANSWER_MAX))))) => Int;
        HDIO_SET_MULTCOUNT(arg: Ulong) => Int;
        HDIO_SET_UNMASKINTR(arg: Ulong) => Int;
        HDIO_SET_KEEPSETTINGS(arg: Ulong) => Int;
        HDIO_SET_32BIT(arg: Ulong) => Int;
        HDIO_SET_NOWERR(arg: Ulong) => Int;
        HDIO_SET_DMA(arg: Ulong) => Int;
        HDIO_SET_PIO_MODE(arg: Ulong) => Int;
        HDIO_SCAN_HWIF(argp: In(&Array(&Hex32, Fixed(3)))) => Int;
        HDIO_SET_NICE(arg: Show(disk::nice)) => Int;
        HDIO_UNREGISTER_HWIF(arg: Ulong) => Int;
        HDIO_SET_WCACHE(arg: Ulong) => Int;
        HDIO_SET_ACOUSTIC(arg: Ulong) => Int;
        HDIO_SET_BUSSTATE(arg: Enum64(&BUSSTATE)) => Int;
        HDIO_SET_ADDRESS(arg: Ulong) => Int;
    }

    /// SCSI devices (include/scsi/sg.h).
    SCSI [fd, request] {
        SG_IO(argp: Around(&Custom(&scsi::REQUEST, &Struct(&SG_IO_EITHER)))) => Int;
        SG_SET_TIMEOUT(argp: In(&Int)) => Int;
        SG_SET_TRANSFORM(arg: Hex32) => Int;
        SG_EMULATED_HOST(argp: Out(&Int)) => Int;
        SG_GET_TRANSFORM(argp: Out(&Int)) => Int;
        SG_GET_COMMAND_Q(argp: Out(&Int)) => Int;
        SG_SET_COMMAND_Q(argp: In(&Int)) => Int;
        SG_GET_RESERVED_SIZE(argp: Out(&Int)) => Int;
        SG_SET_RESERVED_SIZE(argp: In(&Int)) => Int;
        SG_GET_SCSI_ID(argp: Out(&Struct(&SG_SCSI_ID))) => Int;
        SG_SET_FORCE_LOW_DMA(argp: In(&Int)) => Int;
        SG_GET_LOW_DMA(argp: Out(&Int)) => Int;
        SG_SET_FORCE_PACK_ID(argp: In(&Int)) => Int;
        SG_GET_PACK_ID(argp: Out(&Int)) => Int;
        SG_GET_NUM_WAITING(argp: Out(&Int)) => Int;
        SG_SET_DEBUG(argp: In(&Int)) => Int;
        SG_GET_SG_TABLESIZE(argp: Out(&Int)) => Int;
        SG_GET_VERSION_NUM(argp: Out(&Int)) => Int;
        SG_NEXT_CMD_LEN(argp: In(&Int)) => Int;
        SG_SCSI_RESET(argp: In(&Show32(scsi::reset))) => Int;
        SG_GET_REQUEST_TABLE(argp: Out(&Struct(&SG_REQUEST))) => Int;
        SG_SET_KEEP_ORPHAN(argp: In(&Int)) => Int;
        SG_GET_KEEP_ORPHAN(argp: Out(&Int)) => Int;
        SG_GET_ACCESS_COUNT(argp: Out(&Int)) => Int;
    }

    /// Block devices over the network (include/uapi/linux/nbd.h).
    NBD [fd, request] {
        NBD_SET_SOCK(sock: Fd) => Int;
        NBD_SET_BLKSIZE(arg: Ulong) => Int;
        NBD_SET_SIZE(arg: Ulong) => Int;
        NBD_SET_SIZE_BLOCKS(arg: Ulong) => Int;
        NBD_SET_TIMEOUT(arg: Ulong) => Int;
        NBD_SET_FLAGS(arg: Flags(&NBD_FLAGS)) => Int;
    }
}
