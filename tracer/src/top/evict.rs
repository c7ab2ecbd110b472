//! Limits of the tables: which entries go when there are too many.

use std::hash::Hash;

use hashbrown::HashMap;

/// Takes the entries that were used least recently out of a full table: an eighth of it, so that this is rare.
/// `used` tells when an entry was used; those that may go first tell small numbers.
pub fn evict<K: Eq + Hash + Copy, V>(
    table: &mut HashMap<K, V>,
    limit: usize,
    used: impl Fn(&V) -> u64,
    mut gone: impl FnMut(K, V),
) {
    if table.len() < limit {
        return;
    }
    let mut times: Vec<u64> = table.values().map(&used).collect();
    let nth = (times.len() / 8).min(times.len() - 1);
    let (_, pivot, _) = times.select_nth_unstable(nth);
    let pivot = *pivot;
    for (key, value) in table.extract_if(|_, value| used(value) <= pivot) {
        gone(key, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_recent_go() {
        let mut table: HashMap<u64, u64> = (0..16).map(|n| (n, n)).collect();
        let mut gone = Vec::new();
        evict(&mut table, 17, |n| *n, |k, _| gone.push(k));
        assert!(gone.is_empty());
        evict(&mut table, 16, |n| *n, |k, _| gone.push(k));
        gone.sort_unstable();
        assert_eq!((gone.as_slice(), table.len()), (&[0, 1, 2][..], 13));
    }
}
