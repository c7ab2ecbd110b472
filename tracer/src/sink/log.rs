//! The lines that strace prints, as the events come.
//!
//! A line is begun when a call begins and ended when it returns; whatever is printed in between ends it with
//! ` <unfinished ...>`. `flush` shows a begun line, so a blocked call is seen at once. Which tasks there are is
//! followed here only as far as the lines need it; where the lines go is left to the writer.

mod line;
mod options;
mod stamp;
mod text;

use std::io;

use hashbrown::HashMap;
use tracer_common::abi::Abi;
use tracer_common::config::{STATUS_DETACHED, STATUS_FAILED, STATUS_SUCCESSFUL, STATUS_UNFINISHED};

pub use line::Notices;
use line::{Progress, Who, Writer};
pub use options::{LogOptions, PidStyle, Precision, Timestamp};

use super::{End, Sink};
use crate::call::{Call, CallStart, Event, Task, WallClock};
use crate::stacks::Shared;

/// Bytes of `siginfo_t` that a signal event carries.
type Siginfo = [u8; tracer_common::limits::SIGINFO_LEN];

/// What the lines need to know of a task.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// The ABI and number of its latest call.
    abi: Abi,
    nr: u32,
    /// How far the line of the call that it is in has come.
    progress: Progress,
    /// Its place among the tasks that tracing of was announced, if it was.
    announced: Option<u64>,
}

/// The sink of plain lines.
pub struct Log<W: io::Write> {
    writer: Writer<W>,
    tasks: HashMap<u32, Known>,
    /// Leaders that ended before other threads of their process. wait(2) tells of them after those, and so do the lines.
    ended_leaders: Vec<(Task, u32)>,
    /// Tasks announced so far.
    announced: u64,
}

impl<W: io::Write> Log<W> {
    /// Prints to `out`. `root` is the command that tracer started, if it started one.
    pub fn new(out: W, options: LogOptions, clock: WallClock, root: Option<u32>) -> Self {
        let mut log = Self {
            writer: Writer::new(out, options, clock),
            tasks: HashMap::new(),
            ended_leaders: Vec::new(),
            announced: 0,
        };
        if let Some(tid) = root {
            log.announce(tid, Abi::NATIVE);
        }
        log
    }

    /// Messages that are not of the traced tasks, such as `tracer: Process 7 attached`, start with this program's
    /// name, and go there.
    pub fn with_notices(mut self, program: &str, notices: Notices) -> Self {
        self.writer.set_notices(program, notices);
        self
    }

    /// Below each call, its stack is shown.
    pub fn with_stacks(mut self, stacks: Option<Shared>) -> Self {
        if let Some(stacks) = stacks {
            self.writer.set_stacks(stacks);
        }
        self
    }

    /// Tells of a process that was attached to, by these threads, its leader first.
    pub fn attached(&mut self, tids: &[u32]) -> io::Result<()> {
        let Some(leader) = tids.first() else { return Ok(()) };
        for tid in tids {
            self.announce(*tid, Abi::NATIVE);
        }
        if self.writer.options().quiet.attach {
            return Ok(());
        }
        let threads = if tids.len() > 1 { format!(" with {} threads", tids.len()) } else { String::new() };
        self.writer.notice(&format!("Process {leader} attached{threads}"))
    }

    /// The writer, for tests and for whoever wants it back.
    pub fn into_inner(self) -> W {
        self.writer.into_inner()
    }

    fn announce(&mut self, tid: u32, abi: Abi) {
        self.announced += 1;
        self.tasks.insert(
            tid,
            Known { abi, nr: 0, progress: Progress::default(), announced: Some(self.announced) },
        );
        self.count_tasks();
    }

    fn count_tasks(&mut self) {
        // Where no target was announced, tasks come and go without number: each line names its own.
        self.writer.several = self.announced == 0 || self.tasks.len() > 1;
    }

    /// Notes that a task makes this call.
    #[inline]
    fn note(&mut self, start: &CallStart<'_>) -> io::Result<()> {
        if let Some(known) = self.tasks.get_mut(&start.task.tid) {
            known.nr = start.nr;
            if known.abi == start.abi {
                return Ok(());
            }
            known.abi = start.abi;
            let mode = match start.abi {
                Abi::X86_64 | Abi::Aarch64 => "64 bit",
                Abi::I386 => "32 bit",
                Abi::X32 => "x32",
            };
            if self.writer.options().quiet.personality {
                return Ok(());
            }
            return self.writer.remark(&format!("[ Process PID={} runs in {mode} mode. ]", start.task.tid));
        }
        self.tasks.insert(
            start.task.tid,
            Known { abi: start.abi, nr: start.nr, progress: Progress::default(), announced: None },
        );
        self.count_tasks();
        Ok(())
    }

    fn number(&self, tid: u32) -> u32 {
        self.tasks.get(&tid).map_or(0, |known| known.nr)
    }

    #[inline]
    fn entered(&mut self, start: &CallStart<'_>) -> io::Result<()> {
        self.note(start)?;
        let progress = self.writer.begin(start);
        if let Some(known) = self.tasks.get_mut(&start.task.tid) {
            known.progress = progress;
        }
        Ok(())
    }

    fn progress(&self, tid: u32) -> Progress {
        self.tasks.get(&tid).map(|known| known.progress).unwrap_or_default()
    }

    #[inline]
    fn returned(&mut self, call: &Call<'_>) -> io::Result<()> {
        let start = &call.start;
        if call.entered {
            self.writer.resume(start, call.end);
            self.writer.rest(call, self.progress(start.task.tid));
        } else {
            let status = if call.errno().is_some() { STATUS_FAILED } else { STATUS_SUCCESSFUL };
            if self.writer.options().statuses & status == 0 {
                return Ok(());
            }
            self.note(start)?;
            self.writer.whole(start, Some(call));
        }
        self.writer.result(call);
        Ok(())
    }

    fn unfinished(&mut self, start: &CallStart<'_>, entered: bool, time: u64) -> io::Result<()> {
        let mut progress = Progress::default();
        if entered {
            self.writer.resume(start, time);
            progress = self.progress(start.task.tid);
        } else {
            if self.writer.options().statuses & STATUS_UNFINISHED == 0 {
                return Ok(());
            }
            self.note(start)?;
            self.writer.whole(start, None);
        }
        self.writer.no_result(start, progress);
        Ok(())
    }

    fn forked(&mut self, parent: Task, child: Task) -> io::Result<()> {
        let abi = self.tasks.get(&parent.tid).map_or(Abi::NATIVE, |known| known.abi);
        if self.announced == 0 {
            self.tasks
                .insert(child.tid, Known { abi, nr: 0, progress: Progress::default(), announced: None });
            return Ok(());
        }
        self.announce(child.tid, abi);
        if self.writer.options().quiet.attach {
            return Ok(());
        }
        self.writer.notice(&format!("Process {} attached", child.tid))
    }

    fn execed(&mut self, task: Task, former_tid: u32, time: u64) {
        if task.tid == former_tid {
            return;
        }
        let leader = self.number(task.tid);
        let announced = self.tasks.get(&task.tid).and_then(|known| known.announced);
        if let Some(known) = self.tasks.remove(&former_tid) {
            self.tasks.insert(task.tid, Known { announced, ..known });
        }
        self.ended_leaders.retain(|(ended, _)| ended.tid != task.tid);
        self.count_tasks();
        self.writer.rename(former_tid, task.tid);
        let quiet = self.writer.options().quiet;
        if !quiet.superseded && !quiet.thread_execve {
            let who = Who { tid: task.tid, process: task.tgid, number: leader, instruction: None };
            self.writer.superseded(who, former_tid, time);
        }
    }

    fn signalled(
        &mut self,
        task: Task,
        signal: u32,
        info: &Siginfo,
        instruction: u64,
        stops: bool,
        time: u64,
    ) {
        let shown =
            signal.checked_sub(1).is_none_or(|bit| self.writer.options().signals >> (bit & 63) & 1 != 0);
        if shown {
            let who = Who {
                tid: task.tid,
                process: task.tgid,
                number: self.number(task.tid),
                instruction: Some(instruction),
            };
            self.writer.signal(who, signal, info, stops, time);
        }
    }

    fn exited(&mut self, task: Task, status: u32, last: bool, time: u64) {
        if task.tid == task.tgid && !last {
            self.ended_leaders.push((task, status));
            return;
        }
        self.exit_line(task, status, time);
        if last && task.tid != task.tgid {
            self.process_ended(task.tgid, status, time);
        }
    }

    /// A task goes on without its lines.
    fn detached(&mut self, task: Task, call: Option<&CallStart<'_>>) -> io::Result<()> {
        if let Some(start) = call.filter(|_| self.writer.options().statuses & STATUS_DETACHED != 0) {
            self.entered(start)?;
        }
        if !self.writer.options().quiet.attach {
            self.writer.notice(&format!("Process {} detached", task.tid))?;
        }
        self.writer.detach_from(task.tid);
        self.tasks.remove(&task.tid);
        self.count_tasks();
        Ok(())
    }

    /// The last thread of a process has ended, whose leader may have ended before.
    pub fn process_ended(&mut self, tgid: u32, status: u32, time: u64) {
        while let Some(at) = self.ended_leaders.iter().position(|(ended, _)| ended.tgid == tgid) {
            // The last thread's status is the process's (kernel/exit.c, synchronize_group_exit, since 5.19).
            let (leader, _) = self.ended_leaders.remove(at);
            self.exit_line(leader, status, time);
        }
    }

    /// A task is called by another tid from now on, and its lines go elsewhere. What is known of it.
    pub(super) fn leave(&mut self, former_tid: u32, tid: u32) -> Option<Known> {
        self.writer.rename(former_tid, tid);
        self.tasks.remove(&former_tid)
    }

    /// A task comes from elsewhere.
    pub(super) fn join(&mut self, tid: u32, known: Known) {
        self.tasks.insert(tid, known);
    }

    fn exit_line(&mut self, task: Task, status: u32, time: u64) {
        let number = self.number(task.tid);
        if !self.writer.options().quiet.exit {
            let who = Who { tid: task.tid, process: task.tgid, number, instruction: None };
            self.writer.exited(who, status, time);
        }
        self.tasks.remove(&task.tid);
        self.count_tasks();
    }
}

impl<W: io::Write> Sink for Log<W> {
    #[inline]
    fn event(&mut self, event: &Event<'_>) -> io::Result<()> {
        match event {
            Event::Entered(start) => self.entered(start)?,
            Event::Returned(call) => self.returned(call)?,
            Event::Unfinished { start, time, entered } => {
                self.unfinished(start, *entered, *time)?;
            }
            Event::Forked { parent, child, .. } => self.forked(*parent, *child)?,
            Event::Execed { task, former_tid, time, .. } => self.execed(*task, *former_tid, *time),
            Event::Signalled { task, signal, info, instruction, default_action, time } => {
                self.signalled(*task, *signal, info, *instruction, *default_action, *time);
            }
            Event::Exited { task, status, last_of_process, time, .. } => {
                self.exited(*task, *status, *last_of_process, *time);
            }
            Event::Detached { task, call, .. } => self.detached(*task, call.as_ref())?,
            Event::Lost { events, time } => self.writer.lost(*events, *time),
        }
        self.writer.spill()
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }

    fn finish(&mut self, _: &End<'_>) -> io::Result<()> {
        // Leaders whose other threads nobody traces.
        let time = self.writer.latest();
        for (task, status) in std::mem::take(&mut self.ended_leaders) {
            self.exit_line(task, status, time);
        }
        let mut left: Vec<_> =
            self.tasks.iter().filter_map(|(tid, known)| Some((known.announced?, *tid))).collect();
        left.sort_unstable();
        if !self.writer.options().quiet.attach {
            for (i, (_, tid)) in left.iter().enumerate() {
                self.writer.notice(&format!("Process {tid} detached"))?;
                if i == 0 {
                    self.writer.detach();
                }
            }
        }
        self.writer.detach();
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests;
