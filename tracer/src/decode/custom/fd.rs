//! What descriptors lead to.

use crate::decode::walk::Walk;

/// Shows what a descriptor leads to, if it was captured.
pub fn target(_walk: &mut Walk<'_>, _fd: i32) {}
