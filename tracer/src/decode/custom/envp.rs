//! The environment of an execve, abbreviated: how many variables there are.

use crate::decode::walk::Walk;

/// Remarks how many pointers there are before the one that is NULL.
pub fn count(walk: &mut Walk<'_>, address: u64) {
    if address == 0 {
        return;
    }
    let (mut count, word) = (0_u64, walk.word());
    let ended = loop {
        match walk.number(address.wrapping_add(count * u64::from(word)), word) {
            Some(0) => break true,
            Some(_) => count += 1,
            None => break false,
        }
    };
    let unterminated = if ended { "" } else { ", unterminated" };
    if ended || count > 0 {
        walk.out.comment(&format!("{count} var{}{unterminated}", if count == 1 { "" } else { "s" }));
    }
}
