//! Structs of calls on sockets.

use crate::decode::custom::{control, filter, sockaddr};
use crate::decode::desc::Ty;
use crate::decode::flags::*;
use crate::decode::macros::layout;

static PACKET_FILTER_INSN: Ty = Ty::Custom(&filter::SOCKET_INSN, &Ty::Raw(8));

layout! {
    /// include/linux/socket.h
    MSGHDR = user_msghdr {
        msg_name: Ptr(&Custom(&sockaddr::SOCKADDR, &Bytes(Field(msg_namelen)))),
        msg_namelen @ 8: Int,
        msg_iov @ 16: Ptr(&Iov(Field(msg_iovlen))),
        msg_iovlen @ 24: Ulong,
        msg_control @ 32: Ptr(&Holding(Rights, &Custom(&control::CONTROL, &Bytes(Field(msg_controllen))))),
        msg_controllen @ 40: Ulong,
        msg_flags @ 48: Flags(&MSG),
    };
    /// include/linux/socket.h: a `struct user_msghdr`, and the length of the message.
    MMSGHDR = mmsghdr { msg_hdr: Struct(&MSGHDR), msg_len: Uint };
    /// A `struct user_msghdr` alone, without what it points to.
    MSGHDR_ALONE = user_msghdr {
        msg_name: Addr, msg_namelen: Int, msg_iov: Addr, msg_iovlen: Ulong, msg_control: Addr, msg_controllen: Ulong,
        msg_flags: Flags(&MSG),
    };
    /// A `struct mmsghdr` alone, without what it points to.
    MMSGHDR_ALONE = mmsghdr { msg_hdr: Struct(&MSGHDR_ALONE), msg_len: Uint };
    /// include/linux/socket.h
    UCRED = ucred { pid: Pid, uid: Uid, gid: Uid };
    /// include/linux/socket.h
    LINGER = linger { l_onoff: Int, l_linger: Int };
    /// include/uapi/linux/if_packet.h
    TPACKET_REQ = tpacket_req { tp_block_size: Uint, tp_block_nr: Uint, tp_frame_size: Uint, tp_frame_nr: Uint };
    /// include/uapi/linux/if_packet.h
    TPACKET_STATS = tpacket_stats { tp_packets: Uint, tp_drops: Uint };
    /// include/uapi/linux/filter.h
    SOCK_FPROG = sock_fprog { len: U16, filter @ 8: PtrIfVerbose(&Array(&PACKET_FILTER_INSN, Field(len))) };
}
