//! Help: the views and the keys, from their lists.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::PANELS;
use super::table::put;
use crate::top::action::{KEYMAP, Key};
use crate::top::style::{Palette, Role};

/// The lines of the help: what stands at the left, and what it means.
pub fn lines() -> Vec<(String, &'static str)> {
    let views = PANELS.iter().zip(1..).map(|(panel, n)| (format!("{n} {}", panel.name), panel.about));
    let keys = KEYMAP.iter().map(|binding| {
        let labels: Vec<String> = binding.keys.iter().copied().map(Key::label).collect();
        (labels.join(" "), binding.about)
    });
    let empty = || std::iter::once((String::new(), ""));
    let mouse =
        ("mouse".to_owned(), "click a view, a column or a row; again for its details; the wheel scrolls");
    views.chain(empty()).chain(keys).chain(std::iter::once(mouse)).collect()
}

/// Draws it, from this line on.
pub fn draw(offset: usize, area: Rect, buf: &mut Buffer, palette: Palette) {
    let lines = lines();
    let left = 20.min(area.width / 3);
    for (y, (keys, about)) in (0..area.height).zip(lines.iter().skip(offset)) {
        let row = Rect { y: area.y + y, height: 1, ..area };
        put(buf, row, 0, keys, left, palette.style(Role::Key));
        put(buf, row, left + 1, about, area.width, palette.style(Role::Plain));
    }
}
