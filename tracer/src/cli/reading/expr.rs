//! What `-e` can be followed by.

use super::{Reading, Wrong, plain};
use crate::cli::refuse::{Answer, answer};
use crate::filter::{Expr, parse_expression};

impl Reading {
    /// The value of `-e`; the long options for its parts are read as one as well.
    pub(super) fn qualify(&mut self, expr: &str, name: &str) -> Result<(), Wrong> {
        let part = match parse_expression(expr).map_err(plain)? {
            Expr::Abbrev(calls) => {
                self.style.abbrev = calls.bitmap;
                return Ok(());
            }
            Expr::Verbose(calls) => {
                self.style.verbose = calls.bitmap;
                return Ok(());
            }
            Expr::Raw(calls) => {
                self.style.raw = calls.bitmap;
                return Ok(());
            }
            Expr::Trace(calls) => {
                self.filter.calls = calls;
                return Ok(());
            }
            Expr::Signal(signals) => {
                self.filter.signals = signals;
                return Ok(());
            }
            Expr::Status(statuses) => {
                self.filter.statuses = statuses;
                return Ok(());
            }
            Expr::Read(descriptors) => {
                self.style.read = descriptors;
                return Ok(());
            }
            Expr::Write(descriptors) => {
                self.style.write = descriptors;
                return Ok(());
            }
            Expr::DecodeFds(fds) => {
                self.fd_set = true;
                (self.style.paths, self.style.devices) = (fds.path, fds.dev);
                (self.style.sockets, self.style.pidfds) = (fds.socket, fds.pidfd);
                return self.check_fds();
            }
            Expr::Quiet(quiet) => {
                self.quiet_set = Some(quiet);
                return self.check_quiet();
            }
            Expr::DecodePids(pids) => {
                (self.style.comms, self.style.namespaces) = (pids.comm, pids.pidns);
                return Ok(());
            }
            Expr::KvmVcpu => "kvm",
        };
        match answer(part) {
            Some(Answer::Refused(why)) if name == "-e" => Err(plain(format!("-e {part} {why}"))),
            Some(Answer::Refused(why)) => Err(plain(format!("{name} {why}"))),
            _ => Ok(()),
        }
    }
}
