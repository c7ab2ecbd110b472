//! Running programs with a deadline, so that a test can fail but not hang.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// Enough for the slowest test on an emulated processor.
pub(crate) const DEADLINE: Duration = Duration::from_secs(180);

/// tracer, without arguments.
pub(crate) fn tracer() -> Command {
    let program = std::env::var_os("TRACER_BIN").unwrap_or_else(|| env!("CARGO_BIN_EXE_tracer").into());
    let mut command = Command::new(program);
    // cargo sets it, and the loader's search of it would be among the calls.
    command.env_remove("LD_LIBRARY_PATH");
    command
}

/// The fixture program: beside tracer, unless it is named.
pub(crate) fn fixture() -> String {
    let path = std::env::var("TRACER_FIXTURE").unwrap_or_else(|_| {
        let beside = Path::new(env!("CARGO_BIN_EXE_tracer")).with_file_name("fixture");
        beside.to_string_lossy().into_owned()
    });
    assert!(Path::new(&path).exists(), "{path} is missing: cargo build -p tracer-fixtures");
    path
}

pub(crate) fn is_root() -> bool {
    nix::unistd::geteuid().is_root()
}

/// The full path of a program: also of one that only administrators have in their PATH.
pub(crate) fn which(name: &str) -> Option<String> {
    let path = std::env::var("PATH").unwrap_or_default() + ":/usr/sbin:/sbin";
    path.split(':').map(|dir| format!("{dir}/{name}")).find(|file| Path::new(file).is_file())
}

/// What a program left.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) status: ExitStatus,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A program that runs; it is killed if it is dropped.
pub(crate) struct Running {
    child: Child,
    stdout: Stream,
    stderr: Stream,
}

/// What a program has written so far.
struct Stream {
    text: Arc<Mutex<Vec<u8>>>,
    reader: Option<JoinHandle<()>>,
}

impl Stream {
    fn new(source: Option<impl Read + Send + 'static>) -> Self {
        let text = Arc::new(Mutex::new(Vec::new()));
        let reader = source.map(|mut source| {
            let text = Arc::clone(&text);
            thread::spawn(move || {
                let mut buf = [0; 4096];
                while let Ok(n @ 1..) = source.read(&mut buf) {
                    text.lock().unwrap().extend_from_slice(&buf[..n]);
                }
            })
        });
        Self { text, reader }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.text.lock().unwrap()).into_owned()
    }

    fn finish(&mut self) -> String {
        // A child of the program may hold the stream open: what came until now must do.
        let start = Instant::now();
        while self.reader.as_ref().is_some_and(|reader| !reader.is_finished())
            && start.elapsed().as_secs() < 5
        {
            thread::sleep(Duration::from_millis(1));
        }
        self.text()
    }
}

impl Running {
    /// Starts a program; its stdout and stderr are kept, unless the command says otherwise.
    pub(crate) fn start(command: &mut Command) -> Self {
        command.stdout(Stdio::piped());
        Self::start_as_is(command)
    }

    /// As [`Running::start`], with the stdout that the command has.
    pub(crate) fn start_as_is(command: &mut Command) -> Self {
        let mut child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts");
        let (stdout, stderr) = (Stream::new(child.stdout.take()), Stream::new(child.stderr.take()));
        Self { child, stdout, stderr }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(self.pid() as i32), signal).expect("it can be signalled");
    }

    pub(crate) fn is_running(&mut self) -> bool {
        self.child.try_wait().expect("it is our child").is_none()
    }

    /// Waits until stderr holds `text`.
    pub(crate) fn wait_for_stderr(&mut self, text: &str) {
        self.wait_for_text(text, |running| running.stderr.text());
    }

    /// Waits until stdout holds `text`.
    pub(crate) fn wait_for_stdout(&mut self, text: &str) {
        self.wait_for_text(text, |running| running.stdout.text());
    }

    fn wait_for_text(&mut self, text: &str, stream: impl Fn(&Self) -> String) {
        let start = Instant::now();
        while !stream(self).contains(text) {
            let so_far = || format!("{}{}", self.stdout.text(), self.stderr.text());
            assert!(start.elapsed() < DEADLINE, "no {text:?} came, only: {}", so_far());
            let ended = self.child.try_wait().expect("it is our child");
            if let Some(status) = ended {
                self.stderr.finish();
                assert!(stream(self).contains(text), "{status} without {text:?}: {}", self.stderr.text());
            }
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits for its end.
    pub(crate) fn finish(mut self) -> Finished {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("it is our child") {
                break status;
            }
            assert!(start.elapsed() < DEADLINE, "it does not end; stderr: {}", self.stderr.text());
            thread::sleep(Duration::from_millis(2));
        };
        Finished { status, stdout: self.stdout.finish(), stderr: self.stderr.finish() }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// Runs a program to its end.
pub(crate) fn run(command: &mut Command) -> Finished {
    Running::start(command).finish()
}

/// tracer with these arguments, attached: returns once it says so.
pub(crate) fn attached(args: &[&str]) -> Running {
    let mut running = Running::start(tracer().args(args));
    running.wait_for_stderr("attached");
    running
}

/// tracer with a target that it does not name in a message (`--system`, `--cgroup`): returns once its programs run.
pub(crate) fn watching(args: &[&str]) -> Running {
    let mut running = Running::start(tracer().args(args));
    let pid = running.pid();
    wait_until("tracer attaches its programs", || {
        assert!(running.is_running(), "it ended: {}", running.stderr.text());
        bpf_fds(pid).iter().any(|info| info.contains("link_type:"))
    });
    // The links are made one after the other, and nothing tells of the last.
    thread::sleep(Duration::from_millis(500));
    running
}

/// What the kernel tells of each file descriptor of a process: programs, maps and links of BPF among them.
pub(crate) fn bpf_fds(pid: u32) -> Vec<String> {
    let fds = std::fs::read_dir(format!("/proc/{pid}/fdinfo")).into_iter().flatten().flatten();
    fds.filter_map(|fd| std::fs::read_to_string(fd.path()).ok()).collect()
}

/// Waits until `done`, for at most [`DEADLINE`].
pub(crate) fn wait_until(what: &str, mut done: impl FnMut() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < DEADLINE, "waited in vain: {what}");
        thread::sleep(Duration::from_millis(2));
    }
}
