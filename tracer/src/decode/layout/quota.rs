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
}
