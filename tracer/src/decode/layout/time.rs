//! Structs that hold times.

use crate::decode::custom;
use crate::decode::flags::*;
use crate::decode::macros::layout;

layout! {
    /// include/uapi/linux/time_types.h
    TIMESPEC = __kernel_timespec { tv_sec: Long, tv_nsec: Ulong };
    /// include/uapi/linux/time_types.h
    TIMEVAL = __kernel_old_timeval { tv_sec: Long, tv_usec: Ulong };
    /// include/uapi/linux/time.h
    TIMEZONE = timezone { tz_minuteswest: Int, tz_dsttime: Int };
    /// include/uapi/linux/time_types.h
    ITIMERSPEC = __kernel_itimerspec { it_interval: Struct(&TIMESPEC), it_value: Struct(&TIMESPEC) };
    /// include/uapi/linux/time.h
    ITIMERVAL = itimerval { it_interval: Struct(&TIMEVAL), it_value: Struct(&TIMEVAL) };
    /// include/uapi/linux/timex.h
    TIMEX = __kernel_timex {
        modes: Flags(&ADJ), offset @ 8: Long, freq: Long, maxerror: Ulong, esterror: Ulong, status: Flags(&STA),
        constant @ 48: Long, precision: Ulong, tolerance: Long, time: Struct(&TIMEVAL), tick: Long, ppsfreq: Long,
        jitter: Long, shift: Int, stabil: Long, jitcnt: Long, calcnt: Long, errcnt: Long, stbcnt: Long, tai: Int,
    } 208;
    /// include/uapi/linux/times.h
    TMS = tms {
        tms_utime: Show(custom::process::ticks), tms_stime: Show(custom::process::ticks),
        tms_cutime: Show(custom::process::ticks), tms_cstime: Show(custom::process::ticks),
    };
}
