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
