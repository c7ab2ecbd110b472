//! How far a long reading has come, on a terminal that nothing else is written to. Short ones tell nothing.

use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Nobody wonders before that.
const SHORT: Duration = Duration::from_millis(500);

/// A bar on stderr, or none.
pub struct Progress {
    bytes: u64,
    at: u64,
    begun: Instant,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Of a reading of so many bytes, if that is known. `elsewhere`: does what is made of them go to a file or a command?
    pub fn new(bytes: Option<u64>, elsewhere: bool) -> Self {
        let shown = io::stderr().is_terminal() && (elsewhere || !io::stdout().is_terminal());
        Self { bytes: bytes.filter(|_| shown).unwrap_or(0), at: 0, begun: Instant::now(), bar: None }
    }

    /// So many bytes have been read.
    #[inline]
    pub fn at(&mut self, at: u64) {
        if at != self.at && self.bytes > 0 {
            self.at = at;
            self.show();
        }
    }

    #[cold]
    fn show(&mut self) {
        if self.bar.is_none() && self.begun.elapsed() >= SHORT {
            let target = ProgressDrawTarget::stderr_with_hz(10);
            let bar = ProgressBar::with_draw_target(Some(self.bytes), target);
            let style = ProgressStyle::with_template("{bar:40} {percent:>3}% of {total_bytes}, {eta} left");
            if let Ok(style) = style {
                bar.set_style(style);
            }
            self.bar = Some(bar);
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.at);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
