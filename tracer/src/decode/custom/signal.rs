//! Signals by name.

use crate::arch;
use crate::decode::walk::Walk;

/// Shows a signal's number by its name.
pub fn show(walk: &mut Walk<'_>, signal: u32) {
    if signal == 0 {
        return walk.out.unsigned(0);
    }
    let name = arch::signal_name(walk.call.abi, signal);
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        return walk.out.signed(i64::from(signal as i32));
    }
    walk.out.named(i64::from(signal as i32), &name);
}
