//! From what the user wants to what the BPF programs are to do.

use tracer_common::config::{
    BY_PROCESS, BY_THREAD, CAPTURE, COUNT_REFUSED, CPU_CLOCK, Config, DEFER, DETACH_ON_EXEC, ERRNOS,
    EVERYONE, FOLLOW, HISTOGRAMS, HOLD, MEASURE_WAIT, PATHS, PROCESS_RECORDS, SIGNAL_RECORDS, SOCKETS,
    STACKS, STATUS_ALL, VCPU_EXITS, WAIT_AT_END, WHOLE_CALLS,
};

use crate::cli::Options;
use crate::decode::Style;
use crate::decode::derive::{Plans, plans};
use crate::decode::style::NO_CALLS;
use crate::filter::push_down;
use crate::procs::cgroup::Group;
use crate::source::loader::Settings;
use crate::source::{OnFull, Target};
use crate::stats::{By, Clock};

/// Without lines the ring carries at most what happens to processes.
const QUIET_RING: u32 = 1 << 18;

/// What the programs are to do.
pub fn settings(options: &Options, cgroup: Option<&Group>) -> Settings {
    let table = options.table.as_ref();
    let by = table.map_or(By::Syscall, |table| table.by);
    let choosy = options.only_whole();
    let recorded = options.recording.is_some();
    let stream = options.streams();
    let capture = capture(options);
    let flags = [
        (FOLLOW, options.follow),
        (EVERYONE, options.target == Target::Everyone),
        (CPU_CLOCK, table.map_or(recorded, |table| table.clock == Clock::Cpu)),
        (MEASURE_WAIT, recorded || options.view.is_some() || table.is_some_and(|table| table.needs_wait())),
        (BY_PROCESS, by == By::Process && !recorded),
        // What the ring has no room for is counted as finely as any replay may want it.
        (BY_THREAD, by == By::Thread || recorded),
        (ERRNOS, recorded || table.is_some_and(|table| table.errnos)),
        (HISTOGRAMS, recorded || table.is_some_and(|table| table.needs_histograms())),
        (CAPTURE, capture.is_some()),
        (WHOLE_CALLS, stream && choosy && capture.is_none()),
        (DEFER, stream && !choosy && capture.is_none()),
        (COUNT_REFUSED, (options.lines || recorded) && options.filter.paths.is_empty() && table.is_some()),
        (DETACH_ON_EXEC, options.detach),
        (STACKS, capture.is_some() && options.log.style.stacks),
        (WAIT_AT_END, stream && options.on_full == OnFull::Hold && options.log.style.asks_proc()),
        (HOLD, stream && options.on_full == OnFull::Hold),
        (PROCESS_RECORDS, stream || by != By::Syscall),
        (PATHS, capture.as_ref().is_some_and(Plans::asks_for_files)),
        (VCPU_EXITS, capture.as_ref().is_some_and(Plans::asks_for_vcpus)),
        (SOCKETS, capture.is_some()),
        (SIGNAL_RECORDS, stream && options.filter.signals != 0),
    ];
    let mut config = Config {
        flags: flags.into_iter().filter(|(_, wanted)| *wanted).fold(0, |all, (flag, _)| all | flag),
        own_tgid: u64::from(std::process::id()),
        statuses: if stream { options.filter.statuses } else { STATUS_ALL },
        ..Config::ZERO
    };
    push_down(&options.filter, cgroup.map(|group| (group.id, group.level)), &mut config);
    Settings {
        stream,
        capture,
        adopt: !options.pids().is_empty(),
        config,
        bitmap: options.filter.calls.bitmap,
        ring_size: if stream { options.ring_size } else { options.ring_size.min(QUIET_RING) },
    }
}

/// What is copied of the calls' memory: what lines show, or all that later lines may show.
fn capture(options: &Options) -> Option<Plans> {
    let style = &options.log.style;
    if options.recording.as_ref().is_some_and(|recording| recording.data) {
        return Some(plans(&Style { raw: NO_CALLS, ..style.clone() }));
    }
    ((options.lines || !options.filter.paths.is_empty()) && style.decodes_any()).then(|| plans(style))
}
