//! Requests on flash memory.

use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::variants;
use crate::decode::uapi::*;

variants! {
    /// Memory technology devices (include/uapi/mtd/mtd-abi.h).
    MTD [fd, request] {
        MEMGETINFO(argp: Out(&Struct(&MTD_INFO))) => Int;
        MEMERASE(argp: In(&Struct(&ERASE_INFO))) => Int;
        MEMERASE64(argp: In(&Struct(&ERASE_INFO64))) => Int;
        MEMLOCK(argp: In(&Struct(&ERASE_INFO))) => Int;
        MEMUNLOCK(argp: In(&Struct(&ERASE_INFO))) => Int;
        MEMISLOCKED(argp: In(&Struct(&ERASE_INFO))) => Int;
        MEMWRITEOOB(argp: In(&Struct(&MTD_OOB))) => Int;
        MEMREADOOB(argp: In(&Struct(&MTD_OOB))) => Int;
        MEMWRITEOOB64(argp: In(&Struct(&MTD_OOB64))) => Int;
        MEMREADOOB64(argp: In(&Struct(&MTD_OOB64))) => Int;
        MEMWRITE(argp: In(&Struct(&MTD_WRITE))) => Int;
        MEMGETREGIONCOUNT(argp: Out(&Int)) => Int;
        MEMGETREGIONINFO(argp: Fills(&Struct(&MTD_REGION))) => Int;
        MEMGETOOBSEL(argp: Out(&Struct(&NAND_OOB))) => Int;
        MEMGETBADBLOCK(argp: In(&Ulong)) => Int;
        MEMSETBADBLOCK(argp: In(&Ulong)) => Int;
        OTPSELECT(argp: In(&Enum(&MTD_OTP))) => Int;
        OTPGETREGIONCOUNT(argp: Out(&Uint)) => Int;
        OTPGETREGIONINFO(argp: Out(&Struct(&OTP_INFO))) => Int;
        OTPLOCK(argp: In(&Struct(&OTP_INFO))) => Int;
        ECCGETLAYOUT(argp: Out(&Struct(&NAND_LAYOUT))) => Int;
        ECCGETSTATS(argp: Out(&Struct(&ECC_STATS))) => Int;
        MTDFILEMODE(mode: Enum64(&MTD_FILE_MODE)) => Int;
    }

    /// Volumes on flash memory (include/uapi/mtd/ubi-user.h).
    UBI [fd, request] {
        UBI_IOCATT(argp: Becomes(&Struct(&UBI_ATTACH), &Int)) => Int;
        UBI_IOCDET(argp: In(&Int)) => Int;
        UBI_IOCMKVOL(argp: Becomes(&Struct(&UBI_MAKE), &Int)) => Int;
        UBI_IOCRMVOL(argp: In(&Int)) => Int;
        UBI_IOCRSVOL(argp: In(&Struct(&UBI_RESIZE))) => Int;
        UBI_IOCRNVOL(argp: In(&Struct(&UBI_RENAME))) => Int;
        UBI_IOCVOLUP(argp: In(&Long)) => Int;
        UBI_IOCEBER(argp: In(&Int)) => Int;
        UBI_IOCEBCH(argp: In(&Struct(&UBI_CHANGE))) => Int;
        UBI_IOCEBMAP(argp: In(&Struct(&UBI_MAP))) => Int;
        UBI_IOCEBUNMAP(argp: In(&Int)) => Int;
        UBI_IOCEBISMAP(argp: In(&Int)) => Int;
        UBI_IOCRPEB(argp: In(&Int)) => Int;
        UBI_IOCSPEB(argp: In(&Int)) => Int;
        UBI_IOCSETVOLPROP(argp: In(&Struct(&UBI_SET_PROPERTY))) => Int;
    }
}
