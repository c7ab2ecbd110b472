//! From what the user wants to what the BPF programs are to do.

use tracer_common::config::{
    BY_PROCESS, BY_THREAD, CAPTURE, COUNT_REFUSED, CPU_CLOCK, Config, ERRNOS, EVERYONE, FOLLOW, HISTOGRAMS,
    HOLD, MEASURE_WAIT, PATHS, PROCESS_RECORDS, SIGNAL_RECORDS, STATUS_ALL, WHOLE_CALLS,
};

use crate::cli::Options;
use crate::decode::derive::plans;
use crate::filter::push_down;
use crate::procs::cgroup::Group;
use crate::source::loader::Settings;
use crate::source::{OnFull, Target};
use crate::stats::{By, Clock};

/// Without lines the ring carries at most what happens to processes.
const QUIET_RING: u32 = 1 << 18;

/// What the programs are to do.
pub fn settings(options: &Options, cgroup: Option<&Group>) -> Settings {
    let lines = options.streams();
    let table = options.table.as_ref();
    let by = table.map_or(By::Syscall, |table| table.by);
    let choosy = options.only_whole();
    let decoded = lines && options.log.style.decodes_any();
    let flags = [
        (FOLLOW, options.follow),
        (EVERYONE, options.target == Target::Everyone),
        (CPU_CLOCK, table.is_some_and(|table| table.clock == Clock::Cpu)),
        (MEASURE_WAIT, options.view.is_some() || table.is_some_and(|table| table.needs_wait())),
        (BY_PROCESS, by == By::Process),
        (BY_THREAD, by == By::Thread),
        (ERRNOS, table.is_some_and(|table| table.errnos)),
        (HISTOGRAMS, table.is_some_and(|table| table.needs_histograms())),
        (CAPTURE, decoded),
        (WHOLE_CALLS, lines && choosy && !decoded),
        (COUNT_REFUSED, options.lines && options.filter.paths.is_empty() && table.is_some()),
        (HOLD, lines && options.on_full == OnFull::Hold),
        (PROCESS_RECORDS, lines || by != By::Syscall),
        (PATHS, decoded && options.log.style.captures_files()),
        (SIGNAL_RECORDS, lines && options.filter.signals != 0),
    ];
    let mut config = Config {
        flags: flags.into_iter().filter(|(_, wanted)| *wanted).fold(0, |all, (flag, _)| all | flag),
        own_tgid: u64::from(std::process::id()),
        statuses: if lines { options.filter.statuses } else { STATUS_ALL },
        ..Config::ZERO
    };
    push_down(&options.filter, cgroup.map(|group| (group.id, group.level)), &mut config);
    Settings {
        stream: lines,
        capture: decoded.then(|| plans(&options.log.style)),
        adopt: !options.pids().is_empty(),
        config,
        bitmap: options.filter.calls.bitmap,
        ring_size: if lines { options.ring_size } else { options.ring_size.min(QUIET_RING) },
    }
}
