//! Counts of calls and what is computed from them. No output.

pub mod summary;

pub use summary::{By, Clock, Loss, Row, Summary};
