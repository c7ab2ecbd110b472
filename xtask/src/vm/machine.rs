//! One run of one machine: QEMU, its serial console, the result that comes over it, and a log that is kept.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::tally::Tally;

/// How long a kernel may take to its first process: some ten times of what it takes.
const BOOT: Duration = Duration::from_secs(40);

/// What came of a run.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Outcome {
    kernel: String,
    accel: &'static str,
    pub(super) tally: Tally,
    /// The job's exit status, if it came to its end.
    status: Option<u32>,
    /// Complaints of the kernel itself.
    oops: Vec<String>,
    seconds: f64,
    log: PathBuf,
}

impl Outcome {
    /// Did all tests pass, and was there one?
    pub(super) fn good(&self) -> bool {
        let tested = self.tally.passed() > 0 && self.tally.failed() == 0;
        tested && self.status == Some(0) && self.oops.is_empty()
    }

    /// Its line in the table.
    pub(super) fn row(&self) -> String {
        let counts =
            format!("{:>7} {:>7} {:>7}", self.tally.passed(), self.tally.failed(), self.tally.skipped());
        let mut row = format!("{:<28} {:<5} {counts} {:>8.1}", self.kernel, self.accel, self.seconds);
        match self.status {
            None => row += "  stopped: out of time, or the kernel died",
            Some(0) => {}
            Some(status) => row += &format!("  status {status}"),
        }
        if let Some(line) = self.oops.first() {
            row += &format!("  kernel: {line}");
        }
        row
    }

    /// The last lines of the log.
    pub(super) fn log_tail(&self) -> String {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<_> = text.lines().collect();
        lines[lines.len().saturating_sub(40)..].join("\n")
    }

    fn read(&mut self, line: &str) {
        // The firmware leaves the cursor in the middle of a line.
        if let Some((_, release)) = line.split_once("@@vm start ") {
            self.kernel = release.to_owned();
        } else if let Some((_, status)) = line.split_once("@@vm exit ") {
            self.status = status.parse().ok();
        } else if ["BUG: ", "WARNING: CPU", "Oops: ", "Kernel panic"].iter().any(|bad| line.contains(bad)) {
            self.oops.push(line.trim().to_owned());
        } else {
            self.tally.read(line);
        }
    }
}

/// What kind of machine.
pub(super) struct Machine {
    qemu: &'static str,
    options: &'static [&'static str],
    /// Its serial console.
    console: &'static str,
    /// Is it of the kind that we run on?
    native: bool,
}

impl Machine {
    /// This one's kind.
    pub(super) const X86: Self =
        Self { qemu: "qemu-system-x86_64", options: &[], console: "ttyS0", native: true };

    /// 64-bit ARM.
    pub(super) const ARM: Self =
        Self { qemu: "qemu-system-aarch64", options: &["-M", "virt"], console: "ttyAMA0", native: false };
}

/// Boots `kernel` with `image` and waits for its end. Tries hardware virtualisation first; where it is offered but does
/// not work (a guest of a guest), emulation does.
pub(super) fn run(
    machine: &Machine,
    kernel: &Path,
    image: &Path,
    log: &Path,
    timeout: Duration,
) -> Result<Outcome> {
    if machine.native && Path::new("/dev/kvm").exists() {
        match boot(machine, kernel, image, log, timeout, "kvm") {
            Ok(outcome) if !outcome.kernel.is_empty() => return Ok(outcome),
            _ => {}
        }
    }
    // One thread for both CPUs: with two, a guest that patches its own code on one CPU while the other runs it (as
    // enabling a tracepoint does) was seen to hang, about one boot in five.
    let outcome = boot(machine, kernel, image, log, timeout, "tcg,thread=single")?;
    if outcome.kernel.is_empty() {
        bail!("it did not boot:\n{}", outcome.log_tail());
    }
    Ok(outcome)
}

/// A machine that ends with this value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ended = self.0.kill();
        let _reaped = self.0.wait();
    }
}

fn boot(
    machine: &Machine,
    kernel: &Path,
    image: &Path,
    log: &Path,
    timeout: Duration,
    accel: &'static str,
) -> Result<Outcome> {
    let start = Instant::now();
    let mut child = Command::new(machine.qemu)
        .args(machine.options)
        .args(["-accel", accel, "-cpu", "max", "-m", "1024", "-smp", "2", "-nographic", "-no-reboot"])
        .args(["-nodefaults", "-serial", "stdio", "-monitor", "none"])
        .arg("-kernel")
        .arg(kernel)
        .arg("-initrd")
        .arg(image)
        .arg("-append")
        .arg(format!("console={} quiet loglevel=4 panic=-1 oops=panic mitigations=off", machine.console))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("QEMU cannot be run")?;
    let console = child.stdout.take().context("QEMU has no console")?;
    let errors = child.stderr.take().context("QEMU has no stderr")?;
    let _running = Running(child);
    let (send, lines) = mpsc::channel();
    for stream in [Box::new(console) as Box<dyn std::io::Read + Send>, Box::new(errors)] {
        let send = send.clone();
        thread::spawn(move || read_lines(stream, &send));
    }
    drop(send);

    let mut log_file = File::create(log).with_context(|| format!("{} cannot be written", log.display()))?;
    let mut outcome = Outcome { accel, log: log.into(), ..Outcome::default() };
    loop {
        let limit = if outcome.kernel.is_empty() { BOOT.min(timeout) } else { timeout };
        match lines.recv_timeout(limit.saturating_sub(start.elapsed())) {
            Ok(line) => {
                writeln!(log_file, "{line}")?;
                outcome.read(&line);
            }
            Err(RecvTimeoutError::Timeout) => {
                writeln!(log_file, "stopped after {} s", limit.as_secs())?;
                break;
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    outcome.seconds = start.elapsed().as_secs_f64();
    Ok(outcome)
}

/// Sends a stream's lines on, whatever bytes are in them.
fn read_lines(stream: impl std::io::Read, send: &mpsc::Sender<String>) {
    let mut stream = BufReader::new(stream);
    let mut line = Vec::new();
    while stream.read_until(b'\n', &mut line).is_ok_and(|n| n > 0) {
        if send.send(String::from_utf8_lossy(&line).trim_end().to_owned()).is_err() {
            return;
        }
        line.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(console: &str) -> Outcome {
        let mut outcome = Outcome::default();
        console.lines().for_each(|line| outcome.read(line));
        outcome
    }

    #[test]
    fn the_console_tells_the_result() {
        let run = outcome(
            "\u{1b}[2J@@vm start 6.1.0-50\nSKIPPED a: no gcc\n\
             test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured\n@@vm exit 0",
        );
        assert_eq!((run.tally.to_string().as_str(), run.status), ("11 passed, 0 failed, 1 skipped", Some(0)));
        assert_eq!(run.kernel, "6.1.0-50");
        assert!(run.good());
    }

    #[test]
    fn a_run_that_ends_early_or_upsets_the_kernel_is_not_good() {
        assert!(!outcome("@@vm start 7\ntest result: ok. 12 passed; 0 failed;").good());
        assert!(!outcome("@@vm start 7\n@@vm exit 0").good());
        let run = outcome("[ 1.2] BUG: unable\ntest result: ok. 1 passed; 0 failed;\n@@vm exit 0");
        assert!(!run.good());
        assert!(run.row().contains("BUG"));
    }
}
