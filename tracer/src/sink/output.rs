//! Where lines and tables go: stderr, a file, or a command's input.
//!
//! Every error names the target, so that its text alone is a message. Printing it is left to the caller.

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};

/// An output. It is buffered; [`Output::finish`] tells whether everything arrived.
pub struct Output {
    name: String,
    kind: Kind,
}

enum Kind {
    Stderr(BufWriter<io::Stderr>),
    Stdout(BufWriter<io::Stdout>),
    File(BufWriter<File>),
    Command(Child, Option<BufWriter<ChildStdin>>),
}

impl Output {
    /// tracer's own stderr.
    pub fn stderr() -> Self {
        Self { name: "stderr".to_string(), kind: Kind::Stderr(BufWriter::new(io::stderr())) }
    }

    /// tracer's own stdout.
    pub fn stdout() -> Self {
        Self { name: "stdout".to_string(), kind: Kind::Stdout(BufWriter::new(io::stdout())) }
    }

    /// A file: emptied if it is there, unless `append`.
    pub fn file(path: &Path, append: bool) -> io::Result<Self> {
        let name = path.display().to_string();
        let mut options = OpenOptions::new();
        options.create(true).write(true).append(append).truncate(!append);
        match options.open(path) {
            Ok(file) => Ok(Self { name, kind: Kind::File(BufWriter::new(file)) }),
            Err(error) => {
                let text = format!("Can't fopen '{name}': {}", reason(&error));
                Err(io::Error::new(error.kind(), text))
            }
        }
    }

    /// The input of a shell command.
    pub fn command(command: &OsStr) -> io::Result<Self> {
        let name = format!("|{}", command.display());
        let shell = Command::new("sh").arg("-c").arg(command).stdin(Stdio::piped()).spawn();
        let mut child = shell.map_err(|error| named(&name, &error))?;
        let input = child.stdin.take().map(BufWriter::new);
        Ok(Self { name, kind: Kind::Command(child, input) })
    }

    /// Writes what is buffered and, for a command, waits until it has taken everything.
    pub fn finish(&mut self) -> io::Result<()> {
        let flushed = self.flush();
        if let Kind::Command(child, input) = &mut self.kind {
            // The command ends when it has read to the end, so the pipe has to be closed before the wait. What a
            // failed flush left in the buffer must not be tried again.
            if let Some(input) = input.take() {
                drop(input.into_parts());
            }
            let status = child.wait().map_err(|error| named(&self.name, &error))?;
            flushed?;
            if !status.success() {
                return Err(io::Error::other(format!("{}: {status}", self.name)));
            }
            return Ok(());
        }
        flushed
    }

    fn target(&mut self) -> io::Result<&mut dyn Write> {
        match &mut self.kind {
            Kind::Stderr(out) => Ok(out),
            Kind::Stdout(out) => Ok(out),
            Kind::File(out) => Ok(out),
            Kind::Command(_, Some(out)) => Ok(out),
            Kind::Command(_, None) => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }
}

/// The error, with the target's name.
fn named(name: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{name}: {}", reason(error)))
}

/// An error's text as strerror(3) has it, without Rust's ` (os error 28)`.
fn reason(error: &io::Error) -> String {
    match error.raw_os_error() {
        Some(errno) => nix::errno::Errno::from_raw(errno).desc().to_string(),
        None => error.to_string(),
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let result = self.target().and_then(|out| out.write(bytes));
        result.map_err(|error| if interrupted(&error) { error } else { named(&self.name, &error) })
    }

    fn flush(&mut self) -> io::Result<()> {
        if matches!(self.kind, Kind::Command(_, None)) {
            return Ok(());
        }
        self.target().and_then(|out| out.flush()).map_err(|error| named(&self.name, &error))
    }
}

/// `write_all` tries again by itself.
fn interrupted(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Interrupted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_emptied_or_appended_to() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("lines");
        let write = |text: &str, append| {
            let mut out = Output::file(&path, append).expect("it opens");
            out.write_all(text.as_bytes()).and_then(|()| out.finish()).expect("it is written");
            std::fs::read_to_string(&path).expect("it is there")
        };
        assert_eq!(write("a rather long line\n", false), "a rather long line\n");
        assert_eq!(write("short\n", false), "short\n");
        assert_eq!(write("more\n", true), "short\nmore\n");
    }

    #[test]
    fn errors_name_the_target() {
        let error = Output::file(Path::new("/nonexistent/x"), false).err().expect("no such directory");
        assert_eq!(error.to_string(), "Can't fopen '/nonexistent/x': No such file or directory");
        let mut full = Output::file(Path::new("/dev/full"), false).expect("every Linux has it");
        let error = full.write_all(b"x").and_then(|()| full.flush()).expect_err("it is full");
        assert_eq!(error.to_string(), "/dev/full: No space left on device");
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    }

    #[test]
    fn a_command_is_waited_for() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("lines");
        let mut out =
            Output::command(OsStr::new(&format!("cat > {}", path.display()))).expect("there is a shell");
        out.write_all(b"line\n").and_then(|()| out.finish()).expect("cat takes it");
        assert_eq!(std::fs::read_to_string(path).expect("it is there"), "line\n");
    }

    #[test]
    fn a_failing_command_is_an_error() {
        let mut out = Output::command(OsStr::new("cat > /dev/null; exit 3")).expect("there is a shell");
        out.write_all(b"line\n").expect("cat takes it");
        let error = out.finish().expect_err("it fails");
        assert_eq!(error.to_string(), "|cat > /dev/null; exit 3: exit status: 3");
        out.finish().expect_err("still");
    }

    #[test]
    fn a_command_that_reads_nothing_breaks_the_pipe() {
        let mut out = Output::command(OsStr::new("exec <&-")).expect("there is a shell");
        let piece = [b'x'; 1 << 16];
        let error = (0..64).try_for_each(|_| out.write_all(&piece)).expect_err("nobody reads");
        assert_eq!(error.to_string(), "|exec <&-: Broken pipe");
    }
}
