//! What is known of structs and decoders that no type tells.

use crate::decode::desc::Layout;
use crate::decode::layout::*;

/// Structs of 64-bit numbers, also in 32-bit programs.
pub(super) static FIXED: &[&Layout] = &[
    &STATX_BUF,
    &RLIMIT64,
    &EPOLL_EVENT,
    &CLONE_ARGS,
    &CLONE_ARGS_TIDS,
    &CLONE_TOLD,
    &CACHESTAT,
    &CACHESTAT_RANGE,
    &LOOP_INFO64,
    &LOOP_CONFIG,
    &BLKPG_PARTITION,
    &IOCB_HEAD,
    &IOCB_READ,
    &IOCB_WRITE,
    &IO_EVENT,
    &LANDLOCK_PATH,
    &LANDLOCK_PORT,
    &FUTEX_WAITER,
    &STATMOUNT_REQ,
    &LISTMOUNT_REQ,
    &FILE_ATTR,
    &XATTR_ARGS,
    &XATTR_ARGS_OUT,
    &URING_FILES_UPDATE,
    &URING_BUFFER_RING,
    &DQBLK,
    &NEXTDQBLK,
    &DQINFO,
    &XFS_QUOTA_STATV,
    &XFS_DISK_QUOTA,
    &STATX_TIME,
];

/// Structs of which nobody knows how they look in 32-bit programs.
pub(super) static UNKNOWN: &[&Layout] = &[&USER_FPREGS, &XFS_QUOTA_FILE, &XFS_QUOTA_STAT];

/// Those of calls whose names say so.
pub(super) static FIXED_TIMES: &[&Layout] = &[&TIMESPEC, &ITIMERSPEC, &TIMEX];

/// Structs of which 32-bit programs have others.
pub(super) static OTHERS: &[(&Layout, &Layout)] = &[
    (&TIMESPEC, &TIMESPEC_32),
    (&TIMEVAL, &TIMEVAL_32),
    (&ITIMERSPEC, &ITIMERSPEC_32),
    (&ITIMERVAL, &ITIMERVAL_32),
    (&RUSAGE, &RUSAGE_32),
    (&SYSINFO, &SYSINFO_32),
    (&SIGACTION, &SIGACTION_32),
    (&TIMEX, &TIMEX_32),
    (&STAT, &STAT_32),
    (&STATFS, &STATFS_32),
    (&MQ_ATTR, &MQ_ATTR_32),
    (&USER_REGS, &USER_REGS_32),
    (&SHMID, &SHMID_32),
    (&SHMID_SET, &SHMID_SET_32),
    (&SHMINFO, &SHMINFO_32),
    (&SEMID, &SEMID_32),
    (&SEMID_SET, &SEMID_SET_32),
    (&MSQID, &MSQID_32),
    (&MSQID_SET, &MSQID_SET_32),
    (&SOCK_FPROG, &SOCK_FPROG_32),
    (&LOOP_INFO, &LOOP_INFO_32),
];

/// Structs whose fields do not reach their end, by name, and how large they are in 32-bit programs.
pub(super) const SIZES: &[(&str, u32)] = &[("ifreq", 32)];

/// Decoders that read nothing whose width differs, or know of it.
pub(super) const CUSTOM: &[&str] = &[
    "sockaddr",
    "pollfd",
    "fd_set",
    "wait status",
    "sigset",
    "statx_timestamp",
    "timespec of a file",
    "remaining time",
    "processors",
    "clone_args",
    "clone_args after the call",
    "sched_attr",
    "open_how",
    "user_desc",
    "random bytes",
    "capabilities",
    "termios",
    "termios2",
    "termio",
    "landlock_ruleset_attr",
    "linux_dirent64",
    "kernel version",
    "fraction",
    "control that is asked for",
    "msghdr sent",
    "msghdr received",
    "mmsghdr sent",
    "mmsghdr received",
    "control messages",
    "siginfo",
    "sigevent",
    "linux_dirent",
    "BPF instruction",
    "BPF instruction for packets",
    "file_handle",
    "file_handle written",
    "socket option",
    "msgbuf",
    "nodes",
    "timeval of a file",
    "bytes in hex",
    "number of a device of 16 bits",
    "ifconf",
    "ifreq of each device",
    "hardware address",
    "hardware address by its family",
    "value of a key",
    "table of keys",
    "kbsentry",
    "kbkeycode",
    "lamps",
    "character",
    "answer of a disk",
    "code of an instruction",
];

/// Decoders of memory that is the same in programs of any kind, with what is copied for them.
pub(super) const CUSTOM_FIXED: &[&str] = &[
    "bpf_attr",
    "perf_event_attr",
    "iocb",
    "io_uring_params",
    "io_uring_probe",
    "mount_attr",
    "statmount",
    "lsm_ctx",
    "seccomp_metadata",
    "ptrace_syscall_info",
];
