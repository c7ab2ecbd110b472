//! Output: the command's own terminal.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::table::put;
use super::{Body, Panel};
use crate::top::style::{Palette, Role};

/// The view.
pub const PANEL: Panel = Panel {
    name: "Output",
    about: "the command's terminal; Ctrl-S sends keys to it, and takes them back",
    body: Body::Output,
};

/// Draws what is on the command's screen; without a command, why there is none.
pub fn draw(screen: Option<&vt100::Screen>, keys: bool, area: Rect, buf: &mut Buffer, palette: Palette) {
    let Some(screen) = screen else {
        let text = "There is no command: its output would be here with `tracer top -- COMMAND`.";
        return put(buf, area, 0, text, area.width, palette.style(Role::Dim));
    };
    for y in 0..area.height {
        for x in 0..area.width {
            let Some(cell) = screen.cell(y, x) else { continue };
            let Some(drawn) = buf.cell_mut((area.x + x, area.y + y)) else { continue };
            drawn.set_style(style(cell, palette));
            // What a wide character covers is drawn with it. One that would not fit is left out.
            if cell.is_wide_continuation() || cell.is_wide() && x + 1 >= area.width {
                continue;
            }
            drawn.set_symbol(if cell.has_contents() { cell.contents() } else { " " });
        }
    }
    let (y, x) = screen.cursor_position();
    if keys && !screen.hide_cursor() && screen.scrollback() == 0 && x < area.width && y < area.height {
        buf.set_style(
            Rect { x: area.x + x, y: area.y + y, width: 1, height: 1 },
            palette.style(Role::Selected),
        );
    }
}

fn style(cell: &vt100::Cell, palette: Palette) -> Style {
    let modifiers = [
        (cell.bold(), Modifier::BOLD),
        (cell.dim(), Modifier::DIM),
        (cell.italic(), Modifier::ITALIC),
        (cell.underline(), Modifier::UNDERLINED),
        (cell.inverse(), Modifier::REVERSED),
    ];
    let mut style = Style::reset();
    for (_, modifier) in modifiers.into_iter().filter(|(has, _)| *has) {
        style = style.add_modifier(modifier);
    }
    if palette.colours() {
        style = style.fg(colour(cell.fgcolor())).bg(colour(cell.bgcolor()));
    }
    style
}

fn colour(colour: vt100::Color) -> Color {
    match colour {
        vt100::Color::Default => Color::Reset,
        vt100::Color::Idx(index) => Color::Indexed(index),
        vt100::Color::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
    }
}
