//! A run with the live view: beside the ring, it waits for keys, the command's terminal, and the time to draw.

mod ending;
mod outside;
mod report;

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use crossterm::event::Event as Input;
use nix::sys::signal::{Signal, raise};
use nix::sys::wait::WaitStatus;
use tokio::signal::unix::{Signal as Received, SignalKind, signal as receive};
use tokio::time::Instant;

use super::outputs::Outputs;
use super::session::{Ending, LOOK_AGAIN};
use super::targets::Targets;
use super::tracing::{Tracing, hold};
use crate::call::clock::monotonic;
use crate::cli::Options;
use crate::sink::Sink as _;
use crate::source::Target;
use crate::source::pty::Pty;
use crate::top::input;
use crate::top::term::{self, Term};
use crate::top::{Effect, Facts, Model, Palette, Setup, body_size};
use outside::{Cost, Outside};

/// After events, what is shown is drawn anew at the latest after so long.
const AFTER_EVENTS: Duration = Duration::from_millis(250);

/// After the command wrote, so that it looks alive.
const AFTER_OUTPUT: Duration = Duration::from_millis(33);

/// If nothing happens: ages grow.
const AFTER_NOTHING: Duration = Duration::from_secs(1);

/// Why the view was left.
#[derive(Debug)]
enum Left {
    /// The user wanted it, or there was nothing more to trace.
    Quit,
    /// A signal came.
    Interrupted(Signal),
}

/// Starts what is to be started, and shows it until the user has seen enough.
pub fn watch(options: &Options) -> Result<Ending> {
    if !term::is_there() {
        bail!("the live view needs a terminal, and standard output is none; without one, use -c or -o FILE");
    }
    let targets = Targets::find(options)?;
    let outputs = Outputs::open(options)?;
    let size = term::size();
    let (rows, columns) = body_size(size);
    let pty = match &options.target {
        Target::Command(_) => {
            Some(Pty::new(rows, columns).context("cannot make a terminal for the command")?)
        }
        Target::Pids(_) | Target::Everyone => None,
    };
    let held = hold(options, pty.as_ref().and_then(Pty::path))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let tracing = Tracing::begin(options, &targets, held)?;
        let mut watch = Watch::new(options, outputs, &targets, tracing, pty, size)?;
        let left = watch.follow().await;
        watch.end(left).await
    })
}

struct Watch<'a> {
    options: &'a Options,
    tracing: Tracing<'a>,
    outputs: Outputs,
    model: Model,
    pty: Option<Pty>,
    term: Term,
    stopped: Received,
    continued: Received,
    cost: Cost,
    /// How the command ended.
    status: Option<WaitStatus>,
    /// Is there nothing more to trace?
    over: bool,
    drawn: Instant,
    /// What has happened since: events, output of the command, something that is to be seen at once.
    news: News,
    /// Calls that the kernel had counted, as the ring was full, when that was last read.
    spilled: u64,
}

/// What has happened since something was drawn.
#[derive(Clone, Copy, Debug, Default)]
struct News {
    events: bool,
    output: bool,
    urgent: bool,
}

impl<'a> Watch<'a> {
    fn new(
        options: &'a Options,
        mut outputs: Outputs,
        targets: &Targets,
        mut tracing: Tracing<'a>,
        mut pty: Option<Pty>,
        size: (u16, u16),
    ) -> Result<Self> {
        outputs.start(options, tracing.root(), targets, &tracing.streamed)?;
        let begun = monotonic();
        let facts = Facts {
            target: outside::target(options),
            begun,
            command_runs: tracing.root().is_some(),
            ..Facts::default()
        };
        let mut model = Model::new(Setup {
            facts,
            palette: Palette::new(term::wants_colours()),
            lookup: Box::new(Outside::new()),
            lines: &options.log,
            screen: pty.is_some(),
            interval: options.interval.map_or(1000, |interval| interval.as_millis() as u64),
            size,
        });
        if let Some(pty) = &mut pty {
            pty.start().context("cannot read the command's terminal")?;
        }
        let stopped = receive(SignalKind::from_raw(Signal::SIGTSTP as i32))?;
        let continued = receive(SignalKind::from_raw(Signal::SIGCONT as i32))?;
        // From here on, the terminal is the view's. What fails before is told on the one that there was.
        let term = Term::new().context("cannot set up the terminal")?;
        let sink = outputs.sink();
        tracing.release(targets, &mut |event| {
            sink.event(event)?;
            model.event(event)
        })?;
        Ok(Self {
            options,
            tracing,
            outputs,
            model,
            pty,
            term,
            stopped,
            continued,
            cost: Cost::new(),
            status: None,
            over: false,
            drawn: Instant::now(),
            news: News { urgent: true, ..News::default() },
            spilled: 0,
        })
    }

    /// Takes everything that the ring holds.
    fn pump(&mut self) -> Result<()> {
        let (sink, model, events) = (self.outputs.sink(), &mut self.model, &mut self.news.events);
        self.tracing.pump(|event| {
            *events = true;
            sink.event(event)?;
            model.event(event)
        })
    }

    /// Until the user leaves, or a signal comes.
    async fn follow(&mut self) -> Result<Left> {
        loop {
            // Asked before the ring is emptied: what the last task did is in it.
            let over = self.tracing.is_over();
            self.pump()?;
            if over && self.note_end()? {
                return Ok(Left::Quit);
            }
            self.draw_if_due()?;
            let due = self.due().min(Instant::now() + LOOK_AGAIN);
            let pty = async {
                match &mut self.pty {
                    Some(pty) => pty.turn().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                signal = self.tracing.interrupts.next() => return Ok(Left::Interrupted(signal)),
                _ = self.stopped.recv() => self.suspend()?,
                _ = self.continued.recv() => self.resume()?,
                input = self.term.next() => match input {
                    Some(input) => if self.take(&input.context("cannot read from the terminal")?)? {
                        return Ok(Left::Quit);
                    },
                    None => bail!("the terminal is gone"),
                },
                output = pty => {
                    let output = output.context("cannot read the command's terminal")?;
                    self.news.output |= !output.is_empty();
                    let answers = self.model.output(output);
                    self.send(&answers);
                }
                result = self.tracing.live.wait() => result.context("cannot wait for events")?,
                () = tokio::time::sleep_until(due) => {}
            }
        }
    }

    /// When something is to be drawn next.
    fn due(&self) -> Instant {
        let after = match self.news {
            News { urgent: true, .. } => Duration::ZERO,
            News { output: true, .. } if self.model.shows_output() => AFTER_OUTPUT,
            News { events: true, .. } => AFTER_EVENTS,
            _ => AFTER_NOTHING,
        };
        self.drawn + after
    }

    fn draw_if_due(&mut self) -> Result<()> {
        let turned = self.model.tick(monotonic());
        if turned {
            self.model.facts.cost = Some(self.cost.tell(self.tracing.live.cost()));
        }
        if !turned && Instant::now() < self.due() {
            return Ok(());
        }
        self.read_counts()?;
        self.model.refresh();
        self.term.draw(&self.model).context("cannot draw")?;
        self.drawn = Instant::now();
        self.news = News::default();
        Ok(())
    }

    /// Tells the model what the kernel has counted because the ring was full.
    fn read_counts(&mut self) -> Result<()> {
        let loss = super::counting::loss(&self.tracing.live);
        self.model.facts.lost = outside::lost(&loss);
        if loss.spilled_calls == self.spilled && !self.options.only_whole() {
            return Ok(());
        }
        self.spilled = loss.spilled_calls;
        let mut counts = outside::Counts::default();
        self.tracing.live.counts(|key, aggregate| counts.add(key, aggregate))?;
        counts.each(|key, aggregate| self.model.counted(key, aggregate));
        Ok(())
    }

    /// Does what a key wants. Is the view to be left?
    fn take(&mut self, input: &Input) -> Result<bool> {
        self.news.urgent = true;
        if let Input::Resize(columns, rows) = *input {
            let (rows, columns) = self.model.resize(columns, rows);
            if let Some(pty) = &self.pty {
                pty.resize(rows, columns).context("cannot resize the command's terminal")?;
            }
            return Ok(false);
        }
        let mode = self.model.mode();
        match input::action(input, mode).and_then(|action| self.model.apply(action)) {
            Some(Effect::Quit) => return Ok(true),
            Some(Effect::Suspend) => self.suspend()?,
            Some(Effect::Redraw) => self.redraw()?,
            Some(Effect::Report) => {
                let said = match self.report() {
                    Ok(path) => format!("wrote {}", path.display()),
                    Err(error) => format!("cannot write a report: {error:#}"),
                };
                self.model.say(said);
            }
            Some(Effect::Send(bytes)) => self.send(&bytes),
            None => {}
        }
        Ok(false)
    }

    fn send(&mut self, bytes: &[u8]) {
        if let Some(pty) = &mut self.pty {
            pty.send(bytes);
        }
    }

    fn redraw(&mut self) -> Result<()> {
        self.model.refresh();
        self.term.redraw(&self.model).context("cannot draw")
    }

    /// Stops, as others do on ^Z, and leaves a usable terminal meanwhile. What is traced goes on.
    fn suspend(&mut self) -> Result<()> {
        self.term.suspend();
        raise(Signal::SIGSTOP)?;
        self.resume()
    }

    /// Goes on. Somebody may have changed the terminal, and its size.
    fn resume(&mut self) -> Result<()> {
        self.term.resume().context("cannot set up the terminal")?;
        let (columns, rows) = term::size();
        self.take(&Input::Resize(columns, rows))?;
        self.redraw()
    }
}
