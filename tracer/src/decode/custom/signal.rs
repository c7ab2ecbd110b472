//! Signals by name.

use crate::arch;
use crate::decode::walk::Walk;

/// Shows a signal's number by its name.
pub fn show(walk: &mut Walk<'_>, signal: u32) {
    if signal == 0 {
        return walk.out.unsigned(0);
    }
    if (signal as i32) < 0 {
        return walk.out.signed(i64::from(signal as i32));
    }
    let name = arch::signal_name(walk.call.abi, signal);
    walk.out.named(i64::from(signal as i32), &name);
}
