//! Scheduling, and waiting in user space: policies, priorities, processors, barriers, futexes.

use crate::decode::custom::futex::{bitset, operation};
use crate::decode::custom::sched::{
    ATTRIBUTES, CPUS, WANTED, barriers, io_priority, io_priority_is, policy_is,
};
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::syscalls;
use crate::decode::uapi::*;

/// Does membarrier(2) look at a processor's number?
fn names_processor(flags: u64) -> bool {
    flags & MEMBARRIER_CMD_FLAG_CPU != 0
}

syscalls! {
    sched_yield() => Int;
    sched_setparam(pid: Pid, param: In(&Int)) => Int;
    sched_getparam(pid: Pid, param: Out(&Int)) => Int;
    sched_setscheduler(pid: Pid, policy: Enum(&SCHED), param: In(&Int)) => Int;
    sched_getscheduler(pid: Pid) => With(policy_is);
    sched_get_priority_max(policy: Enum(&SCHED)) => Int;
    sched_get_priority_min(policy: Enum(&SCHED)) => Int;
    sched_rr_get_interval(pid: Pid, tp: Out(&Struct(&TIMESPEC))) => Int;
    sched_setaffinity(pid: Pid, cpusetsize: Uint, mask: In(&Custom(&CPUS, &Bytes(Arg(cpusetsize))))) => Int;
    sched_getaffinity(pid: Pid, cpusetsize: Uint, mask: Out(&Custom(&CPUS, &Bytes(Ret)))) => Int;
    sched_setattr(pid: Pid, attr: In(&Custom(&WANTED, &Bytes(Fixed(56)))), flags: Uint) => Int;
    sched_getattr(pid: Pid, attr: Out(&Custom(&ATTRIBUTES, &Bytes(ArgInt(size)))), size: Uint, flags: Uint) => Int;
    getpriority(which: Enum(&PRIO), who: Int) => Int, by which & 0xffff_ffff {
        PRIO_PROCESS(who: Pid) => Int;
        PRIO_PGRP(who: Group) => Int;
    };
    setpriority(which: Enum(&PRIO), who: Int, prio: Int) => Int, by which & 0xffff_ffff {
        PRIO_PROCESS(who: Pid, prio: Int) => Int;
        PRIO_PGRP(who: Group, prio: Int) => Int;
    };
    ioprio_get(which: Enum(&IOPRIO_WHO), who: Int) => HexWith(io_priority_is);
    ioprio_set(which: Enum(&IOPRIO_WHO), who: Int, ioprio: Show32(io_priority)) => Int;
    getcpu(cpu: Out(&Uint), node: Out(&Uint), tcache: Addr) => Int;
    membarrier(
        cmd: Enum(&MEMBARRIER), flags: Flags(&MEMBARRIER_FLAG), cpu_id: When(flags, names_processor, &Int),
    ) => Int, by cmd & 0xffff_ffff {
        MEMBARRIER_CMD_QUERY(
            flags: Flags(&MEMBARRIER_FLAG), cpu_id: When(flags, names_processor, &Int),
        ) => HexWith(barriers);
    };
    futex(
        uaddr: Addr, op: Enum(&FUTEX), val: Uint, timeout: Addr, uaddr2: Addr, val3: Hex32,
    ) => Int, by op & 0x7f {
        FUTEX_WAIT(val: Uint, timeout: In(&Struct(&TIMESPEC))) => Int;
        FUTEX_WAKE(val: Uint) => Int;
        FUTEX_FD(val: Uint) => Int;
        FUTEX_REQUEUE(val: Uint, val2: Uint, uaddr2: Addr) => Int;
        FUTEX_CMP_REQUEUE(val: Uint, val2: Uint, uaddr2: Addr, val3: Uint) => Int;
        FUTEX_WAKE_OP(val: Uint, val2: Uint, uaddr2: Addr, val3: Show32(operation)) => Int;
        FUTEX_LOCK_PI(timeout @ 3: In(&Struct(&TIMESPEC))) => Int;
        FUTEX_UNLOCK_PI() => Int;
        FUTEX_TRYLOCK_PI() => Int;
        FUTEX_WAIT_BITSET(val: Uint, timeout: In(&Struct(&TIMESPEC)), val3 @ 5: Show32(bitset)) => Int;
        FUTEX_WAKE_BITSET(val: Uint, val3 @ 5: Show32(bitset)) => Int;
        FUTEX_WAIT_REQUEUE_PI(val: Uint, timeout: In(&Struct(&TIMESPEC)), uaddr2: Addr) => Int;
        FUTEX_CMP_REQUEUE_PI(val: Uint, val2: Uint, uaddr2: Addr, val3: Uint) => Int;
        FUTEX_LOCK_PI2(timeout @ 3: In(&Struct(&TIMESPEC))) => Int;
    };
    futex_waitv(
        waiters: In(&Array(&Struct(&FUTEX_WAITER), Arg(nr_futexes))), nr_futexes: Uint, flags: Hex32,
        timeout: In(&Struct(&TIMESPEC)), clockid: Enum(&CLOCK),
    ) => Int;
    futex_wake(uaddr: Addr, mask: Hex, nr: Int, flags: Flags(&FUTEX2)) => Int;
    futex_wait(
        uaddr: Addr, val: Hex, mask: Hex, flags: Flags(&FUTEX2), timeout: In(&Struct(&TIMESPEC)), clockid: Enum(&CLOCK),
    ) => Int;
    futex_requeue(waiters: In(&Array(&Struct(&FUTEX_WAITER), Fixed(2))), flags: Hex32, nr_wake: Int, nr_requeue: Int) => Int;
}
