//! Where events come from: the BPF programs, the ring, the processes that are started or adopted.

pub mod target;

pub use target::{OnFull, Target};
