//! Structs that hold times.

use crate::decode::macros::layout;

layout! {
    /// include/uapi/linux/time_types.h
    TIMESPEC = __kernel_timespec { tv_sec: Long, tv_nsec: Ulong };
}
