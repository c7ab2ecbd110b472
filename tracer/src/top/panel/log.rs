//! Log: the last events as lines, the newest below.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::table::put;
use super::{Body, Panel, Sight, comm_or_unknown};
use crate::call::{Event, Task};
use crate::top::data::Data;
use crate::top::describe::Describer;
use crate::top::format;
use crate::top::grid::Words;
use crate::top::journal::Entry;
use crate::top::style::{Palette, Role};

/// The view.
pub const PANEL: Panel = Panel {
    name: "Log",
    about: "the last events as strace's lines, newest below; the cursor holds still, End follows again",
    body: Body::Log,
};

/// A line of the log.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its number.
    pub number: u64,
    /// When it ended, ns.
    time: u64,
    pid: u32,
    comm: String,
    /// How long it took, if that is known.
    took: Option<u64>,
    text: String,
    bad: bool,
}

/// Which lines are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// The newest.
    Newest,
    /// Those up to the first number, with the line of the second among them.
    Until(u64, u64),
    /// Those from this number on.
    From(u64),
}

/// The lines that are shown: at most `height`, and only those that pass the filter.
pub fn lines(sight: &mut Sight<'_>, window: Window, height: usize, filter: &Words) -> Vec<Line> {
    let journal = &sight.data.journal;
    let (last, cursor) = match window {
        Window::Newest => (u64::MAX, u64::MAX),
        Window::Until(last, cursor) => (last, cursor),
        Window::From(first) => {
            let from = journal.iter().skip_while(|(number, _)| *number < first);
            return from
                .filter_map(|it| passing(it, sight.data, sight.describer, filter))
                .take(height)
                .collect();
        }
    };
    let until = journal.iter().rev().skip_while(|(number, _)| *number > last);
    let mut lines: Vec<Line> =
        until.filter_map(|it| passing(it, sight.data, sight.describer, filter)).take(height).collect();
    lines.reverse();
    // On a terminal that was made smaller, or when the oldest lines went, the cursor may be out of sight.
    if window != Window::Newest && lines.first().is_some_and(|line| line.number > cursor) {
        return self::lines(sight, Window::From(cursor), height, filter);
    }
    lines
}

/// The line that is `by` lines further, or the last one before that.
pub fn neighbour(sight: &mut Sight<'_>, from: u64, by: isize, filter: &Words) -> Option<u64> {
    let journal = &sight.data.journal;
    let steps = by.unsigned_abs();
    let mut passing =
        |it: (u64, &Entry)| passing(it, sight.data, sight.describer, filter).map(|line| line.number);
    if by < 0 {
        let before = journal.iter().rev().skip_while(|(number, _)| *number >= from);
        before.filter_map(&mut passing).take(steps).last()
    } else {
        let after = journal.iter().skip_while(|(number, _)| *number <= from);
        after.filter_map(&mut passing).take(steps).last()
    }
}

/// The line of an entry, if it passes the filter.
fn passing(
    (number, entry): (u64, &Entry),
    data: &Data,
    describer: &mut Describer,
    filter: &Words,
) -> Option<Line> {
    let line = line(data.processes.comm(tgid(entry)), number, entry, describer);
    let passes = filter.is_empty() || filter.are_in(&format!("{} {} {}", line.pid, line.comm, line.text));
    passes.then_some(line)
}

fn task(entry: &Entry) -> Option<Task> {
    match entry {
        Entry::Call(kept) | Entry::Unfinished(kept) => Some(kept.task()),
        Entry::Other(
            Event::Exited { task, .. }
            | Event::Signalled { task, .. }
            | Event::Execed { task, .. }
            | Event::Detached { task, .. },
        ) => Some(*task),
        Entry::Other(_) => None,
    }
}

fn tgid(entry: &Entry) -> u32 {
    task(entry).map_or(0, |task| task.tgid)
}

fn line(comm: &str, number: u64, entry: &Entry, describer: &mut Describer) -> Line {
    let text = format::printable(describer.entry(entry).as_bytes());
    let (time, took, bad) = match entry {
        Entry::Call(kept) => (kept.end(), Some(kept.wall()), kept.call().errno().is_some()),
        Entry::Unfinished(kept) => (kept.end(), None, true),
        Entry::Other(event) => match event {
            Event::Exited { time, status, .. } => (*time, None, *status != 0),
            Event::Lost { time, .. } => (*time, None, true),
            Event::Signalled { time, .. }
            | Event::Execed { time, .. }
            | Event::Forked { time, .. }
            | Event::Detached { time, .. } => (*time, None, false),
            Event::Entered(start) | Event::Unfinished { start, .. } => (start.time, None, false),
            Event::Returned(call) => (call.end, None, false),
        },
    };
    let pid = task(entry).map_or(0, |task| task.tid);
    let comm = if pid == 0 { String::new() } else { comm_or_unknown(comm) };
    Line { number, time, pid, comm, took, text, bad }
}

/// Draws lines; `begun` is the time that theirs count from.
pub fn draw(lines: &[Line], cursor: Option<u64>, begun: u64, area: Rect, buf: &mut Buffer, palette: Palette) {
    if lines.is_empty() {
        put(
            buf,
            area,
            0,
            "No line is here, or none passes the filter.",
            area.width,
            palette.style(Role::Dim),
        );
    }
    // On a narrow terminal, the line itself matters most.
    let (wide, medium) = (area.width >= 70, area.width >= 45);
    for (y, line) in (0..area.height).zip(lines) {
        let row = Rect { y: area.y + y, height: 1, ..area };
        let selected = cursor == Some(line.number);
        let style = |role| if selected { palette.style(Role::Selected) } else { palette.style(role) };
        if selected {
            buf.set_style(row, palette.style(Role::Selected));
        }
        let mut x = 0;
        let mut column = |text: &str, width: u16, role: Role| {
            put(buf, row, x, text, width, style(role));
            x += width + 1;
        };
        if wide {
            let since = line.time.saturating_sub(begun);
            column(&format!("{:>5}.{:06}", since / 1_000_000_000, since / 1000 % 1_000_000), 12, Role::Dim);
        }
        if medium {
            let pid = if line.pid == 0 { String::new() } else { line.pid.to_string() };
            column(&format!("{pid:>7}"), 7, Role::Plain);
            column(&format!("{:>6}", line.took.map(format::span).unwrap_or_default()), 6, Role::Dim);
        }
        if wide {
            column(&line.comm, 10, Role::Strong);
        }
        column(&line.text, area.width, if line.bad { Role::Bad } else { Role::Plain });
    }
}
