//! Structs of calls that wait for descriptors.

use crate::decode::custom::signal;
use crate::decode::flags::*;
use crate::decode::macros::layout;

layout! {
    /// include/uapi/linux/eventpoll.h
    #[cfg(target_arch = "aarch64")]
    EPOLL_EVENT = epoll_event { events: Flags(&EPOLL), data @ 8: Struct(&EPOLL_DATA) } 16;
    /// include/uapi/linux/eventpoll.h: packed
    #[cfg(not(target_arch = "aarch64"))]
    EPOLL_EVENT = epoll_event { events: Flags(&EPOLL), data @ 4: Struct(&EPOLL_DATA) } 12;
    /// The same 64 bits, as they are and cut
    EPOLL_DATA = epoll_data { u32 @ 0: Uint, u64 @ 0: Ulong } 8;
    /// What pselect6(2) takes last: fs/select.c
    SIGSET_ARG = sigset_argpack { sigmask: Ptr(&Custom(&signal::SIGSET, &Bytes(Field(sigsetsize)))), sigsetsize @ 8: Ulong };
}
