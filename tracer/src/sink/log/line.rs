//! One line after the other: what each starts with, which of them is open, and where its column stands.

mod happenings;

use std::io;

use tracer_common::abi::Abi;
use tracer_common::segment::{INSTRUCTION_POINTER, Segments};

use super::options::{LogOptions, PidStyle, Timestamp};
use super::{stamp, text};
use crate::call::{Call, CallStart, WallClock};
use crate::decode::text::Text;
use crate::decode::{Decoder, Shown};
use crate::stacks::{self, Shared};

/// Lines are handed on in pieces of this size, or when the source pauses.
const PIECE: usize = 64 << 10;

/// Where messages go that are not of the traced tasks.
#[derive(Default)]
pub enum Notices {
    /// Among the lines, as these go to where messages belong.
    Inline,
    /// Nowhere.
    #[default]
    Nowhere,
    /// There.
    To(Box<dyn io::Write>),
}

/// How far the line of a call has come.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Progress {
    /// The arguments that it shows.
    shown: Shown,
    /// Are there more?
    more: bool,
}

/// Whose line it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Who {
    /// The task.
    pub(super) tid: u32,
    /// Its process.
    pub(super) process: u32,
    /// The number of its latest call.
    pub(super) number: u32,
    /// Where it is, if that is known.
    pub(super) instruction: Option<u64>,
}

/// Writes lines.
pub(super) struct Writer<W: io::Write> {
    out: W,
    buf: Vec<u8>,
    options: LogOptions,
    decoder: Decoder,
    clock: WallClock,
    stamps: stamp::Stamps,
    program: String,
    notices: Notices,
    /// Whose call the last line, not yet ended, tells of.
    open: Option<u32>,
    /// How many columns of the open line are filled.
    column: usize,
    /// The time that the last line bears.
    last: Option<u64>,
    /// Are there several tasks to be told apart?
    pub(super) several: bool,
    /// Who unwinds, if that is wanted.
    stacks: Option<Shared>,
}

impl<W: io::Write> Writer<W> {
    pub(super) fn new(out: W, options: LogOptions, clock: WallClock) -> Self {
        let notices = if options.pids == PidStyle::WhenSeveral { Notices::Inline } else { Notices::Nowhere };
        Self {
            out,
            buf: Vec::with_capacity(PIECE + 4096),
            decoder: Decoder::new(options.style.clone()),
            options,
            clock,
            stamps: stamp::Stamps::default(),
            program: env!("CARGO_PKG_NAME").to_string(),
            notices,
            open: None,
            column: 0,
            last: None,
            several: true,
            stacks: None,
        }
    }

    pub(super) fn set_notices(&mut self, program: &str, notices: Notices) {
        self.program = program.to_string();
        self.notices = notices;
    }

    pub(super) fn set_stacks(&mut self, stacks: Shared) {
        self.stacks = Some(stacks);
    }

    pub(super) const fn options(&self) -> &LogOptions {
        &self.options
    }

    pub(super) fn into_inner(self) -> W {
        self.out
    }

    /// What has been handed on.
    #[cfg(test)]
    pub(super) const fn out(&self) -> &W {
        &self.out
    }

    /// The time of the last line.
    pub(super) fn latest(&self) -> u64 {
        self.last.unwrap_or_default()
    }

    /// Who makes a call, and where, if that is shown.
    fn who(&self, start: &CallStart<'_>) -> Who {
        let mut who =
            Who { tid: start.task.tid, process: start.task.tgid, number: start.nr, instruction: None };
        if self.options.style.instruction {
            let bytes = start.memory.of_kind(INSTRUCTION_POINTER, 0);
            who.instruction = bytes.and_then(<[u8]>::first_chunk).map(|bytes| u64::from_ne_bytes(*bytes));
        }
        who
    }

    /// Begins a call's line.
    #[inline]
    pub(super) fn begin(&mut self, start: &CallStart<'_>) -> Progress {
        let from = self.leader(Some(self.who(start)), start.time);
        text::name(&mut self.buf, start.abi, start.nr);
        self.buf.push(b'(');
        let progress = if self.decoder.decodes(start) {
            let mut out = Text::new(&mut self.buf, &self.decoder.style, true).of(start.task.tgid);
            let (shown, more) = self.decoder.begin(start, &mut out);
            if more && shown.separates() {
                self.buf.extend_from_slice(b", ");
            }
            Progress { shown, more }
        } else {
            text::raw_arguments(&mut self.buf, start);
            Progress::default()
        };
        self.open = Some(start.task.tid);
        self.column = self.buf.len() - from;
        progress
    }

    /// A call's line as far as its arguments go, when it has ended or will not: all that is known is shown.
    pub(super) fn whole(&mut self, start: &CallStart<'_>, call: Option<&Call<'_>>) {
        let from = self.leader(Some(self.who(start)), start.time);
        text::name(&mut self.buf, start.abi, start.nr);
        self.buf.push(b'(');
        if self.decoder.decodes(start) {
            let mut out = Text::new(&mut self.buf, &self.decoder.style, true).of(start.task.tgid);
            match call {
                Some(call) => self.decoder.finish(call, Shown::NOTHING, &mut out),
                None => self.decoder.abandon(start, Shown::NOTHING, &mut out),
            }
        } else {
            text::raw_arguments(&mut self.buf, start);
        }
        self.column = self.buf.len() - from;
    }

    /// Goes on with a call's line: where it was left, or on a new one.
    #[inline]
    pub(super) fn resume(&mut self, start: &CallStart<'_>, time: u64) {
        if self.open == Some(start.task.tid) {
            return;
        }
        let from = self.leader(Some(self.who(start)), time);
        self.buf.extend_from_slice(b"<... ");
        text::name(&mut self.buf, start.abi, start.nr);
        self.buf.extend_from_slice(b" resumed>");
        self.column = self.buf.len() - from;
    }

    /// Shows the arguments that were not known before.
    #[inline]
    pub(super) fn rest(&mut self, call: &Call<'_>, progress: Progress) {
        if progress.more && self.decoder.decodes(&call.start) {
            let from = self.buf.len();
            let mut out = Text::new(&mut self.buf, &self.decoder.style, progress.shown.begins())
                .of(call.start.task.tgid);
            self.decoder.finish(call, progress.shown, &mut out);
            self.column += self.buf.len() - from;
        }
    }

    /// Ends a call's line with its result.
    #[inline]
    pub(super) fn result(&mut self, call: &Call<'_>) {
        self.close_arguments();
        self.decoder.result(call, &mut self.buf);
        let duration = call.wall();
        if let Some(precision) = self.options.durations {
            self.buf.extend_from_slice(b" <");
            stamp::duration(&mut self.buf, duration, precision);
            self.buf.push(b'>');
        }
        self.end_line();
        self.decoder.dump(call, &mut self.buf);
        self.stack(call.start.abi, call.start.task.tgid, call.memory);
    }

    /// Who called whom until the call was made.
    fn stack(&mut self, abi: Abi, process: u32, memory: Segments<'_>) {
        if let Some(stack) = stacks::unwind(self.stacks.as_ref(), abi, process, memory) {
            text::stack(&mut self.buf, &stack);
        }
    }

    /// Ends the line of a call that will not return.
    pub(super) fn no_result(&mut self, start: &CallStart<'_>, progress: Progress) {
        if progress.more {
            const UNFINISHED: &[u8] = b" <unfinished ...>";
            self.buf.extend_from_slice(UNFINISHED);
            self.column += UNFINISHED.len();
        }
        self.close_arguments();
        self.buf.extend_from_slice(b"= ?");
        self.end_line();
        self.stack(start.abi, start.task.tgid, start.memory);
    }

    fn close_arguments(&mut self) {
        const SPACES: [u8; 64] = [b' '; 64];
        self.buf.push(b')');
        let mut fill = self.options.column.saturating_sub(self.column + 1).max(1);
        while fill > 0 {
            let some = fill.min(SPACES.len());
            self.buf.extend_from_slice(&SPACES[..some]);
            fill -= some;
        }
    }

    fn end_line(&mut self) {
        self.buf.push(b'\n');
        self.open = None;
    }

    /// Ends the open line, if there is one, so that another can follow.
    #[inline]
    fn interrupt(&mut self) {
        if self.open.is_some() {
            self.buf.extend_from_slice(b" <unfinished ...>");
            self.end_line();
        }
    }

    /// What every line starts with. Returns where in the buffer it starts.
    #[inline]
    fn leader(&mut self, who: Option<Who>, time: u64) -> usize {
        self.interrupt();
        let from = self.buf.len();
        let buf = &mut self.buf;
        if let Some(Who { tid, .. }) = who {
            self.options.task(buf, tid, self.several);
        }
        if self.options.timestamp != Timestamp::None {
            let now = self.clock.at(time).as_nanos() as u64;
            self.stamps.absolute(buf, self.options.timestamp, now, self.clock.zone());
            buf.push(b' ');
        }
        if let Some(precision) = self.options.relative {
            let since = time.saturating_sub(self.last.unwrap_or(time));
            if self.options.timestamp == Timestamp::None {
                stamp::relative(buf, since, precision);
                buf.push(b' ');
            } else {
                buf.extend_from_slice(b"(+");
                stamp::relative(buf, since, precision);
                buf.extend_from_slice(b") ");
            }
        }
        if let (true, Some(who)) = (self.options.numbers, who) {
            buf.push(b'[');
            text::padded(buf, u64::from(who.number), 4, b' ');
            buf.extend_from_slice(b"] ");
        }
        if let (true, Some(who)) = (self.options.style.instruction, who) {
            match who.instruction {
                Some(address) => buf.extend_from_slice(format!("[{address:016x}] ").as_bytes()),
                None => buf.extend_from_slice(b"[????????????????] "),
            }
        }
        self.last = Some(time);
        from
    }

    /// The task of the open line is called by another tid from now on.
    pub(super) fn rename(&mut self, former: u32, tid: u32) {
        if self.open == Some(former) {
            self.buf.extend_from_slice(format!(" <pid changed to {tid} ...>").as_bytes());
            self.end_line();
        }
    }

    /// Tracing ends inside the call of the open line.
    pub(super) fn detach(&mut self) {
        if self.open.is_some() {
            self.buf.extend_from_slice(b" <detached ...>");
            self.end_line();
        }
    }

    /// Tracing of this task ends, whose call the open line may tell of.
    pub(super) fn detach_from(&mut self, tid: u32) {
        if self.open == Some(tid) {
            self.detach();
        }
    }

    /// A message that is not of the traced tasks. strace prints it wherever the cursor is, and so do the lines.
    pub(super) fn notice(&mut self, message: &str) -> io::Result<()> {
        self.remark(&format!("{}: {message}", self.program))
    }

    /// A message that does not begin with this program's name.
    pub(super) fn remark(&mut self, message: &str) -> io::Result<()> {
        let line = format!("{message}\n");
        match &mut self.notices {
            Notices::Inline => {
                self.buf.extend_from_slice(line.as_bytes());
                Ok(())
            }
            Notices::Nowhere => Ok(()),
            Notices::To(out) => out.write_all(line.as_bytes()),
        }
    }

    /// Hands on what is there, if it is much.
    #[inline]
    pub(super) fn spill(&mut self) -> io::Result<()> {
        if self.buf.len() < PIECE { Ok(()) } else { self.hand_on() }
    }

    fn hand_on(&mut self) -> io::Result<()> {
        let result = self.out.write_all(&self.buf);
        self.buf.clear();
        result
    }

    /// Makes everything visible.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.hand_on()?;
        self.out.flush()
    }
}
