//! Sockets: making, naming, sending, receiving, options.

use crate::decode::custom::poll::time_left;
use crate::decode::custom::sockaddr::SOCKADDR;
use crate::decode::custom::{message, sockopt, word};
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::syscalls;
use crate::decode::uapi::{SO_ATTACH_FILTER, SO_ATTACH_REUSEPORT_CBPF};

/// Is there room for an address? If not, nobody looks at how much.
fn given(address: u64) -> bool {
    address != 0
}

/// What is copied for another argument to show, and not shown by itself.
fn never(_: u64) -> bool {
    false
}

syscalls! {
    socket(domain: Enum(&ADDRESS_FAMILY), r#type: Show32(word::socket_type), protocol: Show(word::protocol)) => Fd;
    socketpair(domain: Enum(&ADDRESS_FAMILY), r#type: Show32(word::socket_type), protocol: Show(word::protocol),
        sv: Out(&Array(&Fd, Fixed(2)))) => Int;
    bind(sockfd: Fd, addr: In(&Custom(&SOCKADDR, &Bytes(ArgInt(addrlen)))), addrlen: Int) => Int;
    connect(sockfd: Fd, addr: In(&Custom(&SOCKADDR, &Bytes(ArgInt(addrlen)))), addrlen: Int) => Int;
    listen(sockfd: Fd, backlog: Int) => Int;
    accept(sockfd: Fd, addr: Out(&Custom(&SOCKADDR, &Bytes(DerefBoth(addrlen)))), addrlen: Either(addr, given, &ValueResult, &Addr)) => Fd;
    accept4(sockfd: Fd, addr: Out(&Custom(&SOCKADDR, &Bytes(DerefBoth(addrlen)))), addrlen: Either(addr, given, &ValueResult, &Addr),
        flags: Flags(&SOCKET_FLAGS)) => Fd;
    getsockname(sockfd: Fd, addr: Out(&Custom(&SOCKADDR, &Bytes(DerefBoth(addrlen)))), addrlen: Either(addr, given, &ValueResult, &Addr)) => Int;
    getpeername(sockfd: Fd, addr: Out(&Custom(&SOCKADDR, &Bytes(DerefBoth(addrlen)))), addrlen: Either(addr, given, &ValueResult, &Addr)) => Int;
    shutdown(sockfd: Fd, how: Enum(&SHUTDOWN)) => Int;

    sendto(sockfd: Socket, buf: In(&Bytes(Arg(len))), len: Size, flags: Flags(&MSG),
        dest_addr: In(&Custom(&SOCKADDR, &Bytes(ArgInt(addrlen)))), addrlen: Int) => Int;
    recvfrom(sockfd: Socket, buf: Out(&Bytes(RetUpTo(len))), len: Size, flags: Flags(&MSG),
        src_addr: Out(&Custom(&SOCKADDR, &Bytes(DerefBoth(addrlen)))),
        addrlen: Either(src_addr, given, &ValueResult, &Addr)) => Int;
    sendmsg(sockfd: Socket, msg: In(&Custom(&message::SENT, &Struct(&MSGHDR))), flags: Flags(&MSG)) => Int;
    recvmsg(sockfd: Socket, msg: Change(&Struct(&MSGHDR_ALONE), &Custom(&message::RECEIVED, &Struct(&MSGHDR))), flags: Flags(&MSG)) => Int;
    sendmmsg(sockfd: Socket, msgvec: Change(&Custom(&message::ALL_SENT, &Array(&Struct(&MMSGHDR), Arg(vlen))),
        &Custom(&message::ALL_SENT, &Array(&Struct(&MMSGHDR_ALONE), Ret))), vlen: Uint, flags: Flags(&MSG)) => Int;
    recvmmsg(sockfd: Socket, msgvec: Change(&Array(&Struct(&MMSGHDR_ALONE), Arg(vlen)),
        &Custom(&message::ALL_RECEIVED, &Array(&Struct(&MMSGHDR), Ret))), vlen: Uint, flags: Flags(&MSG),
        timeout: InOut(&Struct(&TIMESPEC))) => With(time_left);

    setsockopt(sockfd: Fd, level: Enum(&SOCKET_LEVEL), optname: Show32(sockopt::put),
        optval: In(&Custom(&sockopt::SET, &Bytes(ArgInt(optlen)))), optlen: Int) => Int, by optname & 0xffff_ffff {
        SO_ATTACH_FILTER(optval: In(&Custom(&sockopt::SET, &Bytes(ArgInt(optlen)))), optlen: Int,
            filter @ 3: Only(optlen, never, &In(&Struct(&SOCK_FPROG)))) => Int;
        SO_ATTACH_REUSEPORT_CBPF(optval: In(&Custom(&sockopt::SET, &Bytes(ArgInt(optlen)))), optlen: Int,
            filter @ 3: Only(optlen, never, &In(&Struct(&SOCK_FPROG)))) => Int;
    };
    getsockopt(sockfd: Fd, level: Enum(&SOCKET_LEVEL), optname: Show32(sockopt::got),
        optval: Out(&Custom(&sockopt::GET, &Bytes(DerefBoth(optlen)))), optlen: ValueResult) => Int;
}
