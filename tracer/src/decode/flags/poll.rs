//! Flags of calls that wait for descriptors, and of descriptors made for that.

use crate::decode::macros::flags;
use crate::decode::uapi::*;

flags! {
    /// poll(2)
    POLL, "POLL???": POLLIN, POLLPRI, POLLOUT, POLLERR, POLLHUP, POLLNVAL, POLLRDNORM, POLLRDBAND, POLLWRNORM,
        POLLWRBAND, POLLMSG, POLLREMOVE, POLLRDHUP, POLL_BUSY_LOOP;
    /// epoll_ctl(2): what happens.
    EPOLL, "EPOLL???": EPOLLIN, EPOLLPRI, EPOLLOUT, EPOLLERR, EPOLLHUP, EPOLLNVAL, EPOLLRDNORM, EPOLLRDBAND,
        EPOLLWRNORM, EPOLLWRBAND, EPOLLMSG, EPOLLRDHUP, EPOLLEXCLUSIVE, EPOLLWAKEUP, EPOLLONESHOT, EPOLLET;
    /// epoll_ctl(2)
    EPOLL_CTL, "EPOLL_CTL_???": EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLL_CTL_MOD;
    /// epoll_create1(2)
    EPOLL_CREATE, "EPOLL_???": EPOLL_CLOEXEC;
    SIGNALFD, "SFD_???": SFD_CLOEXEC, SFD_NONBLOCK;
}
