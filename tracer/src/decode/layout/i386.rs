//! Structs whose numbers are 32 bits wide in programs of i386, where those of 64-bit ones are wider. Sizes and places are
//! those of the kernel's compat structs (arch/x86/include/asm/compat.h and beside the calls).

use crate::decode::custom::{dev, filter, process, signal, stamp};
use crate::decode::desc::Ty;
use crate::decode::flags::*;
use crate::decode::layout::{FSID, is_device, is_no_device};
use crate::decode::macros::layout;

static LONG: Ty = Ty::Int;
static PACKET_FILTER_INSN: Ty = Ty::Custom(&filter::SOCKET_INSN, &Ty::Raw(8));

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
    /// include/linux/compat.h: what sigaction(2) takes
    OLD_SIGACTION_32 = compat_old_sigaction {
        sa_handler @ 0: Show32(signal::handler), sa_mask @ 4: Show32(signal::mask_32), sa_flags @ 8: Flags(&SA),
        sa_restorer @ 12: If(sa_flags, signal::restores, &Hex32),
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
    /// fs/select.c: what pselect6(2) takes last
    SIGSET_ARG_32 = compat_sigset_argpack {
        sigmask: Narrow(&Ptr(&Custom(&signal::SIGSET, &Bytes(Field(sigsetsize))))), sigsetsize @ 4: Uint,
    };
    /// include/linux/compat.h, without what it points to
    IOVEC_32 = compat_iovec { iov_base: Narrow(&Addr), iov_len: Uint };
    /// include/uapi/linux/aio_abi.h: reading into vectors of 32-bit programs
    IOCB_READ_VECTOR_32 = iocb {
        aio_buf @ 24: Ptr(&Array(&Struct(&IOVEC_32), Field(aio_nbytes))), aio_nbytes @ 32: Skip(8), aio_offset @ 40: Long,
    } 64;
    /// include/uapi/linux/filter.h
    SOCK_FPROG_32 = compat_sock_fprog {
        len: U16, filter @ 4: Narrow(&PtrIfVerbose(&Array(&PACKET_FILTER_INSN, Field(len)))),
    };
    /// include/linux/time32.h
    TIMEX_32 = old_timex32 {
        modes: Flags(&ADJ), offset: Int, freq: Int, maxerror: Uint, esterror: Uint, status: Flags(&STA),
        constant: Int, precision: Uint, tolerance: Int, time: Struct(&TIMEVAL_32), tick: Int, ppsfreq: Int, jitter: Int,
        shift: Int, stabil: Int, jitcnt: Int, calcnt: Int, errcnt: Int, stbcnt: Int, tai: Int,
    } 128;
    /// arch/x86/include/asm/compat.h
    STAT_32 = compat_stat {
        st_dev @ 0: Verbose(&Custom(&dev::HALF, &U16)), st_ino @ 4: Verbose(&Uint), st_mode @ 8: Mode16,
        st_nlink @ 10: Verbose(&U16), st_uid @ 12: Verbose(&U16), st_gid @ 14: Verbose(&U16),
        st_blksize @ 24: Verbose(&Uint), st_blocks @ 28: Verbose(&Uint),
        st_size @ 20: If(st_mode, is_no_device, &Uint), st_rdev @ 16: If(st_mode, is_device, &Custom(&dev::HALF, &U16)),
        st_atime @ 32: Verbose(&Custom(&stamp::SECONDS_AND_NSEC_32, &Int)), st_atime_nsec @ 36: Verbose(&Uint),
        st_mtime @ 40: Verbose(&Custom(&stamp::SECONDS_AND_NSEC_32, &Int)), st_mtime_nsec @ 44: Verbose(&Uint),
        st_ctime @ 48: Verbose(&Custom(&stamp::SECONDS_AND_NSEC_32, &Int)), st_ctime_nsec @ 52: Verbose(&Uint),
    } 64;
    /// arch/x86/include/asm/compat.h
    STATFS_32 = compat_statfs {
        f_type: Enum(&FS_TYPE), f_bsize: Uint, f_blocks: Uint, f_bfree: Uint, f_bavail: Uint, f_files: Uint,
        f_ffree: Uint, f_fsid: Struct(&FSID), f_namelen: Uint, f_frsize: Uint, f_flags: Flags(&ST),
    } 64;
    /// include/linux/compat.h
    MQ_ATTR_32 = compat_mq_attr { mq_flags: Flags(&MQ_FLAGS), mq_maxmsg: Int, mq_msgsize: Int, mq_curmsgs: Int } 32;
    /// arch/x86/include/uapi/asm/ptrace-abi.h
    USER_REGS_32 = user_regs_struct32 {
        ebx: Hex32, ecx: Hex32, edx: Hex32, esi: Hex32, edi: Hex32, ebp: Hex32, eax: Hex32, xds: Hex32, xes: Hex32,
        xfs: Hex32, xgs: Hex32, orig_eax: Hex32, eip: Hex32, xcs: Hex32, eflags: Hex32, esp: Hex32, xss: Hex32,
    };
    /// arch/x86/include/asm/compat.h
    IPC_PERM_32 = compat_ipc64_perm {
        uid @ 4: Uid, gid @ 8: Uid, mode @ 20: Octal, key @ 0: Uint, cuid @ 12: Uid, cgid @ 16: Uid,
    } 36;
    /// What IPC_SET takes of it
    IPC_PERM_SET_32 = compat_ipc64_perm { uid @ 4: Uid, gid @ 8: Uid, mode @ 20: Octal } 36;
    /// include/asm-generic/compat.h
    SHMID_32 = compat_shmid64_ds {
        shm_perm: Struct(&IPC_PERM_32), shm_segsz @ 36: Uint, shm_cpid @ 64: Pid, shm_lpid @ 68: Pid,
        shm_nattch @ 72: Uint, shm_atime @ 40: Uint, shm_dtime @ 48: Uint, shm_ctime @ 56: Uint,
    } 84;
    /// What IPC_SET takes of it
    SHMID_SET_32 = compat_shmid64_ds { shm_perm: Struct(&IPC_PERM_SET_32) } 84;
    /// include/linux/compat.h
    SHMINFO_32 = shminfo { shmmax: Uint, shmmin: Uint, shmmni: Uint, shmseg: Uint, shmall: Uint } 36;
    /// include/asm-generic/compat.h
    SEMID_32 = compat_semid64_ds {
        sem_perm: Struct(&IPC_PERM_32), sem_otime @ 36: Uint, sem_ctime @ 44: Uint, sem_nsems @ 52: Uint,
    } 64;
    /// What IPC_SET takes of it
    SEMID_SET_32 = compat_semid64_ds { sem_perm: Struct(&IPC_PERM_SET_32) } 64;
    /// include/asm-generic/compat.h
    MSQID_32 = compat_msqid64_ds {
        msg_perm: Struct(&IPC_PERM_32), msg_stime @ 36: Uint, msg_rtime @ 44: Uint, msg_ctime @ 52: Uint,
        msg_qnum @ 64: Uint, msg_qbytes @ 68: Uint, msg_lspid @ 72: Pid, msg_lrpid @ 76: Pid,
    } 88;
    /// What IPC_SET takes of it
    MSQID_SET_32 = compat_msqid64_ds { msg_perm: Struct(&IPC_PERM_SET_32), msg_qbytes @ 68: Uint } 88;
}
