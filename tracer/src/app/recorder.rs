//! Records a live run: hands its raw records to the file, and adds what they do not tell: who the tasks are, what the
//! clocks show, what the kernel has counted.

use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use hashbrown::HashMap;
use tracer_common::record::{self, Header, Kind, Record};

use super::counting::kernel_counts;
use super::targets::Targets;
use crate::call::{CallStart, ClockPoint, SharedClock, WallClock};
use crate::cli::{Options, RecordingOptions};
use crate::filter::SyscallSet;
use crate::procs::{describe, pids};
use crate::recording::meta::{Ending, Start, TaskInfo};
use crate::recording::parts::{Parts, Place, open};
use crate::recording::redact::Redactor;
use crate::source::Target;
use crate::source::live::Live;
use crate::stats::Clock;

/// What the kernel has counted instead of sending it is written down this often, if it has changed.
const TELL_COUNTS: Duration = Duration::from_secs(1);

/// A task that lives.
struct Known {
    info: TaskInfo,
    /// Has a record told its name?
    named: bool,
}

/// A file that waits to be written: opened before anything has begun, so that an error costs nothing.
pub struct Opened {
    place: Place,
    options: RecordingOptions,
}

impl Opened {
    /// Opens the file of a run that is to be recorded.
    pub fn of(options: &Options) -> io::Result<Option<Self>> {
        let Some(recording) = &options.recording else { return Ok(None) };
        Ok(Some(Self { place: open(&recording.path)?, options: recording.clone() }))
    }
}

/// Records a run.
pub struct Recorder {
    parts: Parts,
    clock: SharedClock,
    /// The clocks are looked at again at the first record from then on.
    refresh_at: u64,
    redactor: Option<Redactor>,
    /// Is copied memory left out? It is there if lines are shown of it.
    without_memory: bool,
    tasks: HashMap<u32, Known>,
    /// The losses that were last told, and when.
    told: (u64, Instant),
}

impl Recorder {
    /// Begins a recording. `root` is the command.
    pub fn begin(
        opened: Opened,
        options: &Options,
        root: Option<u32>,
        targets: &Targets,
    ) -> io::Result<Self> {
        let Opened { place, options: recording } = opened;
        let redactor = recording.redact.clone().map(Redactor::new);
        let point = ClockPoint::now();
        let clock = SharedClock::default();
        clock.set(point);
        let several = options.follow
            || options.target == Target::Everyone
            || targets.0.len() + usize::from(root.is_some()) > 1;
        let start = Start {
            command: command(&options.target, redactor.as_ref()),
            root,
            attached: targets.tids(),
            follow: options.follow,
            several,
            wall_clock: options.table.as_ref().is_some_and(|table| table.clock == Clock::Wall),
            filtered: options.only_whole() || options.filter.calls != SyscallSet::all(),
            data: recording.data,
            redacted: redactor.is_some(),
            run: point.realtime ^ u64::from(std::process::id()) << 40,
            clock: point,
            ..machine()
        };
        let parts = Parts::begin(&recording.path, place, start, recording.max_size)?;
        let told = (0, Instant::now());
        let mut recorder = Self {
            parts,
            clock,
            refresh_at: point.good_until(),
            redactor,
            without_memory: !recording.data,
            tasks: HashMap::new(),
            told,
        };
        // Before its execve, the command is not what it will be.
        if let Some(tid) = root {
            let info = TaskInfo { tid, tgid: tid, ..TaskInfo::default() };
            recorder.tasks.insert(tid, Known { info, named: true });
        }
        for adopted in &targets.0 {
            adopted.tids.iter().for_each(|tid| recorder.introduce(*tid, adopted.tgid()));
        }
        Ok(recorder)
    }

    /// A clock that shows what the recording says.
    pub fn clock(&self) -> WallClock {
        self.clock.follower()
    }

    /// Records a call that was in progress when tracing began, as if its beginning had been seen.
    pub fn seed(&mut self, call: &CallStart<'_>) -> io::Result<()> {
        let header = Header {
            kind: Kind::Enter as u8,
            abi: call.abi as u8,
            flags: 0,
            nr: call.nr,
            tid: call.task.tid,
            tgid: call.task.tgid,
            time: call.time,
        };
        self.record(&enter_bytes(&header, &call.args.unwrap_or_default()))
    }

    /// Records a record of the ring.
    #[inline]
    pub fn record(&mut self, bytes: &[u8]) -> io::Result<()> {
        let time =
            bytes.get(16..24).and_then(|time| time.first_chunk()).map_or(0, |time| u64::from_ne_bytes(*time));
        if time >= self.refresh_at {
            self.refresh();
        }
        let kept = match &mut self.redactor {
            Some(redactor) if !self.without_memory => redactor.record(bytes),
            _ if self.without_memory => match record::parse(bytes) {
                Ok((_, memory)) => &bytes[..bytes.len() - memory.len()],
                Err(_) => bytes,
            },
            _ => bytes,
        };
        let first_of_task = match self.parts.writer().record(kept) {
            Ok(first) => first,
            Err(error) => return Err(self.parts.failed(&error)),
        };
        if first_of_task || bytes.first().is_some_and(|kind| (4..=6).contains(kind)) {
            self.follow(bytes);
        }
        if self.parts.is_full() {
            self.rotate()?;
        }
        Ok(())
    }

    #[cold]
    fn refresh(&mut self) {
        let point = ClockPoint::now();
        self.refresh_at = point.good_until();
        self.clock.set(point);
        self.parts.writer().clock(point);
    }

    /// Learns of tasks.
    #[cold]
    fn follow(&mut self, bytes: &[u8]) {
        let Ok((record, _)) = record::parse(bytes) else { return };
        match record {
            Record::Enter(it) => self.introduce(it.header.tid, it.header.tgid),
            Record::Exit(it) => self.introduce(it.header.tid, it.header.tgid),
            Record::Whole(it) => self.introduce(it.exit.header.tid, it.exit.header.tgid),
            Record::Signal(it) => self.introduce(it.header.tid, it.header.tgid),
            Record::Fork(it) => {
                self.introduce(it.header.tid, it.header.tgid);
                self.name(it.child_tid, it.child_tgid, &it.comm);
            }
            Record::Exec(it) => {
                self.tasks.remove(&it.former_tid);
                self.name(it.header.tid, it.header.tgid, &it.comm);
            }
            Record::TaskExit(it) => {
                self.tasks.remove(&it.header.tid);
            }
            Record::Lost(_) => {}
        }
    }

    fn name(&mut self, tid: u32, tgid: u32, comm: &[u8]) {
        let end = comm.iter().position(|&b| b == 0).unwrap_or(comm.len());
        let comm = String::from_utf8_lossy(&comm[..end]).into_owned();
        self.tasks
            .insert(tid, Known { info: TaskInfo { tid, tgid, comm, ..TaskInfo::default() }, named: true });
    }

    /// Tells who a task is that was there before.
    fn introduce(&mut self, tid: u32, tgid: u32) {
        if self.tasks.contains_key(&tid) {
            return;
        }
        let root = Path::new("/");
        let comm = pids::comm(root, tid).unwrap_or_default();
        let mut info = TaskInfo { tid, tgid, comm, ..TaskInfo::default() };
        // Of a process, one thread tells all.
        if !self.tasks.values().any(|known| known.info.tgid == tgid) {
            let process = describe::describe(root, tgid);
            (info.parent, info.exe, info.fds) = (process.parent, process.exe, process.fds);
            info.command = process.command;
            if let Some(redactor) = &self.redactor {
                let fds = info.fds.iter_mut().map(|(_, path)| path);
                info.command.iter_mut().chain(fds).for_each(|word| *word = redactor.text(word));
            }
        }
        self.parts.writer().task(info.clone());
        self.tasks.insert(tid, Known { info, named: false });
    }

    #[cold]
    fn rotate(&mut self) -> io::Result<()> {
        self.parts.rotate(self.clock.get())?;
        for known in self.tasks.values() {
            self.parts.writer().task(known.info.clone());
        }
        Ok(())
    }

    /// Writes what is old, and what the kernel has counted if that has changed.
    pub fn tick(&mut self, live: &Live) -> Result<()> {
        if let Err(error) = self.parts.writer().tick() {
            return Err(self.parts.failed(&error).into());
        }
        let (told, at) = self.told;
        let control = live.control();
        let now = control.spilled_calls() + control.dropped_events() + control.untracked_tasks();
        if now != told && at.elapsed() >= TELL_COUNTS {
            self.told = (now, Instant::now());
            let counts = self.counts(live)?;
            self.parts.counts(&counts)?;
        }
        Ok(())
    }

    /// What the kernel has counted, by task.
    pub fn counts(&self, live: &Live) -> Result<crate::recording::Counts> {
        let tgid = |tid| match self.tasks.get(&tid) {
            Some(known) => known.info.tgid,
            None => pids::find(Path::new("/"), tid, 0).map_or(tid, |found| found.tgid),
        };
        Ok(kernel_counts(live, tgid)?)
    }

    /// Ends the recording.
    pub fn finish(mut self, live: &Live, elapsed: u64) -> Result<()> {
        let counts = self.counts(live)?;
        let alive = self.tasks.iter().filter(|(_, known)| !known.named);
        let mut names: Vec<_> =
            alive.filter_map(|(tid, _)| Some((*tid, pids::comm("/".as_ref(), *tid)?))).collect();
        names.sort_unstable();
        let time = ClockPoint::now().monotonic;
        self.parts.finish(Ending { time, elapsed, records: 0, names, counts })?;
        Ok(())
    }
}

/// An enter record, as the kernel would have sent it.
fn enter_bytes(header: &Header, args: &[u64; 6]) -> Vec<u8> {
    let Header { kind, abi, flags, nr, tid, tgid, time } = *header;
    let mut bytes = vec![kind, abi];
    bytes.extend_from_slice(&flags.to_ne_bytes());
    [nr, tid, tgid].iter().for_each(|word| bytes.extend_from_slice(&word.to_ne_bytes()));
    [time].iter().chain(args).for_each(|word| bytes.extend_from_slice(&word.to_ne_bytes()));
    bytes
}

fn command(target: &Target, redactor: Option<&Redactor>) -> Vec<String> {
    let Target::Command(words) = target else { return Vec::new() };
    let shown = |word: &std::ffi::OsString| {
        let word = word.to_string_lossy();
        redactor.map_or_else(|| word.clone().into_owned(), |it| it.text(&word))
    };
    words.iter().map(shown).collect()
}

/// What the machine is.
fn machine() -> Start {
    let name = nix::sys::utsname::uname().ok();
    let text = |of: fn(&nix::sys::utsname::UtsName) -> &std::ffi::OsStr| {
        name.as_ref().map(|name| of(name).to_string_lossy().into_owned()).unwrap_or_default()
    };
    Start {
        tracer: env!("CARGO_PKG_VERSION").to_owned(),
        abi_version: record::ABI_VERSION,
        byte_order: if cfg!(target_endian = "little") { "little" } else { "big" }.to_owned(),
        arch: text(|name| name.machine()),
        kernel: text(|name| name.release()),
        cpus: std::thread::available_parallelism().map_or(0, |n| n.get() as u32),
        ..Start::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_enter_record_parses_as_what_it_was_made_of() {
        let header = Header { kind: Kind::Enter as u8, abi: 1, flags: 2, nr: 3, tid: 4, tgid: 5, time: 6 };
        let bytes = enter_bytes(&header, &[7, 8, 9, 10, 11, 12]);
        let (parsed, memory) = record::parse(&bytes).expect("it is one");
        assert_eq!(parsed, Record::Enter(record::Enter { header, args: [7, 8, 9, 10, 11, 12] }));
        assert!(memory.is_empty());
    }
}
