//! Points in time, as dates.

use chrono::{Local, TimeZone as _};

/// The date of so many seconds since 1970, in the local time zone: `2026-11-25T01:35:49+0000`.
pub fn date(seconds: i64) -> String {
    match Local.timestamp_opt(seconds, 0).single() {
        Some(time) => time.format("%Y-%m-%dT%H:%M:%S%z").to_string(),
        None => seconds.to_string(),
    }
}
