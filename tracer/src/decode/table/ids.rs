//! Who a task is: ids of processes, groups and sessions, of users and groups.

use crate::decode::macros::syscalls;

/// Can there be so many groups (NGROUPS_MAX, include/uapi/linux/limits.h)?
fn is_possible(groups: u64) -> bool {
    groups as u32 <= 65536
}

syscalls! {
    getpid() => Pid;
    gettid() => Pid;
    getppid() => Pid;
    getuid() => Int;
    geteuid() => Int;
    getgid() => Int;
    getegid() => Int;
    setuid(uid: Uid) => Int;
    setgid(gid: Uid) => Int;
    setreuid(ruid: Uid, euid: Uid) => Int;
    setregid(rgid: Uid, egid: Uid) => Int;
    setresuid(ruid: Uid, euid: Uid, suid: Uid) => Int;
    setresgid(rgid: Uid, egid: Uid, sgid: Uid) => Int;
    getresuid(ruid: Out(&Uid), euid: Out(&Uid), suid: Out(&Uid)) => Int;
    getresgid(rgid: Out(&Uid), egid: Out(&Uid), sgid: Out(&Uid)) => Int;
    setfsuid(fsuid: Uid) => Int;
    setfsgid(fsgid: Uid) => Int;
    getgroups(size: Int, list: Out(&Array(&Uid, Ret))) => Int;
    setgroups(size: Int, list: Either(size, is_possible, &In(&Array(&Uid, ArgInt(size))), &Addr)) => Int;
    setpgid(pid: Pid, pgid: Group) => Int;
    getpgid(pid: Pid) => Group;
    getpgrp() => Group;
    setsid() => Group;
    getsid(pid: Pid) => Group;
}
