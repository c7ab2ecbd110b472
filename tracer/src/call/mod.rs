//! Calls and what happens around them. No I/O.

pub mod event;

pub use event::{Call, CallStart, Event, Task};
