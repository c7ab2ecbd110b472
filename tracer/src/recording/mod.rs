//! Recordings: files that keep the raw records of a run, so that a later reader makes of them what a live run makes.
//!
//! `format` is the layout of the file, `columns` the layout of a block of records, `meta` what is told beside them.
//! docs/recording-format.md describes all of it for other programs. What records mean is left to their readers.

pub mod columns;
pub mod format;
pub mod meta;
pub mod parts;
pub mod reader;
pub mod redact;
pub mod upgrade;
pub mod varint;
pub mod writer;

pub use meta::{Counts, Ending, Start, TaskInfo};
pub use parts::Parts;
pub use reader::{Block, Entry, Item, Reader, ReaderError, Shortfall, is_recording};
pub use writer::Writer;
