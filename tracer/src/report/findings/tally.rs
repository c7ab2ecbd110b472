//! Sums by key, for detectors. Keys beyond a bound are left out: what matters comes early or often.

use std::hash::Hash;

use hashbrown::HashMap;

use super::Seen;

/// So many keys are told apart.
const MAX_KEYS: usize = 1 << 14;

/// The sum of some calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) calls: u64,
    pub(super) bytes: u64,
    /// ns of wall time.
    pub(super) time: u64,
}

impl Sum {
    pub(super) fn add(&mut self, seen: &Seen<'_>) {
        self.calls += 1;
        self.bytes += seen.bytes.unwrap_or(0);
        self.time += seen.call.wall();
    }

    /// Their mean time, ns.
    pub(super) fn mean(&self) -> u64 {
        self.time.checked_div(self.calls).unwrap_or(0)
    }

    /// The time of this part of them.
    pub(super) fn share(&self, calls: u64) -> u64 {
        let share = u128::from(self.time) * u128::from(calls.min(self.calls));
        (share / u128::from(self.calls.max(1))) as u64
    }
}

/// Something for each key.
#[derive(Debug)]
pub(super) struct Tally<K, V>(HashMap<K, V>);

impl<K, V> Default for Tally<K, V> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Hash + Eq, V: Default> Tally<K, V> {
    /// What is kept for a key; `None` if there are too many.
    #[inline]
    pub(super) fn of(&mut self, key: K) -> Option<&mut V> {
        if self.0.len() >= MAX_KEYS && !self.0.contains_key(&key) {
            return None;
        }
        Some(self.0.entry(key).or_default())
    }

    /// What is kept for a key that is there.
    pub(super) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        self.0.get_mut(key)
    }

    pub(super) fn remove(&mut self, key: &K) -> Option<V> {
        self.0.remove(key)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_bounded() {
        let mut tally: Tally<usize, u64> = Tally::default();
        for key in 0..2 * MAX_KEYS {
            if let Some(n) = tally.of(key) {
                *n += 1;
            }
        }
        assert_eq!(tally.iter().count(), MAX_KEYS);
        assert!(tally.of(0).is_some() && tally.of(2 * MAX_KEYS).is_none());
    }

    #[test]
    fn a_share_is_a_part_of_the_time() {
        let sum = Sum { calls: 4, bytes: 0, time: 1000 };
        assert_eq!((sum.mean(), sum.share(1), sum.share(9), Sum::default().share(3)), (250, 250, 1000, 0));
    }
}
