//! What is counted of calls that have something in common: a syscall, a process, a path. Which they are is left to the
//! tables.

use std::borrow::Cow;

use tracer_common::abi::Abi;
use tracer_common::counts::{Aggregate, BUCKETS, Buckets, bucket};
use tracer_common::limits::NUMBERS;

use super::kept::Kept;
use crate::arch;
use crate::call::Call;
use crate::stats::histogram::Shape;

/// All numbers that no kernel knows: whoever makes them up makes up many.
const UNKNOWN: u32 = u32::MAX;

/// A syscall of an ABI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CallId {
    /// The ABI.
    pub abi: Abi,
    /// The number in it.
    pub nr: u32,
}

impl CallId {
    /// The syscall of this number.
    #[inline]
    pub const fn new(abi: Abi, nr: u32) -> Self {
        Self { abi, nr: if nr < NUMBERS { nr } else { UNKNOWN } }
    }

    /// Its name; that of a foreign ABI tells which.
    pub fn name(self) -> Cow<'static, str> {
        let name = match self.nr {
            UNKNOWN => Cow::Borrowed("unknown numbers"),
            nr => arch::call_name(self.abi, nr),
        };
        match self.abi {
            Abi::NATIVE => name,
            Abi::I386 => Cow::Owned(format!("{name} (i386)")),
            Abi::X32 => Cow::Owned(format!("{name} (x32)")),
            _ => Cow::Owned(format!("{name} ({:?})", self.abi)),
        }
    }
}

/// Calls and errors, and how many there were lately.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Calls that returned.
    pub calls: u64,
    /// Those that failed.
    pub errors: u64,
    /// Time in them, ns.
    pub wall: u64,
    /// Calls when the interval began.
    mark: u64,
    /// Calls in the interval before.
    pub lately: u64,
}

impl Tally {
    /// Adds a call.
    #[inline]
    pub fn add(&mut self, call: &Call<'_>) {
        self.calls += 1;
        self.errors += u64::from(call.errno().is_some());
        self.wall += call.wall();
    }

    /// Begins an interval.
    pub fn turn(&mut self) {
        self.lately = self.calls - self.mark;
        self.mark = self.calls;
    }
}

/// How many of the slowest calls are kept.
const SLOWEST: usize = 6;

/// Of each, this much memory.
const SLOWEST_MEMORY: usize = 512;

/// Everything that is told of calls with something in common.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// Calls, errors, times; shortest and longest by wall time.
    pub sums: Aggregate,
    /// Calls that were counted in the kernel only, as the ring was full.
    pub kernel: Aggregate,
    /// Bytes that were read, written, sent or received.
    pub bytes: u64,
    /// Failures by errno, in no order.
    pub errnos: Vec<(u32, u64)>,
    /// The slowest calls, in no order.
    pub slowest: Vec<Kept>,
    /// Calls that are shorter do not belong among the slowest.
    floor: u64,
    /// Durations, when there are any.
    buckets: Option<Box<[u32; BUCKETS]>>,
    /// Calls when the interval began.
    mark: u64,
    /// Calls a second, in the interval before.
    pub rate: f64,
}

impl Profile {
    /// Adds a call.
    #[inline]
    pub fn add(&mut self, call: &Call<'_>) {
        let (wall, errno) = (call.wall(), call.errno());
        self.sums.add(errno.is_some(), wall, call.wait.min(wall), wall);
        let count = &mut self.buckets.get_or_insert_with(|| Box::new([0; BUCKETS]))[bucket(wall)];
        *count = count.saturating_add(1);
        if let Some(errno) = errno {
            match self.errnos.iter_mut().find(|(known, _)| *known == errno) {
                Some((_, calls)) => *calls += 1,
                None => self.errnos.push((errno, 1)),
            }
        }
        if wall > self.floor || self.slowest.len() < SLOWEST {
            self.keep(call);
        }
    }

    #[cold]
    fn keep(&mut self, call: &Call<'_>) {
        if self.slowest.len() < SLOWEST {
            self.slowest.push(Kept::new(call, SLOWEST_MEMORY));
        } else if let Some(least) = self.slowest.iter_mut().min_by_key(|kept| kept.wall()) {
            least.set(call, SLOWEST_MEMORY);
        }
        if self.slowest.len() == SLOWEST {
            self.floor = self.slowest.iter().map(Kept::wall).min().unwrap_or(0);
        }
    }

    /// Calls, those included that the kernel counted.
    pub fn calls(&self) -> u64 {
        self.sums.calls + self.kernel.calls
    }

    /// Failed calls, likewise.
    pub fn errors(&self) -> u64 {
        self.sums.errors + self.kernel.errors
    }

    /// Time from entry to return, likewise; ns.
    pub fn wall(&self) -> u64 {
        self.sums.wall + self.kernel.wall
    }

    /// The part of it that the callers were off the CPU; ns.
    pub fn wait(&self) -> u64 {
        self.sums.wait + self.kernel.wait
    }

    /// The part of it that they were on it; ns.
    pub fn cpu(&self) -> u64 {
        self.wall().saturating_sub(self.wait())
    }

    /// Percentiles of the durations.
    pub fn shape(&self) -> Option<Shape> {
        let buckets = self.histogram()?;
        Shape::of(&buckets, self.sums.min, self.sums.max, 0)
    }

    /// The durations by bucket.
    pub fn histogram(&self) -> Option<Box<Buckets>> {
        let mut wide = Box::new([0; BUCKETS]);
        for (wide, n) in wide.iter_mut().zip(self.buckets.as_ref()?.iter()) {
            *wide = u64::from(*n);
        }
        Some(wide)
    }

    /// Begins an interval after one of this many seconds.
    pub fn turn(&mut self, seconds: f64) {
        let calls = self.calls();
        self.rate = calls.saturating_sub(self.mark) as f64 / seconds;
        self.mark = calls;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::top::made::call;

    #[test]
    fn the_slowest_are_kept() {
        let mut profile = Profile::default();
        for wall in [5, 90, 1, 70, 2, 60, 3, 80, 50, 40] {
            profile.add(&call(1, 0, wall, if wall == 2 { -11 } else { 0 }));
        }
        let mut kept: Vec<u64> = profile.slowest.iter().map(Kept::wall).collect();
        kept.sort_unstable();
        assert_eq!(kept, [40, 50, 60, 70, 80, 90]);
        assert_eq!((profile.calls(), profile.errors(), profile.errnos.as_slice()), (10, 1, &[(11, 1)][..]));
        assert_eq!((profile.sums.min, profile.sums.max), (1, 90));
    }

    #[test]
    fn what_the_kernel_counted_is_in_the_rate() {
        let mut profile = Profile::default();
        profile.add(&call(1, 0, 5, 0));
        profile.kernel = Aggregate { calls: 9, errors: 2, ..Aggregate::ZERO };
        profile.turn(0.5);
        assert_eq!((profile.calls(), profile.errors(), profile.rate as u64), (10, 2, 20));
        profile.turn(0.5);
        assert_eq!(profile.rate as u64, 0);
    }

    #[test]
    fn a_foreign_abi_is_named() {
        assert_eq!(CallId { abi: Abi::NATIVE, nr: 0 }.name(), arch::call_name(Abi::NATIVE, 0));
        assert_eq!(CallId { abi: Abi::I386, nr: 3 }.name(), "read (i386)");
        assert_eq!(CallId::new(Abi::NATIVE, 0xdead_beef), CallId::new(Abi::NATIVE, NUMBERS));
        assert_eq!(CallId::new(Abi::NATIVE, NUMBERS).name(), "unknown numbers");
    }
}
