//! Requests on clocks, and on the memory that a userfaultfd(2) watches.

use crate::decode::desc::{Custom, Ty};
use crate::decode::emit::Shape;
use crate::decode::flags::*;
use crate::decode::layout::PTP_TIME;
use crate::decode::style::Constants;
use crate::decode::uapi::*;
use crate::decode::walk::{Side, Walk};

/// `struct ptp_clock_time`, a point in time: with its date.
pub static PTP: Custom = Custom { name: "ptp_clock_time", show: ptp };

/// The samples of PTP_SYS_OFFSET: the system's and the device's time in turns.
pub static SAMPLES: Custom = Custom { name: "ptp_clock_time of each sample", show: samples };

/// The samples of PTP_SYS_OFFSET_EXTENDED: threes of times.
pub static EXTENDED_SAMPLES: Custom = Custom { name: "ptp_clock_time of each sample", show: extended };

/// PTP_MAX_SAMPLES (include/uapi/linux/ptp_clock.h)
const MOST: u64 = 25;

/// The samples stand so far behind their number.
const HEAD: u64 = 16;

static MOMENT: Ty = Ty::Custom(&PTP, &Ty::Struct(&PTP_TIME));

fn ptp(walk: &mut Walk<'_>, address: u64, _: u64) {
    let seconds = walk.number(address, 8).unwrap_or(0) as i64;
    let nsec = walk.number(address.wrapping_add(8), 4).unwrap_or(0);
    walk.structure(&PTP_TIME, address);
    if walk.style.constants != Constants::Raw {
        super::stamp::date(walk, seconds, nsec, 9);
    }
}

fn count(walk: &Walk<'_>, samples: u64) -> u64 {
    walk.number(samples.wrapping_sub(HEAD), 4).unwrap_or(0).min(MOST)
}

fn samples(walk: &mut Walk<'_>, address: u64, _: u64) {
    let count = count(walk, address) * 2 + 1;
    walk.array(&MOMENT, address, count);
}

fn extended(walk: &mut Walk<'_>, address: u64, _: u64) {
    let size = u64::from(MOMENT.size());
    walk.out.open(Shape::Array);
    for place in 0..count(walk, address) {
        walk.out.item();
        walk.array(&MOMENT, address.wrapping_add(place * 3 * size), 3);
    }
    walk.out.close(Shape::Array);
}

/// Features of a clock.
pub fn rtc_features(walk: &mut Walk<'_>, value: u64) {
    super::shifted(walk, value, "1<<", &RTC_FEATURE);
}

/// Is the parameter of a clock its features?
pub fn is_features(param: u64) -> bool {
    param == RTC_PARAM_FEATURES
}

/// Is it a number with a sign?
pub fn is_correction(param: u64) -> bool {
    param == RTC_PARAM_CORRECTION
}

/// Is it a mode?
pub fn is_switch(param: u64) -> bool {
    param == RTC_PARAM_BACKUP_SWITCH_MODE
}

/// Is it none that is known?
pub fn is_unknown(param: u64) -> bool {
    RTC_PARAM.name_of(param, 64).is_none()
}

/// Which requests a userfaultfd takes.
pub fn api_requests(walk: &mut Walk<'_>, value: u64) {
    super::shifted(walk, value, "1<<", &UFFD_API_IOCTLS);
}

/// Which requests a range of its memory takes.
pub fn register_requests(walk: &mut Walk<'_>, value: u64) {
    super::shifted(walk, value, "1<<", &UFFD_REGISTER_IOCTLS);
}

/// What a userfaultfd can do: what is asked for, and what there is.
pub static FEATURES: Custom = Custom { name: "features of userfaultfd", show: features };

fn features(walk: &mut Walk<'_>, address: u64, _: u64) {
    let number = |walk: &mut Walk<'_>| walk.number(address, 8).unwrap_or(0);
    let (asked, told) = (walk.on(Side::Enter, number), walk.on(Side::Exit, number));
    walk.out.flags(asked, 64, &UFFD_FEATURES);
    if asked != told && walk.call.result.is_some() && !walk.failed() {
        walk.out.becomes_as("features");
        walk.out.flags(told, 64, &UFFD_FEATURES);
    }
}

/// Does a periodic output say its phase, rather than when it starts?
pub fn has_phase(flags: u64) -> bool {
    flags & PTP_PEROUT_PHASE != 0
}

/// Does it say when it starts?
pub fn has_start(flags: u64) -> bool {
    !has_phase(flags)
}

/// Does it say how long it is on?
pub fn has_duty(flags: u64) -> bool {
    flags & PTP_PEROUT_DUTY_CYCLE != 0
}

/// Does it not?
pub fn has_no_duty(flags: u64) -> bool {
    !has_duty(flags)
}
