//! Calls and what happens around them. No I/O.

pub mod clock;
pub mod event;
pub mod pairing;

pub use clock::{ClockPoint, SharedClock, WallClock};
pub use event::{Call, CallStart, Event, Task};
pub use pairing::Pairing;
