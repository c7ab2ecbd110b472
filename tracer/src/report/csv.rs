//! A report as tables of comma-separated values, one behind the other: the first field of each row names its table.

use std::io::{self, Write};

use super::Report;
use super::sections::{Cell, sections};
use crate::sink::summary::escape;

/// Writes it.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "table,rule,title,pid,name,calls,wall_ns,saves_ns")?;
    for it in report.findings() {
        let (title, name) = (escape::csv(&it.title), escape::csv(it.object.as_deref().unwrap_or_default()));
        writeln!(
            out,
            "findings,{},{title},{},{name},{},{},{}",
            it.rule, it.tgid, it.calls, it.time, it.saves
        )?;
    }
    for section in sections(report) {
        let names: Vec<&str> = section.columns.iter().map(|(_, key)| *key).collect();
        writeln!(out, "\ntable,{}", names.join(","))?;
        for row in &section.rows {
            let cells: Vec<String> = row.iter().map(field).collect();
            writeln!(out, "{},{}", section.key, cells.join(","))?;
        }
    }
    Ok(())
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => escape::csv(text),
        Cell::Count(number) | Cell::Time(number) | Cell::Bytes(number) => number.to_string(),
        Cell::Share(percent) => format!("{percent:.3}"),
        Cell::None => String::new(),
    }
}
