//! The only file that joins a source to sinks.

use std::process::ExitCode;
use crate::source::{live::*, loader::*, spawn::*};
use tracer_common::config::*;

/// Runs the command line.
pub fn run() -> ExitCode {
    let args: Vec<_> = std::env::args_os().skip(1).collect();
    let stream = std::env::var_os("S").is_some();
    let rt = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let held = Held::new(&Command { argv: args, program: "tracer".into(), ..Default::default() }).unwrap();
    rt.block_on(async {
        let mut f = FOLLOW | CPU_CLOCK | MEASURE_WAIT;
        if stream { f |= PROCESS_RECORDS | SIGNAL_RECORDS | HOLD; }
        let s = Settings { stream, adopt: false, config: Config { flags: f, statuses: STATUS_ALL, ..Config::ZERO }, bitmap: [u64::MAX; 64], ring_size: 1<<22 };
        let mut live = Live::new(&s).unwrap_or_else(|e| { eprintln!("{e}"); std::process::exit(1) });
        live.arm(&held).unwrap();
        live.attach().unwrap();
        let started = held.release().unwrap();
        let mut n = 0u64;
        while live.live_tasks() > 0 {
            live.wait().await.unwrap();
            live.drain::<SourceError>(|r| { n += 1; if std::env::var_os("V").is_some() { eprintln!("{r:?}"); } Ok(()) }).unwrap();
        }
        let st = started.wait(true);
        live.detach();
        let mut tot = 0;
        live.counts(|k, a| { tot += a.calls; if !stream { eprintln!("{} {a:?}", k.nr) } }).unwrap();
        eprintln!("{n} records, {tot} counted {st:?} missed {}", live.missed_runs());
    });
    ExitCode::SUCCESS
}
