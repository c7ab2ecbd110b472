//! What is counted of calls: the aggregate of one key, and the log-linear histogram of durations.
//!
//! The BPF programs add to these in place; user space adds up the CPUs. Turning them into columns is left to
//! user space.

/// What a row of counts is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(C)]
pub struct Key {
    /// 0, or the tid or tgid when counting by thread or by process.
    pub id: u32,
    /// An [`crate::abi::Abi`].
    pub abi: u32,
    /// Syscall number.
    pub nr: u32,
    /// 0, or the errno when counting errnos.
    pub errno: u32,
}

/// Calls of one key. Times are ns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C)]
pub struct Aggregate {
    /// Calls that ended.
    pub calls: u64,
    /// Those that failed.
    pub errors: u64,
    /// Wall time from entry to return, summed.
    pub wall: u64,
    /// The part of it that the task was off the CPU.
    pub wait: u64,
    /// Shortest call, by the clock that was chosen; meaningless when `calls` is 0.
    pub min: u64,
    /// Longest call, by the same clock.
    pub max: u64,
}

const _: () = assert!(size_of::<Key>() == 16);
const _: () = assert!(size_of::<Aggregate>() == 48);

impl Aggregate {
    /// No call.
    pub const ZERO: Self = Self { calls: 0, errors: 0, wall: 0, wait: 0, min: 0, max: 0 };

    /// Adds one call. `measured` is its wall or CPU time, whichever clock was chosen.
    #[inline(always)]
    pub fn add(&mut self, failed: bool, wall: u64, wait: u64, measured: u64) {
        if measured < self.min || self.calls == 0 {
            self.min = measured;
        }
        if measured > self.max {
            self.max = measured;
        }
        self.calls += 1;
        self.errors += failed as u64;
        self.wall += wall;
        self.wait += wait;
    }

    /// Adds all calls of another aggregate.
    pub fn merge(&mut self, other: &Self) {
        if other.calls == 0 {
            return;
        }
        self.min = if self.calls == 0 { other.min } else { self.min.min(other.min) };
        self.max = self.max.max(other.max);
        self.calls += other.calls;
        self.errors += other.errors;
        self.wall += other.wall;
        self.wait += other.wait;
    }
}

/// Each power of two is split into `1 << SUB_BITS` buckets of equal width.
pub const SUB_BITS: u32 = 3;
const SUBS: u64 = 1 << SUB_BITS;

/// Durations of `1 << MAX_BITS` ns (18 minutes) and more share the last bucket.
pub const MAX_BITS: u32 = 40;

/// How many buckets a histogram has.
pub const BUCKETS: usize = ((MAX_BITS - SUB_BITS + 1) << SUB_BITS) as usize;

/// Durations of one key, by bucket.
pub type Buckets = [u64; BUCKETS];

/// The bucket of a duration.
#[inline(always)]
pub const fn bucket(ns: u64) -> usize {
    let ns = if ns >> MAX_BITS != 0 { (1 << MAX_BITS) - 1 } else { ns };
    if ns < SUBS {
        return ns as usize;
    }
    let shift = 63 - ns.leading_zeros() - SUB_BITS;
    (((shift + 1) << SUB_BITS) as u64 + ((ns >> shift) & (SUBS - 1))) as usize
}

/// The shortest duration in a bucket, and how many there are in it.
const fn bounds(bucket: usize) -> (u64, u64) {
    let (octave, sub) = (bucket as u64 >> SUB_BITS, bucket as u64 & (SUBS - 1));
    if octave == 0 { (sub, 1) } else { ((SUBS + sub) << (octave - 1), 1 << (octave - 1)) }
}

/// The duration that stands for a bucket: its middle, so at most 6.25 % from any duration in it.
pub const fn representative(bucket: usize) -> u64 {
    let (start, width) = bounds(bucket);
    start + width / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_in_order_and_without_gaps() {
        let mut next = 0;
        for i in 0..BUCKETS {
            let (start, width) = bounds(i);
            assert_eq!(start, next);
            assert_eq!(bucket(start), i);
            assert_eq!(bucket(start + width - 1), i);
            next = start + width;
        }
        assert_eq!(next, 1 << MAX_BITS);
        assert_eq!(bucket(u64::MAX), BUCKETS - 1);
    }

    #[test]
    fn a_representative_is_at_most_a_sixteenth_off() {
        for ns in
            (0..200_000).chain((18..40).flat_map(|b| (0..999_u64).map(move |k| (1 << b) + (k << (b - 10)))))
        {
            let off = representative(bucket(ns)).abs_diff(ns);
            assert!(off * 16 <= ns, "{ns} ns is {off} ns off");
        }
    }

    #[test]
    fn merging_equals_adding() {
        let calls = [(false, 10, 0), (true, 500, 400), (false, 7, 7)];
        let (mut all, mut merged) = (Aggregate::default(), Aggregate::default());
        for (failed, wall, wait) in calls {
            all.add(failed, wall, wait, wall - wait);
            let mut one = Aggregate::default();
            one.add(failed, wall, wait, wall - wait);
            merged.merge(&one);
        }
        merged.merge(&Aggregate::default());
        assert_eq!(all, merged);
        assert_eq!((all.calls, all.errors, all.min, all.max), (3, 1, 0, 100));
    }
}
