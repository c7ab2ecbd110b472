//! Structs of calls on processes, their memory and their scheduling.

use super::TIMEVAL;
use crate::decode::custom;
use crate::decode::desc::Ty;
use crate::decode::flags::*;
use crate::decode::macros::layout;

static RUSAGE_LONG: Ty = Ty::Long;

layout! {
    /// include/uapi/linux/sched.h
    CLONE_ARGS = clone_args {
        flags: Flags64(&CLONE3), pidfd @ 8: If(flags, wants_pidfd, &Addr),
        child_tid @ 16: If(flags, custom::clone::tells_child, &Addr),
        parent_tid @ 24: If(flags, wants_parent_tid, &Addr), exit_signal @ 32: Show(custom::clone::exit_signal),
        stack @ 40: Addr, stack_size @ 48: Hex, tls @ 56: If(flags, custom::clone::sets_tls, &Addr),
    } 88;
    /// What it has had since Linux 5.5: ids that the child is to have.
    CLONE_ARGS_TIDS = clone_args {
        set_tid @ 64: Nonzero(&Ptr(&Array(&Int, Field(set_tid_size)))), set_tid_size @ 72: Nonzero(&Ulong),
    } 88;
    /// What it has had since Linux 5.7.
    CLONE_ARGS_CGROUP = clone_args { cgroup @ 80: Nonzero(&Ulong) };
    /// What clone3(2) writes through.
    CLONE_TOLD = clone_args { pidfd @ 8: Ptr(&Fd), parent_tid @ 24: Ptr(&Int) } 88;
    /// include/uapi/linux/resource.h
    RUSAGE = rusage {
        ru_utime: Struct(&TIMEVAL), ru_stime: Struct(&TIMEVAL), ru_maxrss: Verbose(&RUSAGE_LONG),
        ru_ixrss: Verbose(&RUSAGE_LONG), ru_idrss: Verbose(&RUSAGE_LONG), ru_isrss: Verbose(&RUSAGE_LONG),
        ru_minflt: Verbose(&RUSAGE_LONG), ru_majflt: Verbose(&RUSAGE_LONG), ru_nswap: Verbose(&RUSAGE_LONG),
        ru_inblock: Verbose(&RUSAGE_LONG), ru_oublock: Verbose(&RUSAGE_LONG), ru_msgsnd: Verbose(&RUSAGE_LONG),
        ru_msgrcv: Verbose(&RUSAGE_LONG), ru_nsignals: Verbose(&RUSAGE_LONG), ru_nvcsw: Verbose(&RUSAGE_LONG),
        ru_nivcsw: Verbose(&RUSAGE_LONG),
    };
    /// include/uapi/linux/resource.h
    RLIMIT64 = rlimit64 { rlim_cur: Show(custom::process::limit), rlim_max: Show(custom::process::limit) };
    /// include/uapi/linux/capability.h
    CAP_HEADER = __user_cap_header_struct { version: Enum(&CAP_VERSION), pid: Int };
    /// include/uapi/linux/sysinfo.h
    SYSINFO = sysinfo {
        uptime: Ulong, loads: Array(&Ulong, Fixed(3)), totalram: Ulong, freeram: Ulong, sharedram: Ulong,
        bufferram: Ulong, totalswap: Ulong, freeswap: Ulong, procs: U16, totalhigh @ 88: Ulong, freehigh: Ulong,
        mem_unit: Uint,
    };
    /// include/uapi/linux/utsname.h
    UTSNAME = new_utsname {
        sysname: Chars(65), nodename: Chars(65), release: Verbose(&Chars(65)), version: Verbose(&Chars(65)),
        machine: Verbose(&Chars(65)), domainname: Verbose(&Chars(65)),
    };
    /// include/uapi/linux/filter.h
    SECCOMP_PROG = sock_fprog { len: U16, filter @ 8: PtrIfVerbose(&Array(&FILTER_INSN, Field(len))) };
    /// include/uapi/linux/uio.h, where the data is another process's
    IOVEC_REMOTE = iovec { iov_base: Addr, iov_len: Ulong };
    /// include/uapi/linux/kcmp.h
    KCMP_SLOT = kcmp_epoll_slot { efd: Uint, tfd: Uint, toff: Uint };
    /// include/uapi/linux/futex.h
    FUTEX_WAITER = futex_waitv {
        val: Hex, uaddr: Addr, flags: Flags(&FUTEX_WAITV), __reserved: Nonzero(&Hex32),
    };
}

static FILTER_INSN: Ty = Ty::Custom(&custom::filter::SECCOMP_INSN, &Ty::Raw(8));

fn wants_pidfd(flags: u64) -> bool {
    flags & libc::CLONE_PIDFD as u64 != 0
}

fn wants_parent_tid(flags: u64) -> bool {
    flags & libc::CLONE_PARENT_SETTID as u64 != 0
}
