//! A report as one page that needs nothing else: no network, and no script but for sorting and searching.

use std::io::{self, Write};

use super::Report;
use super::findings::{rule, time};
use super::sections::{Cell, Section, sections};
use super::svg::{distribution, timeline};
use super::text::head;

/// Rows beyond this are left out: a page must open.
const MAX_ROWS: usize = 1000;

const LEGEND: &str = "From the first to the last call of each process; below, in amber, the share of it that it waited in calls.";

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Text that stays text.
pub(super) fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '"' => shown.push_str("&quot;"),
            '\'' => shown.push_str("&#39;"),
            '\n' | '\t' => shown.push(c),
            c if c.is_control() => shown.push('\u{fffd}'),
            c => shown.push(c),
        }
    }
    shown
}

/// Writes it.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let lines = head(report);
    let title = escaped(&lines[0]);
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\
         <title>System calls of {title}</title><style>\n{STYLE}</style></head><body>\n<header><h1>{title}</h1>"
    )?;
    for line in &lines[1..] {
        write!(out, "<p>{}</p>", escaped(line))?;
    }
    let all = sections(report);
    write!(out, "<nav><a href=\"#findings\">Findings</a> <a href=\"#timeline\">Timeline</a>")?;
    for section in &all {
        write!(out, " <a href=\"#{}\">{}</a>", section.key, section.title)?;
    }
    writeln!(out, "</nav></header>\n<main>")?;
    findings(report, out)?;
    let drawing = timeline(report);
    if !drawing.is_empty() {
        writeln!(
            out,
            "<section id=\"timeline\"><h2>Timeline</h2><p class=\"rule\">{LEGEND}</p>{drawing}</section>"
        )?;
    }
    for section in &all {
        table(report, section, out)?;
    }
    writeln!(out, "</main>\n<script>\n{SCRIPT}</script></body></html>")
}

fn findings(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<section id=\"findings\"><h2>Findings</h2>")?;
    if report.findings().is_empty() {
        write!(out, "<p>None: no threshold was passed.</p>")?;
    }
    for it in report.findings() {
        let who = if it.tgid == 0 {
            String::new()
        } else {
            format!(" <small>{}</small>", escaped(&report.process_name(it.tgid)))
        };
        write!(out, "<article><h3>{}{who}</h3><p class=\"cost\">", escaped(&it.title))?;
        write!(
            out,
            "<b>{}</b> in {} calls; repairing it saves <b>{}</b> at least</p><ul>",
            time(it.time),
            it.calls,
            time(it.saves)
        )?;
        for line in &it.evidence {
            write!(out, "<li>{}</li>", escaped(line))?;
        }
        let (advice, threshold) = rule(it.rule).map_or(("", ""), |rule| (rule.advice, rule.threshold));
        writeln!(
            out,
            "</ul><p>{}</p><p class=\"rule\">{}: {}</p></article>",
            escaped(advice),
            it.rule,
            escaped(threshold)
        )?;
    }
    writeln!(out, "</section>")
}

fn table(report: &Report, section: &Section, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<section id=\"{}\"><h2>{}</h2>", section.key, section.title)?;
    if section.rows.is_empty() {
        return writeln!(out, "<p>None.</p></section>");
    }
    write!(out, "<input type=\"search\" placeholder=\"Search\" aria-label=\"Search in {}\">", section.title)?;
    write!(out, "<div class=\"scroll\"><table><thead><tr>")?;
    for (i, (name, _)) in section.columns.iter().enumerate() {
        let is_text = section.rows.iter().all(|row| matches!(row[i], Cell::Text(_) | Cell::None));
        let class = if is_text { "" } else { " class=\"n\"" };
        write!(out, "<th{class}><button>{name}</button></th>")?;
    }
    let drawn = section.key == "syscalls";
    if drawn {
        write!(out, "<th>spread</th>")?;
    }
    write!(out, "</tr></thead><tbody>")?;
    for row in section.rows.iter().take(MAX_ROWS) {
        write!(out, "<tr>")?;
        for cell in row {
            match cell {
                Cell::Text(text) => write!(out, "<td>{}</td>", escaped(text))?,
                Cell::None => write!(out, "<td></td>")?,
                Cell::Share(share) => {
                    write!(
                        out,
                        "<td class=\"n share\" data-v=\"{share:.4}\"><i style=\"width:{share:.1}%\"></i>{}</td>",
                        cell.shown()
                    )?;
                }
                other => write!(out, "<td class=\"n\" data-v=\"{}\">{}</td>", other.value(), other.shown())?,
            }
        }
        if drawn {
            write!(out, "<td>{}</td>", spread(report, row))?;
        }
        writeln!(out, "</tr>")?;
    }
    write!(out, "</tbody></table></div>")?;
    match section.rows.len().saturating_sub(MAX_ROWS) {
        0 => {}
        more => write!(out, "<p>... and {more} more</p>")?,
    }
    writeln!(out, "</section>")
}

/// The drawing of a syscall's row.
fn spread(report: &Report, row: &[Cell]) -> String {
    let Some(Cell::Text(name)) = row.first() else { return String::new() };
    let rows = &report.gather.summary.rows;
    let found = rows.iter().find(|(key, _)| {
        let abi = tracer_common::abi::Abi::from_u8(key.abi as u8);
        abi.is_some_and(|abi| crate::arch::call_name(abi, key.nr) == name.as_str())
    });
    found.and_then(|(_, row)| row.buckets.as_deref()).map(distribution).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(escaped("<a href='x'>&\"\u{7}\n"), "&lt;a href=&#39;x&#39;&gt;&amp;&quot;\u{fffd}\n");
    }
}
