//! `cargo xtask bench top`: the live view under load, on a terminal of its own.
//!
//! A program calls at a steady rate; meanwhile keys are pressed, and it is measured how long each takes to show its effect.
//! CPU time and memory are those that the kernel accounts to tracer; draining the ring is in them.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::Programs;

/// Measures the live view.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// How long the program calls.
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// How many calls it makes a second. A call is two events.
    #[arg(long, default_value_t = 500_000)]
    rate: u64,
}

/// Keys, and what is on the screen when they have had their effect: a part of each view that the others do not have.
const KEYS: [(&str, &str); 6] = [
    ("2", "TOP CALL"),
    ("4", "LAST BY"),
    ("1", "%CPU TIME"),
    ("?", "previous view"),
    ("\x1b", "%CPU TIME"),
    ("6", "getppid() = "),
];

/// How long the idle view is watched.
const IDLE: Duration = Duration::from_secs(10);

const SIZE: PtySize = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };

/// tracer on a terminal.
struct View {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    pid: u32,
}

impl View {
    fn start(programs: &Programs, args: &[&str]) -> Result<Self> {
        let pair = native_pty_system().openpty(SIZE)?;
        let mut command = CommandBuilder::new(&programs.tracer);
        command.env_remove("LD_LIBRARY_PATH");
        command.env("TERM", "xterm-256color");
        command.arg("top");
        command.args(args);
        let child = pair.slave.spawn_command(command)?;
        let mut reader = pair.master.try_clone_reader()?;
        let (send, output) = channel();
        thread::spawn(move || {
            let mut buf = vec![0; 1 << 16];
            while let Ok(n @ 1..) = reader.read(&mut buf) {
                if send.send(buf[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        let size = |n| NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN);
        let screen = vt100::Parser::new(size(SIZE.rows), size(SIZE.cols), 0);
        let pid = child.process_id().context("it has ended")?;
        let keys = pair.master.take_writer()?;
        Ok(Self { master: pair.master, child, keys, output, screen, pid })
    }

    fn press(&mut self, keys: &str) -> Result<()> {
        self.keys.write_all(keys.as_bytes()).context("it takes no keys")
    }

    /// Follows the screen until it shows this, or for so long. Does it?
    fn shows(&mut self, text: &str, within: Duration) -> Result<bool> {
        let end = Instant::now() + within;
        loop {
            if self.screen.screen().contents().contains(text) {
                return Ok(true);
            }
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(RecvTimeoutError::Timeout) => return Ok(false),
                Err(RecvTimeoutError::Disconnected) => bail!("the view has ended:\n{}", self.text()),
            }
        }
    }

    fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// CPU time so far.
    fn cpu(&self) -> Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.pid))?;
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |at: usize| fields.get(at).and_then(|it| it.parse::<u64>().ok()).unwrap_or(0);
        // utime and stime, in the hundredths that the kernel shows (USER_HZ).
        Ok(Duration::from_millis((ticks(11) + ticks(12)) * 10))
    }

    /// The most memory it ever had, MiB.
    fn memory(&self) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
        let kib: f64 = line.trim().trim_end_matches(" kB").parse().context("no VmHWM")?;
        Ok(kib / 1024.0)
    }

    /// Quits, and gives what is left on the terminal.
    fn quit(mut self) -> Result<String> {
        self.press("q")?;
        self.child.wait()?;
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(300)) {
            self.screen.process(&bytes);
        }
        drop(self.master);
        Ok(self.screen.screen().contents())
    }
}

pub(super) fn run(args: &Args, programs: &Programs) -> Result<()> {
    println!("a program makes {} calls a second for {} s", args.rate, args.seconds);
    let calls = args.rate * args.seconds;
    let fixture = programs.fixture.to_string_lossy().into_owned();
    let words = [
        "-e",
        "trace=getppid,nanosleep",
        "--",
        &fixture,
        "paced",
        &calls.to_string(),
        &args.rate.to_string(),
    ];
    let mut view = View::start(programs, &words)?;
    ensure!(view.shows("getppid", Duration::from_secs(10))?, "it shows nothing:\n{}", view.text());
    let (start, cpu) = (Instant::now(), view.cpu()?);
    let mut latencies = Vec::new();
    let mut missed = 0;
    while start.elapsed() + Duration::from_secs(1) < Duration::from_secs(args.seconds) {
        for (key, effect) in KEYS {
            // Each key at another moment between two frames.
            let pause = 150 + latencies.len() as u64 * 37 % 100;
            view.shows("\u{0}", Duration::from_millis(pause))?;
            let pressed = Instant::now();
            view.press(key)?;
            match view.shows(effect, Duration::from_secs(2))? {
                true => latencies.push(pressed.elapsed().as_secs_f64() * 1e3),
                false => missed += 1,
            }
        }
    }
    let (wall, cpu) = (start.elapsed(), view.cpu()? - cpu);
    let memory = view.memory()?;
    ensure!(view.shows("exited 0", Duration::from_secs(60))?, "the program does not end:\n{}", view.text());
    let table = view.quit()?;
    let counted = calls_in(&table);
    let summary = std::process::Command::new(&programs.tracer)
        .args(["-c", "-e", "trace=getppid", "--", &fixture, "getppid", &calls.to_string()])
        .env_remove("LD_LIBRARY_PATH")
        .output()?;
    let expected = calls_in(&String::from_utf8_lossy(&summary.stderr));
    latencies.sort_by(f64::total_cmp);
    let at =
        |part: f64| latencies.get((latencies.len() as f64 * part) as usize).or(latencies.last()).copied();
    let percent = |cpu: Duration, wall: Duration| 100.0 * cpu.as_secs_f64() / wall.as_secs_f64();
    println!(
        "keys: {} pressed, effect after {:.1} ms (median), {:.1} ms (95 %), {:.1} ms (longest); {missed} without effect",
        latencies.len(),
        at(0.5).unwrap_or(0.0),
        at(0.95).unwrap_or(0.0),
        at(1.0).unwrap_or(0.0),
    );
    println!("CPU: {:.1} % of one, draining and keys included", percent(cpu, wall));
    println!("memory: {memory:.1} MiB at most");
    println!("calls made: {calls}; in the view's table: {}; in -c's: {}", shown(counted), shown(expected));

    let mut view = View::start(programs, &["--", "sleep", "60"])?;
    view.press("5")?;
    ensure!(view.shows("sleep", Duration::from_secs(10))?, "it shows nothing:\n{}", view.text());
    let (start, cpu) = (Instant::now(), view.cpu()?);
    view.shows("\u{0}", IDLE)?;
    println!("idle: {:.2} % of one CPU", percent(view.cpu()? - cpu, start.elapsed()));
    view.press("qy")?;
    view.quit()?;
    ensure!(counted == Some(calls) && expected == Some(calls), "the totals are not those that there were");
    Ok(())
}

/// The calls of getppid in a table like strace's.
fn calls_in(table: &str) -> Option<u64> {
    let row = table.lines().find(|line| line.trim_end().ends_with(" getppid"))?;
    row.split_whitespace().nth(3)?.parse().ok()
}

fn shown(calls: Option<u64>) -> String {
    calls.map_or_else(|| "none".to_owned(), |calls| calls.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_row_is_found_in_the_table() {
        let table = "% time\n  0.00    0.000001           1         1           execve\n\
                     100.00    1.234567           0  10000000           getppid\n";
        assert_eq!(calls_in(table), Some(10_000_000));
        assert_eq!(calls_in("getppid\n"), None);
    }
}
