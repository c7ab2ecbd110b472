//! What the user has chosen for each view, and moving the cursor over its rows.

use super::action::Action;
use super::grid::{Subject, Words, places};
use super::layout;
use super::model::Model;
use super::panel::{Body, PANELS, log};

/// What is chosen for a view.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The column that sorts.
    pub sort: usize,
    /// The other way round?
    pub reverse: bool,
    /// What rows must have.
    pub filter: String,
    /// What the row under the cursor is about, once the cursor was moved: it stays with it. Until then, tables keep to their
    /// first row, and the log to its last.
    pub cursor: Option<Subject>,
    /// Where that row was last.
    pub index: usize,
    /// The first row that is shown.
    pub offset: usize,
}

impl Chosen {
    /// Nothing yet.
    pub const NEW: Self =
        Self { sort: 0, reverse: false, filter: String::new(), cursor: None, index: 0, offset: 0 };

    /// The words of the filter.
    pub fn words(&self) -> Words {
        Words::new(&self.filter)
    }

    /// Where the cursor is among so many rows of which so many are shown; the first that is shown follows it.
    pub fn settle(&mut self, position: Option<usize>, rows: usize, height: usize) {
        self.index = match (self.cursor, position) {
            (None, _) => 0,
            (Some(_), Some(index)) => index,
            // What it was about is gone: the cursor stays where it was.
            (Some(_), None) => self.index.min(rows.saturating_sub(1)),
        };
        let least = (self.index + 1).saturating_sub(height.max(1));
        self.offset = self.offset.clamp(least, self.index).min(rows.saturating_sub(height.max(1)));
    }
}

/// Details that are open.
#[derive(Clone, Debug)]
pub struct Open {
    /// Of what.
    pub subject: Subject,
    /// The first line that is shown.
    pub offset: usize,
}

impl Model {
    /// What the row under the cursor is about.
    pub(super) fn subject(&self) -> Option<Subject> {
        let chosen = &self.chosen[self.view];
        match self.grid() {
            Some(grid) => grid.rows.get(chosen.index).map(|row| row.subject),
            None => {
                chosen.cursor.or_else(|| self.frame.lines().last().map(|line| Subject::Entry(line.number)))
            }
        }
    }

    pub(super) fn move_cursor(&mut self, by: isize) {
        match &PANELS[self.view].body {
            Body::Table(_) => self.move_in_table(by),
            Body::Log => self.move_in_log(by),
            Body::Output => {
                if let Some(screen) = &mut self.screen {
                    screen.scroll(by.saturating_neg());
                }
            }
        }
    }

    fn move_in_table(&mut self, by: isize) {
        let Some(last) = self.grid().map(|grid| grid.rows.len().saturating_sub(1)) else { return };
        let index = self.chosen[self.view].index.saturating_add_signed(by).min(last);
        let subject = self.grid().and_then(|grid| grid.rows.get(index)).map(|row| row.subject);
        let chosen = &mut self.chosen[self.view];
        // From the first row on, the cursor keeps to the first row again.
        chosen.cursor = if index == 0 { None } else { subject };
        chosen.index = index;
    }

    fn move_in_log(&mut self, by: isize) {
        let newest = self.frame.lines().last().map(|line| line.number);
        let from = match self.chosen[self.view].cursor {
            Some(Subject::Entry(number)) => Some(number),
            _ => newest,
        };
        let Some(from) = from else { return };
        let words = self.chosen[self.view].words();
        let to = log::neighbour(&mut self.sight(), from, by, &words);
        // Below the last line, the log follows again.
        let cursor = if by < 0 { to.or(Some(from)) } else { to.filter(|_| by != isize::MAX) };
        self.chosen[self.view].cursor = cursor.map(Subject::Entry);
    }

    /// Something was clicked.
    pub(super) fn click(&mut self, x: u16, y: u16) {
        let areas = layout::areas(self.size.0, self.size.1);
        if y >= areas.tabs.y && y < areas.tabs.y + areas.tabs.height {
            let tabs = layout::tabs(self.size.0, self.view);
            let hit = tabs.into_iter().find(|(_, at, text)| (*at..at + text.len() as u16).contains(&x));
            if let Some((view, ..)) = hit {
                self.apply(Action::View(view));
            }
            return;
        }
        if self.open.is_some() || y < areas.body.y || y >= areas.body.y + areas.body.height {
            return;
        }
        match &PANELS[self.view].body {
            Body::Table(table) => {
                let parts = layout::table(areas.body, self.frame.has_note());
                if y < parts.rows.y {
                    let places = places(table.columns, areas.body.width);
                    let hit = places.into_iter().find(|(_, at, width)| (*at..=at + width).contains(&x));
                    if let Some((column, ..)) = hit {
                        let chosen = &mut self.chosen[self.view];
                        chosen.reverse = chosen.sort == column && !chosen.reverse;
                        chosen.sort = column;
                    }
                    return;
                }
                let index = self.chosen[self.view].offset + usize::from(y - parts.rows.y);
                let Some(subject) = self.grid().and_then(|grid| grid.rows.get(index)).map(|row| row.subject)
                else {
                    return;
                };
                let chosen = &mut self.chosen[self.view];
                let again = chosen.index == index;
                (chosen.index, chosen.cursor) = (index, Some(subject));
                if again {
                    self.apply(Action::Drill);
                }
            }
            Body::Log => {
                let line = self.frame.lines().get(usize::from(y - areas.body.y));
                if let Some(subject) = line.map(|line| Subject::Entry(line.number)) {
                    let again = self.chosen[self.view].cursor == Some(subject);
                    self.chosen[self.view].cursor = Some(subject);
                    if again {
                        self.apply(Action::Drill);
                    }
                }
            }
            Body::Output => {}
        }
    }
}
