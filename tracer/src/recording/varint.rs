//! Numbers of varying length: seven bits a byte, the lowest first; differences with their sign in the lowest bit.

/// Appends a number.
#[inline]
pub fn put(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends how far `value` is from `from`.
#[inline]
pub fn put_difference(out: &mut Vec<u8>, from: u64, value: u64) {
    let difference = value.wrapping_sub(from) as i64;
    put(out, ((difference << 1) ^ (difference >> 63)) as u64);
}

/// Takes a number off the front; `None` if there is none.
#[inline]
pub fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

/// Takes a difference off the front, and adds it to `from`.
#[inline]
pub fn take_difference(bytes: &mut &[u8], from: u64) -> Option<u64> {
    let coded = take(bytes)?;
    Some(from.wrapping_add((coded >> 1) ^ (coded & 1).wrapping_neg()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_put_can_be_taken(numbers in prop::collection::vec((any::<u64>(), any::<u64>(), 0..64_u32), 0..50)) {
            let mut bytes = Vec::new();
            for (from, value, shift) in &numbers {
                put(&mut bytes, value >> shift);
                put_difference(&mut bytes, *from, value >> shift);
            }
            let mut rest = bytes.as_slice();
            for (from, value, shift) in &numbers {
                prop_assert_eq!(take(&mut rest), Some(value >> shift));
                prop_assert_eq!(take_difference(&mut rest, *from), Some(value >> shift));
            }
            prop_assert_eq!(take(&mut rest), None);
        }
    }

    #[test]
    fn a_number_that_does_not_end_is_none() {
        assert_eq!(take(&mut [0xff; 5].as_slice()), None);
        assert_eq!(take(&mut [0xff; 20].as_slice()), None);
    }

    #[test]
    fn small_differences_are_short() {
        for (from, value) in [(1000, 1063), (1063, 1000), (0, u64::MAX), (u64::MAX, 0)] {
            let mut bytes = Vec::new();
            put_difference(&mut bytes, from, value);
            assert_eq!(bytes.len(), 1, "{from} {value}");
        }
    }
}
