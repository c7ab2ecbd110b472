//! The rows, by family.

mod file;

use super::desc::Row;

/// Every family and its rows. A syscall stands in one of them.
pub static FAMILIES: &[(&str, &[Row])] = &[("file", file::ROWS)];
