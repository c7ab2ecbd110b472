//! Where everything goes: the lines, the table and the messages of one run.

use std::cell::RefCell;
use std::io::{self, Write};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use crate::call::WallClock;
use crate::cli::{Options, OutputTarget};
use crate::decode::tasks::Tasks;
use crate::procs::pids;
use crate::procs::tasks::Known;
use crate::sink::chosen::Chosen;
use crate::sink::log::{Log, LogOptions, Notices};
use crate::sink::naming::Naming;
use crate::sink::output::Output;
use crate::sink::separate::Separate;
use crate::sink::stacked::Stacked;
use crate::sink::summary::{write_interval, write_losses, write_summary};
use crate::sink::tee::Tee;
use crate::sink::total::SummaryTotal;
use crate::sink::{NAMES, Sink};
use crate::stacks::Stacks;
use crate::stats::{Loss, Summary, TableOptions};

/// An output that the lines and the table share.
#[derive(Clone)]
struct Shared(Rc<RefCell<Output>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.borrow_mut().flush()
    }
}

/// The outputs of a run.
pub struct Outputs {
    out: Shared,
    sink: Box<dyn Sink>,
    /// Is it a recording that is shown?
    recorded: bool,
    /// What is known of tasks, if it is shown.
    tasks: Option<Arc<Known>>,
    /// Who unwinds stacks, if they are shown.
    stacks: Option<Rc<RefCell<Stacks>>>,
}

impl Outputs {
    /// Opens the file, or starts the command, that `-o` names.
    pub fn open(options: &Options) -> io::Result<Self> {
        Self::open_or(options, Output::stderr, false)
    }

    /// The same for a recording: there is no command whose output must be left alone.
    pub fn open_for_reading(options: &Options) -> io::Result<Self> {
        Self::open_or(options, Output::stdout, true)
    }

    fn open_or(options: &Options, otherwise: fn() -> Output, recorded: bool) -> io::Result<Self> {
        let out = match &options.output {
            None => otherwise(),
            // Each task has its own.
            Some(OutputTarget::File { .. }) if options.separately => Output::stderr(),
            Some(OutputTarget::File { path, append }) => Output::file(path, *append)?,
            Some(OutputTarget::Command(command)) => Output::command(command)?,
        };
        let style = &options.log.style;
        let tasks = (style.comms || style.namespaces)
            .then(|| Arc::new(Known::new((!recorded).then(|| PathBuf::from("/")))));
        let stacks = style.stacks.then(|| Rc::new(RefCell::new(Stacks::new(PathBuf::from("/")))));
        let out = Shared(Rc::new(RefCell::new(out)));
        Ok(Self { out, sink: Box::new(Tee::default()), recorded, tasks, stacks })
    }

    /// Makes the sinks: the events may come. `root` is the command, `attached` the threads of each process that was
    /// attached to, `streamed` the sum of what is streamed.
    pub fn start(
        &mut self,
        options: &Options,
        root: Option<u32>,
        attached: &[Vec<u32>],
        streamed: &Rc<RefCell<Summary>>,
        mut clock: WallClock,
    ) -> io::Result<()> {
        let mut sinks: Vec<Box<dyn Sink>> = Vec::new();
        let mut log = self.log(options);
        log.style.boot = clock.at(0);
        if let (Some(root), Some(tasks), false) = (root, &self.tasks, self.recorded) {
            // Until its execve, the command is called as tracer is.
            tasks.learn(root, &pids::comm_bytes("/".as_ref(), std::process::id()).unwrap_or_default());
        }
        let named = options.format.and_then(|format| NAMES.get(format));
        if options.view.is_some() {
            // What happens is shown by the view.
        } else if let (true, Some(output)) = (options.lines, named) {
            sinks.push((output.make)(Box::new(self.out.clone()), &log, clock, self.stacks.clone()));
        } else if let (true, true, Some(OutputTarget::File { path, append })) =
            (options.lines, options.separately, &options.output)
        {
            let mut logs = Separate::new(path.clone(), *append, &options.program, &log, clock)
                .with_stacks(self.stacks.clone());
            if let Some(tid) = root {
                logs.begin(tid)?;
            }
            for tids in attached {
                logs.attached(tids)?;
            }
            sinks.push(Box::new(logs));
        } else if options.lines {
            let notices = match options.output {
                None => Notices::Inline,
                Some(_) => Notices::To(Box::new(io::stderr())),
            };
            let mut log = Log::new(self.out.clone(), log, clock, root)
                .with_notices(&options.program, notices)
                .with_stacks(self.stacks.clone());
            for tids in attached {
                log.attached(tids)?;
            }
            sinks.push(Box::new(log));
        }
        let told_by_lines = options.lines && named.is_none();
        if !told_by_lines && !options.log.quiet.attach {
            for tids in attached {
                let Some(first) = tids.first() else { continue };
                let threads = tids.len();
                let many = if threads > 1 { format!(" with {threads} threads") } else { String::new() };
                writeln!(io::stderr(), "{}: Process {first} attached{many}", options.program)?;
            }
        }
        if let Some(table) = &options.table {
            sinks.push(Box::new(SummaryTotal::new(Rc::clone(streamed), table)));
        }
        let sinks = Tee::new(sinks);
        self.sink = if options.filter.paths.is_empty() {
            Box::new(sinks)
        } else {
            Box::new(Chosen::new(options.filter.paths.clone(), sinks))
        };
        if let Some(stacks) = &self.stacks {
            let sink = std::mem::replace(&mut self.sink, Box::new(Tee::default()));
            self.sink = Box::new(Stacked::new(sink, Rc::clone(stacks)));
        }
        if let Some(tasks) = &self.tasks {
            let sink = std::mem::replace(&mut self.sink, Box::new(Tee::default()));
            self.sink = Box::new(Naming::new(sink, Arc::clone(tasks)));
        }
        Ok(())
    }

    /// How lines look, with who knows the tasks that they tell of.
    fn log(&self, options: &Options) -> LogOptions {
        let mut log = options.log.clone();
        log.style.tasks = self.tasks.clone().map(|tasks| tasks as Arc<dyn Tasks>);
        log
    }

    /// A task that no event has introduced is called so.
    pub fn name(&self, tid: u32, comm: &[u8]) {
        if let Some(tasks) = &self.tasks {
            tasks.learn(tid, comm);
        }
    }

    /// Who takes the events.
    pub fn sink(&mut self) -> &mut dyn Sink {
        self.sink.as_mut()
    }

    /// Prints the table.
    pub fn table(&mut self, summary: &Summary, table: &TableOptions) -> io::Result<()> {
        write_summary(&mut self.out, summary, table)
    }

    /// Prints the table of an interval.
    pub fn interval(
        &mut self,
        now: &Summary,
        before: Option<&Summary>,
        table: &TableOptions,
    ) -> io::Result<()> {
        write_interval(&mut self.out, now, before, table)?;
        self.out.flush()
    }

    /// Tells what the lines lack, where there is no table to tell it below.
    pub fn losses(&mut self, loss: &Loss) -> io::Result<()> {
        write_losses(&mut io::stderr(), loss)
    }

    /// Writes what is buffered, and waits for a command that reads it.
    pub fn finish(&mut self) -> io::Result<()> {
        self.out.0.borrow_mut().finish()
    }
}
