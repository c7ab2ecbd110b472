//! What tracer and its BPF programs agree on. Floor 0: no dependency, no allocation, no unsafe code.
//!
//! Everything that crosses between the kernel and user space is laid out here, and everything that both
//! sides compute is computed here, so that it can be tested on the host. Talking to the kernel, and deciding
//! what to ask of it, is left to the two sides.
#![no_std]
#![forbid(unsafe_code)]

pub mod abi;
pub mod admit;
pub mod config;
pub mod counts;
pub mod limits;
pub mod plan;
pub mod record;
pub mod segment;
pub mod state;
