//! `tracer top FILE`: the live view over a recording. It is read to its end first; then the view stands wherever in it the user
//! wants, as if the run had come so far, or moves on by itself.

mod feed;
mod pace;
mod told;

use std::cell::RefCell;
use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

use anyhow::{Result, bail};
use hashbrown::HashMap;
use tokio::time::{Instant, sleep_until};
use tracer_common::counts::Key;

use super::counting::recorded_loss;
use super::interrupts::{Interrupts, die};
use super::outputs::Outputs;
use super::reading::{self, Learnt, tell_missing};
use super::replay::{summary, wanted};
use super::watch::stage::{Stage, Step};
use super::watch::{outside, report};
use crate::call::clock::monotonic;
use crate::call::{Pairing, SharedClock};
use crate::cli::{Options, Replay as Asked};
use crate::filter::Predicate;
use crate::recording::meta::{Counts, Start};
use crate::sink::{End, Sink as _};
use crate::stats::{By, Clock, Summary};
use crate::top::term;
use crate::top::{Facts, Model, Palette, Play, Setup, printable};
use feed::{Feed, Progress};
use pace::Pace;
use told::Told;

/// Keys wait for so long at most while something is read.
const SLICE: Duration = Duration::from_millis(20);

/// While it plays, it moves on so often.
const MOVE: Duration = Duration::from_millis(50);

/// Shows a recording until the user has seen enough.
pub fn play(asked: &Asked) -> Result<ExitCode> {
    if !term::is_there() {
        bail!("the live view needs a terminal, and standard output is none; without one, use tracer replay");
    }
    super::tell_notices(&asked.options);
    let mut options = asked.options.clone();
    let feed = Feed::open(&asked.file, pairing(&options))?;
    options.suit(feed.start().several, feed.start().command.is_empty());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut player = Player::new(&options, &asked.file, feed)?;
        let left = player.follow().await;
        player.end(left)
    })
}

fn pairing(options: &Options) -> Pairing {
    Pairing::new().only_whole(options.only_whole())
}

struct Player<'a> {
    options: &'a Options,
    file: &'a Path,
    feed: Feed,
    pace: Pace,
    stage: Stage,
    outputs: Outputs,
    /// What was read, added up.
    streamed: Rc<RefCell<Summary>>,
    predicate: Predicate<'a>,
    told: Told,
    names: HashMap<u32, String>,
    /// Is the feed at its end?
    at_end: bool,
    /// Of when the counts of the kernel are that the view knows.
    counted: u64,
    interrupts: Interrupts,
}

/// Why the view was left.
enum Left {
    Quit,
    Interrupted(nix::sys::signal::Signal),
}

impl<'a> Player<'a> {
    fn new(options: &'a Options, file: &'a Path, feed: Feed) -> Result<Self> {
        let (by, clock) = options.table.as_ref().map_or((By::Syscall, Clock::Cpu), |t| (t.by, t.clock));
        let streamed = Rc::new(RefCell::new(Summary::new(by, clock)));
        let mut outputs = Outputs::open_for_reading(options)?;
        outputs.start(options, feed.start().root, &[], &streamed, SharedClock::default().follower())?;
        let told = Told::default();
        let begun = feed.start().clock.monotonic;
        let pace = Pace::new(begun);
        let model = Model::new(Setup {
            facts: Facts {
                target: target(file, feed.start()),
                begun,
                playback: Some(pace.words(0.0)),
                ..Facts::default()
            },
            palette: Palette::new(term::wants_colours()),
            lookup: Box::new(told.clone()),
            lines: &options.log,
            screen: false,
            interval: options.interval.map_or(1000, |interval| interval.as_millis() as u64),
            size: term::size(),
        });
        let interrupts = Interrupts::new(options.interruptible)?;
        let predicate = Predicate::new(&options.filter, options.pids());
        // From here on, the terminal is the view's.
        let stage = Stage::new(model)?;
        let names = HashMap::new();
        let (at_end, counted) = (false, 0);
        Ok(Self {
            options,
            file,
            feed,
            pace,
            stage,
            outputs,
            streamed,
            predicate,
            told,
            names,
            at_end,
            counted,
            interrupts,
        })
    }

    /// Until the user leaves, or a signal comes.
    async fn follow(&mut self) -> Result<Left> {
        loop {
            self.advance()?;
            if self.at_end && self.options.view.is_some_and(|view| view.exit) {
                return Ok(Left::Quit);
            }
            if Instant::now() >= self.stage.due() {
                self.stage.draw()?;
            }
            let due = self.stage.due();
            let wake = match (self.pace.is_seeking(), self.pace.is_playing()) {
                (true, _) => Instant::now(),
                (false, true) => due.min(Instant::now() + MOVE),
                (false, false) => due,
            };
            tokio::select! {
                biased;
                signal = self.interrupts.next() => return Ok(Left::Interrupted(signal)),
                step = self.stage.next() => match step? {
                    Step::Quit => return Ok(Left::Quit),
                    Step::Play(play) => self.apply(play)?,
                    Step::Report => {
                        let said = report::said(report::report(&self.summary(), self.options, &self.stage.model.facts));
                        self.stage.model.say(said);
                    }
                    Step::Nothing | Step::Send(_) | Step::Resize(..) => {}
                },
                () = sleep_until(wake) => {}
            }
        }
    }

    fn apply(&mut self, play: Play) -> Result<()> {
        if self.pace.apply(play, monotonic()) {
            self.feed = Feed::open(self.file, pairing(self.options))?;
            self.told = Told::default();
            self.stage.model.restart(Box::new(self.told.clone()));
            let mut streamed = self.streamed.borrow_mut();
            *streamed = Summary::new(streamed.by, streamed.clock);
            (self.at_end, self.counted) = (false, 0);
        }
        Ok(())
    }

    /// Reads up to where the view is to stand, or a part of that.
    fn advance(&mut self) -> Result<()> {
        let now = monotonic();
        let until = self.pace.until(now);
        if self.pace.is_seeking() || self.pace.is_playing() {
            match if self.at_end { Progress::End } else { self.read(until)? } {
                Progress::Reached => self.pace.reached(until, now),
                Progress::More => self.pace.passed(self.feed.learnt().last),
                Progress::End => {
                    self.pace.exhausted(until, self.last(), now);
                    if let (false, Some(missing)) = (self.at_end, self.feed.missing().first()) {
                        self.stage.model.say(missing.clone());
                    }
                    self.at_end = true;
                }
            }
        }
        let model = &mut self.stage.model;
        model.tick(self.pace.at());
        model.facts.playback = Some(self.pace.words(self.feed.share()));
        Ok(())
    }

    fn read(&mut self, until: u64) -> Result<Progress> {
        let Self { feed, stage, outputs, predicate, told, names, .. } = self;
        let (model, sink) = (&mut stage.model, outputs.sink());
        let progress = feed.advance(until, SLICE, |it| {
            match it {
                reading::Told::Record(time) => drop(model.tick(time)),
                reading::Told::Event(event) if predicate.admits(event) => {
                    sink.event(event)?;
                    model.event(event)?;
                }
                reading::Told::Event(_) | reading::Told::Clock(_) => {}
                reading::Told::Tasks(tasks) => {
                    told.tasks(tasks);
                    let named = tasks.iter().filter(|task| !task.comm.is_empty());
                    names.extend(named.map(|task| (task.tid, task.comm.clone())));
                }
            }
            Ok(())
        })?;
        stage.news.events = true;
        let counts = &feed.learnt().counts;
        if counts.time != self.counted {
            self.counted = counts.time;
            let mut by_call = outside::Counts::default();
            for row in &wanted(counts, self.options).rows {
                by_call.add(Key { id: 0, abi: row.abi, nr: row.nr, errno: 0 }, &row.aggregate());
            }
            by_call.each(|key, aggregate| stage.model.counted(key, aggregate));
            stage.model.facts.lost = outside::lost(&recorded_loss(counts));
        }
        Ok(progress)
    }

    /// The time of the end.
    fn last(&self) -> u64 {
        let learnt = self.feed.learnt();
        let told = learnt.ending.as_ref().map(|ending| ending.time);
        told.unwrap_or(learnt.last).max(learnt.last)
    }

    /// What was read so far. What the kernel has counted belongs to the whole.
    fn summary(&self) -> Summary {
        let mut learnt = self.feed.learnt().clone();
        if !self.at_end {
            learnt.counts = Counts::default();
        }
        let mut summary = summary(&self.streamed.borrow(), &learnt, &self.names, self.options);
        if !self.at_end {
            summary.elapsed = self.pace.at() - learnt.began;
        }
        summary
    }

    /// Gives the terminal back, and leaves the table on it.
    fn end(mut self, left: Result<Left>) -> Result<ExitCode> {
        let summary = self.summary();
        self.stage.leave();
        let left = left?;
        self.outputs.sink().finish(&End { summary: &summary })?;
        if let Some(table) = &self.options.table {
            self.outputs.table(&summary, table)?;
        }
        self.outputs.finish()?;
        if self.at_end {
            let learnt = Learnt { missing: self.feed.missing(), ..self.feed.learnt().clone() };
            tell_missing(&self.options.program, self.file, &learnt)?;
        }
        match left {
            Left::Quit => Ok(ExitCode::SUCCESS),
            Left::Interrupted(signal) => die(signal),
        }
    }
}

/// What is shown, in a few words.
fn target(file: &Path, start: &Start) -> String {
    let what = if start.command.is_empty() { "a recording".to_owned() } else { start.command.join(" ") };
    printable(format!("{}: {what}", file.display()).as_bytes())
}
