//! The live view on a terminal of its own: keys go in, and what a user would see is looked at.

use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::run::{Running, fixture, run, tracer, wait_until};
use crate::{need, need_root, skip};

/// The calls that the fixture makes.
const CALLS: u64 = 12_345;

/// Skips the test unless it may load BPF programs and there are PTYs.
macro_rules! need_terminal {
    () => {
        need_root!();
        if let Err(error) = native_pty_system().openpty(PtySize::default()) {
            skip!("it needs a PTY: {error}");
        }
    };
}

/// A terminal, and tracer on it. What is left of it is killed in the end.
struct Terminal {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    screen: Arc<Mutex<vt100::Parser>>,
    child: Box<dyn Child + Send + Sync>,
}

impl Terminal {
    /// `tracer top` with these arguments.
    fn start(args: &[&str]) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("there are PTYs");
        let program = tracer();
        let mut command = CommandBuilder::new(program.get_program());
        command.env_remove("LD_LIBRARY_PATH");
        command.env_remove("NO_COLOR");
        command.env("TERM", "xterm-256color");
        command.arg("top");
        command.args(args);
        let child = pair.slave.spawn_command(command).expect("it starts");
        let keys = pair.master.take_writer().expect("it is taken once");
        let mut reader = pair.master.try_clone_reader().expect("it can be read");
        let size = |n: u16| std::num::NonZeroU16::new(n).expect("it is not 0");
        let screen = Arc::new(Mutex::new(vt100::Parser::new(size(24), size(80), 200)));
        let shared = Arc::clone(&screen);
        std::thread::spawn(move || {
            let mut buf = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut buf) {
                shared.lock().unwrap().process(&buf[..n]);
            }
        });
        Self { master: pair.master, keys, screen, child }
    }

    fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    fn is_shown(&self) -> bool {
        self.screen.lock().unwrap().screen().alternate_screen()
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("it reads keys");
    }

    #[track_caller]
    fn wait_for(&mut self, what: &str) {
        self.wait_until(what, |text| text.contains(what));
    }

    #[track_caller]
    fn wait_until(&mut self, what: &str, mut seen: impl FnMut(&str) -> bool) {
        for _ in 0..3000 {
            if seen(&self.text()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("never seen: {what}; what there is:\n{}", self.text());
    }

    fn pid(&self) -> Pid {
        Pid::from_raw(self.child.process_id().expect("it runs") as i32)
    }

    /// Waits for its end: its status, and the signal that ended it, if one did.
    fn finish(&mut self) -> (u32, Option<String>) {
        let mut status = None;
        wait_until("the end of the view", || {
            status = self.child.try_wait().expect("it is our child");
            status.is_some()
        });
        let status = status.expect("it was waited for");
        (status.exit_code(), status.signal().map(str::to_owned))
    }

    /// Is the terminal as it was before?
    fn is_restored(&self) -> bool {
        let modes = format!("{:?}", self.master.get_termios().expect("it is a terminal").local_flags);
        ["ICANON", "ECHO"].iter().all(|flag| modes.split(['(', ')', ' ']).any(|word| word == *flag))
            && !self.is_shown()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended already.
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

fn script() -> String {
    format!("{} getppid {CALLS}; echo ready; line=$(head -n 1); echo \"got $line\"; exit 7", fixture())
}

/// Does the table have all calls of getppid?
#[track_caller]
fn assert_total(text: &str) {
    let row = text.lines().find(|line| line.ends_with("getppid")).unwrap_or_default();
    let calls = row.split_whitespace().nth(3).and_then(|calls| calls.parse::<u64>().ok());
    // Some shells ask for their parent, too.
    assert!(calls.is_some_and(|calls| (CALLS..=CALLS + 1).contains(&calls)), "{text}");
}

#[test]
fn a_session_from_start_to_quit() {
    need_terminal!();
    let trace = "trace=getppid,execve,read,write,wait4,vfork,clone";
    let mut top = Terminal::start(&["-e", trace, "--", "sh", "-c", &script()]);
    top.wait_for("getppid");
    top.wait_for("execve");
    top.press(">");
    top.wait_for("SYSCALL▼");
    top.press("/getpp\r");
    top.wait_until("one row", |text| text.contains("filter: getpp  1 of") && !text.contains("execve"));
    top.press(" ");
    top.wait_for("PAUSED");
    top.press(" ");
    top.wait_until("it goes on", |text| !text.contains("PAUSED"));
    top.press("\r");
    top.wait_for("DURATIONS");
    top.wait_for("syscall getppid");
    top.press("\x1b");
    top.wait_until("the rows", |text| text.contains("CALLS/S") && !text.contains("DURATIONS"));
    top.press("2");
    top.wait_until("the tree", |text| text.contains("└ fixture") && text.contains("read"));
    // A click on the fifth view.
    top.press("\x1b[<0;46;3M\x1b[<0;46;3m");
    top.wait_for("/dev/pts/");
    top.press("\x13");
    top.wait_for("Keys go to the command");
    top.wait_for("ready");
    top.press("hello\r");
    top.wait_for("got hello");
    top.wait_for("exited 7");
    assert!(top.is_shown(), "the view stays open after the command's end");
    top.press("q");
    assert_eq!(top.finish(), (7, None));
    top.wait_for("total");
    let text = top.text();
    assert_total(&text);
    assert!(text.contains("calls    errors syscall"), "{text}");
    assert!(top.is_restored());
}

#[test]
fn a_recording_is_moved_through() {
    need_terminal!();
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("recording").to_string_lossy().into_owned();
    let script = format!("{} getppid {CALLS}; sleep 1", fixture());
    let recorded = run(tracer().args(["record", "-o", &file, "--", "sh", "-c", &script]));
    assert!(recorded.status.success(), "{}", recorded.stderr);
    let mut top = Terminal::start(&["-e", "trace=getppid,clock_nanosleep,wait4", &file]);
    top.wait_for("at the end, 100%");
    top.wait_for("getppid");
    top.press("5");
    // It slept for a second of perhaps more than that. Each step is over before the next.
    let slept = (1..20).any(|step| {
        top.press("[");
        top.wait_for(&format!("stopped, {}%", 100 - 5 * step));
        std::thread::sleep(Duration::from_millis(200));
        top.text().contains("clock_nanosleep(")
    });
    assert!(slept, "{}", top.text());
    top.press("{1");
    top.wait_until("nothing yet", |text| text.contains("stopped, 0%") && !text.contains("getppid"));
    top.press("s ");
    top.wait_for("playing x10");
    top.wait_for("at the end, 100%");
    top.press("q");
    assert_eq!(top.finish(), (0, None));
    top.wait_for("total");
    assert_total(&top.text());
    assert!(top.is_restored());
    std::fs::write(&file, &std::fs::read(&file).expect("it is there")[..200]).expect("it can be written");
    let mut top = Terminal::start(&[&file]);
    assert_ne!(top.finish().0, 0, "{}", top.text());
    top.wait_for("tracer: '");
}

#[test]
fn it_leaves_by_itself_on_demand() {
    need_terminal!();
    let mut top = Terminal::start(&["--exit", "-e", "trace=exit_group,execve", "--", "sh", "-c", "exit 3"]);
    assert_eq!(top.finish(), (3, None));
    top.wait_for("total");
    assert!(top.is_restored());
}

#[test]
fn signals_leave_a_usable_terminal() {
    need_terminal!();
    let mut top = Terminal::start(&["--", "sleep", "1000"]);
    top.press("5");
    top.wait_for("clock_nanosleep");
    kill(top.pid(), Signal::SIGTSTP).expect("it runs");
    wait_until("it stops", || top.is_restored());
    let state = || std::fs::read_to_string(format!("/proc/{}/stat", top.pid())).unwrap_or_default();
    wait_until("it is stopped", || state().contains(") T "));
    kill(top.pid(), Signal::SIGCONT).expect("it is stopped");
    wait_until("it goes on", || top.is_shown());
    top.wait_for("clock_nanosleep");
    let sleeper = crate::gate::children(top.pid().as_raw() as u32);
    assert_eq!(sleeper.len(), 1);
    kill(top.pid(), Signal::SIGTERM).expect("it runs");
    let (_, signal) = top.finish();
    assert_eq!(signal.as_deref(), Some("Terminated"));
    top.wait_for("total");
    assert!(top.is_restored());
    wait_until("the command's end", || !std::path::Path::new(&format!("/proc/{}", sleeper[0])).exists());
}

#[test]
fn quitting_hangs_up_on_a_command_that_runs() {
    need_terminal!();
    let mut top = Terminal::start(&["--", "sh", "-c", "trap 'exit 9' HUP; while :; do sleep 0.1; done"]);
    top.wait_for("wait4");
    top.press("q");
    top.wait_for("The command still runs");
    top.press("n");
    top.wait_until("no question", |text| !text.contains("still runs"));
    top.press("qy");
    assert_eq!(top.finish(), (9, None));
    assert!(top.is_restored());
}

#[test]
fn a_running_process_is_left_alone() {
    need_terminal!();
    let mut target = Running::start(std::process::Command::new(fixture()).args(["loop", "2"]));
    let pid = target.pid().to_string();
    let mut top = Terminal::start(&["-p", &pid]);
    top.wait_for("getppid");
    top.press("7");
    top.wait_for("There is no command");
    top.press("q");
    assert_eq!(top.finish(), (0, None));
    top.wait_for("total");
    assert!(top.is_restored() && target.is_running());
}

#[test]
fn the_commands_terminal_follows_the_view() {
    need_terminal!();
    let (bash, stty) = (need!("bash"), need!("stty"));
    let script = format!("trap '{stty} size' WINCH; {stty} size; while :; do sleep 0.1; done");
    let mut top = Terminal::start(&["--", &bash, "-c", &script]);
    top.press("7");
    top.wait_for("20 80");
    top.master
        .resize(PtySize { rows: 34, cols: 100, pixel_width: 0, pixel_height: 0 })
        .expect("it can be resized");
    let size = |n: u16| std::num::NonZeroU16::new(n).expect("it is not 0");
    top.screen.lock().unwrap().set_size(size(34), size(100));
    top.wait_for("30 100");
}

#[test]
fn without_a_terminal_there_is_an_error() {
    let finished = run(tracer().args(["top", "--", "true"]));
    assert_eq!(finished.status.code(), Some(1));
    assert!(finished.stderr.contains("needs a terminal"), "{}", finished.stderr);
    assert_eq!(finished.stderr.lines().count(), 1, "{}", finished.stderr);
}
