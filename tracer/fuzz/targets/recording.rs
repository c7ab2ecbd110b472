//! Random bytes as a recording.
#![no_main]

#[path = "../../tests/fuzz/checks.rs"]
#[allow(dead_code, reason = "each target uses one of the functions")]
mod checks;

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::recording(data));
