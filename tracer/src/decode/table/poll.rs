//! Waiting for descriptors.

use crate::decode::custom::{poll, signal};
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::syscalls;

/// Does epoll_ctl(2) look at the event?
fn takes_event(op: u64) -> bool {
    op as i32 != libc::EPOLL_CTL_DEL
}

syscalls! {
    poll(fds: InOut(&Array(&Holding(First, &Custom(&poll::POLLFD, &Raw(8))), Arg(nfds))), nfds: Uint, timeout: Int) => With(poll::polled);
    ppoll(fds: InOut(&Array(&Holding(First, &Custom(&poll::POLLFD, &Raw(8))), Arg(nfds))), nfds: Uint, tmo_p: InOut(&Struct(&TIMESPEC)),
        sigmask: In(&Custom(&signal::SIGSET, &Bytes(Arg(sigsetsize)))), sigsetsize: Size) => With(poll::ppolled);
    select(nfds: Int, readfds: InOut(&Holding(Bits(nfds), &Custom(&poll::FD_SET, &Bytes(Of(1024, poll::set_size))))),
        writefds: InOut(&Holding(Bits(nfds), &Custom(&poll::FD_SET, &Bytes(Of(1024, poll::set_size))))),
        exceptfds: InOut(&Holding(Bits(nfds), &Custom(&poll::FD_SET, &Bytes(Of(1024, poll::set_size))))),
        timeout: InOut(&Struct(&TIMEVAL))) => With(poll::selected);
    pselect6(nfds: Int, readfds: InOut(&Holding(Bits(nfds), &Custom(&poll::FD_SET, &Bytes(Of(1024, poll::set_size))))),
        writefds: InOut(&Holding(Bits(nfds), &Custom(&poll::FD_SET, &Bytes(Of(1024, poll::set_size))))),
        exceptfds: InOut(&Holding(Bits(nfds), &Custom(&poll::FD_SET, &Bytes(Of(1024, poll::set_size))))),
        timeout: InOut(&Struct(&TIMESPEC)), sig: In(&Struct(&SIGSET_ARG))) => With(poll::pselected);

    epoll_create(size: Int) => Fd;
    epoll_create1(flags: Flags(&EPOLL_CREATE)) => Fd;
    epoll_ctl(epfd: Fd, op: Enum(&EPOLL_CTL), fd: Fd,
        event: Either(op, takes_event, &In(&Struct(&EPOLL_EVENT)), &Addr)) => Int;
    epoll_wait(epfd: Fd, events: Out(&Array(&Struct(&EPOLL_EVENT), Ret)), maxevents: Int, timeout: Int) => Int;
    epoll_pwait(epfd: Fd, events: Out(&Array(&Struct(&EPOLL_EVENT), Ret)), maxevents: Int, timeout: Int,
        sigmask: In(&Custom(&signal::SIGSET, &Bytes(Arg(sigsetsize)))), sigsetsize: Size) => Int;
    epoll_pwait2(epfd: Fd, events: Out(&Array(&Struct(&EPOLL_EVENT), Ret)), maxevents: Int,
        timeout: In(&Struct(&TIMESPEC)), sigmask: In(&Custom(&signal::SIGSET, &Bytes(Arg(sigsetsize)))),
        sigsetsize: Size) => Int;

    signalfd(ufd: Fd, user_mask: In(&Custom(&signal::SIGSET, &Bytes(Arg(sizemask)))), sizemask: Size) => Fd;
    signalfd4(ufd: Fd, user_mask: In(&Custom(&signal::SIGSET, &Bytes(Arg(sizemask)))), sizemask: Size,
        flags: Flags(&SIGNALFD)) => Fd;
}
