//! Clocks, sleeping and timers.

use crate::decode::custom::signal::SIGEVENT;
use crate::decode::custom::time::{REMAINS, clock_state, returned_second, shown_second};
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::syscalls;

syscalls! {
    nanosleep(req: In(&Struct(&TIMESPEC)), rem: OutOn(Interrupted, &Struct(&TIMESPEC))) => Int;
    clock_nanosleep(
        clockid: Enum(&CLOCK), flags: Flags(&TIMER), req: In(&Struct(&TIMESPEC)),
        rem: OutOn(Interrupted, &Custom(&REMAINS, &Struct(&TIMESPEC))),
    ) => Int;
    clock_gettime(clockid: Enum(&CLOCK), tp: Out(&Struct(&TIMESPEC))) => Int;
    clock_settime(clockid: Enum(&CLOCK), tp: In(&Struct(&TIMESPEC))) => Int;
    clock_getres(clockid: Enum(&CLOCK), res: Out(&Struct(&TIMESPEC))) => Int;
    clock_adjtime(clockid: Enum(&CLOCK), buf: Out(&Struct(&TIMEX))) => With(clock_state);
    adjtimex(buf: Out(&Struct(&TIMEX))) => With(clock_state);
    gettimeofday(tv: Out(&Struct(&TIMEVAL)), tz: Out(&Struct(&TIMEZONE))) => Int;
    settimeofday(tv: In(&Struct(&TIMEVAL)), tz: In(&Struct(&TIMEZONE))) => Int;
    time(tloc: Out(&Show(shown_second))) => With(returned_second);
    alarm(seconds: Uint) => Int;
    getitimer(which: Enum(&ITIMER), curr_value: Out(&Struct(&ITIMERVAL))) => Int;
    setitimer(which: Enum(&ITIMER), new_value: In(&Struct(&ITIMERVAL)), old_value: Out(&Struct(&ITIMERVAL))) => Int;
    timer_create(
        clockid: Enum(&CLOCK), sevp: In(&Custom(&SIGEVENT, &Struct(&SIGEVENT_START))), timerid: Out(&Int),
    ) => Int;
    timer_settime(
        timerid: Int, flags: Flags(&TIMER), new_value: In(&Struct(&ITIMERSPEC)), old_value: Out(&Struct(&ITIMERSPEC)),
    ) => Int;
    timer_gettime(timerid: Int, curr_value: Out(&Struct(&ITIMERSPEC))) => Int;
    timer_getoverrun(timerid: Int) => Int;
    timer_delete(timerid: Int) => Int;
    timerfd_create(clockid: Enum(&CLOCK), flags: Flags(&TFD)) => Fd;
    timerfd_settime(
        fd: Fd, flags: Flags(&TFD), new_value: In(&Struct(&ITIMERSPEC)), old_value: Out(&Struct(&ITIMERSPEC)),
    ) => Int;
    timerfd_gettime(fd: Fd, curr_value: Out(&Struct(&ITIMERSPEC))) => Int;
}
