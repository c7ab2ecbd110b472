//! Flags of calls on signals.

use crate::decode::macros::flags;
use crate::decode::uapi::*;

flags! {
    /// rt_sigaction(2)
    SA, "SA_???": SA_RESTORER, SA_ONSTACK, SA_RESTART, SA_INTERRUPT, SA_NODEFER, SA_RESETHAND, SA_SIGINFO,
        SA_NOCLDSTOP, SA_NOCLDWAIT;
    /// rt_sigprocmask(2)
    SIG_HOW, "SIG_???": SIG_BLOCK, SIG_UNBLOCK, SIG_SETMASK;
    /// sigaltstack(2)
    SS, "SS_???": SS_ONSTACK, SS_DISABLE, SS_AUTODISARM;
    /// `struct sigevent`
    SIGEV, "SIGEV_???": SIGEV_SIGNAL, SIGEV_NONE, SIGEV_THREAD, SIGEV_THREAD_ID;
}
