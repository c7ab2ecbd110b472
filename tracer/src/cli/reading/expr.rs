//! What `-e` can be followed by.

use super::{Reading, Wrong, plain};
use crate::filter::{Expr, parse_expression};

impl Reading {
    /// The value of `-e`; the long options for its parts are read as one as well.
    pub(super) fn qualify(&mut self, expr: &str) -> Result<(), Wrong> {
        match parse_expression(expr).map_err(plain)? {
            Expr::Abbrev(calls) => self.style.abbrev = calls.bitmap,
            Expr::Verbose(calls) => self.style.verbose = calls.bitmap,
            Expr::Raw(calls) => self.style.raw = calls.bitmap,
            Expr::Trace(calls) => self.filter.calls = calls,
            Expr::Signal(signals) => self.filter.signals = signals,
            Expr::Status(statuses) => self.filter.statuses = statuses,
            Expr::Read(descriptors) => self.style.read = descriptors,
            Expr::Write(descriptors) => self.style.write = descriptors,
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
            }
            Expr::KvmVcpu => self.style.vcpu_exits = true,
        }
        Ok(())
    }
}
