//! Details of a row: figures, the durations as a histogram, errnos, callers or syscalls, the slowest calls.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tracer_common::counts::{Buckets, SUB_BITS};

use super::table::put;
use super::{Sight, comm_or_unknown};
use crate::arch;
use crate::top::counts::{CallId, Profile, Tally};
use crate::top::format;
use crate::top::grid::Subject;
use crate::top::kept::Kept;
use crate::top::style::{Palette, Role};

/// A part of the details.
#[derive(Clone, Debug)]
pub struct Part {
    heading: String,
    lines: Vec<(String, Role)>,
}

/// The details of something.
#[derive(Clone, Debug)]
pub struct Detail {
    title: String,
    parts: Vec<Part>,
}

/// As many lines of callers or syscalls.
const MOST: usize = 12;

impl Detail {
    /// Those of a row; `None` if what it was about is no longer there.
    pub fn new(subject: Subject, sight: &mut Sight<'_>) -> Option<Self> {
        let data = sight.data;
        match subject {
            Subject::Call(id) => {
                let profile = data.syscalls.get(&id)?;
                let processes = data.processes.table.iter();
                let callers = processes.filter_map(|(tgid, process)| {
                    Some((caller(*tgid, &process.comm), *process.calls.get(&id)?))
                });
                let callers = tallies("CALLERS", callers.collect());
                Some(Self::of(format!("syscall {}", id.name()), profile, callers, sight))
            }
            Subject::Process(tgid) => {
                let process = data.processes.table.get(&tgid)?;
                let title = format!("process {}", caller(tgid, &process.comm));
                let calls = tallies("SYSCALLS", named(process.calls.iter()));
                Some(Self::of(title, &process.profile, calls, sight))
            }
            Subject::File(id) => {
                let file = data.files.table.get(&id)?;
                let users = file
                    .users
                    .iter()
                    .map(|(tgid, tally)| (caller(*tgid, data.processes.comm(*tgid)), *tally));
                let mut parts = tallies("SYSCALLS", named(file.calls.iter()));
                parts.extend(tallies("CALLERS", users.collect()));
                Some(Self::of(format::printable(&file.name), &file.profile, parts, sight))
            }
            Subject::Failure(id) => {
                let failure = data.failures.table.get(&id)?;
                let last = (format::printable(sight.describer.call(&failure.last).as_bytes()), Role::Bad);
                let mut detail = Self::new(Subject::Call(failure.id), sight)?;
                detail.parts.insert(0, Part { heading: "THE LAST SUCH CALL".to_owned(), lines: vec![last] });
                Some(detail)
            }
            Subject::Thread(_, tgid) => Self::new(Subject::Process(tgid), sight),
            Subject::Entry(_) => None,
        }
    }

    fn of(title: String, profile: &Profile, lists: Vec<Part>, sight: &mut Sight<'_>) -> Self {
        let mut parts = vec![figures(profile)];
        parts.extend(profile.histogram().map(|buckets| histogram(&buckets)));
        parts.extend(errnos(profile));
        parts.extend(lists);
        parts.extend(slowest(profile, sight));
        Self { title, parts }
    }

    /// How many lines it has.
    pub fn len(&self) -> usize {
        1 + self.parts.iter().map(|part| part.lines.len() + 2).sum::<usize>()
    }

    /// Draws it, from this line on.
    pub fn draw(&self, offset: usize, area: Rect, buf: &mut Buffer, palette: Palette) {
        let title = std::iter::once((self.title.as_str(), Role::Active));
        let parts = self.parts.iter().flat_map(|part| {
            let heading = [("", Role::Plain), (part.heading.as_str(), Role::Heading)];
            heading.into_iter().chain(part.lines.iter().map(|(text, role)| (text.as_str(), *role)))
        });
        for (y, (text, role)) in (0..area.height).zip(title.chain(parts).skip(offset)) {
            put(buf, Rect { y: area.y + y, height: 1, ..area }, 0, text, area.width, palette.style(role));
        }
    }
}

fn caller(tgid: u32, comm: &str) -> String {
    format!("{} {tgid}", comm_or_unknown(comm))
}

fn named<'a>(calls: impl Iterator<Item = (&'a CallId, &'a Tally)>) -> Vec<(String, Tally)> {
    calls.map(|(id, tally)| (id.name().into_owned(), *tally)).collect()
}

fn figures(profile: &Profile) -> Part {
    let mut line =
        format!("{} calls, {} errors", format::count(profile.calls()), format::count(profile.errors()));
    for (what, ns) in [("CPU", profile.cpu()), ("waiting", profile.wait())] {
        line += &format!(", {} {what}", format::span(ns));
    }
    if profile.bytes > 0 {
        line += &format!(", {} bytes moved", format::bytes(profile.bytes));
    }
    let mut lines = vec![(line, Role::Plain)];
    if let Some(shape) = profile.shape() {
        let [p50, p90, p99, p999, max] =
            [shape.p50, shape.p90, shape.p99, shape.p999, profile.sums.max].map(format::span);
        lines.push((format!("p50 {p50}   p90 {p90}   p99 {p99}   p999 {p999}   max {max}"), Role::Plain));
    }
    Part { heading: "FIGURES".to_owned(), lines }
}

/// A bar for each power of two between the shortest and the longest call.
fn histogram(buckets: &Buckets) -> Part {
    let octaves: Vec<u64> = buckets.chunks(1 << SUB_BITS).map(|octave| octave.iter().sum()).collect();
    let first = octaves.iter().position(|n| *n > 0).unwrap_or(0);
    let last = octaves.iter().rposition(|n| *n > 0).unwrap_or(0);
    let most = octaves.iter().copied().max().unwrap_or(1).max(1);
    let lines = octaves.iter().enumerate().take(last + 1).skip(first).map(|(i, n)| {
        let from = if i == 0 { 0 } else { 1 << (SUB_BITS as usize + i - 1) };
        let bar = "█".repeat((n * 40).div_ceil(most) as usize);
        (format!("from {:>6}  {:>9}  {bar}", format::span(from), format::count(*n)), Role::Bar)
    });
    Part { heading: "DURATIONS (from entry to return)".to_owned(), lines: lines.collect() }
}

fn errnos(profile: &Profile) -> Option<Part> {
    let mut errnos = profile.errnos.clone();
    errnos.sort_unstable_by_key(|(errno, calls)| (std::cmp::Reverse(*calls), *errno));
    let lines = errnos.iter().map(|(errno, calls)| {
        let name = arch::errno_name(*errno).map_or_else(|| errno.to_string(), str::to_owned);
        let text = arch::errno_text(*errno).unwrap_or_default();
        (format!("{:>9}  {name:<12} {text}", format::count(*calls)), Role::Bad)
    });
    let lines: Vec<_> = lines.take(MOST).collect();
    (!lines.is_empty()).then(|| Part { heading: "ERRORS".to_owned(), lines })
}

fn tallies(heading: &str, mut tallies: Vec<(String, Tally)>) -> Vec<Part> {
    if tallies.is_empty() {
        return Vec::new();
    }
    tallies.sort_unstable_by(|(one, a), (other, b)| b.calls.cmp(&a.calls).then_with(|| one.cmp(other)));
    let more = tallies.len().saturating_sub(MOST);
    let lines = tallies.iter().take(MOST).map(|(name, tally)| {
        let errors = if tally.errors > 0 {
            format!("  {} errors", format::count(tally.errors))
        } else {
            String::new()
        };
        let (calls, wall) = (format::count(tally.calls), format::span(tally.wall));
        (format!("{calls:>9}  {wall:>6}  {name}{errors}"), Role::Plain)
    });
    let mut lines: Vec<_> = lines.collect();
    if more > 0 {
        lines.push((format!("           and {more} more"), Role::Dim));
    }
    vec![Part { heading: heading.to_owned(), lines }]
}

fn slowest(profile: &Profile, sight: &mut Sight<'_>) -> Option<Part> {
    let mut calls: Vec<&Kept> = profile.slowest.iter().collect();
    calls.sort_unstable_by_key(|kept| (std::cmp::Reverse(kept.wall()), kept.time()));
    let lines = calls.iter().map(|kept| {
        let text = format::printable(sight.describer.call(kept).as_bytes());
        (format!("{:>9}  {:>7}  {text}", format::span(kept.wall()), kept.task().tid), Role::Plain)
    });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| Part { heading: "SLOWEST CALLS".to_owned(), lines })
}
