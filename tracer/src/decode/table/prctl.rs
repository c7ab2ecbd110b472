//! prctl(2), whose option tells what its other arguments are.

use crate::decode::custom::clone::exit_signal;
use crate::decode::custom::prctl::*;
use crate::decode::flags::*;
use crate::decode::layout::SECCOMP_PROG;
use crate::decode::macros::syscalls;
use crate::decode::uapi::*;

syscalls! {
    prctl(option: Enum(&PRCTL), arg2: Hex, arg3: Hex, arg4: Hex, arg5: Hex) => Int, by option & 0xffff_ffff {
        PR_SET_PDEATHSIG(sig: Show(exit_signal)) => Int;
        PR_GET_PDEATHSIG(sig: Out(&Signal)) => Int;
        PR_GET_DUMPABLE() => With(dumpable);
        PR_SET_DUMPABLE(dumpable: Enum64(&SUID_DUMP)) => Int;
        PR_GET_UNALIGN(bits: Out(&Flags(&UNALIGN))) => Int;
        PR_SET_UNALIGN(bits: Flags(&UNALIGN)) => Int;
        PR_GET_KEEPCAPS() => Int;
        PR_SET_KEEPCAPS(keep: Ulong) => Int;
        PR_GET_FPEMU(fpemu: Out(&Uint)) => Int;
        PR_SET_FPEMU(fpemu: Ulong) => Int;
        PR_GET_FPEXC(mode: Out(&Uint)) => Int;
        PR_SET_FPEXC(mode: Ulong) => Int;
        PR_GET_TIMING() => Int;
        PR_SET_TIMING(timing: Ulong) => Int;
        PR_SET_NAME(name: Name(16)) => Int;
        PR_GET_NAME(name: Out(&Chars(16))) => Int;
        PR_GET_ENDIAN(endian: Out(&Uint)) => Int;
        PR_SET_ENDIAN(endian: Ulong) => Int;
        PR_GET_SECCOMP() => Int;
        PR_SET_SECCOMP(
            mode: Enum64(&SECCOMP_MODE), filter: Only(mode, has_filter, &In(&Struct(&SECCOMP_PROG))),
            arg3 @ 2: Only(mode, is_no_mode, &Hex), arg4 @ 3: Only(mode, is_no_mode, &Hex),
            arg5 @ 4: Only(mode, is_no_mode, &Hex),
        ) => Int;
        PR_CAPBSET_READ(cap: Enum64(&CAP)) => Int;
        PR_CAPBSET_DROP(cap: Enum64(&CAP)) => Int;
        PR_GET_TSC(state: Out(&Enum(&TSC))) => Int;
        PR_SET_TSC(state: Enum(&TSC)) => Int;
        PR_GET_SECUREBITS() => HexWith(securebits);
        PR_SET_SECUREBITS(bits: Flags64(&SECBIT)) => Int;
        PR_SET_TIMERSLACK(slack: Ulong) => Int;
        PR_GET_TIMERSLACK() => Int;
        PR_TASK_PERF_EVENTS_DISABLE() => Int;
        PR_TASK_PERF_EVENTS_ENABLE() => Int;
        PR_MCE_KILL(policy: Enum64(&MCE_KILL), setting: Show(memory_error), arg4: Hex, arg5: Hex) => Int;
        PR_MCE_KILL_GET(arg2: Hex, arg3: Hex, arg4: Hex, arg5: Hex) => With(machine_check);
        PR_SET_MM(field: Enum(&SET_MM), value: Hex, arg4: Hex, arg5: Hex) => Int;
        PR_SET_CHILD_SUBREAPER(set: Ulong) => Int;
        PR_GET_CHILD_SUBREAPER(set: Out(&Uint)) => Int;
        PR_SET_NO_NEW_PRIVS(set: Ulong, arg3: Hex, arg4: Hex, arg5: Hex) => Int;
        PR_GET_TID_ADDRESS(address: Out(&Addr)) => Int;
        PR_SET_THP_DISABLE(set: Ulong, arg3: Hex, arg4: Hex, arg5: Hex) => Int;
        PR_SET_FP_MODE(mode: Flags(&FP_MODE)) => Int;
        PR_GET_FP_MODE() => Int;
        PR_CAP_AMBIENT(action: Enum64(&CAP_AMBIENT), cap: Show(ambient), arg4: Hex, arg5: Hex) => Int;
        PR_SVE_GET_VL() => Int;
        PR_SME_GET_VL() => Int;
        PR_GET_SPECULATION_CTRL(which: Enum64(&SPEC)) => HexWith(speculation);
        PR_SET_SPECULATION_CTRL(which: Enum64(&SPEC), state: Show(speculate)) => Int;
        PR_SET_IO_FLUSHER(set: Ulong, arg3: Hex, arg4: Hex, arg5: Hex) => Int;
        PR_SET_SYSCALL_USER_DISPATCH(mode: Enum64(&SYS_DISPATCH), from: Hex, len: Hex, selector: Hex) => Int;
        PR_SCHED_CORE(action: Enum(&SCHED_CORE), pid: Pid, kind: Show32(pid_type), cookie: Hex) => Int;
        PR_SET_VMA(
            what: Enum64(&SET_VMA), addr: Hex, len: Show(vma_len), name: Only(what, is_anon_name, &Str),
            arg5 @ 4: Only(what, is_no_anon_name, &Hex),
        ) => Int;
        PR_SET_PTRACER(pid: Enum(&PTRACER)) => Int;
        PR_SET_MDWE(bits: Flags64(&MDWE), arg3: Hex, arg4: Hex, arg5: Hex) => Int;
        PR_GET_MDWE(arg2: Hex, arg3: Hex, arg4: Hex, arg5: Hex) => Int;
    };
}
