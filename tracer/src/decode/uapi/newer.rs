//! Constants that are younger than the headers that the others are generated from, or in none of them. Each group names
//! the kernel's file and the version that it came with.

mod devices;
mod network;

pub use devices::*;
pub use network::*;

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

/// include/linux/socket.h
pub const SCM_SECURITY: u64 = 3;
#[expect(non_upper_case_globals, reason = "the name of the header")]
pub const AF_DECnet: u64 = 0xc;
pub const MSG_PROBE: u64 = 0x10;
pub const SOL_CAN_RAW: u64 = 0x65;
pub const SOL_SCTP: u64 = 0x84;
pub const SOL_UDPLITE: u64 = 0x88;
pub const SOL_IPX: u64 = 0x100;
pub const SOL_AX25: u64 = 0x101;
pub const SOL_ATALK: u64 = 0x102;
pub const SOL_NETROM: u64 = 0x103;
pub const SOL_ROSE: u64 = 0x104;
pub const MSG_SENDPAGE_NOTLAST: u64 = 0x20000;
pub const MSG_NO_SHARED_FRAGS: u64 = 0x80000;
pub const MSG_CMSG_COMPAT: u64 = 0x80000000;

/// include/uapi/linux/netfilter_arp/arp_tables.h
pub const ARPT_SO_GET_INFO: u64 = 0x60;
pub const ARPT_SO_SET_REPLACE: u64 = 0x60;
pub const ARPT_SO_GET_ENTRIES: u64 = 0x61;
pub const ARPT_SO_SET_ADD_COUNTERS: u64 = 0x61;
pub const ARPT_SO_GET_REVISION_TARGET: u64 = 0x63;

/// include/net/bluetooth/bluetooth.h
pub const BDADDR_BREDR: u64 = 0;
pub const BTPROTO_L2CAP: u64 = 0;
pub const BDADDR_LE_PUBLIC: u64 = 1;
pub const BTPROTO_HCI: u64 = 1;
pub const BDADDR_LE_RANDOM: u64 = 2;
pub const BTPROTO_SCO: u64 = 2;
pub const BTPROTO_RFCOMM: u64 = 3;
pub const BTPROTO_BNEP: u64 = 4;
pub const BT_SECURITY: u64 = 4;
pub const BTPROTO_CMTP: u64 = 5;
pub const BTPROTO_HIDP: u64 = 6;
pub const BTPROTO_AVDTP: u64 = 7;
pub const BT_DEFER_SETUP: u64 = 7;
pub const BT_FLUSHABLE: u64 = 8;
pub const BT_POWER: u64 = 9;
pub const BT_CHANNEL_POLICY: u64 = 0xa;
pub const BT_VOICE: u64 = 0xb;
pub const BT_SNDMTU: u64 = 0xc;
pub const BT_RCVMTU: u64 = 0xd;

/// include/uapi/linux/can/raw.h
pub const CAN_RAW_FILTER: u64 = 1;
pub const CAN_RAW_ERR_FILTER: u64 = 2;
pub const CAN_RAW_LOOPBACK: u64 = 3;
pub const CAN_RAW_RECV_OWN_MSGS: u64 = 4;
pub const CAN_RAW_FD_FRAMES: u64 = 5;
pub const CAN_RAW_JOIN_FILTERS: u64 = 6;

/// include/uapi/linux/netfilter_bridge/ebtables.h
pub const EBT_SO_GET_INFO: u64 = 0x80;
pub const EBT_SO_SET_ENTRIES: u64 = 0x80;
pub const EBT_SO_GET_ENTRIES: u64 = 0x81;
pub const EBT_SO_SET_COUNTERS: u64 = 0x81;
pub const EBT_SO_GET_INIT_INFO: u64 = 0x82;
pub const EBT_SO_GET_INIT_ENTRIES: u64 = 0x83;

/// include/net/bluetooth/hci_sock.h
pub const HCI_CHANNEL_RAW: u64 = 0;
pub const HCI_CHANNEL_USER: u64 = 1;
pub const HCI_CHANNEL_MONITOR: u64 = 2;
pub const HCI_CHANNEL_CONTROL: u64 = 3;
pub const HCI_CHANNEL_LOGGING: u64 = 4;

/// include/uapi/linux/netfilter_ipv6/ip6_tables.h
pub const IP6T_SO_GET_INFO: u64 = 0x40;
pub const IP6T_SO_SET_REPLACE: u64 = 0x40;
pub const IP6T_SO_GET_ENTRIES: u64 = 0x41;
pub const IP6T_SO_SET_ADD_COUNTERS: u64 = 0x41;
pub const IP6T_SO_GET_REVISION_MATCH: u64 = 0x44;
pub const IP6T_SO_GET_REVISION_TARGET: u64 = 0x45;

/// include/uapi/linux/netfilter_ipv4/ip_tables.h
pub const IPT_SO_GET_INFO: u64 = 0x40;
pub const IPT_SO_SET_REPLACE: u64 = 0x40;
pub const IPT_SO_GET_ENTRIES: u64 = 0x41;
pub const IPT_SO_SET_ADD_COUNTERS: u64 = 0x41;
pub const IPT_SO_GET_REVISION_MATCH: u64 = 0x42;
pub const IPT_SO_GET_REVISION_TARGET: u64 = 0x43;

/// include/uapi/linux/in6.h, where it is a comment
pub const IPV6_USE_MIN_MTU: u64 = 0x3f;

/// include/uapi/linux/ipx.h
pub const IPX_TYPE: u64 = 1;

/// include/uapi/linux/irda.h (until Linux 4.16)
pub const IRLMP_ENUMDEVICES: u64 = 1;
pub const IRLMP_IAS_SET: u64 = 2;
pub const IRLMP_IAS_QUERY: u64 = 3;
pub const IRLMP_HINTS_SET: u64 = 4;
pub const IRLMP_QOS_SET: u64 = 5;
pub const IRLMP_QOS_GET: u64 = 6;
pub const IRLMP_MAX_SDU_SIZE: u64 = 7;
pub const IRLMP_IAS_GET: u64 = 8;
pub const IRLMP_IAS_DEL: u64 = 9;
pub const IRLMP_HINT_MASK_SET: u64 = 0xa;
pub const IRLMP_WAITDEVICE: u64 = 0xb;

/// include/uapi/linux/mISDNif.h
pub const ISDN_P_BASE: u64 = 0;
pub const ISDN_P_TE_S0: u64 = 1;
pub const ISDN_P_NT_S0: u64 = 2;
pub const ISDN_P_TE_E1: u64 = 3;
pub const ISDN_P_NT_E1: u64 = 4;
pub const ISDN_P_LAPD_TE: u64 = 0x10;
pub const ISDN_P_LAPD_NT: u64 = 0x11;
pub const ISDN_P_B_RAW: u64 = 0x21;
pub const ISDN_P_B_HDLC: u64 = 0x22;
pub const ISDN_P_B_X75SLP: u64 = 0x23;
pub const ISDN_P_B_L2DTMF: u64 = 0x24;
pub const ISDN_P_B_L2DSP: u64 = 0x25;
pub const ISDN_P_B_L2DSPHDLC: u64 = 0x26;

/// include/uapi/linux/phonet.h
pub const PN_PROTO_TRANSPORT: u64 = 0;
pub const PNPIPE_ENCAP: u64 = 1;
pub const PN_PROTO_PHONET: u64 = 1;
pub const PNPIPE_IFINDEX: u64 = 2;
pub const PN_PROTO_PIPE: u64 = 2;
pub const PNPIPE_HANDLE: u64 = 3;
pub const PNPIPE_INITSTATE: u64 = 4;

/// include/uapi/linux/rds.h; the second is gone since Linux 2.6.31
pub const RDS_BARRIER: u64 = 4;

/// include/uapi/linux/sctp.h
pub const SCTP_RTOINFO: u64 = 0;
pub const SCTP_ASSOCINFO: u64 = 1;
pub const SCTP_INITMSG: u64 = 2;
pub const SCTP_NODELAY: u64 = 3;
pub const SCTP_AUTOCLOSE: u64 = 4;
pub const SCTP_SET_PEER_PRIMARY_ADDR: u64 = 5;
pub const SCTP_PRIMARY_ADDR: u64 = 6;
pub const SCTP_ADAPTATION_LAYER: u64 = 7;
pub const SCTP_DISABLE_FRAGMENTS: u64 = 8;
pub const SCTP_PEER_ADDR_PARAMS: u64 = 9;
pub const SCTP_DEFAULT_SEND_PARAM: u64 = 0xa;
pub const SCTP_EVENTS: u64 = 0xb;
pub const SCTP_I_WANT_MAPPED_V4_ADDR: u64 = 0xc;
pub const SCTP_MAXSEG: u64 = 0xd;
pub const SCTP_STATUS: u64 = 0xe;
pub const SCTP_GET_PEER_ADDR_INFO: u64 = 0xf;
pub const SCTP_DELAYED_SACK: u64 = 0x10;
pub const SCTP_CONTEXT: u64 = 0x11;
pub const SCTP_FRAGMENT_INTERLEAVE: u64 = 0x12;
pub const SCTP_PARTIAL_DELIVERY_POINT: u64 = 0x13;
pub const SCTP_MAX_BURST: u64 = 0x14;
pub const SCTP_AUTH_CHUNK: u64 = 0x15;
pub const SCTP_HMAC_IDENT: u64 = 0x16;
pub const SCTP_AUTH_KEY: u64 = 0x17;
pub const SCTP_AUTH_ACTIVE_KEY: u64 = 0x18;
pub const SCTP_AUTH_DELETE_KEY: u64 = 0x19;
pub const SCTP_PEER_AUTH_CHUNKS: u64 = 0x1a;
pub const SCTP_LOCAL_AUTH_CHUNKS: u64 = 0x1b;
pub const SCTP_GET_ASSOC_NUMBER: u64 = 0x1c;
pub const SCTP_GET_ASSOC_ID_LIST: u64 = 0x1d;
pub const SCTP_AUTO_ASCONF: u64 = 0x1e;
pub const SCTP_PEER_ADDR_THLDS: u64 = 0x1f;
pub const SCTP_RECVRCVINFO: u64 = 0x20;
pub const SCTP_RECVNXTINFO: u64 = 0x21;
pub const SCTP_DEFAULT_SNDINFO: u64 = 0x22;
pub const SCTP_AUTH_DEACTIVATE_KEY: u64 = 0x23;
pub const SCTP_REUSE_PORT: u64 = 0x24;
pub const SCTP_PEER_ADDR_THLDS_V2: u64 = 0x25;
pub const SCTP_SOCKOPT_BINDX_ADD: u64 = 0x64;
pub const SCTP_SOCKOPT_BINDX_REM: u64 = 0x65;
pub const SCTP_SOCKOPT_PEELOFF: u64 = 0x66;
pub const SCTP_GET_PEER_ADDRS_NUM_OLD: u64 = 0x67;
pub const SCTP_GET_PEER_ADDRS_OLD: u64 = 0x68;
pub const SCTP_GET_LOCAL_ADDRS_NUM_OLD: u64 = 0x69;
pub const SCTP_GET_LOCAL_ADDRS_OLD: u64 = 0x6a;
pub const SCTP_SOCKOPT_CONNECTX_OLD: u64 = 0x6b;
pub const SCTP_GET_PEER_ADDRS: u64 = 0x6c;
pub const SCTP_GET_LOCAL_ADDRS: u64 = 0x6d;
pub const SCTP_SOCKOPT_CONNECTX: u64 = 0x6e;
pub const SCTP_SOCKOPT_CONNECTX3: u64 = 0x6f;
pub const SCTP_GET_ASSOC_STATS: u64 = 0x70;
pub const SCTP_PR_SUPPORTED: u64 = 0x71;
pub const SCTP_DEFAULT_PRINFO: u64 = 0x72;
pub const SCTP_PR_ASSOC_STATUS: u64 = 0x73;
pub const SCTP_PR_STREAM_STATUS: u64 = 0x74;
pub const SCTP_RECONFIG_SUPPORTED: u64 = 0x75;
pub const SCTP_ENABLE_STREAM_RESET: u64 = 0x76;
pub const SCTP_RESET_STREAMS: u64 = 0x77;
pub const SCTP_RESET_ASSOC: u64 = 0x78;
pub const SCTP_ADD_STREAMS: u64 = 0x79;
pub const SCTP_SOCKOPT_PEELOFF_FLAGS: u64 = 0x7a;
pub const SCTP_STREAM_SCHEDULER: u64 = 0x7b;
pub const SCTP_STREAM_SCHEDULER_VALUE: u64 = 0x7c;
pub const SCTP_INTERLEAVING_SUPPORTED: u64 = 0x7d;
pub const SCTP_SENDMSG_CONNECT: u64 = 0x7e;
pub const SCTP_EVENT: u64 = 0x7f;
pub const SCTP_ASCONF_SUPPORTED: u64 = 0x80;
pub const SCTP_AUTH_SUPPORTED: u64 = 0x81;
pub const SCTP_ECN_SUPPORTED: u64 = 0x82;
pub const SCTP_EXPOSE_POTENTIALLY_FAILED_STATE: u64 = 0x83;
pub const SCTP_REMOTE_UDP_ENCAPS_PORT: u64 = 0x84;
pub const SCTP_PLPMTUD_PROBE_INTERVAL: u64 = 0x85;

/// net/smc/smc.h
pub const SMCPROTO_SMC: u64 = 0;
pub const SMCPROTO_SMC6: u64 = 1;

/// include/net/iucv/af_iucv.h
pub const SO_IPRMDATA_MSG: u64 = 0x80;

/// include/uapi/linux/caif/caif_socket.h
pub const CAIFPROTO_AT: u64 = 0;
pub const CAIFPROTO_DATAGRAM: u64 = 1;
pub const CAIFPROTO_DATAGRAM_LOOP: u64 = 2;
pub const CAIFPROTO_UTIL: u64 = 3;
pub const CAIFPROTO_RFM: u64 = 4;
pub const CAIFPROTO_DEBUG: u64 = 5;
pub const CAIFSO_LINK_SELECT: u64 = 127;
pub const CAIFSO_REQ_PARAM: u64 = 128;
pub const CAIFSO_RSP_PARAM: u64 = 129;

/// include/uapi/asm-generic/poll.h, of another type there
pub const POLL_BUSY_LOOP: u64 = 0x8000;

/// include/uapi/linux/lsm.h, Linux 6.8 (LSM_ID_IPE: 6.12)
pub const LSM_ID_UNDEF: u64 = 0;
pub const LSM_ID_CAPABILITY: u64 = 100;
pub const LSM_ID_SELINUX: u64 = 101;
pub const LSM_ID_SMACK: u64 = 102;
pub const LSM_ID_TOMOYO: u64 = 103;
pub const LSM_ID_APPARMOR: u64 = 104;
pub const LSM_ID_YAMA: u64 = 105;
pub const LSM_ID_LOADPIN: u64 = 106;
pub const LSM_ID_SAFESETID: u64 = 107;
pub const LSM_ID_LOCKDOWN: u64 = 108;
pub const LSM_ID_BPF: u64 = 109;
pub const LSM_ID_LANDLOCK: u64 = 110;
pub const LSM_ID_IMA: u64 = 111;
pub const LSM_ID_EVM: u64 = 112;
pub const LSM_ID_IPE: u64 = 113;
