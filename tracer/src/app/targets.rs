//! The processes that were running before: found, adopted, and asked what they are blocked in.

use std::io::{self, Write as _};
use std::path::Path;

use anyhow::Result;
use tracer_common::abi::Abi;
use tracer_common::segment::Segments;

use crate::call::clock::monotonic;
use crate::call::{CallStart, Task};
use crate::cli::Options;
use crate::procs::blocked::blocked;
use crate::procs::pids::{self, Found, PidError};
use crate::source::Target;
use crate::source::live::Live;

/// One of the processes, or a single thread of it, with the threads that are traced.
#[derive(Debug)]
pub struct Adopted {
    found: Found,
    /// The thread that was named first.
    pub tids: Vec<u32>,
}

impl Adopted {
    /// The process.
    pub fn tgid(&self) -> u32 {
        self.found.tgid
    }
}

fn tell(options: &Options, error: &PidError) {
    let _ = writeln!(io::stderr(), "{}: {error}", options.program);
}

/// The processes that `-p` names.
#[derive(Debug)]
pub struct Targets(pub Vec<Adopted>);

impl Targets {
    /// Looks every pid up. As strace, it tells of one that is not there and goes on with the others, if there
    /// are any, or with the command.
    pub fn find(options: &Options) -> Result<Self, PidError> {
        let root = Path::new("/");
        let mut adopted = Vec::new();
        let mut missing = None;
        for &pid in options.pids() {
            match pids::find(root, pid, std::process::id()) {
                Ok(found) => {
                    let mut tids = vec![found.tid];
                    if options.follow {
                        let others = pids::threads(root, found.tgid).unwrap_or_default();
                        tids.extend(others.into_iter().filter(|tid| *tid != found.tid));
                    }
                    adopted.push(Adopted { found, tids });
                }
                Err(error @ PidError::Own) => return Err(error),
                Err(error) => {
                    if let Some(earlier) = missing.replace(error) {
                        tell(options, &earlier);
                    }
                }
            }
        }
        match missing {
            Some(error) if adopted.is_empty() && matches!(options.target, Target::Pids(_)) => Err(error),
            Some(error) => {
                tell(options, &error);
                Ok(Self(adopted))
            }
            None => Ok(Self(adopted)),
        }
    }

    /// Begins to trace them. If none is left of them by now, that is an error.
    pub fn adopt(&self, live: &Live, options: &Options) -> Result<()> {
        let Some(first) = self.0.first() else { return Ok(()) };
        let before = live.live_tasks();
        let wanted = |adopted: &Adopted| if options.follow { adopted.found.tgid } else { adopted.found.tid };
        let pids: Vec<u32> = self.0.iter().map(wanted).collect();
        if live.adopt(&pids, options.follow)? <= before {
            return Err(PidError::Missing(first.found.tid).into());
        }
        Ok(())
    }

    /// The threads of each process, the one that was named first.
    pub fn tids(&self) -> Vec<Vec<u32>> {
        self.0.iter().map(|adopted| adopted.tids.clone()).collect()
    }

    /// The calls that the threads are blocked in. When they began is not known: they count from now on.
    pub fn blocked(&self) -> impl Iterator<Item = CallStart<'static>> + '_ {
        let time = monotonic();
        self.0.iter().flat_map(move |adopted| {
            let tgid = adopted.found.tgid;
            adopted.tids.iter().filter_map(move |&tid| {
                let call = blocked("/".as_ref(), tgid, tid)?;
                let (task, args) = (Task { tid, tgid }, Some(call.args));
                Some(CallStart {
                    task,
                    abi: Abi::NATIVE,
                    nr: call.nr,
                    args,
                    time,
                    memory: Segments::EMPTY,
                    incomplete: false,
                    previous: None,
                })
            })
        })
    }
}
