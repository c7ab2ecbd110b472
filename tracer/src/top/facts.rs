//! What the model is told of the run besides the events.

/// Facts of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// What is traced, printable.
    pub target: String,
    /// The time that the run began, ns.
    pub begun: u64,
    /// How the target ended, when it has: `exited 0`.
    pub ended: Option<String>,
    /// Was that an end to worry about?
    pub ended_badly: bool,
    /// When it ended, ns.
    pub ended_at: Option<u64>,
    /// Does a command run that would have to be ended?
    pub command_runs: bool,
    /// What was lost: events, tasks that could not be traced.
    pub lost: u64,
    /// What tracing costs, in words.
    pub cost: Option<String>,
    /// How a recording is played and where that stands, in words.
    pub playback: Option<String>,
}
