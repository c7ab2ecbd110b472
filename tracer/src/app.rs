//! The only part that joins a source to sinks: a run of the program, from the command line to the exit status.

mod counting;
mod diff;
mod interrupts;
mod outputs;
mod player;
mod progress;
mod reading;
mod recorder;
mod replay;
mod report;
mod session;
mod settings;
mod targets;
mod tracing;
mod watch;

use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use nix::sys::wait::WaitStatus;
use tracer_common::config::{Config, STATUS_ALL};
use tracer_common::limits::SLOT_WORDS;

use crate::cli::{self, Exit, Options, Parsed, doctor, man};
use crate::decode::Style;
use crate::decode::derive::plans;
use crate::source::live::{Live, SourceError};
use crate::source::loader::{LoadError, Settings};
use session::Ending;

/// Runs the command line.
pub fn run() -> ExitCode {
    match cli::parse(std::env::args_os()) {
        Ok(Parsed::Trace(options)) => trace(&options, session::trace),
        Ok(Parsed::Top(options)) => trace(&options, watch::watch),
        Ok(Parsed::Play(asked)) => answer_from(&asked.options.program, player::play(&asked)),
        Ok(Parsed::Replay(asked)) => answer_from(&asked.options.program, replay::replay(&asked)),
        Ok(Parsed::Report(asked)) => answer_from(&asked.program, report::report(&asked)),
        Ok(Parsed::Diff(asked)) => answer_from(&asked.program, diff::diff(&asked)),
        Ok(Parsed::Doctor) => answer(|out| doctor::run(Path::new("/"), &probe, out)),
        Ok(Parsed::Completions(shell)) => answer(|out| man::write_completions(shell, out).map(|()| true)),
        Ok(Parsed::Man) => answer(|out| man::write_man(out).map(|()| true)),
        Err(exit) => exit.report(),
    }
}

/// Tells how reading a recording went. That the reader of the output has gone is no error.
fn answer_from(program: &str, result: anyhow::Result<ExitCode>) -> ExitCode {
    let gone = |error: &anyhow::Error| {
        error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    };
    match result {
        Ok(code) => code,
        Err(error) if gone(&error) => ExitCode::SUCCESS,
        Err(error) => Exit::error(program, explain(&error)).report(),
    }
}

/// Writes an answer to stdout. A reader that has gone is no error: there is nobody to tell.
fn answer(write: impl FnOnce(&mut dyn io::Write) -> io::Result<bool>) -> ExitCode {
    let mut out = io::stdout().lock();
    match write(&mut out).and_then(|good| out.flush().map(|()| good)) {
        Ok(true) => ExitCode::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => Exit::error("tracer", error).report(),
    }
}

fn trace(options: &Options, run: fn(&Options) -> anyhow::Result<Ending>) -> ExitCode {
    tell_notices(options);
    match run(options) {
        Ok(ending) => ending_code(ending),
        Err(error) => Exit::error(&options.program, explain(&error)).report(),
    }
}

/// Tells what the options are worth telling of.
fn tell_notices(options: &Options) {
    for notice in &options.notices {
        let _ = writeln!(io::stderr(), "{}: {notice}", options.program);
    }
}

/// Ends as the run did.
fn ending_code(ending: Ending) -> ExitCode {
    match ending {
        Ending::Done => ExitCode::SUCCESS,
        Ending::Interrupted(signal) => interrupts::die(signal),
        Ending::Command(WaitStatus::Signaled(_, signal, _)) => interrupts::die(signal),
        Ending::Command(WaitStatus::Exited(_, status)) => ExitCode::from(status as u8),
        Ending::Command(_) => ExitCode::FAILURE,
    }
}

/// An error and, where there is one, its remedy.
fn explain(error: &anyhow::Error) -> String {
    let load = match error.downcast_ref::<SourceError>() {
        Some(SourceError::Load(load)) => Some(load),
        _ => None,
    };
    match load {
        Some(LoadError::NotPermitted) => format!(
            "{error}\nrun it with sudo, or once give the binary the right to: \
             sudo setcap cap_bpf,cap_perfmon=ep {}",
            std::env::current_exe().map_or_else(|_| "tracer".to_owned(), |path| path.display().to_string())
        ),
        Some(_) => format!("{error}\n`tracer doctor` tells what this kernel lacks"),
        None => format!("{error:#}"),
    }
}

/// Loads the programs as a run would, and tells how that went.
fn probe() -> Result<String, String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let begun = Instant::now();
        let modes = [(false, None), (true, None), (true, Some(plans(&Style::default())))];
        for (stream, capture) in modes {
            let config = Config { flags: u64::MAX, statuses: STATUS_ALL, ..Config::ZERO };
            let bitmap = [u64::MAX; SLOT_WORDS];
            let settings = Settings { stream, capture, adopt: true, config, bitmap, ring_size: 1 << 16 };
            let mut live = Live::new(&settings).map_err(|error| error.to_string())?;
            live.attach().map_err(|error| error.to_string())?;
        }
        Ok(format!("loaded, attached and detached three times in {} ms", begun.elapsed().as_millis()))
    })
}
