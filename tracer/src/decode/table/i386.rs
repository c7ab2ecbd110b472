//! Calls of i386 that no 64-bit machine has, or that take other structs or registers there. What is not here and not an
//! alias is as on x86_64, as far as memory looks the same: see [`super::super::compat`].

use crate::decode::custom::clone::{flags as clone_flags, sets_tls, tells_child, tells_parent};
use crate::decode::custom::futex::bitset;
use crate::decode::custom::memory::mapping;
use crate::decode::custom::poll::{
    FD_SET, POLLFD, ppolled_32, pselected, pselected_32, selected_32, set_size,
};
use crate::decode::custom::request;
use crate::decode::custom::signal::{self, OLD_SIGSET, SIGSET};
use crate::decode::custom::system::{SEGMENT, segment_entry};
use crate::decode::custom::wait::WAIT_STATUS;
use crate::decode::desc::Variant;
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::{syscalls, variants};
use crate::decode::uapi::*;
use crate::decode::walk::Walk;

/// Calls that are others by another name: what they do on x86_64 they do here, with the same structs.
pub static ALIASES: &[(&str, &str)] = &[
    ("chown32", "chown"),
    ("clock_adjtime64", "clock_adjtime"),
    ("clock_getres_time64", "clock_getres"),
    ("clock_gettime64", "clock_gettime"),
    ("clock_nanosleep_time64", "clock_nanosleep"),
    ("clock_settime64", "clock_settime"),
    ("fchown32", "fchown"),
    ("fcntl64", "fcntl"),
    ("futex_time64", "futex"),
    ("getegid32", "getegid"),
    ("geteuid32", "geteuid"),
    ("getgid32", "getgid"),
    ("getgroups32", "getgroups"),
    ("getresgid32", "getresgid"),
    ("getresuid32", "getresuid"),
    ("getuid32", "getuid"),
    ("lchown32", "lchown"),
    ("io_pgetevents_time64", "io_pgetevents"),
    ("mq_timedreceive_time64", "mq_timedreceive"),
    ("mq_timedsend_time64", "mq_timedsend"),
    ("ppoll_time64", "ppoll"),
    ("recvmmsg_time64", "recvmmsg"),
    ("rt_sigtimedwait_time64", "rt_sigtimedwait"),
    ("sched_rr_get_interval_time64", "sched_rr_get_interval"),
    ("semtimedop_time64", "semtimedop"),
    ("setfsgid32", "setfsgid"),
    ("setfsuid32", "setfsuid"),
    ("setgid32", "setgid"),
    ("setgroups32", "setgroups"),
    ("setregid32", "setregid"),
    ("setresgid32", "setresgid"),
    ("setresuid32", "setresuid"),
    ("setreuid32", "setreuid"),
    ("setuid32", "setuid"),
    ("timer_gettime64", "timer_gettime"),
    ("timer_settime64", "timer_settime"),
    ("timerfd_gettime64", "timerfd_gettime"),
    ("timerfd_settime64", "timerfd_settime"),
    ("utimensat_time64", "utimensat"),
];

/// Variants that take the place of those of x86_64.
pub static VARIANTS: &[(&str, &[Variant])] = &[("fcntl", LOCKS), ("fcntl64", LOCKS), ("futex", WAITS)];

variants! {
    /// Locks of fcntl(2).
    LOCKS [fd, cmd] {
        F_GETLK(arg: Out(&Struct(&FLOCK_GET_32))) => Int;
        F_SETLK(arg: In(&Struct(&FLOCK_SET_32))) => Int;
        F_SETLKW(arg: In(&Struct(&FLOCK_SET_32))) => Int;
        F_GETLK64(arg: Out(&Struct(&FLOCK_GET_64))) => Int;
        F_SETLK64(arg: In(&Struct(&FLOCK_SET_64))) => Int;
        F_SETLKW64(arg: In(&Struct(&FLOCK_SET_64))) => Int;
        F_OFD_GETLK(arg: Out(&Struct(&FLOCK_GET_64))) => Int;
        F_OFD_SETLK(arg: In(&Struct(&FLOCK_SET_64))) => Int;
        F_OFD_SETLKW(arg: In(&Struct(&FLOCK_SET_64))) => Int;
    }
    /// Waits of futex(2) that may end in time.
    WAITS [uaddr, op] {
        FUTEX_WAIT(val: Uint, timeout: In(&Struct(&TIMESPEC_32))) => Int;
        FUTEX_WAIT_BITSET(val: Uint, timeout: In(&Struct(&TIMESPEC_32)), val3 @ 5: Show32(bitset)) => Int;
        FUTEX_WAIT_REQUEUE_PI(val: Uint, timeout: In(&Struct(&TIMESPEC_32)), uaddr2: Addr) => Int;
        FUTEX_LOCK_PI(timeout @ 3: In(&Struct(&TIMESPEC_32))) => Int;
        FUTEX_LOCK_PI2(timeout @ 3: In(&Struct(&TIMESPEC_32))) => Int;
    }
}

/// Shows 64 bits that stand in two registers, the lower half in the first.
fn pair<const FIRST: u8>(walk: &mut Walk<'_>, _: u64) {
    let value = walk.arg(FIRST) & 0xffff_ffff | walk.arg(FIRST + 1) << 32;
    walk.out.signed(value as i64);
}

/// The same, with the upper half in the first.
fn upper_first<const FIRST: u8>(walk: &mut Walk<'_>, _: u64) {
    let value = walk.arg(FIRST) << 32 | walk.arg(FIRST + 1) & 0xffff_ffff;
    walk.out.signed(value as i64);
}

/// Shows events of fanotify(7), which stand in two registers.
fn fanotify_events(walk: &mut Walk<'_>, lower: u64) {
    let events = lower & 0xffff_ffff | walk.arg(3) << 32;
    walk.out.flags(events, 64, &FANOTIFY);
}

fn is_no_descriptor(fd: u64) -> bool {
    fd as i32 == -1
}

/// How many words each call of socketcall(2) takes (net/socket.c, `nargs`).
fn words_of_socketcall(args: &[u64; 6]) -> u64 {
    const WORDS: [u64; 21] = [0, 3, 3, 3, 2, 3, 3, 3, 4, 4, 4, 6, 6, 2, 5, 5, 3, 3, 4, 5, 4];
    usize::try_from(args[0]).ok().and_then(|call| WORDS.get(call).copied()).unwrap_or(0)
}

/// Shows which call of ipc(2) it is; a version of it stands in the upper half.
fn ipc_call(walk: &mut Walk<'_>, call: u64) {
    if call >> 16 != 0 {
        walk.out.unsigned(call >> 16);
        walk.out.shifted_by(16);
        walk.out.joined();
    }
    walk.out.constant(call & 0xffff, 32, &IPCCALL);
}

/// Shows a number of pages of 4 KiB, as the number of their bytes.
fn pages(walk: &mut Walk<'_>, pages: u64) {
    walk.out.hex(pages << 12);
}

syscalls! {
    ioctl(
        fd: Fd, request: Show32(request::show),
        arg: When(request, request::takes_argument_of_i386, &Either(request, request::is_of_input, &Addr, &Hex)),
    ) => Int;
    mmap2(addr: Addr, length: Size, prot: Flags64(&PROT), flags: Show(mapping), fd: Fd, pgoffset: Show(pages)) => Addr;
    _llseek(fd: Fd, offset @ 1: Show(upper_first::<1>), result @ 3: Out(&Long), whence @ 4: Enum(&WHENCE)) => Int;
    pread64(fd: Fd, buf: Out(&Bytes(Ret)), count: Size, offset: Show(pair::<3>)) => Int;
    pwrite64(fd: Fd, buf: In(&Bytes(Arg(count))), count: Size, offset: Show(pair::<3>)) => Int;
    truncate64(path: Path, length: Show(pair::<1>)) => Int;
    ftruncate64(fd: Fd, length: Show(pair::<1>)) => Int;
    readahead(fd: Fd, offset: Show(pair::<1>), count @ 3: Size) => Int;
    fallocate(fd: Fd, mode: Flags(&FALLOC), offset: Show(pair::<2>), len @ 4: Show(pair::<4>)) => Int;
    sendfile64(out_fd: Fd, in_fd: Fd, offset: Both(&Quad(&Long)), count: Size) => Int;
    fadvise64(fd: Fd, offset: Show(pair::<1>), len @ 3: Size, advice @ 4: Enum(&FADVISE)) => Int;
    fadvise64_64(fd: Fd, offset: Show(pair::<1>), len @ 3: Show(pair::<3>), advice @ 5: Enum(&FADVISE)) => Int;
    stat64(pathname: Path, statbuf: Out(&Struct(&STAT_64))) => Int;
    lstat64(pathname: Path, statbuf: Out(&Struct(&STAT_64))) => Int;
    fstat64(fd: Fd, statbuf: Out(&Struct(&STAT_64))) => Int;
    fstatat64(dirfd: DirFd, pathname: Path, statbuf: Out(&Struct(&STAT_64)), flags: Flags(&AT)) => Int;
    statfs64(path: Path, size: Uint, buf: Out(&Struct(&STATFS_64))) => Int;
    fstatfs64(fd: Fd, size: Uint, buf: Out(&Struct(&STATFS_64))) => Int;
    clone(
        stack @ 1: Label("child_stack", &Addr), flags @ 0: Label("flags", &Show(clone_flags)),
        parent_tid @ 2: Only(flags, tells_parent, &Label("parent_tid", &Out(&Pid))),
        tls @ 3: Only(flags, sets_tls, &Label("tls", &In(&Custom(&SEGMENT, &Bytes(Fixed(16)))))),
        child_tid @ 4: Only(flags, tells_child, &Label("child_tidptr", &Addr)),
    ) => Pid;
    waitpid(pid: Pid, wstatus: Out(&Custom(&WAIT_STATUS, &Int)), options: Flags(&WAIT)) => Int;
    wait4(
        pid: Pid, wstatus: Out(&Custom(&WAIT_STATUS, &Int)), options: Flags(&WAIT), rusage: Out(&Struct(&RUSAGE_32)),
    ) => Int;
    getrusage(who: Enum(&RUSAGE_WHO), usage: Out(&Struct(&RUSAGE_32))) => Int;
    ugetrlimit(resource: Enum(&RLIMIT), rlim: Out(&Struct(&RLIMIT_32))) => Int;
    getrlimit(resource: Enum(&RLIMIT), rlim: Out(&Struct(&RLIMIT_32))) => Int;
    setrlimit(resource: Enum(&RLIMIT), rlim: In(&Struct(&RLIMIT_32))) => Int;
    times(buf: Out(&Struct(&TMS_32))) => Int;
    sysinfo(info: Out(&Struct(&SYSINFO_32))) => Int;
    set_thread_area(u_info: InOut(&Custom(&SEGMENT, &Bytes(Fixed(16))))) => With(segment_entry);
    rt_sigaction(
        signum: Signal, act: In(&Struct(&SIGACTION_32)), oldact: Out(&Struct(&SIGACTION_32)), sigsetsize: Size,
    ) => Int;
    nanosleep(req: In(&Struct(&TIMESPEC_32)), rem: OutOn(Interrupted, &Struct(&TIMESPEC_32))) => Int;
    clock_gettime(clockid: Enum(&CLOCK), tp: Out(&Struct(&TIMESPEC_32))) => Int;
    clock_settime(clockid: Enum(&CLOCK), tp: In(&Struct(&TIMESPEC_32))) => Int;
    clock_getres(clockid: Enum(&CLOCK), res: Out(&Struct(&TIMESPEC_32))) => Int;
    clock_nanosleep(
        clockid: Enum(&CLOCK), flags: Flags(&TIMER), req: In(&Struct(&TIMESPEC_32)),
        rem: OutOn(Interrupted, &Struct(&TIMESPEC_32)),
    ) => Int;
    gettimeofday(tv: Out(&Struct(&TIMEVAL_32)), tz: Out(&Struct(&TIMEZONE))) => Int;
    settimeofday(tv: In(&Struct(&TIMEVAL_32)), tz: In(&Struct(&TIMEZONE))) => Int;
    getitimer(which: Enum(&ITIMER), curr_value: Out(&Struct(&ITIMERVAL_32))) => Int;
    setitimer(which: Enum(&ITIMER), new_value: In(&Struct(&ITIMERVAL_32)), old_value: Out(&Struct(&ITIMERVAL_32))) => Int;
    timer_settime(
        timerid: Int, flags: Flags(&TIMER), new_value: In(&Struct(&ITIMERSPEC_32)), old_value: Out(&Struct(&ITIMERSPEC_32)),
    ) => Int;
    timer_gettime(timerid: Int, curr_value: Out(&Struct(&ITIMERSPEC_32))) => Int;
    timerfd_settime(
        fd: Fd, flags: Flags(&TFD), new_value: In(&Struct(&ITIMERSPEC_32)), old_value: Out(&Struct(&ITIMERSPEC_32)),
    ) => Int;
    timerfd_gettime(fd: Fd, curr_value: Out(&Struct(&ITIMERSPEC_32))) => Int;
    socketcall(call: Enum(&SOCKETCALL), args: In(&Array(&Hex32, Of(6, words_of_socketcall)))) => Int;
    ipc(
        call: Show32(ipc_call), first: Hex32, second: Hex32, third: Hex32, ptr: Addr, fifth: Hex32,
    ) => Int;
    _newselect(
        nfds: Int, readfds: InOut(&Holding(Bits(nfds), &Custom(&FD_SET, &Bytes(Of(1024, set_size))))),
        writefds: InOut(&Holding(Bits(nfds), &Custom(&FD_SET, &Bytes(Of(1024, set_size))))),
        exceptfds: InOut(&Holding(Bits(nfds), &Custom(&FD_SET, &Bytes(Of(1024, set_size))))),
        timeout: InOut(&Struct(&TIMEVAL_32)),
    ) => With(selected_32);
    pselect6(
        nfds: Int, readfds: InOut(&Holding(Bits(nfds), &Custom(&FD_SET, &Bytes(Of(1024, set_size))))),
        writefds: InOut(&Holding(Bits(nfds), &Custom(&FD_SET, &Bytes(Of(1024, set_size))))),
        exceptfds: InOut(&Holding(Bits(nfds), &Custom(&FD_SET, &Bytes(Of(1024, set_size))))),
        timeout: InOut(&Struct(&TIMESPEC_32)), sig: In(&Struct(&SIGSET_ARG_32)),
    ) => With(pselected_32);
    pselect6_time64(
        nfds: Int, readfds: InOut(&Holding(Bits(nfds), &Custom(&FD_SET, &Bytes(Of(1024, set_size))))),
        writefds: InOut(&Holding(Bits(nfds), &Custom(&FD_SET, &Bytes(Of(1024, set_size))))),
        exceptfds: InOut(&Holding(Bits(nfds), &Custom(&FD_SET, &Bytes(Of(1024, set_size))))),
        timeout: InOut(&Struct(&TIMESPEC)), sig: In(&Struct(&SIGSET_ARG_32)),
    ) => With(pselected);
    ppoll(
        fds: InOut(&Array(&Holding(First, &Custom(&POLLFD, &Raw(8))), Arg(nfds))), nfds: Uint,
        tmo_p: InOut(&Struct(&TIMESPEC_32)), sigmask: In(&Custom(&SIGSET, &Bytes(Arg(sigsetsize)))), sigsetsize: Size,
    ) => With(ppolled_32);
    select(args: In(&Array(&Hex32, Fixed(5)))) => Int;
    mmap(args: In(&Array(&Hex32, Fixed(6)))) => Addr;
    preadv(fd: Fd, iov: OutOn(Always, &IovOut(Arg(iovcnt), Ret)), iovcnt: Ulong, offset: Show(pair::<3>)) => Int;
    pwritev(fd: Fd, iov: In(&Iov(Arg(iovcnt))), iovcnt: Ulong, offset: Show(pair::<3>)) => Int;
    preadv2(
        fd: Fd, iov: OutOn(Always, &IovOut(Arg(iovcnt), Ret)), iovcnt: Ulong, offset: Show(pair::<3>), flags @ 5: Flags(&RWF),
    ) => Int;
    pwritev2(
        fd: Fd, iov: In(&Iov(Arg(iovcnt))), iovcnt: Ulong, offset: Show(pair::<3>), flags @ 5: Flags(&RWF),
    ) => Int;
    sync_file_range(
        fd: Fd, offset: Show(pair::<1>), nbytes @ 3: Show(pair::<3>), flags @ 5: Flags(&SYNC_FILE_RANGE),
    ) => Int;
    lookup_dcookie(cookie: Show(pair::<0>), buffer @ 2: Out(&Bytes(Ret)), len @ 3: Size) => Int;
    fanotify_mark(
        fanotify_fd: Fd, flags: Flags(&FANOTIFY_MARK), mask: Show(fanotify_events),
        dirfd @ 4: Either(dirfd, is_no_descriptor, &Enum(&FAN_FD), &DirFd), pathname @ 5: Path,
    ) => Int;
    sigaction(signum: Signal, act: In(&Struct(&OLD_SIGACTION_32)), oldact: Out(&Struct(&OLD_SIGACTION_32))) => Int;
    signal(signum: Signal, handler: Show32(signal::handler)) => HexWith(signal::former_handler);
    sigprocmask(how: Enum(&SIG_HOW), set: In(&Custom(&OLD_SIGSET, &Int)), oldset: Out(&Custom(&OLD_SIGSET, &Int))) => Int;
    sigpending(set: Out(&Custom(&OLD_SIGSET, &Int))) => Int;
    sigsuspend(mask @ 2: Show32(signal::mask_32)) => Int;
    sgetmask() => HexWith(signal::present_mask);
    ssetmask(mask: Show32(signal::mask_32)) => HexWith(signal::former_mask);
    umount(target: Path) => Int;
    stime(t: In(&Int)) => Int;
    nice(inc: Int) => Int;
    olduname(buf: Addr) => Int;
    oldolduname(buf: Addr) => Int;
    sigreturn(frame @ 0: Stack(0, &Struct(&SIGFRAME_32))) => Int;
    rt_sigreturn(frame @ 0: Stack(0, &Struct(&RT_SIGFRAME_32))) => Int;
    sched_rr_get_interval(pid: Pid, tp: Out(&Struct(&TIMESPEC_32))) => Int;
}
