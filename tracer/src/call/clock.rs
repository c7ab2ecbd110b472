//! What time it was: from CLOCK_MONOTONIC, in which the kernel stamps events, to the time of day.
//!
//! Formatting, and the time zone, are left to who prints.

use std::time::Duration;

use nix::time::{ClockId, clock_gettime};

/// After this long the distance of the two clocks is measured again, as the time of day may be set or slewed.
const REFRESH: u64 = 1_000_000_000;

/// How often a measurement is repeated; the one that took least time is the best.
const TRIES: usize = 3;

/// The monotonic time, ns.
pub fn monotonic() -> u64 {
    clock_gettime(ClockId::CLOCK_MONOTONIC)
        .map_or(0, |now| now.tv_sec() as u64 * 1_000_000_000 + now.tv_nsec() as u64)
}

/// Turns monotonic times into times of day.
#[derive(Clone, Debug)]
pub struct WallClock {
    /// Time of day minus monotonic time, ns.
    offset: i128,
    /// The monotonic time from which on the offset is to be measured again; `None`: never.
    refresh_at: Option<u64>,
}

impl WallClock {
    /// A clock that follows the machine's.
    pub fn new() -> Self {
        let mut clock = Self { offset: 0, refresh_at: Some(0) };
        clock.refresh(0);
        clock
    }

    /// A clock at a constant distance: for events that were not made just now.
    pub const fn fixed(realtime: Duration, monotonic: u64) -> Self {
        Self { offset: realtime.as_nanos() as i128 - monotonic as i128, refresh_at: None }
    }

    /// The time of day at this monotonic time (ns), since 1970.
    #[inline]
    pub fn at(&mut self, monotonic: u64) -> Duration {
        if self.refresh_at.is_some_and(|time| monotonic >= time) {
            self.refresh(monotonic);
        }
        let ns = (i128::from(monotonic) + self.offset).clamp(0, i128::from(u64::MAX));
        Duration::from_nanos(ns as u64)
    }

    #[cold]
    fn refresh(&mut self, monotonic: u64) {
        if let Some(offset) = (0..TRIES).filter_map(|_| measure()).min_by_key(|m| m.1).map(|m| m.0) {
            self.offset = offset;
        }
        self.refresh_at = Some(monotonic.saturating_add(REFRESH));
    }
}

impl Default for WallClock {
    fn default() -> Self {
        Self::new()
    }
}

/// Time of day minus monotonic time, and how long it took to read them; ns.
fn measure() -> Option<(i128, i128)> {
    let ns =
        |id| clock_gettime(id).ok().map(|t| i128::from(t.tv_sec()) * 1_000_000_000 + i128::from(t.tv_nsec()));
    let before = ns(ClockId::CLOCK_MONOTONIC)?;
    let real = ns(ClockId::CLOCK_REALTIME)?;
    let after = ns(ClockId::CLOCK_MONOTONIC)?;
    Some((real - (before + after) / 2, after - before))
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    #[test]
    fn it_agrees_with_the_system_clock() {
        let shown = WallClock::new().at(monotonic());
        let real = SystemTime::UNIX_EPOCH.elapsed().expect("it is after 1970");
        assert!(real.abs_diff(shown) < Duration::from_secs(1), "{real:?} {shown:?}");
    }

    #[test]
    fn a_fixed_clock_never_looks_at_the_machine() {
        let mut clock = WallClock::fixed(Duration::from_secs(1000), 7_000);
        assert_eq!(clock.at(7_005), Duration::new(1000, 5));
        assert_eq!(clock.at(u64::MAX).as_secs(), u64::MAX / 1_000_000_000);
        assert_eq!(WallClock::fixed(Duration::ZERO, 50).at(3), Duration::ZERO, "before 1970 is 1970");
    }
}
