//! What time it was: from CLOCK_MONOTONIC, in which the kernel stamps events, to the time of day.
//!
//! Formatting is left to who prints. Where a run is recorded, its clock is too: see [`SharedClock`].

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use chrono::Local;
use nix::time::{ClockId, clock_gettime};

/// After this long the distance of the two clocks is measured again, as the time of day may be set or slewed.
const REFRESH: u64 = 1_000_000_000;

/// How often a measurement is repeated; the one that took least time is the best.
const TRIES: usize = 3;

/// The monotonic time, ns.
pub fn monotonic() -> u64 {
    read(ClockId::CLOCK_MONOTONIC).unwrap_or(0).clamp(0, i128::from(u64::MAX)) as u64
}

/// What two clocks showed at one moment, and how local time is reckoned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct ClockPoint {
    /// ns of CLOCK_MONOTONIC.
    pub monotonic: u64,
    /// ns since 1970.
    pub realtime: u64,
    /// Seconds that local time is ahead of UTC.
    pub zone: i32,
}

impl ClockPoint {
    /// The machine's clocks now.
    pub fn now() -> Self {
        let monotonic = monotonic();
        let measured = (0..TRIES).filter_map(|_| measure()).min_by_key(|m| m.1);
        let realtime = i128::from(monotonic) + measured.map_or(0, |m| m.0);
        let realtime = realtime.clamp(0, i128::from(u64::MAX)) as u64;
        Self { monotonic, realtime, zone: Local::now().offset().local_minus_utc() }
    }

    /// From when on the clocks are to be looked at again.
    pub const fn good_until(self) -> u64 {
        self.monotonic.saturating_add(REFRESH)
    }
}

/// A clock that someone else sets, in step with the events: when they happen, or when they are read from a recording.
#[derive(Clone, Debug, Default)]
pub struct SharedClock(Rc<Cell<ClockPoint>>);

impl SharedClock {
    /// Sets it.
    pub fn set(&self, point: ClockPoint) {
        self.0.set(point);
    }

    /// What it was set to.
    pub fn get(&self) -> ClockPoint {
        self.0.get()
    }

    /// A clock that shows the same.
    pub fn follower(&self) -> WallClock {
        WallClock { offset: 0, refresh_at: None, shared: Some(self.clone()) }
    }
}

/// Turns monotonic times into times of day.
#[derive(Clone, Debug)]
pub struct WallClock {
    /// Time of day minus monotonic time, ns.
    offset: i128,
    /// The monotonic time from which on the offset is to be measured again; `None`: never.
    refresh_at: Option<u64>,
    /// Whom it follows.
    shared: Option<SharedClock>,
}

impl WallClock {
    /// A clock that follows the machine's.
    pub fn new() -> Self {
        let mut clock = Self { offset: 0, refresh_at: Some(0), shared: None };
        clock.refresh(0);
        clock
    }

    /// A clock at a constant distance: for events that were not made just now.
    pub const fn fixed(realtime: Duration, monotonic: u64) -> Self {
        Self { offset: realtime.as_nanos() as i128 - monotonic as i128, refresh_at: None, shared: None }
    }

    /// The time of day at this monotonic time (ns), since 1970.
    #[inline]
    pub fn at(&mut self, monotonic: u64) -> Duration {
        if self.refresh_at.is_some_and(|time| monotonic >= time) {
            self.refresh(monotonic);
        }
        if let Some(shared) = &self.shared {
            let point = shared.0.get();
            self.offset = i128::from(point.realtime) - i128::from(point.monotonic);
        }
        let ns = (i128::from(monotonic) + self.offset).clamp(0, i128::from(u64::MAX));
        Duration::from_nanos(ns as u64)
    }

    /// Seconds that local time is ahead of UTC, if that is told; else the machine knows.
    pub fn zone(&self) -> Option<i32> {
        self.shared.as_ref().map(|shared| shared.0.get().zone)
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
    let before = read(ClockId::CLOCK_MONOTONIC)?;
    let real = read(ClockId::CLOCK_REALTIME)?;
    let after = read(ClockId::CLOCK_MONOTONIC)?;
    Some((real - (before + after) / 2, after - before))
}

/// ns of a clock.
fn read(id: ClockId) -> Option<i128> {
    clock_gettime(id).ok().map(|t| i128::from(t.tv_sec()) * 1_000_000_000 + i128::from(t.tv_nsec()))
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
    fn a_follower_shows_what_it_is_told() {
        let shared = SharedClock::default();
        let mut clock = shared.follower();
        shared.set(ClockPoint { monotonic: 7, realtime: 1_000_000_007, zone: 3600 });
        assert_eq!((clock.at(9), clock.zone()), (Duration::new(1, 9 - 7 + 7), Some(3600)));
        shared.set(ClockPoint { monotonic: 7, realtime: 7, zone: 0 });
        assert_eq!((clock.at(9), clock.zone()), (Duration::from_nanos(9), Some(0)));
        assert_eq!(WallClock::new().zone(), None);
    }

    #[test]
    fn a_fixed_clock_never_looks_at_the_machine() {
        let mut clock = WallClock::fixed(Duration::from_secs(1000), 7_000);
        assert_eq!(clock.at(7_005), Duration::new(1000, 5));
        assert_eq!(clock.at(u64::MAX).as_secs(), u64::MAX / 1_000_000_000);
        assert_eq!(WallClock::fixed(Duration::ZERO, 50).at(3), Duration::ZERO, "before 1970 is 1970");
    }
}
