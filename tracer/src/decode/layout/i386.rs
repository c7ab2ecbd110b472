//! Structs whose numbers are 32 bits wide in programs of i386, where those of 64-bit ones are wider. Sizes and places are
//! those of the kernel's compat structs (arch/x86/include/asm/compat.h and beside the calls).

use crate::decode::custom::{process, signal, stamp};
use crate::decode::desc::Ty;
use crate::decode::flags::*;
use crate::decode::layout::{FSID, is_device, is_no_device};
use crate::decode::macros::layout;

static LONG: Ty = Ty::Int;

layout! {
    /// include/linux/time32.h
    TIMESPEC_32 = old_timespec32 { tv_sec: Int, tv_nsec: Int };
    /// include/linux/time32.h
    TIMEVAL_32 = old_timeval32 { tv_sec: Int, tv_usec: Int };
    /// include/linux/time32.h
    ITIMERSPEC_32 = old_itimerspec32 { it_interval: Struct(&TIMESPEC_32), it_value: Struct(&TIMESPEC_32) };
    /// include/linux/time32.h
    ITIMERVAL_32 = old_itimerval32 { it_interval: Struct(&TIMEVAL_32), it_value: Struct(&TIMEVAL_32) };
    /// include/uapi/linux/times.h
    TMS_32 = compat_tms { tms_utime: Int, tms_stime: Int, tms_cutime: Int, tms_cstime: Int };
    /// include/linux/compat.h
    RLIMIT_32 = compat_rlimit { rlim_cur: Show32(process::limit_32), rlim_max: Show32(process::limit_32) };
    /// include/linux/compat.h
    RUSAGE_32 = compat_rusage {
        ru_utime: Struct(&TIMEVAL_32), ru_stime: Struct(&TIMEVAL_32), ru_maxrss: Verbose(&LONG),
        ru_ixrss: Verbose(&LONG), ru_idrss: Verbose(&LONG), ru_isrss: Verbose(&LONG), ru_minflt: Verbose(&LONG),
        ru_majflt: Verbose(&LONG), ru_nswap: Verbose(&LONG), ru_inblock: Verbose(&LONG), ru_oublock: Verbose(&LONG),
        ru_msgsnd: Verbose(&LONG), ru_msgrcv: Verbose(&LONG), ru_nsignals: Verbose(&LONG), ru_nvcsw: Verbose(&LONG),
        ru_nivcsw: Verbose(&LONG),
    };
    /// include/linux/compat.h
    SYSINFO_32 = compat_sysinfo {
        uptime: Uint, loads: Array(&Uint, Fixed(3)), totalram: Uint, freeram: Uint, sharedram: Uint, bufferram: Uint,
        totalswap: Uint, freeswap: Uint, procs: U16, totalhigh @ 44: Uint, freehigh: Uint, mem_unit: Uint,
    } 64;
    /// arch/x86/include/uapi/asm/stat.h
    STAT_64 = stat64 {
        st_dev @ 0: Verbose(&Dev), st_ino @ 88: Verbose(&Ulong), st_mode @ 16: Mode, st_nlink @ 20: Verbose(&Uint),
        st_uid @ 24: Verbose(&Uid), st_gid @ 28: Verbose(&Uid), st_blksize @ 52: Verbose(&Uint),
        st_blocks @ 56: Verbose(&Ulong),
        st_size @ 44: If(st_mode, is_no_device, &Long), st_rdev @ 32: If(st_mode, is_device, &Dev),
        st_atime @ 64: Verbose(&Custom(&stamp::SECONDS_AND_NSEC_32, &Int)), st_atime_nsec @ 68: Verbose(&Uint), st_mtime @ 72: Verbose(&Custom(&stamp::SECONDS_AND_NSEC_32, &Int)),
        st_mtime_nsec @ 76: Verbose(&Uint), st_ctime @ 80: Verbose(&Custom(&stamp::SECONDS_AND_NSEC_32, &Int)), st_ctime_nsec @ 84: Verbose(&Uint),
    } 96;
    /// arch/x86/include/asm/compat.h
    STATFS_64 = compat_statfs64 {
        f_type: Enum(&FS_TYPE), f_bsize: Uint, f_blocks @ 8: Ulong, f_bfree @ 16: Ulong, f_bavail @ 24: Ulong,
        f_files @ 32: Ulong, f_ffree @ 40: Ulong, f_fsid @ 48: Struct(&FSID), f_namelen @ 56: Uint, f_frsize @ 60: Uint,
        f_flags @ 64: Flags(&ST),
    } 84;
    /// include/linux/compat.h
    SIGACTION_32 = compat_sigaction {
        sa_handler @ 0: Show32(signal::handler), sa_mask @ 12: Show(signal::mask), sa_flags @ 4: Flags(&SA),
        sa_restorer @ 8: If(sa_flags, signal::restores, &Hex32),
    };
    /// arch/x86/include/asm/sigframe.h: what a handler's return restores, of which the mask is shown; its halves stand apart
    SIGFRAME_32 = sigframe_ia32 { mask @ 80: Custom(&signal::HALVES, &Raw(636)) } 716;
    /// arch/x86/include/asm/sigframe.h
    RT_SIGFRAME_32 = rt_sigframe_ia32 { mask @ 248: Show(signal::mask) } 256;
    /// include/linux/compat.h
    FLOCK_SET_32 = compat_flock { l_type: Enum16(&LOCK), l_whence: Enum16(&WHENCE), l_start: Int, l_len: Int } 16;
    /// include/linux/compat.h, with who holds the lock
    FLOCK_GET_32 = compat_flock {
        l_type: Enum16(&LOCK), l_whence: Enum16(&WHENCE), l_start: Int, l_len: Int, l_pid: Pid,
    };
    /// include/linux/compat.h
    FLOCK_SET_64 = compat_flock64 {
        l_type: Enum16(&LOCK), l_whence: Enum16(&WHENCE), l_start @ 4: Long, l_len @ 12: Long,
    } 24;
    /// include/linux/compat.h, with who holds the lock
    FLOCK_GET_64 = compat_flock64 {
        l_type: Enum16(&LOCK), l_whence: Enum16(&WHENCE), l_start @ 4: Long, l_len @ 12: Long, l_pid @ 20: Pid,
    } 24;
}
