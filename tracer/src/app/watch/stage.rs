//! The model on the terminal, whoever brings the events: it is drawn when it is time, and does what keys want.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use crossterm::event::Event as Input;
use nix::sys::signal::{Signal, raise};
use tokio::signal::unix::{Signal as Received, SignalKind, signal as receive};
use tokio::time::Instant;

use crate::top::input;
use crate::top::term::{self, Term};
use crate::top::{Effect, Model, Play};

/// After events, what is shown is drawn anew at the latest after so long.
const AFTER_EVENTS: Duration = Duration::from_millis(250);

/// After the command wrote, so that it looks alive.
const AFTER_OUTPUT: Duration = Duration::from_millis(33);

/// If nothing happens: ages grow.
const AFTER_NOTHING: Duration = Duration::from_secs(1);

/// What has happened since something was drawn.
#[derive(Clone, Copy, Debug, Default)]
pub struct News {
    /// There were events.
    pub events: bool,
    /// The command wrote.
    pub output: bool,
    /// Something is to be seen at once.
    pub urgent: bool,
}

/// What is left for others to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing.
    Nothing,
    /// To leave.
    Quit,
    /// To write a report.
    Report,
    /// To move through the recording.
    Play(Play),
    /// To send this to the command.
    Send(Vec<u8>),
    /// To give the command's terminal so many rows and columns.
    Resize(u16, u16),
}

/// Model and terminal.
pub struct Stage {
    pub model: Model,
    pub news: News,
    term: Term,
    stopped: Received,
    continued: Received,
    drawn: Instant,
}

impl Stage {
    /// Takes the terminal. Must be called inside the runtime.
    pub fn new(model: Model) -> Result<Self> {
        let stopped = receive(SignalKind::from_raw(Signal::SIGTSTP as i32))?;
        let continued = receive(SignalKind::from_raw(Signal::SIGCONT as i32))?;
        let term = Term::new().context("cannot set up the terminal")?;
        let news = News { urgent: true, ..News::default() };
        Ok(Self { model, news, term, stopped, continued, drawn: Instant::now() })
    }

    /// Gives the terminal back.
    pub fn leave(self) {
        drop(self.term);
    }

    /// When something is to be drawn next.
    pub fn due(&self) -> Instant {
        let after = match self.news {
            News { urgent: true, .. } => Duration::ZERO,
            News { output: true, .. } if self.model.shows_output() => AFTER_OUTPUT,
            News { events: true, .. } => AFTER_EVENTS,
            _ => AFTER_NOTHING,
        };
        self.drawn + after
    }

    /// Draws what there is now.
    pub fn draw(&mut self) -> Result<()> {
        self.model.refresh();
        self.term.draw(&self.model).context("cannot draw")?;
        self.drawn = Instant::now();
        self.news = News::default();
        Ok(())
    }

    /// Waits for a key or anything else from the terminal, and does what it wants.
    pub async fn next(&mut self) -> Result<Step> {
        tokio::select! {
            biased;
            _ = self.stopped.recv() => self.suspend(),
            _ = self.continued.recv() => self.resume(),
            input = self.term.next() => match input {
                Some(input) => self.take(&input.context("cannot read from the terminal")?),
                None => bail!("the terminal is gone"),
            },
        }
    }

    fn take(&mut self, input: &Input) -> Result<Step> {
        self.news.urgent = true;
        if let Input::Resize(columns, rows) = *input {
            let (rows, columns) = self.model.resize(columns, rows);
            return Ok(Step::Resize(rows, columns));
        }
        let action = input::action(input, self.model.mode());
        Ok(match action.and_then(|action| self.model.apply(action)) {
            Some(Effect::Quit) => Step::Quit,
            Some(Effect::Report) => Step::Report,
            Some(Effect::Play(play)) => Step::Play(play),
            Some(Effect::Send(bytes)) => Step::Send(bytes),
            Some(Effect::Suspend) => return self.suspend(),
            Some(Effect::Redraw) => {
                self.redraw()?;
                Step::Nothing
            }
            None => Step::Nothing,
        })
    }

    fn redraw(&mut self) -> Result<()> {
        self.model.refresh();
        self.term.redraw(&self.model).context("cannot draw")
    }

    /// Stops, as others do on ^Z, and leaves a usable terminal meanwhile. What is traced goes on.
    fn suspend(&mut self) -> Result<Step> {
        self.term.suspend();
        raise(Signal::SIGSTOP)?;
        self.resume()
    }

    /// Goes on. Somebody may have changed the terminal, and its size.
    fn resume(&mut self) -> Result<Step> {
        self.term.resume().context("cannot set up the terminal")?;
        let (columns, rows) = term::size();
        let step = self.take(&Input::Resize(columns, rows))?;
        self.redraw()?;
        Ok(step)
    }
}
