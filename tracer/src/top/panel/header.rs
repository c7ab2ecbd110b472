//! The header: what is traced, how it goes, how much happens, what was lost, what tracing costs. And the tabs.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::table::put;
use crate::top::data::Data;
use crate::top::facts::Facts;
use crate::top::format;
use crate::top::layout::tabs;
use crate::top::style::{Palette, Role};

/// What the header is about.
pub struct Header<'a> {
    /// Of the run.
    pub facts: &'a Facts,
    /// What was seen.
    pub data: &'a Data,
    /// Is the view frozen?
    pub paused: bool,
    /// How long an interval is.
    pub interval: String,
    /// How long the run takes so far, ns.
    pub elapsed: u64,
}

/// Draws it, on one line or two.
pub fn draw(header: &Header<'_>, area: Rect, buf: &mut Buffer, palette: Palette) {
    let line = |y: u16| Rect { y: area.y + y, height: u16::from(area.height > y), ..area };
    let Header { facts, data, .. } = header;
    let state = match (&facts.ended, header.paused) {
        _ if facts.playback.is_some() => facts.playback.clone().unwrap_or_default(),
        (Some(ended), false) => ended.clone(),
        (Some(ended), true) => format!("{ended}, PAUSED"),
        (None, true) => "PAUSED".to_owned(),
        (None, false) => format!("every {}", header.interval),
    };
    let right = format!("{state}  {}", format::age(header.elapsed));
    let bad = facts.ended_badly || header.paused;
    let first = line(0);
    let room = area.width.saturating_sub(right.chars().count() as u16 + 1);
    put(buf, first, 0, &format!("tracer top  {}", facts.target), room, palette.style(Role::Strong));
    if room > 0 {
        put(buf, first, room + 1, &right, area.width, palette.style(if bad { Role::Bad } else { Role::Dim }));
    }
    let mut x = 0;
    let second = line(1);
    let mut item = |text: String, role: Role| {
        if x + text.chars().count() as u16 <= area.width {
            put(buf, second, x, &text, area.width, palette.style(role));
            x += text.chars().count() as u16;
        }
    };
    item(format!("{} calls/s ", format::rate(data.call_rate)), Role::Strong);
    item(format!("{} ", format::sparkline(data.history.iter().copied(), 20)), Role::Bar);
    let errors = if data.error_rate > 0.0 { Role::Bad } else { Role::Dim };
    item(format!(" {} errors/s ", format::rate(data.error_rate)), errors);
    item(format!(" {} calls ", format::count(data.calls)), Role::Plain);
    let lost = facts.lost;
    item(format!(" {} lost ", format::count(lost)), if lost > 0 { Role::Bad } else { Role::Dim });
    if let Some(cost) = &facts.cost {
        item(format!(" tracing {cost}"), Role::Dim);
    }
}

/// Draws the tabs.
pub fn draw_tabs(active: usize, area: Rect, buf: &mut Buffer, palette: Palette) {
    for (index, x, text) in tabs(area.width, active) {
        let role = if index == active { Role::Active } else { Role::Plain };
        put(buf, area, x, &text, area.width, palette.style(role));
    }
}
