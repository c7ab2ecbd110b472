//! Bytes that are no text, as a string in hex.

use crate::decode::desc::Custom;
use crate::decode::walk::Walk;

/// So many of them.
pub static OCTETS: Custom = Custom { name: "bytes in hex", show };

fn show(walk: &mut Walk<'_>, address: u64, len: u64) {
    match walk.bytes(address, len as usize) {
        Some(bytes) => walk.out.octets(bytes),
        None => walk.out.address(address),
    }
}

/// So many of them, but no more than of a string.
pub static DATA: Custom = Custom { name: "data in hex", show: limited };

/// Shows bytes in hex, no more than of a string.
pub fn limited(walk: &mut Walk<'_>, address: u64, len: u64) {
    let shown = len.min(u64::from(walk.style.limit));
    match walk.bytes(address, shown as usize) {
        Some(bytes) => walk.out.binary(bytes, len > shown),
        None => walk.out.address(address),
    }
}
