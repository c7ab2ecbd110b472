//! quotactl(2), its commands shifted as they come (`SUBCMDSHIFT`, include/uapi/linux/quota.h).

use crate::decode::custom::words;
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::{syscalls, variants};
use crate::decode::uapi::*;

const SYNC: u64 = Q_SYNC << 8;
const ON: u64 = Q_QUOTAON << 8;
const OFF: u64 = Q_QUOTAOFF << 8;
const FORMAT: u64 = Q_GETFMT << 8;
const INFO: u64 = Q_GETINFO << 8;
const SET_INFO: u64 = Q_SETINFO << 8;
const GET: u64 = Q_GETQUOTA << 8;
const SET: u64 = Q_SETQUOTA << 8;
const NEXT: u64 = Q_GETNEXTQUOTA << 8;
const X_ON: u64 = Q_XQUOTAON << 8;
const X_OFF: u64 = Q_XQUOTAOFF << 8;
const X_STATUS: u64 = Q_XGETQSTAT << 8;
const X_STATUS_V: u64 = Q_XGETQSTATV << 8;
const X_GET: u64 = Q_XGETQUOTA << 8;
const X_SET: u64 = Q_XSETQLIM << 8;
const X_NEXT: u64 = Q_XGETNEXTQUOTA << 8;
const X_REMOVE: u64 = Q_XQUOTARM << 8;
const X_SYNC: u64 = Q_XQUOTASYNC << 8;

syscalls! {
    quotactl(cmd: Show32(words::quota), special: Path, id: Uint, addr: Addr) => Int,
        by cmd & 0xffff_ff00 in [OF_PATH];
    quotactl_fd(fd: Fd, cmd: Show32(words::quota), id: Uint, addr: Addr) => Int, by cmd & 0xffff_ff00 in [OF_FD];
}

variants! {
    /// Of a device.
    OF_PATH [cmd] {
        SYNC(special: Path) => Int;
        ON(special: Path, id: Enum(&QUOTA_FORMAT), addr: Path) => Int;
        OFF(special: Path) => Int;
        FORMAT(special: Path, addr @ 3: Out(&Enum(&QUOTA_FORMAT))) => Int;
        INFO(special: Path, addr @ 3: Out(&Struct(&DQINFO))) => Int;
        SET_INFO(special: Path, addr @ 3: In(&Struct(&DQINFO))) => Int;
        GET(special: Path, id: Uint, addr: Out(&Struct(&DQBLK))) => Int;
        SET(special: Path, id: Uint, addr: In(&Struct(&DQBLK))) => Int;
        NEXT(special: Path, id: Uint, addr: Out(&Struct(&NEXTDQBLK))) => Int;
        X_ON(special: Path, addr @ 3: In(&Flags(&XFS_QUOTA_FLAGS))) => Int;
        X_OFF(special: Path, addr @ 3: In(&Flags(&XFS_QUOTA_FLAGS))) => Int;
        X_STATUS(special: Path, addr @ 3: Out(&Struct(&XFS_QUOTA_STAT))) => Int;
        X_STATUS_V(special: Path, addr @ 3: Out(&Struct(&XFS_QUOTA_STATV))) => Int;
        X_GET(special: Path, id: Uint, addr: Out(&Struct(&XFS_DISK_QUOTA))) => Int;
        X_SET(special: Path, id: Uint, addr: In(&Struct(&XFS_DISK_QUOTA))) => Int;
        X_NEXT(special: Path, id: Uint, addr: Out(&Struct(&XFS_DISK_QUOTA))) => Int;
        X_REMOVE(special: Path, addr @ 3: In(&Flags(&XFS_QUOTA_TYPE))) => Int;
        X_SYNC(special: Path) => Int;
    }

    /// Of the file system of a file.
    OF_FD [fd, cmd] {
        SYNC() => Int;
        ON(id: Enum(&QUOTA_FORMAT), addr: Path) => Int;
        OFF() => Int;
        FORMAT(addr @ 3: Out(&Enum(&QUOTA_FORMAT))) => Int;
        INFO(addr @ 3: Out(&Struct(&DQINFO))) => Int;
        SET_INFO(addr @ 3: In(&Struct(&DQINFO))) => Int;
        GET(id: Uint, addr: Out(&Struct(&DQBLK))) => Int;
        SET(id: Uint, addr: In(&Struct(&DQBLK))) => Int;
        NEXT(id: Uint, addr: Out(&Struct(&NEXTDQBLK))) => Int;
        X_ON(addr @ 3: In(&Flags(&XFS_QUOTA_FLAGS))) => Int;
        X_OFF(addr @ 3: In(&Flags(&XFS_QUOTA_FLAGS))) => Int;
        X_STATUS(addr @ 3: Out(&Struct(&XFS_QUOTA_STAT))) => Int;
        X_STATUS_V(addr @ 3: Out(&Struct(&XFS_QUOTA_STATV))) => Int;
        X_GET(id: Uint, addr: Out(&Struct(&XFS_DISK_QUOTA))) => Int;
        X_SET(id: Uint, addr: In(&Struct(&XFS_DISK_QUOTA))) => Int;
        X_NEXT(id: Uint, addr: Out(&Struct(&XFS_DISK_QUOTA))) => Int;
        X_REMOVE(addr @ 3: In(&Flags(&XFS_QUOTA_TYPE))) => Int;
        X_SYNC() => Int;
    }
}
