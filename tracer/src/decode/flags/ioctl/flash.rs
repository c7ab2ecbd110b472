//! Flags of requests of ioctl(2) on flash memory.

use crate::decode::macros::flags;
use crate::decode::uapi::*;

flags! {
    /// MTDFILEMODE
    MTD_FILE_MODE, "MTD_FILE_MODE_???": MTD_FILE_MODE_NORMAL, MTD_FILE_MODE_OTP_FACTORY, MTD_FILE_MODE_OTP_USER, MTD_FILE_MODE_RAW;
    /// struct mtd_write_req, mode
    MTD_OPS, "MTD_OPS_???": MTD_OPS_PLACE_OOB, MTD_OPS_AUTO_OOB, MTD_OPS_RAW;
    /// struct nand_oobinfo, useecc
    MTD_NANDECC, "MTD_NANDECC_???": MTD_NANDECC_OFF, MTD_NANDECC_PLACE, MTD_NANDECC_AUTOPLACE, MTD_NANDECC_PLACEONLY, MTD_NANDECC_AUTOPL_USR;
    /// OTPSELECT
    MTD_OTP, "MTD_OTP_???": MTD_OTP_OFF, MTD_OTP_FACTORY, MTD_OTP_USER;
    /// struct mtd_info_user, type
    MTD_TYPE, "MTD_???": MTD_ABSENT, MTD_RAM, MTD_ROM, MTD_NORFLASH, MTD_NANDFLASH, MTD_DATAFLASH, MTD_UBIVOLUME, MTD_MLCNANDFLASH;
    /// struct mtd_info_user, flags
    MTD_FLAGS, "MTD_???": MTD_WRITEABLE, MTD_BIT_WRITEABLE, MTD_NO_ERASE, MTD_POWERUP_LOCK, MTD_SLC_ON_MLC_EMULATION;
    /// struct ubi_mkvol_req, vol_type
    UBI_VOLUME, "UBI_???_VOLUME": UBI_DYNAMIC_VOLUME, UBI_STATIC_VOLUME;
    /// struct ubi_mkvol_req, flags
    UBI_VOLUME_FLAGS, "UBI_VOL_???": UBI_VOL_SKIP_CRC_CHECK_FLG;
    /// struct ubi_set_vol_prop_req, property
    UBI_PROPERTY, "UBI_VOL_PROP_???": UBI_VOL_PROP_DIRECT_WRITE;
    /// struct ubi_leb_change_req, dtype
    UBI_DATA, "UBI_???": UBI_LONGTERM, UBI_SHORTTERM, UBI_UNKNOWN;
}
