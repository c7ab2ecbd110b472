//! The times on a line: of day, since the line before, and how long a call took.

use chrono::{DateTime, FixedOffset, Local, Timelike};

use super::options::{Precision, Timestamp};
use super::text::{padded, unsigned};

const SECOND: u64 = 1_000_000_000;

/// The last second whose time of day was looked up: the time zone is asked at most once a second.
#[derive(Debug, Default)]
pub(super) struct Stamps {
    second: Option<u64>,
    text: [u8; 8],
}

impl Stamps {
    /// Writes a time of day (ns since 1970).
    pub(super) fn absolute(&mut self, buf: &mut Vec<u8>, style: Timestamp, ns: u64, zone: Option<i32>) {
        let precision = match style {
            Timestamp::None => return,
            Timestamp::Unix(precision) => {
                unsigned(buf, ns / SECOND);
                precision
            }
            Timestamp::Clock(precision) => {
                if self.second != Some(ns / SECOND) {
                    self.second = Some(ns / SECOND);
                    self.text = time_of_day(ns / SECOND, zone);
                }
                buf.extend_from_slice(&self.text);
                precision
            }
        };
        fraction(buf, ns, precision);
    }
}

/// `12:34:56` in local time: so many seconds ahead of UTC, or as this machine reckons it.
fn time_of_day(second: u64, zone: Option<i32>) -> [u8; 8] {
    let utc = i64::try_from(second).ok().and_then(|second| DateTime::from_timestamp(second, 0));
    let utc = utc.unwrap_or_default();
    let local = match zone.and_then(FixedOffset::east_opt) {
        Some(zone) => utc.with_timezone(&zone).time(),
        None => utc.with_timezone(&Local).time(),
    };
    let mut text = *b"00:00:00";
    for (at, value) in [(0, local.hour()), (3, local.minute()), (6, local.second())] {
        text[at] += (value / 10) as u8;
        text[at + 1] += (value % 10) as u8;
    }
    text
}

/// `     0.000123`, as wide as strace's.
pub(super) fn relative(buf: &mut Vec<u8>, ns: u64, precision: Precision) {
    padded(buf, ns / SECOND, 6, b' ');
    fraction(buf, ns, precision);
}

/// `0.000123`.
pub(super) fn duration(buf: &mut Vec<u8>, ns: u64, precision: Precision) {
    unsigned(buf, ns / SECOND);
    fraction(buf, ns, precision);
}

fn fraction(buf: &mut Vec<u8>, ns: u64, precision: Precision) {
    let digits = precision.digits();
    if digits > 0 {
        buf.push(b'.');
        padded(buf, ns % SECOND / 10_u64.pow(9 - digits as u32), digits, b'0');
    }
}
