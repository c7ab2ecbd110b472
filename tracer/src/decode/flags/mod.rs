//! Sets of flags and of named numbers, by family. Names only, in strace's order: values are those of `uapi`.

mod file;

pub use file::*;
