//! The state of the view: what was seen, what is shown of it, what the user is doing. Takes events and actions; knows no
//! terminal and no clock.

use std::io;

use tracer_common::counts::{Aggregate, Key};

use super::action::{Action, Play};
use super::chosen::{Chosen, Open};
use super::data::Data;
use super::describe::Describer;
use super::facts::Facts;
use super::format;
use super::frame::Frame;
use super::grid::{Grid, Subject};
use super::input::Mode;
use super::layout;
use super::lookup::Lookup;
use super::panel::{Body, PANELS, Sight, help};
use super::screen::Screen;
use super::style::Palette;
use crate::call::Event;
use crate::sink::log::LogOptions;
use crate::sink::{End, Sink};

/// How long intervals can be, ms.
const INTERVALS: [u64; 7] = [100, 200, 500, 1000, 2000, 5000, 10_000];

/// What someone else is to do, as the model cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Leave.
    Quit,
    /// Stop the process.
    Suspend,
    /// Draw every cell.
    Redraw,
    /// Write a report.
    Report,
    /// Move through the recording.
    Play(Play),
    /// Send bytes to the command.
    Send(Vec<u8>),
}

/// What a model begins with.
pub struct Setup<'a> {
    /// Of the run.
    pub facts: Facts,
    /// What it looks like.
    pub palette: Palette,
    /// Who knows what the events do not tell.
    pub lookup: Box<dyn Lookup>,
    /// What lines look like.
    pub lines: &'a LogOptions,
    /// Does a command have a terminal here?
    pub screen: bool,
    /// How long an interval is, ms.
    pub interval: u64,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
}

/// The view's state.
pub struct Model {
    live: Data,
    /// What is shown while the view is paused, and the time when that began.
    frozen: Option<(Box<Data>, u64)>,
    /// Of the run.
    pub facts: Facts,
    pub(super) palette: Palette,
    pub(super) describer: Describer,
    pub(super) lookup: Box<dyn Lookup>,
    pub(super) screen: Option<Screen>,
    pub(super) view: usize,
    pub(super) chosen: [Chosen; PANELS.len()],
    pub(super) open: Option<Open>,
    pub(super) mode: Mode,
    pub(super) help_offset: usize,
    pub(super) message: Option<String>,
    interval: u64,
    now: u64,
    turned: u64,
    pub(super) size: (u16, u16),
    pub(super) frame: Frame,
}

impl Model {
    /// Has seen nothing yet.
    pub fn new(setup: Setup<'_>) -> Self {
        let mut chosen = [const { Chosen::NEW }; PANELS.len()];
        for (chosen, panel) in chosen.iter_mut().zip(&PANELS) {
            if let Body::Table(table) = &panel.body {
                chosen.sort = table.sort;
            }
        }
        let begun = setup.facts.begun;
        let body = layout::areas(setup.size.0, setup.size.1).body;
        Self {
            live: Data::default(),
            frozen: None,
            facts: setup.facts,
            palette: setup.palette,
            describer: Describer::new(setup.lines),
            lookup: setup.lookup,
            screen: setup.screen.then(|| Screen::new(body.height, body.width)),
            view: 0,
            chosen,
            open: None,
            mode: Mode::Normal,
            help_offset: 0,
            message: None,
            interval: setup.interval.max(1),
            now: begun,
            turned: begun,
            size: setup.size,
            frame: Frame::default(),
        }
    }

    /// Begins anew: what was seen is forgotten, what the user has chosen stays.
    pub fn restart(&mut self, lookup: Box<dyn Lookup>) {
        self.live = Data::default();
        self.lookup = lookup;
        (self.now, self.turned, self.facts.lost) = (self.facts.begun, self.facts.begun, 0);
    }

    /// Calls of a syscall that the kernel has counted so far, as the ring was full.
    pub fn counted(&mut self, key: Key, aggregate: &Aggregate) {
        self.live.counted(key, aggregate);
    }

    /// What the command wrote to its terminal. Gives what the terminal answers.
    pub fn output(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.screen.as_mut().map(|screen| screen.take(bytes)).unwrap_or_default()
    }

    /// Tells the time, ns. An interval may end: then rates are new, and this is true.
    pub fn tick(&mut self, now: u64) -> bool {
        self.now = self.now.max(now);
        let passed = self.now.saturating_sub(self.turned);
        if passed < self.interval * 1_000_000 {
            return false;
        }
        self.live.turn(passed as f64 / 1e9);
        self.turned = self.now;
        true
    }

    /// The terminal has another size. Gives rows and columns for the command's.
    pub fn resize(&mut self, width: u16, height: u16) -> (u16, u16) {
        self.size = (width, height);
        let body = layout::areas(width, height).body;
        if let Some(screen) = &mut self.screen {
            screen.resize(body.height, body.width);
        }
        (body.height, body.width)
    }

    /// Is the command's terminal shown?
    pub fn shows_output(&self) -> bool {
        self.open.is_none() && matches!(PANELS[self.view].body, Body::Output)
    }

    /// Whom keys are for.
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    /// Shows something in the last line, until the next key.
    pub fn say(&mut self, message: String) {
        self.message = Some(message);
    }

    /// What is shown: what was seen until now, or until the view was paused.
    pub fn data(&self) -> &Data {
        self.frozen.as_ref().map_or(&self.live, |(data, _)| data)
    }

    /// What rows are made of.
    pub(super) fn sight(&mut self) -> Sight<'_> {
        let (data, now) = match &self.frozen {
            Some((data, time)) => (&**data, *time),
            None => (&self.live, self.now),
        };
        Sight { data, now, describer: &mut self.describer, lookup: &mut *self.lookup }
    }

    /// All that was seen.
    pub const fn live(&self) -> &Data {
        &self.live
    }

    /// The time that is known, ns.
    #[cfg(test)]
    pub(super) const fn shown_now(&self) -> u64 {
        self.now
    }

    pub(super) const fn is_paused(&self) -> bool {
        self.frozen.is_some()
    }

    pub(super) fn elapsed(&self) -> u64 {
        self.facts.ended_at.unwrap_or(self.now).saturating_sub(self.facts.begun)
    }

    pub(super) fn interval(&self) -> String {
        format::age(self.interval * 1_000_000)
    }

    /// Does what the user wants. What others are to do is returned.
    pub fn apply(&mut self, action: Action) -> Option<Effect> {
        self.message = None;
        match action {
            Action::NextView => self.show((self.view + 1) % PANELS.len()),
            Action::PreviousView => self.show((self.view + PANELS.len() - 1) % PANELS.len()),
            Action::View(view) if view < PANELS.len() => self.show(view),
            Action::View(_) => {}
            Action::Up => self.step(-1),
            Action::Down => self.step(1),
            Action::PageUp => self.step(-self.page()),
            Action::PageDown => self.step(self.page()),
            Action::Wheel(rows) => self.step(isize::from(rows)),
            Action::First => self.step(isize::MIN),
            Action::Last => self.step(isize::MAX),
            Action::Drill => self.drill(),
            Action::Back => self.back(),
            Action::Filter if matches!(PANELS[self.view].body, Body::Output) => {}
            Action::Filter => {
                self.open = None;
                self.mode = Mode::Filter;
            }
            Action::Accept => self.mode = Mode::Normal,
            Action::Type(c) => self.edit(|filter| filter.push(c)),
            Action::Erase => self.edit(|filter| {
                filter.pop();
            }),
            Action::EraseAll => self.edit(String::clear),
            Action::SortLeft => self.sort(-1),
            Action::SortRight => self.sort(1),
            Action::Reverse => self.chosen[self.view].reverse ^= true,
            Action::Pause if self.facts.playback.is_some() => return Some(Effect::Play(Play::Toggle)),
            Action::Play(play) if self.facts.playback.is_some() => return Some(Effect::Play(play)),
            Action::Play(_) => self.say("Only a recording can be played: tracer top FILE".to_owned()),
            Action::Pause => {
                self.frozen = match self.frozen.take() {
                    Some(_) => None,
                    None => Some((Box::new(self.live.clone()), self.now)),
                };
            }
            Action::Faster => self.change_interval(-1),
            Action::Slower => self.change_interval(1),
            Action::Help => {
                self.mode = Mode::Help;
                self.help_offset = 0;
            }
            Action::Keys => self.take_keys(),
            Action::Click { x, y } => self.click(x, y),
            Action::Pass(key) => return self.pass(&key),
            Action::Mouse(event) => return self.pass_mouse(&event),
            Action::Paste(text) => return self.paste(text),
            Action::Redraw => return Some(Effect::Redraw),
            Action::Suspend => return Some(Effect::Suspend),
            Action::Report => return Some(Effect::Report),
            Action::Quit if self.facts.command_runs && self.mode != Mode::Confirm => {
                self.mode = Mode::Confirm
            }
            Action::Quit => return Some(Effect::Quit),
        }
        None
    }

    fn show(&mut self, view: usize) {
        self.open = None;
        self.view = view;
    }

    fn back(&mut self) {
        match self.mode {
            Mode::Help | Mode::Confirm | Mode::Keys => self.mode = Mode::Normal,
            Mode::Filter => {
                self.mode = Mode::Normal;
                self.edit(String::clear);
            }
            Mode::Normal if self.open.is_some() => self.open = None,
            Mode::Normal => self.edit(String::clear),
        }
    }

    fn edit(&mut self, change: impl FnOnce(&mut String)) {
        let chosen = &mut self.chosen[self.view];
        change(&mut chosen.filter);
        chosen.cursor = None;
        chosen.index = 0;
    }

    /// The command has ended: keys are for the view again.
    pub fn ended(&mut self, how: String, badly: bool) {
        self.facts.ended = Some(how);
        self.facts.ended_badly = badly;
        self.facts.ended_at = Some(self.now);
        self.facts.command_runs = false;
        if matches!(self.mode, Mode::Keys | Mode::Confirm) {
            self.mode = Mode::Normal;
        }
    }

    fn change_interval(&mut self, by: isize) {
        let at = INTERVALS.partition_point(|interval| *interval < self.interval);
        let exact = INTERVALS.get(at) == Some(&self.interval);
        let to = match by {
            1 if exact => at + 1,
            1 => at,
            _ => at.saturating_sub(1),
        };
        self.interval = INTERVALS[to.min(INTERVALS.len() - 1)];
        self.say(format!("interval: {}", self.interval()));
    }

    fn sort(&mut self, by: isize) {
        let Body::Table(table) = &PANELS[self.view].body else { return };
        let chosen = &mut self.chosen[self.view];
        let columns = table.columns.len();
        chosen.sort = (chosen.sort + columns).saturating_add_signed(by) % columns;
    }

    fn drill(&mut self) {
        let Some(subject) = self.subject() else { return };
        let data = self.data();
        // A line of the log is about its syscall.
        let subject = match subject {
            Subject::Entry(number) => match data.journal.get(number).and_then(|entry| entry.id()) {
                Some(id) => Subject::Call(id),
                None => return,
            },
            subject => subject,
        };
        self.open = Some(Open { subject, offset: 0 });
    }

    /// The rows that were shown last, if the view has rows.
    pub(super) fn grid(&self) -> Option<&Grid> {
        self.frame.grid()
    }

    /// As many rows as fit, less one that stays in sight.
    fn page(&self) -> isize {
        layout::areas(self.size.0, self.size.1).body.height.saturating_sub(2).max(1) as isize
    }

    fn step(&mut self, by: isize) {
        let lines = help::lines().len();
        match (&self.mode, &mut self.open) {
            (Mode::Help, _) => self.help_offset = self.help_offset.saturating_add_signed(by).min(lines - 1),
            (_, Some(open)) => {
                let last = self.frame.detail_len().saturating_sub(1);
                open.offset = open.offset.saturating_add_signed(by).min(last);
            }
            _ => self.move_cursor(by),
        }
    }
}

impl Sink for Model {
    #[inline]
    fn event(&mut self, event: &Event<'_>) -> io::Result<()> {
        self.live.event(event, &mut *self.lookup);
        Ok(())
    }

    /// What is shown is drawn when it is time, not for each event.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, _: &End<'_>) -> io::Result<()> {
        Ok(())
    }
}
