//! The live view: what `tracer top` shows.
//!
//! It is a sink like any other: [`Model`] takes events and actions, and knows neither a terminal nor a clock nor where events
//! come from. Panels draw what the model holds; keys become actions of one closed list ([`action`]). Only [`term`] talks to a
//! terminal; joining all of it to a source is left to `app`.

pub mod action;
mod chosen;
mod counts;
mod data;
mod describe;
mod evict;
mod facts;
mod failures;
mod files;
mod format;
mod frame;
mod grid;
pub mod input;
mod journal;
mod kept;
mod layout;
pub mod lookup;
#[cfg(test)]
mod made;
mod model;
mod mouse;
mod objects;
mod panel;
mod passing;
mod paths;
mod processes;
mod screen;
mod style;
pub mod term;

pub use action::Play;
pub use facts::Facts;
pub use format::printable;
pub use layout::body_size;
pub use model::{Effect, Model, Setup};
pub use style::Palette;

#[cfg(test)]
mod tests;
