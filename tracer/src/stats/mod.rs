//! Counts of calls and what is computed from them. No output.

pub mod column;
pub mod figures;
pub mod histogram;
pub mod summary;
pub mod table;

pub use column::{Column, ColumnError, Sort};
pub use summary::{By, Clock, Loss, Row, Summary};
pub use table::{Format, TableOptions};
