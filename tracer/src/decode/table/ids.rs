//! Who a task is: ids of processes, groups and sessions, of users and groups.

use crate::decode::macros::syscalls;

syscalls! {
    getpid() => Int;
    gettid() => Int;
    getppid() => Int;
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
    setgroups(size: Int, list: In(&Array(&Uid, ArgInt(size)))) => Int;
    setpgid(pid: Pid, pgid: Pid) => Int;
    getpgid(pid: Pid) => Int;
    getpgrp() => Int;
    setsid() => Int;
    getsid(pid: Pid) => Int;
}
