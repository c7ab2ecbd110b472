//! The system itself: its name, log and restarts, modules, keys, rules, randomness; tracing; and calls that are no more.

use crate::decode::custom::system::{RANDOM, RULESET, SEGMENT, kexec, log_action, user_offset};
use crate::decode::custom::{filter, lsm, perf, seccomp, siginfo::SIGINFO, signal, trace};
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::syscalls;
use crate::decode::uapi::*;

/// Can a host's name be so long (__NEW_UTS_LEN, include/uapi/linux/utsname.h)?
fn is_name(len: u64) -> bool {
    len as u32 <= 64
}

fn is_status(set: u64) -> bool {
    set == NT_PRSTATUS
}

fn takes_buffer(action: u64) -> bool {
    !matches!(action as u32, 0 | 1 | 5 | 6 | 7 | 9 | 10)
}

fn restarts_with_command(command: u64) -> bool {
    command & 0xffff_ffff == LINUX_REBOOT_CMD_RESTART2
}

fn is_kexec_count(segments: u64) -> bool {
    segments <= KEXEC_SEGMENT_MAX
}

syscalls! {
    uname(buf: Out(&Struct(&UTSNAME))) => Int;
    sysinfo(info: Out(&Struct(&SYSINFO))) => Int;
    sysfs(option: Hex, arg1: Hex, arg2: Hex) => Int;
    epoll_ctl_old(arg1: Hex, arg2: Hex, arg3: Hex, arg4: Hex) => Int;
    epoll_wait_old(arg1: Hex, arg2: Hex, arg3: Hex, arg4: Hex) => Int;
    uretprobe() => Hex;
    uprobe() => Hex;
    lookup_dcookie(cookie: Ulong, buffer: Out(&Bytes(Ret)), len: Size) => Int;
    sethostname(name: Either(len, is_name, &In(&Bytes(ArgInt(len))), &Addr), len: Uint) => Int;
    setdomainname(name: Either(len, is_name, &In(&Bytes(ArgInt(len))), &Addr), len: Uint) => Int;
    getrandom(buf: Out(&Custom(&RANDOM, &Bytes(Ret))), buflen: Size, flags: Flags(&GRND)) => Int;
    syslog(
        action: Show32(log_action), buf: When(action, takes_buffer, &Out(&Bytes(Ret))),
        len: When(action, takes_buffer, &Int),
    ) => Int, by action & 0xffff_ffff {
        SYSLOG_ACTION_CONSOLE_LEVEL(buf: Addr, level: Enum(&LOGLEVEL)) => Int;
    };
    reboot(
        magic: Enum(&REBOOT_MAGIC1), magic2: Enum(&REBOOT_MAGIC2), op: Enum(&REBOOT),
        arg: When(op, restarts_with_command, &Str),
    ) => Int;
    kexec_load(
        entry: Addr, nr_segments: Ulong, segments: Either(nr_segments, is_kexec_count, &In(&Array(&Struct(&KEXEC_SEGMENT), Arg(nr_segments))), &Addr),
        flags: Show(kexec),
    ) => Int;
    kexec_file_load(
        kernel_fd: Fd, initrd_fd: Fd, cmdline_len: Size, cmdline: In(&Bytes(Arg(cmdline_len))),
        flags: Flags64(&KEXEC_FILE),
    ) => Int;
    init_module(module_image: Addr, len: Size, param_values: Str) => Int;
    finit_module(fd: Fd, param_values: Str, flags: Flags(&MODULE_INIT)) => Int;
    delete_module(name: Str, flags: Flags(&MODULE_DELETE)) => Int;
    acct(filename: Path) => Int;
    add_key(
        kind: Str, description: Str, payload: In(&Bytes(Arg(plen))), plen: Size, keyring: Enum(&KEY),
    ) => Int;
    request_key(kind: Str, description: Str, callout_info: Str, dest_keyring: Enum(&KEY)) => Int;
    keyctl(operation: Enum(&KEYCTL), arg2: Hex, arg3: Hex, arg4: Hex, arg5: Hex) => Int,
        by operation & 0xffff_ffff {
        KEYCTL_GET_KEYRING_ID(key: Enum(&KEY), create: Int) => Int;
        KEYCTL_JOIN_SESSION_KEYRING(name: Str) => Int;
        KEYCTL_UPDATE(key: Enum(&KEY), payload: In(&Bytes(Arg(plen))), plen: Size) => Int;
        KEYCTL_REVOKE(key: Enum(&KEY)) => Int;
        KEYCTL_CHOWN(key: Enum(&KEY), uid: Uid, gid: Uid) => Int;
        KEYCTL_SETPERM(key: Enum(&KEY), perm: Flags(&KEY_PERM)) => Int;
        KEYCTL_DESCRIBE(key: Enum(&KEY), buf: Out(&Bytes(Ret)), buflen: Size) => Int;
        KEYCTL_CLEAR(keyring: Enum(&KEY)) => Int;
        KEYCTL_LINK(key: Enum(&KEY), keyring: Enum(&KEY)) => Int;
        KEYCTL_UNLINK(key: Enum(&KEY), keyring: Enum(&KEY)) => Int;
        KEYCTL_SEARCH(keyring: Enum(&KEY), kind: Str, description: Str, dest_keyring: Enum(&KEY)) => Int;
        KEYCTL_READ(key: Enum(&KEY), buf: Out(&Bytes(Ret)), buflen: Size) => Int;
        KEYCTL_INSTANTIATE(key: Enum(&KEY), payload: In(&Bytes(Arg(plen))), plen: Size, keyring: Enum(&KEY)) => Int;
        KEYCTL_NEGATE(key: Enum(&KEY), timeout: Uint, keyring: Enum(&KEY)) => Int;
        KEYCTL_SET_REQKEY_KEYRING(kind: Enum(&REQKEY)) => Int;
        KEYCTL_SET_TIMEOUT(key: Enum(&KEY), timeout: Uint) => Int;
        KEYCTL_ASSUME_AUTHORITY(key: Enum(&KEY)) => Int;
        KEYCTL_GET_SECURITY(key: Enum(&KEY), buf: Out(&Bytes(Ret)), buflen: Size) => Int;
        KEYCTL_SESSION_TO_PARENT() => Int;
        KEYCTL_REJECT(key: Enum(&KEY), timeout: Uint, error: Show32(seccomp::number_of_error), keyring: Enum(&KEY)) => Int;
        KEYCTL_INVALIDATE(key: Enum(&KEY)) => Int;
        KEYCTL_GET_PERSISTENT(uid: Uid, keyring: Enum(&KEY)) => Int;
        KEYCTL_INSTANTIATE_IOV(key: Enum(&KEY), iov: In(&Iov(Arg(iovcnt))), iovcnt: Ulong, keyring: Enum(&KEY)) => Int;
        KEYCTL_DH_COMPUTE(params: In(&Struct(&DH_PARAMS)), buf: Out(&Bytes(Ret)), buflen: Size, kdf: In(&Struct(&KDF_PARAMS))) => Int;
        KEYCTL_PKEY_QUERY(key: Enum(&KEY), arg3: Hex, info: Str, result: Out(&Struct(&PKEY_QUERY))) => Int;
        KEYCTL_PKEY_ENCRYPT(params: In(&Struct(&PKEY_PARAMS)), info: Str, input: In(&Bytes(DerefAt(params, 4))), output: Out(&Bytes(DerefAt(params, 8)))) => Int;
        KEYCTL_PKEY_DECRYPT(params: In(&Struct(&PKEY_PARAMS)), info: Str, input: In(&Bytes(DerefAt(params, 4))), output: Out(&Bytes(DerefAt(params, 8)))) => Int;
        KEYCTL_PKEY_SIGN(params: In(&Struct(&PKEY_PARAMS)), info: Str, input: In(&Bytes(DerefAt(params, 4))), output: Out(&Bytes(DerefAt(params, 8)))) => Int;
        KEYCTL_PKEY_VERIFY(params: In(&Struct(&PKEY_VERIFY)), info: Str, input: In(&Bytes(DerefAt(params, 4))), signature: In(&Bytes(DerefAt(params, 8)))) => Int;
        KEYCTL_RESTRICT_KEYRING(key: Enum(&KEY), kind: Str, restriction: Str) => Int;
        KEYCTL_MOVE(key: Enum(&KEY), from: Enum(&KEY), to: Enum(&KEY), flags: Flags(&KEYS_MOVE)) => Int;
        KEYCTL_CAPABILITIES(buf: Out(&Bytes(Ret)), buflen: Size) => Int;
    };
    landlock_create_ruleset(
        attr: In(&Custom(&RULESET, &Bytes(Arg(size)))), size: Size, flags: Flags(&LANDLOCK_CREATE),
    ) => Fd;
    landlock_add_rule(ruleset_fd: Fd, rule_type: Enum(&LANDLOCK_RULE), rule_attr: Addr, flags: Hex32) => Int,
        by rule_type & 0xffff_ffff {
        LANDLOCK_RULE_PATH_BENEATH(rule_attr: In(&Struct(&LANDLOCK_PATH)), flags: Hex32) => Int;
        LANDLOCK_RULE_NET_PORT(rule_attr: In(&Struct(&LANDLOCK_PORT)), flags: Hex32) => Int;
    };
    landlock_restrict_self(ruleset_fd: Fd, flags: Hex32) => Int;
    lsm_get_self_attr(attr: Enum(&LSM_ATTR), ctx: Out(&Custom(&lsm::CONTEXTS, &Bytes(DerefBoth(size)))), size: ValueResult, flags: Hex32) => Int;
    lsm_set_self_attr(attr: Enum(&LSM_ATTR), ctx: In(&Custom(&lsm::CONTEXTS, &Bytes(Arg(size)))), size: Uint, flags: Hex32) => Int;
    lsm_list_modules(ids: Out(&Array(&Quad(&Ulong), Ret)), size: ValueResult, flags: Hex32) => Int;
    bpf(cmd: Enum(&BPF_CMD), attr: Addr, size: Uint) => Int, by cmd & 0xffff_ffff in [super::bpf::COMMANDS];
    perf_event_open(attr: In(&Custom(&perf::ATTR, &Raw(perf::KNOWN))), pid: Pid, cpu: Int, group_fd: Fd, flags: Flags64(&PERF_FLAG)) => Fd;
    ptrace(request: Enum64(&PTRACE), pid: Pid, addr: Hex, data: Addr) => Int, by request & 0xffff_ffff {
        PTRACE_TRACEME() => Int;
        PTRACE_PEEKUSER(pid: Pid, offset: Show(user_offset), data: Out(&Hex)) => Int;
        PTRACE_POKEUSER(pid: Pid, offset: Show(user_offset), data: Addr) => Int;
        PTRACE_PEEKTEXT(pid: Pid, addr: Addr, data: Out(&Hex)) => Int;
        PTRACE_PEEKDATA(pid: Pid, addr: Addr, data: Out(&Hex)) => Int;
        PTRACE_POKETEXT(pid: Pid, addr: Addr, data: Addr) => Int;
        PTRACE_POKEDATA(pid: Pid, addr: Addr, data: Addr) => Int;
        PTRACE_CONT(pid: Pid, addr: Addr, sig: Signal) => Int;
        PTRACE_KILL(pid: Pid) => Int;
        PTRACE_SINGLESTEP(pid: Pid, addr: Addr, sig: Signal) => Int;
        PTRACE_SYSCALL(pid: Pid, addr: Addr, sig: Signal) => Int;
        PTRACE_SYSEMU(pid: Pid, addr: Addr, sig: Signal) => Int;
        PTRACE_SYSEMU_SINGLESTEP(pid: Pid, addr: Addr, sig: Signal) => Int;
        PTRACE_SINGLEBLOCK(pid: Pid, addr: Addr, sig: Signal) => Int;
        PTRACE_ATTACH(pid: Pid) => Int;
        PTRACE_DETACH(pid: Pid, addr: Addr, sig: Signal) => Int;
        PTRACE_INTERRUPT(pid: Pid) => Int;
        PTRACE_LISTEN(pid: Pid) => Int;
        PTRACE_SETOPTIONS(pid: Pid, addr: Addr, options: Flags64(&PTRACE_O)) => Int;
        PTRACE_OLDSETOPTIONS(pid: Pid, addr: Addr, options: Flags64(&PTRACE_O)) => Int;
        PTRACE_SEIZE(pid: Pid, addr: Addr, options: Flags64(&PTRACE_O)) => Int;
        PTRACE_GETEVENTMSG(pid: Pid, addr: Addr, data: Out(&Ulong)) => Int;
        PTRACE_GETSIGINFO(pid: Pid, addr: Addr, data: Out(&Custom(&SIGINFO, &Raw(128)))) => Int;
        PTRACE_SETSIGINFO(pid: Pid, addr: Addr, data: In(&Custom(&SIGINFO, &Raw(128)))) => Int;
        PTRACE_GETSIGMASK(pid: Pid, addr: Ulong, data: Out(&Custom(&signal::SIGSET, &Bytes(Arg(addr))))) => Int;
        PTRACE_SETSIGMASK(pid: Pid, addr: Ulong, data: In(&Custom(&signal::SIGSET, &Bytes(Arg(addr))))) => Int;
        PTRACE_GETREGS(pid: Pid, data @ 3: Out(&Struct(&USER_REGS))) => Int;
        PTRACE_SETREGS(pid: Pid, data @ 3: In(&Struct(&USER_REGS))) => Int;
        PTRACE_GETFPREGS(pid: Pid, data @ 3: Out(&Struct(&USER_FPREGS))) => Int;
        PTRACE_SETFPREGS(pid: Pid, data @ 3: In(&Struct(&USER_FPREGS))) => Int;
        PTRACE_GETREGSET(
            pid: Pid, addr: Enum(&NT),
            data: Either(addr, is_status, &OutOn(Always, &Struct(&REGSET)), &OutOn(Always, &Struct(&IOVEC_REMOTE))),
        ) => Int;
        PTRACE_SETREGSET(
            pid: Pid, addr: Enum(&NT),
            data: Either(addr, is_status, &In(&Struct(&REGSET)), &In(&Struct(&IOVEC_REMOTE))),
        ) => Int;
        PTRACE_SECCOMP_GET_FILTER(pid: Pid, addr: Ulong, data: Out(&Array(&Custom(&filter::SECCOMP_INSN, &Raw(8)), Ret))) => Int;
        PTRACE_SECCOMP_GET_METADATA(pid: Pid, addr: Ulong, data: OutOn(Always, &Custom(&trace::METADATA, &Bytes(Fixed(16))))) => Int;
        PTRACE_GET_SYSCALL_INFO(pid: Pid, addr: Ulong, data: Out(&Custom(&trace::SYSCALL_INFO, &Bytes(Fixed(trace::SYSCALL_INFO_SIZE))))) => Int;
    };
    iopl(level: Int) => Int;
    ioperm(from: Hex, num: Hex, turn_on: Int) => Int;
    modify_ldt(func: Int, ptr: In(&Custom(&SEGMENT, &Bytes(Arg(bytecount)))), bytecount: Ulong) => Int;
    set_thread_area(u_info: In(&Custom(&SEGMENT, &Bytes(Fixed(16))))) => Int;
    get_thread_area(u_info: Out(&Custom(&SEGMENT, &Bytes(Fixed(16))))) => Int;
    vhangup() => Int;
    uselib(library: Path) => Int;
    create_module(name: Hex, size: Hex) => Int;
    get_kernel_syms(table: Hex) => Int;
    query_module(name: Hex, which: Hex, buf: Hex, bufsize: Hex, ret: Hex) => Int;
    nfsservctl(cmd: Hex, argp: Hex, resp: Hex) => Int;
    getpmsg(a: Hex, b: Hex, c: Hex, d: Hex, e: Hex) => Int;
    putpmsg(a: Hex, b: Hex, c: Hex, d: Hex, e: Hex) => Int;
    afs_syscall(a: Hex, b: Hex, c: Hex, d: Hex, e: Hex) => Int;
    tuxcall(a: Hex, b: Hex, c: Hex) => Int;
    security(a: Hex, b: Hex, c: Hex) => Int;
    vserver(a: Hex, b: Hex, c: Hex, d: Hex, e: Hex) => Int;
    _sysctl(args: In(&Struct(&SYSCTL_ARGS))) => Int;
}
