//! Draws rows under their titles, with the cursor.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr as _;

use crate::top::grid::{Cell, Column, Grid, places};
use crate::top::layout;
use crate::top::style::{Palette, Role};

/// What is drawn.
pub struct Drawn<'a> {
    /// The rows.
    pub grid: &'a Grid,
    /// Their columns.
    pub columns: &'a [Column],
    /// The first row that is shown.
    pub offset: usize,
    /// The row under the cursor.
    pub index: usize,
    /// Is the order reversed?
    pub reverse: bool,
    /// What stands below.
    pub note: Option<&'a str>,
    /// What stands there instead of rows.
    pub empty: &'a str,
}

/// Draws them.
pub fn draw(drawn: &Drawn<'_>, area: Rect, buf: &mut Buffer, palette: Palette) {
    let parts = layout::table(area, drawn.note.is_some());
    let places = places(drawn.columns, area.width);
    if parts.titles.height > 0 {
        titles(drawn, &places, parts.titles, buf, palette);
    }
    if drawn.grid.rows.is_empty() {
        let text = if drawn.grid.unfiltered > 0 { "No row passes the filter." } else { drawn.empty };
        put(buf, parts.rows, 0, text, parts.rows.width, palette.style(Role::Dim));
    }
    let tree = matches!(
        drawn.grid.rows.first().and_then(|row| row.cells.get(drawn.grid.sort)),
        Some(Cell::Tree(..))
    );
    let shown = drawn.grid.rows.iter().enumerate().skip(drawn.offset).take(usize::from(parts.rows.height));
    for (y, (index, row)) in (0..).zip(shown) {
        let selected = index == drawn.index;
        if selected {
            buf.set_style(
                Rect { y: parts.rows.y + y, height: 1, ..parts.rows },
                palette.style(Role::Selected),
            );
        }
        for (column, x, width) in &places {
            let Some(cell) = row.cells.get(*column) else { continue };
            let style = if selected { palette.style(Role::Selected) } else { palette.style(cell.role()) };
            let area = Rect { x: parts.rows.x + x, y: parts.rows.y + y, width: *width, height: 1 };
            self::cell(cell, tree, area, buf, style);
        }
    }
    if let Some(note) = drawn.note {
        put(buf, parts.note, 0, note, parts.note.width, palette.style(Role::Bad));
    }
}

fn titles(drawn: &Drawn<'_>, places: &[(usize, u16, u16)], area: Rect, buf: &mut Buffer, palette: Palette) {
    buf.set_style(area, palette.style(Role::Heading));
    for (index, x, width) in places {
        let column = &drawn.columns[*index];
        let sorted = *index == drawn.grid.sort;
        let role = if sorted { Role::Sorted } else { Role::Heading };
        let mark = if drawn.reverse { "▲" } else { "▼" };
        let title: Cow<'_, str> =
            if sorted { format!("{}{mark}", column.title).into() } else { column.title.into() };
        let is_number =
            drawn.grid.rows.first().and_then(|row| row.cells.get(*index)).is_some_and(Cell::is_number);
        let shift = if is_number { width.saturating_sub(title.width() as u16) } else { 0 };
        // The mark may stand in the gap before a title that fills its column.
        let (x, width) = match title.width() as u16 > *width && *x > 0 && is_number {
            true => (x - 1, width + 1),
            false => (x + shift, *width),
        };
        put(buf, area, x, &title, width.min(area.width.saturating_sub(x)), palette.style(role));
    }
}

fn cell(cell: &Cell, tree: bool, area: Rect, buf: &mut Buffer, style: Style) {
    let text = cell.shown();
    match cell {
        Cell::Share(share) => {
            put(buf, area, 0, &format!("{text:>6}"), area.width, style);
            let room = area.width.saturating_sub(7);
            let bar = "█".repeat((share * f64::from(room)).round() as usize);
            put(buf, area, 7, &bar, room, style);
        }
        Cell::Tree(depth, ..) if tree && *depth > 0 => {
            // Deep down, the name matters more than how deep.
            let indent = (depth * 2).min(area.width / 2);
            put(buf, area, indent.saturating_sub(2), "└ ", 2, style);
            put(buf, area, indent, &text, area.width.saturating_sub(indent), style);
        }
        _ if cell.is_number() => {
            let shift = area.width.saturating_sub(text.width() as u16);
            put(buf, area, shift, &text, area.width, style);
        }
        _ => put(buf, area, 0, &text, area.width, style),
    }
}

/// Puts text at a column of an area, with a mark where it is cut.
pub fn put(buf: &mut Buffer, area: Rect, x: u16, text: &str, width: u16, style: Style) {
    let width = width.min(area.width.saturating_sub(x));
    if width == 0 || area.height == 0 {
        return;
    }
    if text.width() > usize::from(width) {
        let (end, _) = buf.set_stringn(area.x + x, area.y, text, usize::from(width) - 1, style);
        buf.set_stringn(end, area.y, "…", 1, style);
    } else {
        buf.set_stringn(area.x + x, area.y, text, usize::from(width), style);
    }
}
