//! Requests on clocks, watchdogs, input devices, filters of calls, and watched memory.

use crate::decode::custom::{perf, seccomp};
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::variants;
use crate::decode::uapi::*;

variants! {
    /// Clocks that keep running (rtc(4)), clocks of networks (include/uapi/linux/ptp_clock.h), watchdogs
    /// (include/uapi/linux/watchdog.h).
    CLOCK [fd, request] {
        RTC_RD_TIME(argp: Out(&Struct(&RTC_TIME))) => Int;
        RTC_SET_TIME(argp: In(&Struct(&RTC_TIME))) => Int;
        RTC_ALM_READ(argp: Out(&Struct(&RTC_TIME))) => Int;
        RTC_ALM_SET(argp: In(&Struct(&RTC_TIME))) => Int;
        RTC_IRQP_SET(arg: Ulong) => Int;
        RTC_IRQP_READ(argp: Out(&Ulong)) => Int;
        RTC_EPOCH_SET(arg: Ulong) => Int;
        RTC_EPOCH_READ(argp: Out(&Ulong)) => Int;
        RTC_WKALM_SET(argp: In(&Struct(&RTC_WKALRM))) => Int;
        RTC_WKALM_RD(argp: Out(&Struct(&RTC_WKALRM))) => Int;
        RTC_PLL_SET(argp: In(&Struct(&RTC_PLL))) => Int;
        RTC_PLL_GET(argp: Out(&Struct(&RTC_PLL))) => Int;
        RTC_PARAM_GET(argp: Exchange(&Struct(&RTC_PARAM_ASKED), &Struct(&RTC_PARAM_TOLD))) => Int;
        RTC_PARAM_SET(argp: In(&Struct(&RTC_PARAM_SETS))) => Int;
        RTC_VL_READ(argp: Out(&Flags(&RTC_VL))) => Int;
        PTP_CLOCK_GETCAPS(argp: Out(&Struct(&PTP_CAPS))) => Int;
        PTP_CLOCK_GETCAPS2(argp: Out(&Struct(&PTP_CAPS))) => Int;
        PTP_EXTTS_REQUEST(argp: In(&Struct(&PTP_EXTTS_REQUEST_OLD))) => Int;
        PTP_EXTTS_REQUEST2(argp: In(&Struct(&PTP_EXTTS_REQUEST_NEW))) => Int;
        PTP_PEROUT_REQUEST(argp: In(&Struct(&PTP_PEROUT_REQUEST_OLD))) => Int;
        PTP_PEROUT_REQUEST2(argp: In(&Struct(&PTP_PEROUT_REQUEST_NEW))) => Int;
        PTP_SYS_OFFSET(argp: Fills(&Struct(&PTP_OFFSET))) => Int;
        PTP_SYS_OFFSET2(argp: Fills(&Struct(&PTP_OFFSET))) => Int;
        PTP_SYS_OFFSET_EXTENDED(argp: Fills(&Struct(&PTP_OFFSET_EXTENDED))) => Int;
        PTP_SYS_OFFSET_EXTENDED2(argp: Fills(&Struct(&PTP_OFFSET_EXTENDED))) => Int;
        PTP_SYS_OFFSET_PRECISE(argp: Out(&Struct(&PTP_OFFSET_PRECISE))) => Int;
        PTP_SYS_OFFSET_PRECISE2(argp: Out(&Struct(&PTP_OFFSET_PRECISE))) => Int;
        PTP_PIN_GETFUNC(argp: Fills(&Struct(&PTP_PIN_GET_OLD))) => Int;
        PTP_PIN_GETFUNC2(argp: Fills(&Struct(&PTP_PIN_GET_NEW))) => Int;
        PTP_PIN_SETFUNC(argp: In(&Struct(&PTP_PIN_SET_OLD))) => Int;
        PTP_PIN_SETFUNC2(argp: In(&Struct(&PTP_PIN_SET_NEW))) => Int;
        WDIOC_GETSTATUS(argp: Out(&Int)) => Int;
        WDIOC_GETBOOTSTATUS(argp: Out(&Int)) => Int;
        WDIOC_GETTEMP(argp: Out(&Int)) => Int;
        WDIOC_GETTIMEOUT(argp: Out(&Int)) => Int;
        WDIOC_GETPRETIMEOUT(argp: Out(&Int)) => Int;
        WDIOC_GETTIMELEFT(argp: Out(&Int)) => Int;
        WDIOC_SETTIMEOUT(argp: Fills(&Array(&Int, Fixed(1)))) => Int;
        WDIOC_SETPRETIMEOUT(argp: Fills(&Array(&Int, Fixed(1)))) => Int;
    }

    /// Input devices (include/uapi/linux/input.h).
    INPUT [fd, request] {
        EVIOCGVERSION(argp: Out(&Hex32)) => Int;
        EVIOCGEFFECTS(argp: Out(&Uint)) => Int;
        EVIOCGID(argp: Out(&Struct(&INPUT_ID))) => Int;
        EVIOCGREP(argp: Out(&Array(&Uint, Fixed(2)))) => Int;
        EVIOCSREP(argp: In(&Array(&Uint, Fixed(2)))) => Int;
        EVIOCGKEYCODE(argp: Out(&Custom(&KEYCODE, &Raw(8)))) => Int;
        EVIOCSKEYCODE(argp: In(&Custom(&KEYCODE, &Raw(8)))) => Int;
        EVIOCGKEYCODE_V2(argp: Out(&Struct(&INPUT_KEYMAP))) => Int;
        EVIOCSKEYCODE_V2(argp: In(&Struct(&INPUT_KEYMAP))) => Int;
        EVIOCSFF(argp: In(&Struct(&FF_EFFECT))) => Int;
        EVIOCSCLOCKID(argp: In(&Uint)) => Int;
        EVIOCGMASK(argp: Addr) => Int;
        EVIOCSMASK(argp: Addr) => Int;
        EVIOCRMFF(id: Int) => Int;
        EVIOCGRAB(arg: Ulong) => Int;
        EVIOCREVOKE(arg: Ulong) => Int;
    }

    /// Filters that ask a process (seccomp_unotify(2)), watched memory (ioctl_userfaultfd(2)), and others.
    WATCH [fd, request] {
        SECCOMP_IOCTL_NOTIF_RECV(argp: Around(&Custom(&seccomp::NOTIFICATION, &Struct(&SECCOMP_NOTIFICATION)))) => Int;
        SECCOMP_IOCTL_NOTIF_SEND(argp: In(&Struct(&SECCOMP_RESPONSE))) => Int;
        SECCOMP_IOCTL_NOTIF_ID_VALID(argp: In(&Hex)) => Int;
        SECCOMP_IOCTL_NOTIF_ID_VALID_WRONG_DIR(argp: In(&Hex)) => Int;
        SECCOMP_IOCTL_NOTIF_ADDFD(argp: In(&Struct(&SECCOMP_ADDFD_ARG))) => Int;
        UFFDIO_API(argp: Fills(&Struct(&UFFD_API))) => Int;
        UFFDIO_REGISTER(argp: Fills(&Struct(&UFFD_REGISTER))) => Int;
        UFFDIO_UNREGISTER(argp: In(&Struct(&UFFD_RANGE))) => Int;
        UFFDIO_WAKE(argp: In(&Struct(&UFFD_RANGE))) => Int;
        UFFDIO_COPY(argp: Fills(&Struct(&UFFD_COPY))) => Int;
        UFFDIO_ZEROPAGE(argp: Fills(&Struct(&UFFD_ZEROPAGE))) => Int;
        COUNTER_ADD_WATCH_IOCTL(argp: In(&Struct(&COUNTER_WATCH))) => Int;
        INOTIFY_IOC_SETNEXTWD(wd: Int) => Int;
        PERF_EVENT_IOC_PAUSE_OUTPUT(arg: Ulong) => Int;
        PERF_EVENT_IOC_MODIFY_ATTRIBUTES(argp: In(&Custom(&perf::ATTR, &Raw(perf::KNOWN)))) => Int;
        PERF_EVENT_IOC_QUERY_BPF(argp: Fills(&Custom(&perf::QUERY, &Struct(&PERF_QUERY_COPIED)))) => Int;
        RNDADDENTROPY(argp: In(&Struct(&RAND_POOL))) => Int;
        TIOCGDEV(argp: Out(&Int)) => Int;
        TIOCGEXCL(argp: Out(&Int)) => Int;
        FS_IOC32_GETFLAGS(argp: Out(&Flags(&FS_FLAGS))) => Int;
        FS_IOC32_SETFLAGS(argp: In(&Flags(&FS_FLAGS))) => Int;
        BLKGETZONESZ(argp: Out(&Uint)) => Int;
        BLKGETNRZONES(argp: Out(&Uint)) => Int;
        BLKGETDISKSEQ(argp: Out(&Ulong)) => Int;
    }
}

/// A scan code, and the key that it stands for.
static KEYCODE: crate::decode::desc::Custom = crate::decode::desc::Custom {
    name: "scan code and key",
    show: |walk, at, _| {
        use crate::decode::emit::Shape::Array;
        walk.out.open(Array);
        walk.out.item();
        let scan = walk.number(at, 4).unwrap_or(0);
        walk.out.unsigned(scan);
        walk.out.item();
        let key = walk.number(at.wrapping_add(4), 4).unwrap_or(0);
        walk.out.constant(key, 32, &INPUT_KEY);
        walk.out.close(Array);
    },
};
