//! Points in time, as dates; what is left of a sleep; the state of the clock.

use chrono::{Local, TimeZone as _};

use crate::decode::desc::{Custom, Ty};
use crate::decode::flags::TIME_STATE;
use crate::decode::layout::TIMESPEC;
use crate::decode::walk::Walk;

/// The date of so many seconds since 1970, in the local time zone: `2026-11-25T01:35:49+0000`.
pub fn date(seconds: i64) -> String {
    match Local.timestamp_opt(seconds, 0).single() {
        Some(time) => time.format("%Y-%m-%dT%H:%M:%S%z").to_string(),
        None => seconds.to_string(),
    }
}

/// Shows the state of the clock that adjtimex(2) returns.
pub fn clock_state(walk: &mut Walk<'_>, value: i64) {
    if let Some(name) = TIME_STATE.name_of(value as u64, 32) {
        walk.out.text(name);
    }
}

/// Shows the date that time(2) returns.
pub fn returned_second(walk: &mut Walk<'_>, value: i64) {
    walk.out.text(&date(value));
}

/// Shows seconds since 1970 with their date.
pub fn shown_second(walk: &mut Walk<'_>, value: u64) {
    walk.out.signed(value as i64);
    let date = date(value as i64);
    walk.out.comment(&date);
}

/// What is left of a sleep: written only if it was to last so long, not until then.
pub static REMAINS: Custom = Custom { name: "remaining time", show: remains };

static TIME: Ty = Ty::Struct(&TIMESPEC);

fn remains(walk: &mut Walk<'_>, address: u64, _len: u64) {
    let until = walk.arg(1) & libc::TIMER_ABSTIME as u64 != 0;
    if until || !walk.show_at(&TIME, address) {
        walk.out.address(address);
    }
}
