//! A live source: the loaded programs, what they are attached to, and the ring that they fill.

use std::io::{self, Read as _};
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::time::Duration;

use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tracer_common::config::{STACKS, WAIT_AT_END};
use tracer_common::counts::{Aggregate, Buckets, Key};
use tracer_common::state::{State, WAKE_ON_HALF, WAKE_ON_RECORD};

use super::bpf;
use super::control::Control;
use super::counts::{Slots, read_errnos, read_fine, read_histograms};
use super::loader::{LoadError, Loaded, Settings, load};
use super::object::OBJECT;
use super::ring::Ring;
use super::spawn::Held;

/// After a wakeup, records gather for so long before they are read: waking for each would cost more than
/// reading it.
const GATHER: Duration = Duration::from_millis(1);

/// A ring smaller than this fills up faster than that.
const SMALL_RING: u32 = 1 << 16;

/// Why a source could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The programs could not be loaded.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// Anything else that the system refused.
    #[error("{0}: {1}")]
    System(&'static str, io::Error),
}

/// What tracing cost the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// Time that the programs ran, ns.
    pub time: u64,
    /// How often they ran.
    pub runs: u64,
}

/// What the kernel tells of the programs' work.
#[derive(Clone, Copy, Debug)]
pub struct Work {
    /// Times that the kernel skipped a program because it was running already on that CPU. Of several copies, all
    /// must be skipped for an event to be missed, which happened at most as often as to the one with the fewest skips.
    pub missed_runs: u64,
    /// What the programs cost, if it is measured.
    pub cost: Option<Cost>,
}

/// Programs at work. Dropping it detaches and unloads them; what they traced goes on untouched.
pub struct Live {
    links: Vec<OwnedFd>,
    /// Keeps the kernel measuring the programs.
    statistics: Option<OwnedFd>,
    wakeups: AsyncFd<OwnedFd>,
    ring: Ring,
    control: Control,
    slots: Slots,
    loaded: Loaded,
    /// Are there so many records that waiting for more of them pays?
    gathers: bool,
}

impl Live {
    /// Loads the programs. Nothing is attached yet. Must be called inside the runtime.
    pub fn new(settings: &Settings) -> Result<Self, SourceError> {
        let loaded = load(OBJECT, settings)?;
        let system = |what| move |error| SourceError::System(what, error);
        let ring =
            Ring::new(loaded.map("RING"), settings.ring_size).map_err(system("cannot map the ring"))?;
        let control = Control::new(loaded.map(".bss")).map_err(system("cannot map the control words"))?;
        let slots = Slots::new(loaded.map("COUNTS"), loaded.cpus).map_err(system("cannot map the counts"))?;
        let wakeups = loaded
            .map("RING")
            .try_clone_to_owned()
            .and_then(|fd| {
                // SAFETY: the descriptor is owned by the AsyncFd and never replaced.
                let registered = unsafe { AsyncFd::register_with_interest(fd, Interest::READABLE) };
                Ok(registered?)
            })
            .map_err(system("cannot wait for the ring"))?;
        // Whoever asks /proc about those who made the records must be quick.
        let hurries = settings.config.flags & (STACKS | WAIT_AT_END) != 0;
        let gathers = settings.stream && settings.ring_size >= SMALL_RING && !hurries;
        Ok(Self { links: Vec::new(), statistics: None, wakeups, ring, control, slots, loaded, gathers })
    }

    /// Lets the kernel measure how long the programs run.
    pub fn measure_cost(&mut self) -> Result<(), SourceError> {
        let statistics = bpf::enable_statistics().map_err(|error| {
            SourceError::System("cannot measure the cost of tracing, which needs CAP_SYS_ADMIN", error)
        })?;
        self.statistics = Some(statistics);
        Ok(())
    }

    /// What is loaded, a line a program.
    pub fn describe(&self) -> impl Iterator<Item = String> + '_ {
        self.loaded.programs().zip(self.loaded.load_times()).filter_map(|((name, fd), time)| {
            let info = bpf::program_info(fd).ok()?;
            let (id, verified, size) = (info.id, info.verified_insns, info.jited_prog_len);
            let micros = time.as_micros();
            Some(format!(
                "BPF program {name} (id {id}): {verified} instructions verified, {size} bytes of code, loaded in {micros} us"
            ))
        })
    }

    /// Puts a command that waits into the filter: it is traced from its execve on.
    pub fn arm(&self, held: &Held) -> Result<(), SourceError> {
        let mut state = vec![0; self.loaded.state_size];
        let words = State::ARMED_WORDS.map(u64::to_ne_bytes).concat();
        state[..words.len()].copy_from_slice(&words);
        let key = held.pidfd().as_raw_fd().to_ne_bytes();
        bpf::update_map(self.loaded.map("TASKS"), &key, &state, 0)
            .map_err(|error| SourceError::System("cannot trace the command", error))?;
        self.control.add_live();
        Ok(())
    }

    /// Attaches the programs: tracing begins. The answer is the module of the kernel that is not loaded and should be.
    pub fn attach(&mut self) -> Result<Option<&'static str>, SourceError> {
        let attached = self.loaded.attach()?;
        self.links = attached.links;
        Ok(attached.missing)
    }

    /// Adopts running threads; with `processes`, all threads of those that are given. To be called when the
    /// programs are attached, so that a thread that is born meanwhile is not missed: those born before its
    /// creator was adopted are found by a second look. Returns how many threads are traced.
    pub fn adopt(&self, pids: &[u32], processes: bool) -> Result<u64, SourceError> {
        let failed = |error| SourceError::System("cannot adopt the processes", error);
        let how = u32::from(processes).to_ne_bytes();
        for pid in pids {
            bpf::update_map(self.loaded.map("WANTED"), &pid.to_ne_bytes(), &how, 0).map_err(failed)?;
        }
        let Some(program) = self.loaded.adopter() else { return Ok(0) };
        loop {
            let before = self.control.live();
            let mut iterator = bpf::open_iterator(program).map_err(failed)?;
            let mut nothing = Vec::new();
            iterator.read_to_end(&mut nothing).map_err(failed)?;
            if self.control.live() <= before || !processes {
                return Ok(self.control.live());
            }
        }
    }

    /// Traced tasks that live.
    pub fn live_tasks(&self) -> u64 {
        self.control.live()
    }

    /// Takes every record that is in the ring now, as the bytes that it is.
    pub fn drain<E>(&mut self, take: impl FnMut(&[u8]) -> Result<(), E>) -> Result<(), E> {
        self.ring.drain(take)
    }

    /// Waits until there are records. The programs wake the reader only if it is armed; a record that came
    /// in just before that is seen by the second look.
    pub async fn wait(&mut self) -> io::Result<()> {
        if self.ring.has_records() {
            // Writers that are faster than the reader must not keep it from seeing signals, keys and time.
            tokio::task::yield_now().await;
            return Ok(());
        }
        self.control.arm(WAKE_ON_RECORD);
        let _disarmed = Disarm(&self.control);
        if self.ring.has_records() {
            return Ok(());
        }
        self.wakeups.readable().await?.clear_ready();
        if self.gathers {
            self.control.arm(WAKE_ON_HALF);
            tokio::select! {
                guard = self.wakeups.readable() => guard?.clear_ready(),
                () = tokio::time::sleep(GATHER) => {}
            }
        }
        Ok(())
    }

    /// Detaches the programs: nothing is traced any more. What is in the ring and the counts can be read still.
    pub fn detach(&mut self) {
        self.links.clear();
    }

    /// Every call that was counted in the kernel: all of them in count mode, else those that the ring had no
    /// room for.
    pub fn counts(&self, mut take: impl FnMut(Key, &Aggregate)) -> Result<(), SourceError> {
        self.slots.read(&mut take);
        read_fine(self.loaded.map("FINE_COUNTS"), self.loaded.cpus, take).map_err(unreadable)
    }

    /// Failed calls by errno.
    pub fn errnos(&self, take: impl FnMut(Key, u64)) -> Result<(), SourceError> {
        read_errnos(self.loaded.map("ERRNOS"), take).map_err(unreadable)
    }

    /// Durations of calls.
    pub fn histograms(&self, take: impl FnMut(Key, &Buckets)) -> Result<(), SourceError> {
        read_histograms(self.loaded.map("HISTOGRAMS"), take).map_err(unreadable)
    }

    /// The words that count losses.
    pub fn control(&self) -> &Control {
        &self.control
    }

    /// What the kernel tells of the programs' work so far.
    pub fn work(&self) -> Work {
        let mut work = Work { missed_runs: 0, cost: self.statistics.as_ref().map(|_| Cost::default()) };
        for copies in self.loaded.copies() {
            let infos: Vec<_> = copies.map(bpf::program_info).filter_map(Result::ok).collect();
            work.missed_runs += infos.iter().map(|info| info.recursion_misses).min().unwrap_or(0);
            if let Some(cost) = &mut work.cost {
                cost.time += infos.iter().map(|info| info.run_time_ns).sum::<u64>();
                cost.runs += infos.iter().map(|info| info.run_cnt).sum::<u64>();
            }
        }
        work
    }
}

fn unreadable(error: io::Error) -> SourceError {
    SourceError::System("cannot read the counts", error)
}

/// Takes back the wish to be woken, however waiting ends.
struct Disarm<'a>(&'a Control);

impl Drop for Disarm<'_> {
    fn drop(&mut self) {
        self.0.disarm();
    }
}
