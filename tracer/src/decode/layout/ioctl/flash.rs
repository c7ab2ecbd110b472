//! Structs of requests of ioctl(2) on flash memory (include/uapi/mtd).

use crate::decode::custom::flash;
use crate::decode::flags::*;
use crate::decode::macros::layout;

layout! {
    /// include/uapi/mtd/mtd-abi.h
    MTD_INFO = mtd_info_user {
        r#type: Enum8(&MTD_TYPE),
        flags: Flags(&MTD_FLAGS),
        size: Hex32,
        erasesize: Hex32,
        writesize: Hex32,
        oobsize: Hex32,
        padding: Hex,
    };
    /// include/uapi/mtd/mtd-abi.h
    ERASE_INFO = erase_info_user { start: Hex32, length: Hex32 };
    /// include/uapi/mtd/mtd-abi.h
    ERASE_INFO64 = erase_info_user64 { start: Hex, length: Hex };
    /// include/uapi/mtd/mtd-abi.h
    MTD_OOB = mtd_oob_buf { start: Hex32, length: Hex32, ptr: Addr };
    /// include/uapi/mtd/mtd-abi.h
    MTD_OOB64 = mtd_oob_buf64 { start: Hex, pad: Skip(4), length @ 12: Hex32, usr_ptr: Addr };
    /// include/uapi/mtd/mtd-abi.h
    MTD_WRITE = mtd_write_req { start: Hex, len: Hex, ooblen: Hex, usr_data: Addr, usr_oob: Addr, mode: Enum8(&MTD_OPS) } 48;
    /// include/uapi/mtd/mtd-abi.h
    OTP_INFO = otp_info { start: Hex32, length: Hex32, locked: Uint };
    /// include/uapi/mtd/mtd-abi.h, what is asked for
    MTD_REGION = region_info_user {
        regionindex @ 12: Hex32,
        offset @ 0: Filled(&Hex32),
        erasesize @ 4: Filled(&Hex32),
        numblocks @ 8: Filled(&Hex32),
    };
    /// include/uapi/mtd/mtd-abi.h
    NAND_OOB = nand_oobinfo {
        useecc: Enum(&MTD_NANDECC),
        eccbytes: Hex32,
        oobfree: Array(&Array(&Hex32, Fixed(2)), Fixed(8)),
        eccpos: Array(&Hex32, Fixed(32)),
    };
    /// include/uapi/mtd/mtd-abi.h
    NAND_OOB_FREE = nand_oobfree { offset: Hex32, length: Hex32 };
    /// include/uapi/mtd/mtd-abi.h
    NAND_LAYOUT = nand_ecclayout_user {
        eccbytes: Hex32,
        eccpos: Array(&Hex32, Fixed(64)),
        oobavail: Hex32,
        oobfree: Array(&Struct(&NAND_OOB_FREE), Fixed(8)),
    };
    /// include/uapi/mtd/mtd-abi.h
    ECC_STATS = mtd_ecc_stats { corrected: Hex32, failed: Hex32, badblocks: Hex32, bbtblocks: Hex32 };
    /// include/uapi/mtd/ubi-user.h
    UBI_ATTACH = ubi_attach_req { ubi_num: Int, mtd_num: Int, vid_hdr_offset: Int, max_beb_per1024: I16 } 24;
    /// include/uapi/mtd/ubi-user.h
    UBI_MAKE = ubi_mkvol_req {
        vol_id: Int,
        alignment: Int,
        bytes: Long,
        vol_type: Enum8(&UBI_VOLUME),
        flags: Flags8(&UBI_VOLUME_FLAGS),
        name_len @ 18: I16,
        name @ 24: Custom(&flash::VOLUME_NAME, &Raw(128)),
    };
    /// include/uapi/mtd/ubi-user.h, one of them
    UBI_NEW_NAME = ubi_rnvol_req_ents { vol_id: Int, name_len: I16, name @ 8: Custom(&flash::NEW_VOLUME_NAME, &Raw(128)) };
    /// include/uapi/mtd/ubi-user.h
    UBI_RENAME = ubi_rnvol_req { count: Int, ents @ 16: Custom(&flash::NEW_NAMES, &Raw(32 * UBI_NEW_NAME.size)) };
    /// include/uapi/mtd/ubi-user.h
    UBI_RESIZE = ubi_rsvol_req { bytes: Long, vol_id: Int } 12;
    /// include/uapi/mtd/ubi-user.h
    UBI_CHANGE = ubi_leb_change_req { lnum: Int, bytes: Int, dtype: Enum8(&UBI_DATA) } 16;
    /// include/uapi/mtd/ubi-user.h
    UBI_MAP = ubi_map_req { lnum: Int, dtype: Enum8(&UBI_DATA) };
    /// include/uapi/mtd/ubi-user.h
    UBI_SET_PROPERTY = ubi_set_vol_prop_req { property: Enum8(&UBI_PROPERTY), value @ 8: Hex };
}
