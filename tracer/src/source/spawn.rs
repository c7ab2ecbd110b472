//! Starting a command: forked at once, held before its execve until tracing is set up.

use std::ffi::{CString, OsStr, OsString};
use std::fs;
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::os::fd::{AsFd, BorrowedFd, FromRawFd, OwnedFd};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use nix::fcntl::{OFlag, open};
use nix::sys::signal::{SigHandler, Signal, signal};
use nix::sys::stat::Mode;
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::{
    ForkResult, Pid, User, dup2_stderr, dup2_stdin, dup2_stdout, fork, getpid, initgroups, pipe2, setgid,
    setpgid, setsid, setuid,
};

/// A command, as the user wants it started.
#[derive(Clone, Debug, Default)]
pub struct Command {
    /// Program and arguments.
    pub argv: Vec<OsString>,
    /// What the program sees as its own name, if not the first word.
    pub argv0: Option<OsString>,
    /// Variables to set, or to remove.
    pub env: Vec<(OsString, Option<OsString>)>,
    /// Does its output go to standard error, as tracer's own standard output is wanted for something else?
    pub output_to_stderr: bool,
    /// Whose rights it gets.
    pub user: Option<String>,
    /// The terminal that it gets for itself, if it does not share this process's.
    pub terminal: Option<PathBuf>,
    /// The program's name, for messages of the child.
    pub program: String,
    /// Does this very process become the command, and tracing go on elsewhere?
    pub apart: Option<Apart>,
}

/// Where tracing goes on if the command is to be the child of whoever called: in a process that nobody is the parent of,
/// and...
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    /// In the process group of the command.
    Grandchild,
    /// In a process group of its own.
    Group,
    /// In a session of its own.
    Session,
}

/// Why a command cannot be started.
#[derive(Debug, thiserror::Error)]
pub enum SpawnError {
    /// A path that leads nowhere, or a word that is in no directory of PATH.
    #[error("Can't stat '{path}': {error}", path = .0.display(), error = describe(.1))]
    Stat(PathBuf, io::Error),
    /// No such user.
    #[error("Cannot find user '{0}'")]
    User(String),
    /// An argument or variable with a NUL byte.
    #[error("an argument contains a NUL byte")]
    Nul,
    /// fork or pipe failed.
    #[error("cannot start a process: {0}")]
    Fork(#[from] io::Error),
}

/// The text of an error, without Rust's number behind it.
fn describe(error: &io::Error) -> String {
    match error.raw_os_error() {
        Some(code) => nix::errno::Errno::from_raw(code).desc().to_owned(),
        None => error.to_string(),
    }
}

/// The file to execute. As strace, and unlike execvp, this looks before it starts, so that one execve is seen
/// and not one for each directory.
pub fn resolve(word: &OsStr, path: Option<&OsStr>) -> Result<PathBuf, SpawnError> {
    let is_program =
        |path: &Path| fs::metadata(path).is_ok_and(|m| m.is_file() && m.permissions().mode() & 0o111 != 0);
    if word.as_bytes().contains(&b'/') {
        let path = PathBuf::from(word);
        return match fs::metadata(&path) {
            Ok(_) => Ok(path),
            Err(error) => Err(SpawnError::Stat(path, error)),
        };
    }
    let path = path.unwrap_or(OsStr::new("/bin:/usr/bin"));
    std::env::split_paths(path)
        .map(|dir| if dir.as_os_str().is_empty() { Path::new(".").join(word) } else { dir.join(word) })
        .find(|candidate| is_program(candidate))
        .ok_or_else(|| SpawnError::Stat(word.into(), io::Error::from_raw_os_error(libc::ENOENT)))
}

/// A command that waits before its execve.
#[derive(Debug)]
pub struct Held {
    pid: Pid,
    pidfd: OwnedFd,
    gate: OwnedFd,
    /// Is it this process's child?
    is_child: bool,
}

impl Held {
    /// Forks. Must be called before any other thread exists.
    pub fn new(command: &Command) -> Result<Self, SpawnError> {
        let prepared = Prepared::new(command)?;
        let (wait_end, gate) = pipe2(OFlag::O_CLOEXEC).map_err(io::Error::from)?;
        if let Some(apart) = command.apart {
            return Self::change_places(prepared, apart, wait_end, gate);
        }
        // SAFETY: this process has one thread, so the child may do as it likes.
        match unsafe { fork() }.map_err(io::Error::from)? {
            ForkResult::Child => {
                drop(gate);
                let status = prepared.run(wait_end);
                // SAFETY: the child leaves without running the parent's exit handlers.
                unsafe { libc::_exit(status) }
            }
            ForkResult::Parent { child } => {
                Ok(Self { pid: child, pidfd: pidfd_of(child)?, gate, is_child: true })
            }
        }
    }

    /// This process becomes the command; a new one returns from here.
    fn change_places(
        prepared: Prepared,
        apart: Apart,
        wait_end: OwnedFd,
        gate: OwnedFd,
    ) -> Result<Self, SpawnError> {
        let pid = getpid();
        let pidfd = pidfd_of(pid)?;
        // SAFETY: this process has one thread, so both may do as they like.
        if let ForkResult::Parent { child } = unsafe { fork() }.map_err(io::Error::from)? {
            drop((gate, pidfd));
            // It leaves at once, so that the command has no child that it did not make.
            let _ = waitpid(child, None);
            let status = prepared.run(wait_end);
            // SAFETY: nothing is left to be done on exit.
            unsafe { libc::_exit(status) }
        }
        drop(wait_end);
        match apart {
            Apart::Grandchild => {}
            Apart::Group => setpgid(Pid::from_raw(0), Pid::from_raw(0)).map_err(io::Error::from)?,
            Apart::Session => drop(setsid().map_err(io::Error::from)?),
        }
        // SAFETY: as above.
        match unsafe { fork() }.map_err(io::Error::from)? {
            // SAFETY: as above.
            ForkResult::Parent { .. } => unsafe { libc::_exit(0) },
            ForkResult::Child => Ok(Self { pid, pidfd, gate, is_child: false }),
        }
    }

    /// Its first thread, as this process sees it.
    pub fn tid(&self) -> u32 {
        self.pid.as_raw() as u32
    }

    /// A descriptor of the process.
    pub fn pidfd(&self) -> BorrowedFd<'_> {
        self.pidfd.as_fd()
    }

    /// Lets the command go.
    pub fn release(self) -> io::Result<Started> {
        nix::unistd::write(&self.gate, b"!").map_err(io::Error::from)?;
        Ok(Started { pid: self.pid, is_child: self.is_child, ended: None })
    }
}

fn pidfd_of(pid: Pid) -> io::Result<OwnedFd> {
    // SAFETY: plain system call.
    let fd = unsafe { libc::syscall(libc::SYS_pidfd_open, pid.as_raw(), 0) };
    if fd < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: a new descriptor that nobody else owns.
    Ok(unsafe { OwnedFd::from_raw_fd(fd as i32) })
}

/// A command that runs.
#[derive(Debug)]
pub struct Started {
    /// Its process id, as this process sees it.
    pub pid: Pid,
    /// Is it this process's child? If not, its end is another's business.
    pub is_child: bool,
    /// How it ended, once that was asked. It can be asked only once.
    ended: Option<WaitStatus>,
}

impl Started {
    /// Waits for its end.
    pub fn wait(&mut self) -> io::Result<WaitStatus> {
        loop {
            if let Some(ended) = self.look(None)? {
                return Ok(ended);
            }
        }
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> io::Result<Option<WaitStatus>> {
        self.look(Some(WaitPidFlag::WNOHANG))
    }

    fn look(&mut self, how: Option<WaitPidFlag>) -> io::Result<Option<WaitStatus>> {
        if self.ended.is_none() {
            self.ended = match waitpid(self.pid, how) {
                Ok(WaitStatus::StillAlive) | Err(nix::errno::Errno::EINTR) => None,
                result => Some(result.map_err(io::Error::from)?),
            };
        }
        Ok(self.ended)
    }
}

/// Everything the child needs, made before the fork.
struct Prepared {
    path: CString,
    argv: Vec<CString>,
    env: Vec<CString>,
    user: Option<User>,
    output_to_stderr: bool,
    terminal: Option<Terminal>,
    program: String,
}

/// A terminal that the command gets.
struct Terminal {
    path: CString,
    /// Does the command read from it? If this process's input is no terminal, the command has that.
    input: bool,
}

impl Terminal {
    /// Makes it the controlling terminal of a session of its own, and what is read and written.
    fn take(&self) -> nix::Result<()> {
        setsid()?;
        let terminal = open(self.path.as_c_str(), OFlag::O_RDWR, Mode::empty())?;
        if self.input {
            dup2_stdin(&terminal)?;
        }
        dup2_stdout(&terminal)?;
        dup2_stderr(&terminal)
    }
}

impl Prepared {
    fn new(command: &Command) -> Result<Self, SpawnError> {
        let c_string = |s: &OsStr| CString::new(s.as_bytes()).map_err(|_| SpawnError::Nul);
        let word = command.argv.first().map_or(OsStr::new(""), OsString::as_os_str);
        let path = resolve(word, std::env::var_os("PATH").as_deref())?;
        let mut argv = command.argv.iter().map(|a| c_string(a)).collect::<Result<Vec<_>, _>>()?;
        if let (Some(argv0), Some(first)) = (&command.argv0, argv.first_mut()) {
            *first = c_string(argv0)?;
        }
        let user = match &command.user {
            Some(name) => {
                Some(User::from_name(name).ok().flatten().ok_or_else(|| SpawnError::User(name.clone()))?)
            }
            None => None,
        };
        Ok(Self {
            path: c_string(path.as_os_str())?,
            argv,
            env: environment(&command.env)?,
            user,
            output_to_stderr: command.output_to_stderr,
            terminal: match &command.terminal {
                Some(path) => {
                    Some(Terminal { path: c_string(path.as_os_str())?, input: io::stdin().is_terminal() })
                }
                None => None,
            },
            program: command.program.clone(),
        })
    }

    /// Runs in the child. Returns its exit status if it cannot become the command.
    fn run(self, wait_end: OwnedFd) -> i32 {
        // Rust ignores SIGPIPE in this process; the command must not inherit that.
        restore_default(Signal::SIGPIPE);
        if let Some(Err(error)) = self.terminal.as_ref().map(Terminal::take) {
            self.complain("cannot take the terminal", error);
            return 1;
        }
        let mut byte = [0];
        if !matches!(fs::File::from(wait_end).read(&mut byte), Ok(1)) {
            // tracer gave up, and has told why.
            return 1;
        }
        let passed_on = if self.output_to_stderr { dup2_stdout(io::stderr()) } else { Ok(()) };
        if let Err(error) = passed_on {
            self.complain("cannot pass its output on", error);
            return 1;
        }
        if let Err(error) = self.become_user() {
            self.complain("cannot become the user", error);
            return 1;
        }
        let Err(error) = nix::unistd::execve(&self.path, &self.argv, &self.env);
        self.complain("exec", error);
        1
    }

    fn become_user(&self) -> nix::Result<()> {
        let Some(user) = &self.user else { return Ok(()) };
        let name = CString::new(user.name.as_bytes()).unwrap_or_default();
        initgroups(&name, user.gid)?;
        setgid(user.gid)?;
        setuid(user.uid)
    }

    fn complain(&self, what: &str, error: nix::errno::Errno) {
        let _ = writeln!(io::stderr(), "{}: {what}: {}", self.program, error.desc());
    }
}

/// Gives a signal its default action again.
pub fn restore_default(number: Signal) {
    // SAFETY: the default action is no handler that could do harm.
    let _ = unsafe { signal(number, SigHandler::SigDfl) };
}

/// This process's environment, changed.
fn environment(changes: &[(OsString, Option<OsString>)]) -> Result<Vec<CString>, SpawnError> {
    let mut env: Vec<(OsString, OsString)> = std::env::vars_os().collect();
    for (name, value) in changes {
        env.retain(|(n, _)| n != name);
        if let Some(value) = value {
            env.push((name.clone(), value.clone()));
        }
    }
    env.into_iter()
        .map(|(name, value)| {
            let entry = [name.into_vec(), b"=".to_vec(), value.into_vec()].concat();
            CString::new(entry).map_err(|_| SpawnError::Nul)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_looked_for_in_path_and_a_path_is_not() {
        let path = Some(OsStr::new("/nonexistent:/bin:/usr/bin"));
        assert_eq!(resolve(OsStr::new("sh"), path).expect("sh"), Path::new("/bin/sh"));
        let error = resolve(OsStr::new("no-such-command"), path).unwrap_err();
        assert_eq!(error.to_string(), "Can't stat 'no-such-command': No such file or directory");
        let error = resolve(OsStr::new("/no/such"), path).unwrap_err();
        assert_eq!(error.to_string(), "Can't stat '/no/such': No such file or directory");
    }

    #[test]
    fn changes_of_the_environment_are_applied_in_order() {
        let changes = [("A_VARIABLE", Some("1")), ("A_VARIABLE", None), ("ANOTHER", Some("a=b"))]
            .map(|(n, v)| (n.into(), v.map(Into::into)));
        let env = environment(&changes).expect("no NUL");
        assert!(env.contains(&c"ANOTHER=a=b".to_owned()));
        assert!(!env.iter().any(|e| e.to_bytes().starts_with(b"A_VARIABLE=")));
    }
}
