//! Numbers of the network that messages of netlink(7) bear, and no header of user space gives alone.

/// include/net/if_inet6.h: what is known of an interface's IPv6.
pub const IF_RA_OTHERCONF: u64 = 0x80;
pub const IF_RA_MANAGED: u64 = 0x40;
pub const IF_RA_RCVD: u64 = 0x20;
pub const IF_RS_SENT: u64 = 0x10;
pub const IF_READY: u64 = 0x8000_0000;

/// include/net/tcp_states.h
pub const TCP_ESTABLISHED: u64 = 1;
pub const TCP_SYN_SENT: u64 = 2;
pub const TCP_SYN_RECV: u64 = 3;
pub const TCP_FIN_WAIT1: u64 = 4;
pub const TCP_FIN_WAIT2: u64 = 5;
pub const TCP_TIME_WAIT: u64 = 6;
pub const TCP_CLOSE: u64 = 7;
pub const TCP_CLOSE_WAIT: u64 = 8;
pub const TCP_LAST_ACK: u64 = 9;
pub const TCP_LISTEN: u64 = 10;
pub const TCP_CLOSING: u64 = 11;

/// include/uapi/linux/genetlink.h (`GENL_ID_CTRL`), by the name of the family that it is.
#[allow(non_upper_case_globals, reason = "as the kernel names the family")]
pub const nlctrl: u64 = 0x10;

/// include/uapi/linux/audit.h (before Linux 2.6.18)
pub const AUDIT_FS_WATCH: u64 = 1301;

/// include/uapi/linux/netfilter/nfnetlink.h (`NLMSG_MIN_TYPE` and the one after it)
pub const NFNL_MSG_BATCH_BEGIN: u64 = 0x10;
pub const NFNL_MSG_BATCH_END: u64 = 0x11;

/// include/uapi/linux/netfilter/ipset/ip_set.h
pub const IPSET_CMD_NONE: u64 = 0;
pub const IPSET_CMD_PROTOCOL: u64 = 1;
pub const IPSET_CMD_CREATE: u64 = 2;
pub const IPSET_CMD_DESTROY: u64 = 3;
pub const IPSET_CMD_FLUSH: u64 = 4;
pub const IPSET_CMD_RENAME: u64 = 5;
pub const IPSET_CMD_SWAP: u64 = 6;
pub const IPSET_CMD_LIST: u64 = 7;
pub const IPSET_CMD_SAVE: u64 = 8;
pub const IPSET_CMD_ADD: u64 = 9;
pub const IPSET_CMD_DEL: u64 = 10;
pub const IPSET_CMD_TEST: u64 = 11;
pub const IPSET_CMD_HEADER: u64 = 12;
pub const IPSET_CMD_TYPE: u64 = 13;
pub const IPSET_CMD_RESTORE: u64 = 16;
pub const IPSET_CMD_HELP: u64 = 17;
pub const IPSET_CMD_VERSION: u64 = 18;
pub const IPSET_CMD_QUIT: u64 = 19;
pub const IPSET_CMD_COMMIT: u64 = 20;
