//! Where events come from: the BPF programs, the ring, the processes that are started or adopted; or a recording.

mod attach;
mod bpf;
mod btf;
mod control;
mod counts;
pub mod live;
pub mod loader;
mod machine;
mod mapping;
mod object;
mod offsets;
mod programs;
pub mod pty;
pub mod replay;
mod ring;
pub mod spawn;
pub mod synthetic;
pub mod target;

pub use target::{OnFull, Target};
