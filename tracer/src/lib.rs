//! strace at kernel speed.
//!
//! The modules stand on floors, and import only from lower ones (`cargo xtask tidy` checks it):
//!
//! | floor | module | what it knows |
//! |---|---|---|
//! | 1 | [`call`] | calls and events, pairing enter with exit, clocks |
//! | 1 | [`arch`] | numbers, names, errnos and signals of each ABI |
//! | 2 | [`decode`] | what arguments and results mean, as text and as JSON |
//! | 2 | [`recording`] | files of records: format, writer, reader |
//! | 3 | [`source`] | loading the BPF programs, the ring, starting and adopting processes |
//! | 3 | [`procs`] | what /proc tells of processes |
//! | 3 | [`stacks`] | who called whom until a call was made |
//! | 4 | [`filter`] | which calls are wanted |
//! | 4 | [`stats`] | counts, columns, percentiles |
//! | 5 | [`sink`] | the outputs |
//! | 5 | [`report`] | reports of a whole run, and what to look at in it |
//! | 5 | [`top`] | the live view |
//! | 6 | [`cli`] | what was typed and what it means |
//! | 6 | [`app`] | joins a source to sinks |

pub mod app;
pub mod arch;
pub mod call;
pub mod cli;
pub mod decode;
pub mod filter;
pub mod procs;
pub mod recording;
pub mod report;
pub mod sink;
pub mod source;
pub mod stacks;
pub mod stats;
pub mod top;

pub use app::run;
