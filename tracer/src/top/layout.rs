//! Where things stand on a terminal of any size.

use ratatui::layout::Rect;

use super::panel::PANELS;

/// The parts of the screen. Those that there is no room for have no height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Areas {
    /// Target and rates.
    pub header: Rect,
    /// The views.
    pub tabs: Rect,
    /// The view that is shown.
    pub body: Rect,
    /// Keys, the filter, messages.
    pub footer: Rect,
}

/// Divides the screen.
pub fn areas(width: u16, height: u16) -> Areas {
    let (header, tabs, footer) = match height {
        0..3 => (0, 0, 0),
        3..6 => (0, 1, 1),
        6..10 => (1, 1, 1),
        _ => (2, 1, 1),
    };
    let part = |y, height| Rect { x: 0, y, width, height };
    let body = height - header - tabs - footer;
    Areas {
        header: part(0, header),
        tabs: part(header, tabs),
        body: part(header + tabs, body),
        footer: part(header + tabs + body, footer),
    }
}

/// Rows and columns of the body on a terminal of so many columns and rows.
pub fn body_size((width, height): (u16, u16)) -> (u16, u16) {
    let body = areas(width, height).body;
    (body.height, body.width)
}

/// The parts of a table.
#[derive(Clone, Copy, Debug)]
pub struct TableAreas {
    /// Names of the columns.
    pub titles: Rect,
    /// The rows.
    pub rows: Rect,
    /// What is to be known of the table.
    pub note: Rect,
}

/// Divides a table.
pub fn table(area: Rect, noted: bool) -> TableAreas {
    let titles = u16::from(area.height > 1);
    let note = u16::from(noted && area.height > 3);
    let rows = area.height - titles - note;
    TableAreas {
        titles: Rect { height: titles, ..area },
        rows: Rect { y: area.y + titles, height: rows, ..area },
        note: Rect { y: area.y + titles + rows, height: note, ..area },
    }
}

/// The tabs that fit: the view's index, its place, its text. Where there is no room for names, the others are digits.
pub fn tabs(width: u16, active: usize) -> Vec<(usize, u16, String)> {
    let named = |all: bool| {
        let mut x = 0;
        let mut tabs = Vec::new();
        for (i, panel) in PANELS.iter().enumerate() {
            let text = match all || i == active {
                true => format!(" {} {} ", i + 1, panel.name),
                false => format!(" {} ", i + 1),
            };
            let place = x;
            x += text.len() as u16;
            tabs.push((i, place, text));
        }
        (tabs, x)
    };
    let (tabs, needed) = named(true);
    if needed <= width {
        return tabs;
    }
    let (mut tabs, _) = named(false);
    tabs.retain(|(_, x, text)| x + text.len() as u16 <= width);
    tabs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_belongs_to_one_part() {
        for height in 0..60 {
            let Areas { header, tabs, body, footer } = areas(80, height);
            assert_eq!(header.height + tabs.height + body.height + footer.height, height);
            assert_eq!(footer.y + footer.height, height);
            assert!(body.height > 0 || height == 0);
            let parts = table(body, true);
            assert_eq!(parts.titles.height + parts.rows.height + parts.note.height, body.height);
        }
    }

    #[test]
    fn tabs_shrink() {
        assert_eq!(tabs(200, 0).len(), 7);
        assert_eq!(tabs(80, 6)[6].2, " 7 Output ");
        let narrow = tabs(40, 2);
        assert_eq!((narrow.len(), narrow[1].2.as_str(), narrow[2].2.as_str()), (7, " 2 ", " 3 Files "));
        assert!(tabs(5, 0).len() <= 1 && tabs(0, 0).is_empty());
    }
}
