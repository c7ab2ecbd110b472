//! The terminal that a command gets for itself: a PTY, of which tracer holds the other end.

use std::io;
use std::os::fd::{BorrowedFd, OwnedFd};
use std::path::PathBuf;

use nix::fcntl::{FcntlArg, OFlag, fcntl};
use portable_pty::{PtyPair, PtySize, native_pty_system};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;

/// As much is read at once.
const PIECE: usize = 1 << 16;

/// What is typed while the command does not read is kept up to here.
const MAX_PENDING: usize = 1 << 16;

/// A PTY. Dropping it hangs up.
pub struct Pty {
    pair: PtyPair,
    /// Its other end, ready to be waited for.
    ready: Option<AsyncFd<OwnedFd>>,
    /// What the command has yet to take.
    pending: Vec<u8>,
    buf: Vec<u8>,
}

fn size(rows: u16, columns: u16) -> PtySize {
    PtySize { rows: rows.max(1), cols: columns.max(1), pixel_width: 0, pixel_height: 0 }
}

impl Pty {
    /// A new one.
    pub fn new(rows: u16, columns: u16) -> io::Result<Self> {
        let pair = native_pty_system().openpty(size(rows, columns)).map_err(io::Error::other)?;
        Ok(Self { pair, ready: None, pending: Vec::new(), buf: Vec::new() })
    }

    /// Where a command opens it.
    pub fn path(&self) -> Option<PathBuf> {
        self.pair.master.tty_name()
    }

    /// Begins to read and write. Must be called inside the runtime.
    pub fn start(&mut self) -> io::Result<()> {
        let raw =
            self.pair.master.as_raw_fd().ok_or_else(|| io::Error::other("the PTY has no descriptor"))?;
        // SAFETY: the master owns the descriptor, and lives as long as this borrow.
        let own = unsafe { BorrowedFd::borrow_raw(raw) }.try_clone_to_owned()?;
        let flags = OFlag::from_bits_retain(fcntl(&own, FcntlArg::F_GETFL)?);
        fcntl(&own, FcntlArg::F_SETFL(flags | OFlag::O_NONBLOCK))?;
        // SAFETY: the descriptor is owned by the AsyncFd and never replaced.
        let ready = unsafe { AsyncFd::register_with_interest(own, Interest::READABLE | Interest::WRITABLE) }?;
        self.ready = Some(ready);
        self.buf = vec![0; PIECE];
        Ok(())
    }

    /// Tells the command that its terminal has another size.
    pub fn resize(&self, rows: u16, columns: u16) -> io::Result<()> {
        self.pair.master.resize(size(rows, columns)).map_err(io::Error::other)
    }

    /// Types for the command. What it does not take now is kept, and what is beyond all bounds goes.
    pub fn send(&mut self, bytes: &[u8]) {
        let room = MAX_PENDING.saturating_sub(self.pending.len());
        self.pending.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    /// Waits until the command writes, and gives what it wrote: nothing if only something typed was taken.
    pub async fn turn(&mut self) -> io::Result<&[u8]> {
        let Some(ready) = &self.ready else { return std::future::pending().await };
        let mut interest = Interest::READABLE;
        if !self.pending.is_empty() {
            interest |= Interest::WRITABLE;
        }
        let mut guard = ready.ready(interest).await?;
        if guard.ready().is_writable() && !self.pending.is_empty() {
            match nix::unistd::write(ready.get_ref(), &self.pending) {
                Ok(taken) => drop(self.pending.drain(..taken)),
                Err(nix::errno::Errno::EAGAIN) => guard.clear_ready_matching(tokio::io::Ready::WRITABLE),
                Err(error) => return Err(error.into()),
            }
        }
        let mut len = 0;
        if guard.ready().is_readable() {
            match nix::unistd::read(ready.get_ref(), &mut self.buf) {
                Ok(0) | Err(nix::errno::Errno::EAGAIN) => {
                    guard.clear_ready_matching(tokio::io::Ready::READABLE);
                }
                Ok(read) => len = read,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(&self.buf[..len])
    }

    /// What the command wrote and nobody has read yet, up to a piece.
    pub fn rest(&mut self) -> &[u8] {
        let Some(ready) = &self.ready else { return &[] };
        let len = nix::unistd::read(ready.get_ref(), &mut self.buf).unwrap_or(0);
        &self.buf[..len]
    }
}

impl std::fmt::Debug for Pty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pty").field("path", &self.path()).finish_non_exhaustive()
    }
}
