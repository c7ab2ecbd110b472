//! What is on the screen: made from the model when it has changed, drawn from as often as the terminal wants it.

use ratatui::buffer::Buffer;

use super::grid::{Grid, Subject};
use super::input::Mode;
use super::layout;
use super::model::Model;
use super::panel::detail::Detail;
use super::panel::footer::{self, Footer};
use super::panel::header::{self, Header};
use super::panel::log::{self, Line, Window};
use super::panel::table::{self, Drawn};
use super::panel::{Body, PANELS, help, output};
use super::style::Role;

/// What the body shows.
#[derive(Clone, Debug, Default)]
enum Content {
    /// The command's terminal, or nothing yet.
    #[default]
    Output,
    /// Rows, and what is to be known of them.
    Table(Grid, Option<String>),
    /// Lines.
    Log(Vec<Line>),
    /// Details; `None` if what they were about is gone.
    Detail(Option<Detail>),
}

/// What is on the screen.
#[derive(Clone, Debug, Default)]
pub struct Frame(Content);

impl Frame {
    /// The rows, if there are rows.
    pub fn grid(&self) -> Option<&Grid> {
        match &self.0 {
            Content::Table(grid, _) => Some(grid),
            _ => None,
        }
    }

    /// Does a line below the rows say what they lack?
    pub const fn has_note(&self) -> bool {
        matches!(&self.0, Content::Table(_, Some(_)))
    }

    /// How many lines the details have.
    pub fn detail_len(&self) -> usize {
        match &self.0 {
            Content::Detail(Some(detail)) => detail.len(),
            _ => 1,
        }
    }

    /// The lines of the log, if they are shown.
    pub fn lines(&self) -> &[Line] {
        match &self.0 {
            Content::Log(lines) => lines,
            _ => &[],
        }
    }
}

impl Model {
    /// Makes the frame anew: to be called before drawing, when anything has changed.
    pub fn refresh(&mut self) {
        self.lookup.turn();
        let body = layout::areas(self.size.0, self.size.1).body;
        let chosen = self.chosen[self.view].clone();
        let words = chosen.words();
        let window = self.log_window();
        let (view, open) = (self.view, self.open.as_ref().map(|open| open.subject));
        let mut sight = self.sight();
        let content = match (open, &PANELS[view].body) {
            (Some(subject), _) => Content::Detail(Detail::new(subject, &mut sight)),
            (None, Body::Table(table)) => {
                let rows = (table.rows)(&mut sight);
                let grid = Grid::new(rows, chosen.sort, chosen.reverse, &words);
                Content::Table(grid, (table.note)(sight.data))
            }
            (None, Body::Log) => {
                Content::Log(log::lines(&mut sight, window, usize::from(body.height), &words))
            }
            (None, Body::Output) => Content::Output,
        };
        self.frame = Frame(content);
        if let Some(grid) = self.frame.grid() {
            let position = chosen.cursor.and_then(|subject| grid.position(subject));
            let height = usize::from(layout::table(body, self.frame.has_note()).rows.height);
            let rows = grid.rows.len();
            self.chosen[view].settle(position, rows, height);
        }
    }

    /// The lines that are shown hold still as long as the cursor is among them.
    fn log_window(&self) -> Window {
        let Some(Subject::Entry(cursor)) = self.chosen[self.view].cursor else { return Window::Newest };
        let lines = self.frame.lines();
        match (lines.first().map(|line| line.number), lines.last().map(|line| line.number)) {
            (Some(first), Some(last)) if (first..=last).contains(&cursor) => Window::Until(last, cursor),
            (Some(first), _) if cursor < first => Window::From(cursor),
            _ => Window::Until(cursor, cursor),
        }
    }

    /// Draws everything.
    pub fn draw(&self, buf: &mut Buffer) {
        let areas = layout::areas(buf.area.width, buf.area.height);
        let (data, palette) = (self.data(), self.palette);
        let header = Header {
            facts: &self.facts,
            data,
            paused: self.is_paused(),
            interval: self.interval(),
            elapsed: self.elapsed(),
        };
        header::draw(&header, areas.header, buf, palette);
        header::draw_tabs(self.view, areas.tabs, buf, palette);
        let chosen = &self.chosen[self.view];
        let mut passed = None;
        match (&self.frame.0, &PANELS[self.view].body) {
            _ if self.mode == Mode::Help => help::draw(self.help_offset, areas.body, buf, palette),
            (Content::Table(grid, note), Body::Table(table)) => {
                passed = Some((grid.rows.len(), grid.unfiltered));
                let drawn = Drawn {
                    grid,
                    columns: table.columns,
                    offset: chosen.offset,
                    index: chosen.index,
                    reverse: chosen.reverse,
                    note: note.as_deref(),
                    empty: table.empty,
                };
                table::draw(&drawn, areas.body, buf, palette);
            }
            (Content::Log(lines), Body::Log) => {
                let cursor = match chosen.cursor {
                    Some(Subject::Entry(number)) => Some(number),
                    _ => None,
                };
                log::draw(lines, cursor, self.facts.begun, areas.body, buf, palette);
            }
            (Content::Detail(detail), _) => match detail {
                Some(detail) => {
                    let offset = self.open.as_ref().map_or(0, |open| open.offset);
                    detail.draw(offset, areas.body, buf, palette);
                }
                None => table::put(
                    buf,
                    areas.body,
                    0,
                    "This is no longer listed: too much has happened since.",
                    areas.body.width,
                    palette.style(Role::Dim),
                ),
            },
            _ => {
                let screen = self.screen.as_ref().map(|screen| screen.contents());
                output::draw(screen, self.mode == Mode::Keys, areas.body, buf, palette);
            }
        }
        let footer =
            Footer { mode: self.mode, filter: &chosen.filter, passed, message: self.message.as_deref() };
        footer::draw(&footer, areas.footer, buf, palette);
    }
}
