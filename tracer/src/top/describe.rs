//! Text of calls and events: the lines of the log, one at a time and only for what is shown.

use std::cell::RefCell;
use std::io;
use std::rc::Rc;

use super::journal::Entry;
use super::kept::Kept;
use crate::call::{Event, WallClock};
use crate::filter::Quiet;
use crate::sink::Sink as _;
use crate::sink::log::{Log, LogOptions, PidStyle, Timestamp};

/// Where the lines are written to.
#[derive(Clone, Default)]
struct Line(Rc<RefCell<Vec<u8>>>);

impl io::Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Makes text of events.
pub struct Describer {
    line: Line,
    log: Log<Line>,
}

impl Describer {
    /// Writes as the log with these options would; who and when is left to the columns of the view.
    pub fn new(options: &LogOptions) -> Self {
        let line = Line::default();
        let quiet = Quiet { personality: true, thread_execve: false, ..Quiet::default() };
        let options = LogOptions {
            timestamp: Timestamp::None,
            relative: None,
            durations: None,
            column: 0,
            pids: PidStyle::Never,
            signals: u64::MAX,
            quiet,
            ..options.clone()
        };
        Self {
            log: Log::new(line.clone(), options, WallClock::fixed(std::time::Duration::ZERO, 0), None),
            line,
        }
    }

    /// A line of the log, as far as it is about the event.
    pub fn entry(&mut self, entry: &Entry) -> String {
        match entry {
            Entry::Call(kept) => self.event(&Event::Returned(kept.call())),
            Entry::Unfinished(kept) => self.unfinished(kept),
            Entry::Other(event) => self.event(event),
        }
    }

    /// A call that ended.
    pub fn call(&mut self, kept: &Kept) -> String {
        self.event(&Event::Returned(kept.call()))
    }

    /// A call that has not ended: without a result.
    pub fn begun(&mut self, kept: &Kept) -> String {
        let text = self.unfinished(kept);
        text.strip_suffix(" = ?").map_or(text.clone(), str::to_owned)
    }

    fn unfinished(&mut self, kept: &Kept) -> String {
        self.event(&Event::Unfinished { start: kept.start(), time: kept.end(), entered: false })
    }

    fn event(&mut self, event: &Event<'_>) -> String {
        // Writing to memory does not fail.
        let _ = self.log.event(event).and_then(|()| self.log.flush());
        let bytes = std::mem::take(&mut *self.line.0.borrow_mut());
        String::from_utf8_lossy(&bytes).trim_end_matches('\n').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{CallStart, Task};
    use crate::top::made::{call, start};

    #[test]
    fn every_entry_has_one_line() {
        let (task, start) = (Task { tid: 8, tgid: 7 }, CallStart { args: Some([5; 6]), ..start(7, 3) });
        let kept = Kept::new(&crate::call::Call { start, ..call(7, 3, 100, -9) }, 64);
        let mut describer = Describer::new(&LogOptions::default());
        assert!(describer.call(&kept).starts_with("close("), "{}", describer.call(&kept));
        assert!(describer.call(&kept).ends_with(" = -1 EBADF (Bad file descriptor)"));
        assert!(describer.begun(&kept).starts_with("close(") && describer.begun(&kept).ends_with(')'));
        let (comm, last_of_process) = ([0; 16], true);
        for (event, line) in [
            (Event::Lost { events: 3, time: 1 }, "+++ 3 events lost +++"),
            (Event::Exited { task, status: 0x300, comm, last_of_process, time: 1 }, "+++ exited with 3 +++"),
        ] {
            assert_eq!(describer.entry(&Entry::Other(event)), line);
        }
        assert!(describer.entry(&Entry::Unfinished(kept)).ends_with(" = ?"));
    }
}
