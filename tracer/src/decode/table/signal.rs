//! Signals: sending, handling, blocking, waiting for them.

use crate::decode::custom::siginfo::SIGINFO;
use crate::decode::custom::signal;
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::syscalls;

syscalls! {
    kill(pid: Pid, sig: Signal) => Int;
    tkill(tid: Pid, sig: Signal) => Int;
    tgkill(tgid: Pid, tid: Pid, sig: Signal) => Int;
    rt_sigqueueinfo(pid: Pid, sig: Signal, info: In(&Custom(&SIGINFO, &Raw(128)))) => Int;
    rt_tgsigqueueinfo(tgid: Pid, tid: Pid, sig: Signal, info: In(&Custom(&SIGINFO, &Raw(128)))) => Int;
    rt_sigaction(
        signum: Signal, act: In(&Struct(&SIGACTION)), oldact: Out(&Struct(&SIGACTION)), sigsetsize: Size,
    ) => Int;
    rt_sigprocmask(
        how: Enum(&SIG_HOW), set: In(&Custom(&signal::SIGSET, &Bytes(Arg(sigsetsize)))),
        oldset: Out(&Custom(&signal::SIGSET, &Bytes(Arg(sigsetsize)))), sigsetsize: Size,
    ) => Int;
    rt_sigpending(set: Out(&Custom(&signal::SIGSET, &Bytes(Arg(sigsetsize)))), sigsetsize: Size) => Int;
    rt_sigsuspend(mask: In(&Custom(&signal::SIGSET, &Bytes(Arg(sigsetsize)))), sigsetsize: Size) => Int;
    rt_sigtimedwait(
        set: In(&Custom(&signal::SIGSET, &Bytes(Arg(sigsetsize)))), info: Out(&Custom(&SIGINFO, &Raw(128))),
        timeout: In(&Struct(&TIMESPEC)), sigsetsize: Size,
    ) => With(signal::received);
    rt_sigreturn(frame @ 0: Stack(0, &Struct(&SIGFRAME))) => Int;
    sigaltstack(ss: In(&Struct(&STACK)), old_ss: Out(&Struct(&STACK))) => Int;
    pause() => Int;
}
