//! Processes: creation, execution, ends, waiting, limits, namespaces, capabilities, what a process says of itself.

use crate::decode::custom::caps::CAPS;
use crate::decode::custom::clone::{
    CLONE3, CLONE3_TOLD, flags as clone_flags, sets_tls, tells, tells_child, tells_parent,
};
use crate::decode::custom::process::{
    action_available, former_personality, personality, resumed, xfeature, xfeatures,
};
use crate::decode::custom::siginfo::SIGINFO;
use crate::decode::custom::wait::{WAIT_RUSAGE, WAIT_STATUS};
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::syscalls;
use crate::decode::uapi::*;

syscalls! {
    execve(pathname: Path, argv: Argv, envp: Envp) => Int;
    execveat(dirfd: DirFd, pathname: Path, argv: Argv, envp: Envp, flags: Flags(&EXEC_AT)) => Int;
    fork() => Pid;
    vfork() => Pid;
    clone(
        stack @ 1: Label("child_stack", &Addr), flags @ 0: Label("flags", &Show(clone_flags)),
        parent_tid @ 2: Only(flags, tells_parent, &Label("parent_tid", &Out(&Pid))),
        tls @ 4: Only(flags, sets_tls, &Label("tls", &Addr)),
        child_tid @ 3: Only(flags, tells_child, &Label("child_tidptr", &Addr)),
    ) => Pid;
    clone3(
        cl_args: In(&Custom(&CLONE3, &Struct(&CLONE_ARGS_TIDS))),
        told @ 0: Told(tells, &Custom(&CLONE3_TOLD, &Struct(&CLONE_TOLD))), size @ 1: Size,
    ) => Pid;
    exit(status: Int) => Int;
    exit_group(status: Int) => Int;
    wait4(
        pid: Pid, wstatus: Out(&Custom(&WAIT_STATUS, &Int)), options: Flags(&WAIT),
        rusage: Out(&Custom(&WAIT_RUSAGE, &Struct(&RUSAGE))),
    ) => Int;
    waitid(
        idtype: Enum(&WAIT_ID), id: Int, infop: Out(&Custom(&SIGINFO, &Raw(128))), options: Flags(&WAIT),
        rusage: Out(&Struct(&RUSAGE)),
    ) => Int, by idtype & 0xffff_ffff {
        P_PID(
            id: Pid, infop: Out(&Custom(&SIGINFO, &Raw(128))), options: Flags(&WAIT), rusage: Out(&Struct(&RUSAGE)),
        ) => Int;
        P_PGID(
            id: Group, infop: Out(&Custom(&SIGINFO, &Raw(128))), options: Flags(&WAIT), rusage: Out(&Struct(&RUSAGE)),
        ) => Int;
        P_PIDFD(
            id: Fd, infop: Out(&Custom(&SIGINFO, &Raw(128))), options: Flags(&WAIT), rusage: Out(&Struct(&RUSAGE)),
        ) => Int;
    };
    pidfd_open(pid: Pid, flags: Flags(&PIDFD)) => Fd;
    pidfd_getfd(pidfd: Fd, targetfd: Int, flags: Hex32) => Fd;
    pidfd_send_signal(
        pidfd: Fd, sig: Signal, info: In(&Custom(&SIGINFO, &Raw(128))), flags: Flags(&PIDFD_SIGNAL),
    ) => Int;
    process_mrelease(pidfd: Fd, flags: Hex32) => Int;
    set_tid_address(tidptr: Hex) => Int;
    set_robust_list(head: Addr, len: Size) => Int;
    get_robust_list(pid: Pid, head_ptr: Out(&Addr), len_ptr: Out(&Ulong)) => Int;
    rseq(rseq: Hex, rseq_len: Hex, flags: Hex, sig: Hex) => Int;
    arch_prctl(option: Enum(&ARCH_PRCTL), addr: Hex) => Int, by option & 0xffff_ffff {
        ARCH_SET_GS(addr: Hex) => Int;
        ARCH_SET_FS(addr: Hex) => Int;
        ARCH_GET_FS(addr: Out(&Addr)) => Int;
        ARCH_GET_GS(addr: Out(&Addr)) => Int;
        ARCH_GET_CPUID() => Int;
        ARCH_SET_CPUID(addr: Hex) => Int;
        ARCH_GET_XCOMP_SUPP(addr: Out(&Quad(&Show(xfeatures)))) => Int;
        ARCH_GET_XCOMP_PERM(addr: Out(&Quad(&Show(xfeatures)))) => Int;
        ARCH_GET_XCOMP_GUEST_PERM(addr: Out(&Quad(&Show(xfeatures)))) => Int;
        ARCH_REQ_XCOMP_PERM(feature: Show(xfeature)) => Int;
        ARCH_REQ_XCOMP_GUEST_PERM(feature: Show(xfeature)) => Int;
    };
    personality(persona: Show32(personality)) => HexWith(former_personality);
    seccomp(operation: Enum(&SECCOMP_OP), flags: Hex32, args: Addr) => Int, by operation & 0xffff_ffff {
        SECCOMP_SET_MODE_STRICT(flags: Hex32, args: Addr) => Int;
        SECCOMP_SET_MODE_FILTER(flags: Flags(&SECCOMP_FILTER), args: In(&Struct(&SECCOMP_PROG))) => Int;
        SECCOMP_GET_ACTION_AVAIL(flags: Hex32, args: In(&Show32(action_available))) => Int;
        SECCOMP_GET_NOTIF_SIZES(flags: Hex32, args: Addr) => Int;
    };
    setns(fd: Fd, nstype: Flags(&SETNS)) => Int;
    unshare(flags: Flags(&UNSHARE)) => Int;
    capget(hdrp: In(&Struct(&CAP_HEADER)), datap: Out(&Custom(&CAPS, &Raw(24)))) => Int;
    capset(hdrp: In(&Struct(&CAP_HEADER)), datap: In(&Custom(&CAPS, &Raw(24)))) => Int;
    kcmp(pid1: Pid, pid2: Pid, kind: Enum(&KCMP), idx1: Hex, idx2: Hex) => Int, by kind & 0xffff_ffff {
        KCMP_FILE(idx1: Uint, idx2: Uint) => Int;
        KCMP_VM() => Int;
        KCMP_FILES() => Int;
        KCMP_FS() => Int;
        KCMP_SIGHAND() => Int;
        KCMP_IO() => Int;
        KCMP_SYSVSEM() => Int;
        KCMP_EPOLL_TFD(idx1: Uint, idx2: In(&Struct(&KCMP_SLOT))) => Int;
    };
    getrlimit(resource: Enum(&RLIMIT), rlim: Out(&Struct(&RLIMIT64))) => Int;
    setrlimit(resource: Enum(&RLIMIT), rlim: In(&Struct(&RLIMIT64))) => Int;
    prlimit64(
        pid: Pid, resource: Enum(&RLIMIT), new_limit: In(&Struct(&RLIMIT64)), old_limit: Out(&Struct(&RLIMIT64)),
    ) => Int;
    getrusage(who: Enum(&RUSAGE_WHO), usage: Out(&Struct(&RUSAGE))) => Int;
    times(buf: Out(&Struct(&TMS))) => Int;
    restart_syscall(call @ 0: Show(resumed)) => Int;
}
