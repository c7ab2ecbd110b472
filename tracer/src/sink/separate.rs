//! A file of its own for the lines of each thread (`-ff`): the name that `-o` gives, a dot, and the tid.

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::PathBuf;

use hashbrown::HashMap;

use super::log::{Log, LogOptions, Notices, PidStyle};
use super::output::Output;
use super::{End, Sink};
use crate::call::{Event, Task, WallClock};
use crate::stacks::Shared;

/// The sink of lines in many files.
pub struct Separate {
    name: PathBuf,
    append: bool,
    program: String,
    options: LogOptions,
    clock: WallClock,
    stacks: Option<Shared>,
    logs: HashMap<u32, Log<Output>>,
}

impl Separate {
    /// Files whose names begin so. Messages that are not of the traced tasks start with this program's name.
    pub fn new(name: PathBuf, append: bool, program: &str, options: &LogOptions, clock: WallClock) -> Self {
        // Each file is of one task: no line has to say which.
        let options = LogOptions { pids: PidStyle::Never, ..options.clone() };
        Self { name, append, program: program.to_owned(), options, clock, stacks: None, logs: HashMap::new() }
    }

    /// Below each call, its stack is shown.
    pub fn with_stacks(self, stacks: Option<Shared>) -> Self {
        Self { stacks, ..self }
    }

    /// Opens the file of a task that tracer started or that has begun.
    pub fn begin(&mut self, tid: u32) -> io::Result<()> {
        self.log(tid).map(|_| ())
    }

    /// Opens the files of a process that was attached to, by these threads, its leader first.
    pub fn attached(&mut self, tids: &[u32]) -> io::Result<()> {
        for tid in tids {
            self.begin(*tid)?;
        }
        let Some(leader) = tids.first() else { return Ok(()) };
        let threads = if tids.len() > 1 { format!(" with {} threads", tids.len()) } else { String::new() };
        self.notice(&format!("Process {leader} attached{threads}"))
    }

    fn notice(&self, message: &str) -> io::Result<()> {
        if self.options.quiet.attach {
            return Ok(());
        }
        writeln!(io::stderr(), "{}: {message}", self.program)
    }

    fn log(&mut self, tid: u32) -> io::Result<&mut Log<Output>> {
        if !self.logs.contains_key(&tid) {
            let mut name: OsString = self.name.clone().into_os_string();
            name.push(format!(".{tid}"));
            let out = Output::file(name.as_ref(), self.append)?;
            let log = Log::new(out, self.options.clone(), self.clock.clone(), Some(tid))
                .with_notices(&self.program, Notices::To(Box::new(io::stderr())))
                .with_stacks(self.stacks.clone());
            self.logs.insert(tid, log);
        }
        self.logs.get_mut(&tid).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn close(&mut self, tid: u32) -> io::Result<()> {
        match self.logs.remove(&tid) {
            Some(mut log) => log.flush(),
            None => Ok(()),
        }
    }

    /// A thread other than the leader runs a new program: its call goes on in the leader's file.
    fn execed(&mut self, task: Task, former_tid: u32, event: &Event<'_>) -> io::Result<()> {
        let known = match self.logs.get_mut(&former_tid) {
            Some(log) if former_tid != task.tid => log.leave(former_tid, task.tid),
            _ => None,
        };
        if known.is_some() {
            self.close(former_tid)?;
        }
        let log = self.log(task.tid)?;
        if let Some(known) = known {
            log.join(former_tid, known);
        }
        log.event(event)
    }

    fn exited(
        &mut self,
        task: Task,
        status: u32,
        last: bool,
        time: u64,
        event: &Event<'_>,
    ) -> io::Result<()> {
        self.log(task.tid)?.event(event)?;
        if last || task.tid != task.tgid {
            self.close(task.tid)?;
        }
        if last && task.tid != task.tgid && self.logs.contains_key(&task.tgid) {
            self.log(task.tgid)?.process_ended(task.tgid, status, time);
            self.close(task.tgid)?;
        }
        Ok(())
    }
}

impl Sink for Separate {
    fn event(&mut self, event: &Event<'_>) -> io::Result<()> {
        match event {
            Event::Entered(start) | Event::Unfinished { start, .. } => self.log(start.task.tid)?.event(event),
            Event::Returned(call) => self.log(call.start.task.tid)?.event(event),
            Event::Signalled { task, .. } => self.log(task.tid)?.event(event),
            Event::Forked { child, .. } => {
                self.begin(child.tid)?;
                self.notice(&format!("Process {} attached", child.tid))
            }
            Event::Execed { task, former_tid, .. } => self.execed(*task, *former_tid, event),
            Event::Exited { task, status, last_of_process, time, .. } => {
                self.exited(*task, *status, *last_of_process, *time, event)
            }
            Event::Detached { task, .. } => {
                self.log(task.tid)?.event(event)?;
                self.close(task.tid)
            }
            // Whose they were is not known: they are missing in any.
            Event::Lost { .. } => self.logs.values_mut().try_for_each(|log| log.event(event)),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.logs.values_mut().try_for_each(Sink::flush)
    }

    fn finish(&mut self, end: &End<'_>) -> io::Result<()> {
        self.logs.values_mut().try_for_each(|log| log.finish(end))
    }
}
