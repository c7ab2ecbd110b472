//! Structs of the kernel, by family.

mod time;

pub use time::*;
