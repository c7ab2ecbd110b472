//! Structs of quotactl(2) (include/uapi/linux/quota.h).

use crate::decode::flags::*;
use crate::decode::macros::layout;

layout! {
    /// Limits and usage.
    DQBLK = if_dqblk {
        dqb_bhardlimit: Ulong,
        dqb_bsoftlimit: Ulong,
        dqb_curspace: Ulong,
        dqb_ihardlimit: Ulong,
        dqb_isoftlimit: Ulong,
        dqb_curinodes: Ulong,
        dqb_btime: Verbose(&Ulong),
        dqb_itime: Verbose(&Ulong),
        dqb_valid: Verbose(&Flags(&QIF)),
    };
    /// The same, and whose.
    NEXTDQBLK = if_nextdqblk {
        dqb_bhardlimit: Ulong,
        dqb_bsoftlimit: Ulong,
        dqb_curspace: Ulong,
        dqb_ihardlimit: Ulong,
        dqb_isoftlimit: Ulong,
        dqb_curinodes: Ulong,
        dqb_btime: Verbose(&Ulong),
        dqb_itime: Verbose(&Ulong),
        dqb_valid: Verbose(&Flags(&QIF)),
        dqb_id: Uint,
    };
    /// Times of grace.
    DQINFO = if_dqinfo { dqi_bgrace: Ulong, dqi_igrace: Ulong, dqi_flags: Flags(&DQF), dqi_valid: Flags(&IIF) };
    /// include/uapi/linux/dqblk_xfs.h
    XFS_QUOTA_FILE = fs_qfilestat { qfs_ino: Ulong, qfs_nblks: Ulong, qfs_nextents: Uint } 24;
    /// include/uapi/linux/dqblk_xfs.h
    XFS_QUOTA_STAT = fs_quota_stat {
        qs_version: I8,
        qs_flags @ 2: Verbose(&Flags16(&XFS_QUOTA_FLAGS)),
        qs_uquota @ 8: Verbose(&Struct(&XFS_QUOTA_FILE)),
        qs_gquota: Verbose(&Struct(&XFS_QUOTA_FILE)),
        qs_incoredqs: Verbose(&Uint),
        qs_btimelimit: Verbose(&Int),
        qs_itimelimit: Verbose(&Int),
        qs_rtbtimelimit: Verbose(&Int),
        qs_bwarnlimit: Verbose(&U16),
        qs_iwarnlimit: Verbose(&U16),
    } 80;
    /// include/uapi/linux/dqblk_xfs.h
    XFS_QUOTA_FILE_V = fs_qfilestatv { qfs_ino: Ulong, qfs_nblks: Ulong, qfs_nextents: Uint } 24;
    /// include/uapi/linux/dqblk_xfs.h
    XFS_QUOTA_STATV = fs_quota_statv {
        qs_version: I8,
        qs_flags @ 2: Verbose(&Flags16(&XFS_QUOTA_FLAGS)),
        qs_incoredqs @ 4: Verbose(&Uint),
        qs_uquota @ 8: Verbose(&Struct(&XFS_QUOTA_FILE_V)),
        qs_gquota: Verbose(&Struct(&XFS_QUOTA_FILE_V)),
        qs_pquota: Verbose(&Struct(&XFS_QUOTA_FILE_V)),
        qs_btimelimit: Verbose(&Int),
        qs_itimelimit: Verbose(&Int),
        qs_rtbtimelimit: Verbose(&Int),
        qs_bwarnlimit: Verbose(&U16),
        qs_iwarnlimit: Verbose(&U16),
    } 160;
    /// include/uapi/linux/dqblk_xfs.h
    XFS_DISK_QUOTA = fs_disk_quota {
        d_version: I8,
        d_flags: Flags8(&XFS_QUOTA_OWNER),
        d_fieldmask @ 2: Hex16,
        d_id: Uint,
        d_blk_hardlimit: Ulong,
        d_blk_softlimit: Ulong,
        d_ino_hardlimit: Ulong,
        d_ino_softlimit: Ulong,
        d_bcount: Ulong,
        d_icount: Ulong,
        d_itimer: Verbose(&Int),
        d_btimer: Verbose(&Int),
        d_iwarns: Verbose(&U16),
        d_bwarns: Verbose(&U16),
        d_rtb_hardlimit @ 72: Verbose(&Ulong),
        d_rtb_softlimit: Verbose(&Ulong),
        d_rtbcount: Verbose(&Ulong),
        d_rtbtimer: Verbose(&Int),
        d_rtbwarns: Verbose(&U16),
    } 112;
}
