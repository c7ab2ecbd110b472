//! Random registers and memory for a syscall.
#![no_main]

#[path = "../../tests/fuzz/checks.rs"]
#[allow(dead_code, reason = "each target uses one of the functions")]
mod checks;

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::decode(usize::from(data.first().copied().unwrap_or(0)) * 2 + data.len() % 2, data));
