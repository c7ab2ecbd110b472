//! Constants that are younger than the headers that the others are generated from, or in none of them. Each group names
//! the kernel's file and the version that it came with.

/// include/uapi/asm-generic/fcntl.h, where it is not for this architecture.
pub const F_GETLK64: u64 = 12;
pub const F_SETLK64: u64 = 13;
pub const F_SETLKW64: u64 = 14;

/// include/linux/statfs.h: no header of user space has them all.
pub const ST_RDONLY: u64 = 1;
pub const ST_NOSUID: u64 = 2;
pub const ST_NODEV: u64 = 4;
pub const ST_NOEXEC: u64 = 8;
pub const ST_SYNCHRONOUS: u64 = 0x10;
pub const ST_VALID: u64 = 0x20;
pub const ST_MANDLOCK: u64 = 0x40;
pub const ST_NOATIME: u64 = 0x400;
pub const ST_NODIRATIME: u64 = 0x800;
pub const ST_RELATIME: u64 = 0x1000;
pub const ST_NOSYMFOLLOW: u64 = 0x2000;

/// include/uapi/linux/mount.h, where it is negative.
pub const MS_NOUSER: u64 = 0x8000_0000;

/// include/uapi/linux/loop.h (before Linux 5.8)
pub const LO_FLAGS_USE_AOPS: u64 = 2;

/// include/linux/swap.h
pub const SWAP_FLAG_DISCARD_ONCE: u64 = 0x2_0000;
pub const SWAP_FLAG_DISCARD_PAGES: u64 = 0x4_0000;

/// include/uapi/linux/fanotify.h (Linux 5.7 only)
pub const FAN_DIR_MODIFY: u64 = 0x0008_0000;

/// include/uapi/linux/aio_abi.h, where it is a comment.
pub const IOCB_CMD_PREADX: u64 = 4;

/// include/uapi/linux/mount.h (Linux 6.8 to 6.15)
pub const STATMOUNT_SB_BASIC: u64 = 0x1;
pub const STATMOUNT_MNT_BASIC: u64 = 0x2;
pub const STATMOUNT_PROPAGATE_FROM: u64 = 0x4;
pub const STATMOUNT_MNT_ROOT: u64 = 0x8;
pub const STATMOUNT_MNT_POINT: u64 = 0x10;
pub const STATMOUNT_FS_TYPE: u64 = 0x20;
pub const STATMOUNT_MNT_NS_ID: u64 = 0x40;
pub const STATMOUNT_MNT_OPTS: u64 = 0x80;
pub const STATMOUNT_FS_SUBTYPE: u64 = 0x100;
pub const STATMOUNT_SB_SOURCE: u64 = 0x200;
pub const STATMOUNT_OPT_ARRAY: u64 = 0x400;
pub const STATMOUNT_OPT_SEC_ARRAY: u64 = 0x800;
pub const STATMOUNT_SUPPORTED_MASK: u64 = 0x1000;
pub const STATMOUNT_MNT_UIDMAP: u64 = 0x2000;
pub const STATMOUNT_MNT_GIDMAP: u64 = 0x4000;
pub const LISTMOUNT_REVERSE: u64 = 0x1;

/// include/uapi/asm-generic/ioctls.h and include/uapi/linux/fs.h, made of types that their headers do not include.
pub const TCGETS2: u64 = 0x802c_542a;
pub const TCSETS2: u64 = 0x402c_542b;
pub const TCSETSW2: u64 = 0x402c_542c;
pub const TCSETSF2: u64 = 0x402c_542d;
pub const FS_IOC_FIEMAP: u64 = 0xc020_660b;

/// include/uapi/asm-generic/mman-common.h (Linux 6.13); the third is for other architectures.
pub const MADV_GUARD_INSTALL: u64 = 102;
pub const MADV_GUARD_REMOVE: u64 = 103;
pub const PKEY_DISABLE_EXECUTE: u64 = 4;

/// include/uapi/linux/mempolicy.h (Linux 6.9)
pub const MPOL_WEIGHTED_INTERLEAVE: u64 = 6;

/// arch/x86/include/uapi/asm/mman.h (Linux 6.6), include/uapi/asm-generic/mman.h (Linux 6.13)
pub const SHADOW_STACK_SET_TOKEN: u64 = 1;
pub const SHADOW_STACK_SET_MARKER: u64 = 2;

/// arch/x86/include/uapi/asm/prctl.h (Linux 6.4 and 6.6)
pub const ARCH_GET_UNTAG_MASK: u64 = 0x4001;
pub const ARCH_ENABLE_TAGGED_ADDR: u64 = 0x4002;
pub const ARCH_GET_MAX_TAG_BITS: u64 = 0x4003;
pub const ARCH_FORCE_TAGGED_SVA: u64 = 0x4004;
pub const ARCH_SHSTK_ENABLE: u64 = 0x5001;
pub const ARCH_SHSTK_DISABLE: u64 = 0x5002;
pub const ARCH_SHSTK_LOCK: u64 = 0x5003;
pub const ARCH_SHSTK_UNLOCK: u64 = 0x5004;
pub const ARCH_SHSTK_STATUS: u64 = 0x5005;

/// arch/x86/include/asm/fpu/types.h: numbers of the processor's states. Names of masks are strace's.
pub const XFEATURE_FP: u64 = 0;
pub const XFEATURE_SSE: u64 = 1;
pub const XFEATURE_YMM: u64 = 2;
pub const XFEATURE_BNDREGS: u64 = 3;
pub const XFEATURE_BNDCSR: u64 = 4;
pub const XFEATURE_OPMASK: u64 = 5;
pub const XFEATURE_ZMM_HI256: u64 = 6;
pub const XFEATURE_HI16_ZMM: u64 = 7;
pub const XFEATURE_PT: u64 = 8;
pub const XFEATURE_PKRU: u64 = 9;
pub const XFEATURE_PASID: u64 = 10;
pub const XFEATURE_LBR: u64 = 15;
pub const XFEATURE_XTILE_CFG: u64 = 17;
pub const XFEATURE_XTILE_DATA: u64 = 18;
pub const XFEATURE_MASK_FPSSE: u64 = 0x3;
pub const XFEATURE_MASK_YMM: u64 = 0x4;
pub const XFEATURE_MASK_BNDREGS: u64 = 0x8;
pub const XFEATURE_MASK_BNDCSR: u64 = 0x10;
pub const XFEATURE_MASK_AVX512: u64 = 0xe0;
pub const XFEATURE_MASK_PT: u64 = 0x100;
pub const XFEATURE_MASK_PKRU: u64 = 0x200;
pub const XFEATURE_MASK_PASID: u64 = 0x400;
pub const XFEATURE_MASK_LBR: u64 = 0x8000;
pub const XFEATURE_MASK_XTILE: u64 = 0x6_0000;

/// include/uapi/linux/bpf.h (Linux 6.9 and 6.17)
pub const BPF_TOKEN_CREATE: u64 = 36;
pub const BPF_PROG_STREAM_READ_BY_FD: u64 = 37;

/// include/uapi/linux/time.h: taken out in Linux 3.15, and still named.
pub const CLOCK_SGI_CYCLE: u64 = 10;

/// include/uapi/linux/futex.h (Linux 6.7; the third: 6.16)
pub const FUTEX2_SIZE_U8: u64 = 0;
pub const FUTEX2_SIZE_U16: u64 = 1;
pub const FUTEX2_SIZE_U32: u64 = 2;
pub const FUTEX2_SIZE_U64: u64 = 3;
pub const FUTEX2_SIZE_MASK: u64 = 3;
pub const FUTEX2_NUMA: u64 = 4;
pub const FUTEX2_MPOL: u64 = 8;
pub const FUTEX2_PRIVATE: u64 = 0x80;

/// include/linux/key.h: permissions of keys.
pub const KEY_POS_VIEW: u64 = 0x0100_0000;
pub const KEY_POS_READ: u64 = 0x0200_0000;
pub const KEY_POS_WRITE: u64 = 0x0400_0000;
pub const KEY_POS_SEARCH: u64 = 0x0800_0000;
pub const KEY_POS_LINK: u64 = 0x1000_0000;
pub const KEY_POS_SETATTR: u64 = 0x2000_0000;
pub const KEY_USR_VIEW: u64 = 0x0001_0000;
pub const KEY_USR_READ: u64 = 0x0002_0000;
pub const KEY_USR_WRITE: u64 = 0x0004_0000;
pub const KEY_USR_SEARCH: u64 = 0x0008_0000;
pub const KEY_USR_LINK: u64 = 0x0010_0000;
pub const KEY_USR_SETATTR: u64 = 0x0020_0000;
pub const KEY_GRP_VIEW: u64 = 0x0100;
pub const KEY_GRP_READ: u64 = 0x0200;
pub const KEY_GRP_WRITE: u64 = 0x0400;
pub const KEY_GRP_SEARCH: u64 = 0x0800;
pub const KEY_GRP_LINK: u64 = 0x1000;
pub const KEY_GRP_SETATTR: u64 = 0x2000;
pub const KEY_OTH_VIEW: u64 = 0x01;
pub const KEY_OTH_READ: u64 = 0x02;
pub const KEY_OTH_WRITE: u64 = 0x04;
pub const KEY_OTH_SEARCH: u64 = 0x08;
pub const KEY_OTH_LINK: u64 = 0x10;
pub const KEY_OTH_SETATTR: u64 = 0x20;

/// include/uapi/linux/landlock.h (Linux 6.2, 6.7, 6.10, 6.12, 6.15)
pub const LANDLOCK_ACCESS_FS_TRUNCATE: u64 = 1 << 14;
pub const LANDLOCK_ACCESS_FS_IOCTL_DEV: u64 = 1 << 15;
pub const LANDLOCK_ACCESS_NET_BIND_TCP: u64 = 1;
pub const LANDLOCK_ACCESS_NET_CONNECT_TCP: u64 = 2;
pub const LANDLOCK_RULE_NET_PORT: u64 = 2;
pub const LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET: u64 = 1;
pub const LANDLOCK_SCOPE_SIGNAL: u64 = 2;
pub const LANDLOCK_CREATE_RULESET_ERRATA: u64 = 2;

/// include/linux/kern_levels.h: levels of messages.
pub const LOGLEVEL_EMERG: u64 = 0;
pub const LOGLEVEL_ALERT: u64 = 1;
pub const LOGLEVEL_CRIT: u64 = 2;
pub const LOGLEVEL_ERR: u64 = 3;
pub const LOGLEVEL_WARNING: u64 = 4;
pub const LOGLEVEL_NOTICE: u64 = 5;
pub const LOGLEVEL_INFO: u64 = 6;
pub const LOGLEVEL_DEBUG: u64 = 7;

/// include/uapi/linux/lsm.h (Linux 6.8)
pub const LSM_ATTR_CURRENT: u64 = 100;
pub const LSM_ATTR_EXEC: u64 = 101;
pub const LSM_ATTR_FSCREATE: u64 = 102;
pub const LSM_ATTR_KEYCREATE: u64 = 103;
pub const LSM_ATTR_PREV: u64 = 104;
pub const LSM_ATTR_SOCKCREATE: u64 = 105;

/// include/uapi/linux/membarrier.h (Linux 6.3)
pub const MEMBARRIER_CMD_GET_REGISTRATIONS: u64 = 1 << 9;

/// include/uapi/linux/elf.h: its other name is NT_PRFPREG.
pub const NT_FPREGSET: u64 = 2;

/// include/uapi/linux/pidfd.h (Linux 6.9)
pub const PIDFD_THREAD: u64 = 0x80;
pub const PIDFD_SIGNAL_THREAD: u64 = 1;
pub const PIDFD_SIGNAL_THREAD_GROUP: u64 = 2;
pub const PIDFD_SIGNAL_PROCESS_GROUP: u64 = 4;

/// include/linux/pid_types.h
pub const PIDTYPE_PID: u64 = 0;
pub const PIDTYPE_TGID: u64 = 1;
pub const PIDTYPE_PGID: u64 = 2;
pub const PIDTYPE_SID: u64 = 3;

/// include/uapi/linux/prctl.h (Linux 6.3 to 6.17)
pub const PR_SET_MDWE: u64 = 65;
pub const PR_GET_MDWE: u64 = 66;
pub const PR_MDWE_REFUSE_EXEC_GAIN: u64 = 1;
pub const PR_MDWE_NO_INHERIT: u64 = 2;
pub const PR_SET_MEMORY_MERGE: u64 = 67;
pub const PR_GET_MEMORY_MERGE: u64 = 68;
pub const PR_RISCV_V_SET_CONTROL: u64 = 69;
pub const PR_RISCV_V_GET_CONTROL: u64 = 70;
pub const PR_RISCV_SET_ICACHE_FLUSH_CTX: u64 = 71;
pub const PR_PPC_GET_DEXCR: u64 = 72;
pub const PR_PPC_SET_DEXCR: u64 = 73;
pub const PR_GET_SHADOW_STACK_STATUS: u64 = 74;
pub const PR_SET_SHADOW_STACK_STATUS: u64 = 75;
pub const PR_LOCK_SHADOW_STACK_STATUS: u64 = 76;
pub const PR_TIMER_CREATE_RESTORE_IDS: u64 = 77;
pub const PR_FUTEX_HASH: u64 = 78;
pub const PR_GET_AUXV: u64 = 0x4155_5856;

/// include/linux/sched/coredump.h: SUID_DUMP_*.
pub const SUID_DUMP_DISABLE: u64 = 0;
pub const SUID_DUMP_USER: u64 = 1;
pub const SUID_DUMP_ROOT: u64 = 2;

/// include/uapi/linux/ptrace.h (Linux 6.4 and 6.16)
pub const PTRACE_SET_SYSCALL_USER_DISPATCH_CONFIG: u64 = 0x4210;
pub const PTRACE_GET_SYSCALL_USER_DISPATCH_CONFIG: u64 = 0x4211;
pub const PTRACE_SET_SYSCALL_INFO: u64 = 0x4212;

/// include/uapi/linux/resource.h: for the kernel's own use.
pub const RUSAGE_BOTH: u64 = -2_i64 as u64;

/// arch/x86/include/uapi/asm/signal.h, include/uapi/linux/signal.h: what the C library hides.
pub const SA_RESTORER: u64 = 0x0400_0000;
pub const SS_AUTODISARM: u64 = 1 << 31;

/// include/uapi/linux/sched.h (Linux 6.12)
pub const SCHED_EXT: u64 = 7;

/// include/linux/syslog.h
pub const SYSLOG_ACTION_CLOSE: u64 = 0;
pub const SYSLOG_ACTION_OPEN: u64 = 1;
pub const SYSLOG_ACTION_READ: u64 = 2;
pub const SYSLOG_ACTION_READ_ALL: u64 = 3;
pub const SYSLOG_ACTION_READ_CLEAR: u64 = 4;
pub const SYSLOG_ACTION_CLEAR: u64 = 5;
pub const SYSLOG_ACTION_CONSOLE_OFF: u64 = 6;
pub const SYSLOG_ACTION_CONSOLE_ON: u64 = 7;
pub const SYSLOG_ACTION_CONSOLE_LEVEL: u64 = 8;
pub const SYSLOG_ACTION_SIZE_UNREAD: u64 = 9;
pub const SYSLOG_ACTION_SIZE_BUFFER: u64 = 10;
