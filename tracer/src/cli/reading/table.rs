//! Options of the table.

use super::{Reading, Wrong, usage};
use crate::cli::getopt::Typed;
use crate::cli::values;
use crate::stats::{By, Clock, Column, Format, Sort};

impl Reading {
    pub(super) fn table_option(&mut self, id: &str, typed: &Typed, text: &str) -> Result<(), Wrong> {
        let invalid = || usage(format!("invalid {} argument: '{text}'", typed.name));
        let mut name = typed.name.clone();
        match id {
            "columns-or-column" if values::column(text).is_some() => {
                self.column = values::column(text).ok_or_else(invalid)?;
                return Ok(());
            }
            "sort" => {
                self.table.sort = Sort::parse(text).map_err(usage)?;
                self.sorted = true;
                return Ok(());
            }
            "overhead" => {
                self.table.overhead =
                    values::nanos(values::duration(text, Some("us"))).ok_or_else(invalid)?;
                return Ok(());
            }
            "columns" | "columns-or-column" => {
                self.table.columns = Column::parse_list(text).map_err(usage)?;
                "-U/--summary-columns".clone_into(&mut name);
            }
            "wall-clock" => {
                self.table.clock = Clock::Wall;
                "-w/--summary-wall-clock".clone_into(&mut name);
            }
            "by" => {
                self.table.by = match text {
                    "syscall" => By::Syscall,
                    "process" => By::Process,
                    "thread" => By::Thread,
                    _ => return Err(invalid()),
                };
            }
            "errors" => self.table.errnos = true,
            "cost" => self.table.cost = true,
            "summary-format" => {
                self.table.format = match text {
                    "text" => Format::Text,
                    "json" => Format::Json,
                    "csv" => Format::Csv,
                    "markdown" => Format::Markdown,
                    _ => return Err(invalid()),
                };
            }
            "interval" => {
                let interval = values::duration(text, Some("s")).filter(|d| d.as_millis() > 0);
                self.interval = Some(interval.ok_or_else(invalid)?);
            }
            _ => return Err(usage(format!("unrecognized option '{}'", typed.name))),
        }
        self.needs_table.push(name);
        Ok(())
    }
}
