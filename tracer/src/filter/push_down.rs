//! What of a filter the kernel decides: nearly all of it.

use tracer_common::admit::comm_words;
use tracer_common::config::{Config, MATCH_CGROUP, MATCH_COMM, MATCH_UID, UNKNOWN_NUMBERS};

use super::Filter;

/// Adds to a configuration what the filter asks of tasks and calls. `cgroup` is the id of the filter's cgroup,
/// and its depth below the root. Which statuses are wanted is left to the caller, as only lines are chosen by
/// them.
pub fn push_down(filter: &Filter, cgroup: Option<(u64, u32)>, config: &mut Config) {
    config.min_duration = filter.min_duration;
    if filter.calls.unknown {
        config.flags |= UNKNOWN_NUMBERS;
    }
    if let Some(uid) = filter.uid {
        config.flags |= MATCH_UID;
        config.uid = u64::from(uid);
    }
    if let Some(comm) = &filter.comm {
        config.flags |= MATCH_COMM;
        [config.comm_low, config.comm_high] = comm_words(comm);
    }
    if let Some((id, level)) = cgroup {
        config.flags |= MATCH_CGROUP;
        config.cgroup_id = id;
        config.cgroup_level = u64::from(level);
    }
}
