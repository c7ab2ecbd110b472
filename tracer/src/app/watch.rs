//! A run with the live view: beside the ring, it waits for keys, the command's terminal, and the time to draw.

mod ending;
pub(super) mod outside;
pub(super) mod report;
pub(super) mod stage;

use anyhow::{Context as _, Result, bail};
use nix::sys::signal::Signal;
use nix::sys::wait::WaitStatus;
use tokio::time::Instant;

use super::outputs::Outputs;
use super::recorder::Opened;
use super::session::{Ending, LOOK_AGAIN};
use super::targets::Targets;
use super::tracing::{Tracing, hold};
use crate::call::clock::monotonic;
use crate::cli::Options;
use crate::sink::Sink as _;
use crate::source::Target;
use crate::source::live::Work;
use crate::source::pty::Pty;
use crate::top::term;
use crate::top::{Facts, Model, Palette, Setup, body_size};
use outside::{Cost, Outside};
use stage::{Stage, Step};

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
    let recording = Opened::of(options)?;
    let held = hold(options, pty.as_ref().and_then(Pty::path))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let tracing = Tracing::begin(options, &targets, held, recording)?;
        let mut watch = Watch::new(options, outputs, &targets, tracing, pty, size)?;
        let left = watch.follow().await;
        watch.end(left).await
    })
}

struct Watch<'a> {
    options: &'a Options,
    tracing: Tracing<'a>,
    outputs: Outputs,
    stage: Stage,
    pty: Option<Pty>,
    cost: Cost,
    /// How the command ended.
    status: Option<WaitStatus>,
    /// Is there nothing more to trace?
    over: bool,
    /// Calls that the kernel had counted, as the ring was full, when that was last read.
    spilled: u64,
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
        outputs.start(options, tracing.root(), &targets.tids(), &tracing.streamed, tracing.clock())?;
        let begun = monotonic();
        let facts = Facts {
            target: outside::target(options),
            begun,
            command_runs: tracing.root().is_some(),
            ..Facts::default()
        };
        let model = Model::new(Setup {
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
        // From here on, the terminal is the view's. What fails before is told on the one that there was.
        let mut stage = Stage::new(model)?;
        let sink = outputs.sink();
        tracing.release(targets, &mut |event| {
            sink.event(event)?;
            stage.model.event(event)
        })?;
        let cost = Cost::new();
        Ok(Self { options, tracing, outputs, stage, pty, cost, status: None, over: false, spilled: 0 })
    }

    /// Takes everything that the ring holds.
    fn pump(&mut self) -> Result<()> {
        let (sink, Stage { model, news, .. }) = (self.outputs.sink(), &mut self.stage);
        self.tracing.pump(|event| {
            news.events = true;
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
            self.tracing.tick()?;
            self.draw_if_due()?;
            let due = self.stage.due().min(Instant::now() + LOOK_AGAIN);
            let pty = async {
                match &mut self.pty {
                    Some(pty) => pty.turn().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                signal = self.tracing.interrupts.next() => return Ok(Left::Interrupted(signal)),
                step = self.stage.next() => if self.take(step?)? {
                    return Ok(Left::Quit);
                },
                output = pty => {
                    let output = output.context("cannot read the command's terminal")?;
                    self.stage.news.output |= !output.is_empty();
                    let answers = self.stage.model.output(output);
                    self.send(&answers);
                }
                result = self.tracing.live.wait() => result.context("cannot wait for events")?,
                () = tokio::time::sleep_until(due) => {}
            }
        }
    }

    fn draw_if_due(&mut self) -> Result<()> {
        let turned = self.stage.model.tick(monotonic());
        let work = self.tracing.live.work();
        if turned {
            self.stage.model.facts.cost = Some(self.cost.tell(work.cost));
        }
        if !turned && Instant::now() < self.stage.due() {
            return Ok(());
        }
        self.read_counts(&work)?;
        self.stage.draw()
    }

    /// Tells the model what the kernel has counted because the ring was full.
    fn read_counts(&mut self, work: &Work) -> Result<()> {
        let loss = super::counting::loss(&self.tracing.live, work);
        self.stage.model.facts.lost = outside::lost(&loss);
        if loss.spilled_calls == self.spilled && !self.options.only_whole() {
            return Ok(());
        }
        self.spilled = loss.spilled_calls;
        let mut counts = outside::Counts::default();
        self.tracing.live.counts(|key, aggregate| counts.add(key, aggregate))?;
        counts.each(|key, aggregate| self.stage.model.counted(key, aggregate));
        Ok(())
    }

    /// Does what is left to do after a key. Is the view to be left?
    fn take(&mut self, step: Step) -> Result<bool> {
        match step {
            Step::Nothing | Step::Play(_) => {}
            Step::Quit => return Ok(true),
            Step::Report => {
                let summary = self.tracing.summary();
                let facts = &self.stage.model.facts;
                let said = report::said(summary.and_then(|it| report::report(&it, self.options, facts)));
                self.stage.model.say(said);
            }
            Step::Send(bytes) => self.send(&bytes),
            Step::Resize(rows, columns) => {
                if let Some(pty) = &self.pty {
                    pty.resize(rows, columns).context("cannot resize the command's terminal")?;
                }
            }
        }
        Ok(false)
    }

    fn send(&mut self, bytes: &[u8]) {
        if let Some(pty) = &mut self.pty {
            pty.send(bytes);
        }
    }
}
