//! Structs of calls on signals.

use crate::decode::custom::signal;
use crate::decode::flags::*;
use crate::decode::macros::layout;

layout! {
    /// include/linux/signal_types.h: `struct sigaction`, as the kernel takes it
    SIGACTION = sigaction {
        sa_handler @ 0: Show(signal::handler), sa_mask @ 24: Show(signal::mask), sa_flags @ 8: Flags64(&SA),
        sa_restorer @ 16: If(sa_flags, signal::restores, &Hex),
    };
    /// include/uapi/asm-generic/signal.h
    STACK = sigaltstack { ss_sp: Addr, ss_flags: Flags(&SS), ss_size: Ulong };
    /// The start of a `struct sigevent` (include/uapi/asm-generic/siginfo.h), which is what is shown of it; the functions' place
    /// may hold a thread
    SIGEVENT_START = sigevent {
        sigev_value: Addr, sigev_signo: Int, sigev_notify: Int, sigev_notify_function: Addr,
        sigev_notify_attributes: Addr,
    };
    /// include/uapi/asm-generic/ucontext.h: what a handler's return restores, of which the mask is shown
    #[cfg(not(target_arch = "aarch64"))]
    SIGFRAME = ucontext { mask @ 296: Show(signal::mask) } 304;
    /// arch/arm64/kernel/signal.c: information of the signal, then include/uapi/asm-generic/ucontext.h
    #[cfg(target_arch = "aarch64")]
    SIGFRAME = rt_sigframe { mask @ 168: Show(signal::mask) } 176;
}
