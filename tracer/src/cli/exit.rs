//! How the program ends when it ends early: what it says, where, and with which status.
//!
//! Ending as the traced command did is left to `app`.

use std::io::{self, Write};

/// Where a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// What was asked for: help, a version.
    Stdout,
    /// What went wrong.
    Stderr,
}

/// An end before tracing began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exit {
    /// The exit status.
    pub status: u8,
    /// Complete, with the program's name where it has one, without the last line end.
    pub message: String,
    /// Where it goes.
    pub stream: Stream,
}

impl Exit {
    /// What was asked for, with status 0.
    pub fn answer(text: impl Into<String>) -> Self {
        Self { status: 0, message: text.into().trim_end().to_owned(), stream: Stream::Stdout }
    }

    /// An error: `program: message`, with strace's status.
    pub fn error(program: &str, message: impl std::fmt::Display) -> Self {
        Self { status: 1, message: format!("{program}: {message}"), stream: Stream::Stderr }
    }

    /// An error in what was typed, with strace's second line.
    pub fn usage(program: &str, message: impl std::fmt::Display) -> Self {
        let hint = format!("{message}\nTry '{program} -h' for more information.");
        Self::error(program, hint)
    }

    /// Writes the message and gives the status. That the reader is gone is no error: there is nobody to tell.
    pub fn report(&self) -> std::process::ExitCode {
        let written = match self.stream {
            Stream::Stdout => writeln!(io::stdout(), "{}", self.message),
            Stream::Stderr => writeln!(io::stderr(), "{}", self.message),
        };
        match (written, self.status) {
            (Err(error), 0) if error.kind() != io::ErrorKind::BrokenPipe => 1.into(),
            (_, status) => status.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_in_what_was_typed_have_a_second_line() {
        let exit = Exit::usage("strace", "invalid option -- 'J'");
        assert_eq!(exit.message, "strace: invalid option -- 'J'\nTry 'strace -h' for more information.");
        assert_eq!((exit.status, exit.stream), (1, Stream::Stderr));
    }
}
