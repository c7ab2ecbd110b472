//! The last line: keys, or the filter, a message, a question.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr as _;

use super::table::put;
use crate::top::action::KEYMAP;
use crate::top::format;
use crate::top::input::Mode;
use crate::top::style::{Palette, Role};

/// What it tells.
pub struct Footer<'a> {
    /// Whom keys are for.
    pub mode: Mode,
    /// The filter of the view.
    pub filter: &'a str,
    /// How many rows pass it, of how many.
    pub passed: Option<(usize, usize)>,
    /// Something that has just happened.
    pub message: Option<&'a str>,
}

/// Draws it.
pub fn draw(footer: &Footer<'_>, area: Rect, buf: &mut Buffer, palette: Palette) {
    let text = match (footer.mode, footer.message) {
        (Mode::Confirm, _) => "The command still runs. Quit and hang up on it (y), or stay (n)?".to_owned(),
        (Mode::Keys, _) => "Keys go to the command. Ctrl-S takes them back.".to_owned(),
        (Mode::Help, _) => "Any key goes back.".to_owned(),
        (Mode::Filter, _) => format!("/{}", format::printable(footer.filter.as_bytes())),
        (Mode::Normal, Some(message)) => message.to_owned(),
        (Mode::Normal, None) if !footer.filter.is_empty() => {
            let passed = footer.passed.map(|(some, all)| format!("  {some} of {all}")).unwrap_or_default();
            format!("filter: {}{passed}  (Esc takes it away)", format::printable(footer.filter.as_bytes()))
        }
        (Mode::Normal, None) => return hints(area, buf, palette),
    };
    put(buf, area, 0, &text, area.width, palette.style(Role::Strong));
    if footer.mode == Mode::Filter {
        put(buf, area, text.width() as u16, " ", 1, palette.style(Role::Selected));
    }
}

fn hints(area: Rect, buf: &mut Buffer, palette: Palette) {
    let mut x = 0;
    for binding in &KEYMAP {
        let (Some(hint), Some(key)) = (binding.hint, binding.keys.first()) else { continue };
        let label = key.label();
        let needed = (label.width() + hint.width() + 3) as u16;
        if x + needed > area.width {
            break;
        }
        put(buf, area, x, &label, area.width, palette.style(Role::Key));
        put(buf, area, x + label.width() as u16 + 1, hint, area.width, palette.style(Role::Dim));
        x += needed;
    }
}
