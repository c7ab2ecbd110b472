//! Structs of messages of sock_diag(7).

use crate::decode::desc::Custom;
use crate::decode::flags::*;
use crate::decode::macros::layout;
use crate::decode::netlink::diag;

/// `struct inet_diag_sockid`
static ENDS: Custom = Custom { name: "inet_diag_sockid", show: diag::ends };

/// What is asked for besides, a bit for each.
static EXTENSIONS: Custom = Custom { name: "extensions", show: diag::extensions };

layout! {
    /// include/uapi/linux/inet_diag.h
    INET_QUESTION = inet_diag_req_v2 {
        sdiag_family: Enum8(&ADDRESS_FAMILY),
        sdiag_protocol: Enum8(&INET_PROTOCOL),
        idiag_ext: Custom(&EXTENSIONS, &Raw(1)),
        idiag_states @ 4: Show32(diag::states),
        id @ 8: Custom(&ENDS, &Raw(48)),
    };
    /// include/uapi/linux/inet_diag.h
    INET_ANSWER = inet_diag_msg {
        idiag_family: Enum8(&ADDRESS_FAMILY),
        idiag_state: Enum8(&TCP_STATE),
        idiag_timer: U8,
        idiag_retrans: U8,
        id @ 4: Custom(&ENDS, &Raw(48)),
        idiag_expires @ 52: Uint,
        idiag_rqueue: Uint,
        idiag_wqueue: Uint,
        idiag_uid: Uint,
        idiag_inode: Uint,
    };
    /// include/uapi/linux/unix_diag.h
    UNIX_QUESTION = unix_diag_req {
        sdiag_family: Enum8(&ADDRESS_FAMILY),
        sdiag_protocol: U8,
        udiag_states @ 4: Show32(diag::states),
        udiag_ino: Uint,
        udiag_show: Flags(&UNIX_DIAG_SHOW),
        udiag_cookie: Array(&Uint, Fixed(2)),
    };
    /// include/uapi/linux/unix_diag.h
    UNIX_ANSWER = unix_diag_msg {
        udiag_family: Enum8(&ADDRESS_FAMILY),
        udiag_type: Enum8(&SOCKET_TYPE),
        udiag_state: Enum8(&TCP_STATE),
        udiag_ino @ 4: Uint,
        udiag_cookie: Array(&Uint, Fixed(2)),
    };
    /// include/uapi/linux/netlink_diag.h
    NETLINK_QUESTION = netlink_diag_req {
        sdiag_family: Enum8(&ADDRESS_FAMILY),
        sdiag_protocol: Enum8(&NETLINK_PROTOCOL),
        ndiag_ino @ 4: Uint,
        ndiag_show: Flags(&NETLINK_DIAG_SHOW),
        ndiag_cookie: Array(&Uint, Fixed(2)),
    };
    /// include/uapi/linux/netlink_diag.h
    NETLINK_ANSWER = netlink_diag_msg {
        ndiag_family: Enum8(&ADDRESS_FAMILY),
        ndiag_type: Enum8(&SOCKET_TYPE),
        ndiag_protocol: Enum8(&NETLINK_PROTOCOL),
        ndiag_state: Enum8(&NETLINK_STATE),
        ndiag_portid: Uint,
        ndiag_dst_portid: Uint,
        ndiag_dst_group: Uint,
        ndiag_ino: Uint,
        ndiag_cookie: Array(&Uint, Fixed(2)),
    };
    /// include/uapi/linux/packet_diag.h
    PACKET_QUESTION = packet_diag_req {
        sdiag_family: Enum8(&ADDRESS_FAMILY),
        sdiag_protocol: Hex8,
        pdiag_ino @ 4: Uint,
        pdiag_show: Flags(&PACKET_DIAG_SHOW),
        pdiag_cookie: Array(&Uint, Fixed(2)),
    };
    /// include/uapi/linux/packet_diag.h
    PACKET_ANSWER = packet_diag_msg {
        pdiag_family: Enum8(&ADDRESS_FAMILY),
        pdiag_type: Enum8(&SOCKET_TYPE),
        pdiag_num: Enum16(&ETHERTYPE),
        pdiag_ino: Uint,
        pdiag_cookie: Array(&Uint, Fixed(2)),
    };
    /// include/uapi/linux/inet_diag.h
    INET_MEMORY = inet_diag_meminfo { idiag_rmem: Uint, idiag_wmem: Uint, idiag_fmem: Uint, idiag_tmem: Uint };
    /// include/uapi/linux/inet_diag.h
    VEGAS = tcpvegas_info { tcpv_enabled: Uint, tcpv_rttcnt: Uint, tcpv_rtt: Uint, tcpv_minrtt: Uint };
    /// include/uapi/linux/inet_diag.h
    DCTCP = tcp_dctcp_info { dctcp_enabled: U16, dctcp_ce_state: U16, dctcp_alpha: Uint, dctcp_ab_ecn: Uint, dctcp_ab_tot: Uint };
    /// include/uapi/linux/unix_diag.h
    UNIX_FILE = unix_diag_vfs { udiag_vfs_dev @ 4: Dev32, udiag_vfs_ino @ 0: Uint };
    /// include/uapi/linux/unix_diag.h
    UNIX_QUEUES = unix_diag_rqlen { udiag_rqueue: Uint, udiag_wqueue: Uint };
}
