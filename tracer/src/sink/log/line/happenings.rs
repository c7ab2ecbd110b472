//! Lines of what happens besides calls: signals, ends, losses.

use std::io;

use tracer_common::abi::Abi;
use tracer_common::limits::SIGINFO_LEN;

use super::{Who, Writer, text};
use crate::arch;
use crate::decode::custom::siginfo;
use crate::decode::text::Text;

impl<W: io::Write> Writer<W> {
    /// `--- SIGUSR1 {...} ---`, and that the task stops, if it does.
    pub(in super::super) fn signal(
        &mut self,
        who: Who,
        signal: u32,
        info: &[u8; SIGINFO_LEN],
        default_action: bool,
        time: u64,
    ) {
        let name = arch::signal_name(Abi::NATIVE, signal);
        self.leader(Some(who), time);
        self.buf.extend_from_slice(b"--- ");
        self.buf.extend_from_slice(name.as_bytes());
        self.buf.push(b' ');
        let mut out = Text::new(&mut self.buf, &self.decoder.style, true).of(who.process);
        siginfo::show(&mut out, signal, info);
        self.buf.extend_from_slice(b" ---\n");
        // SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU.
        if default_action && matches!(signal, 19..=22) {
            self.leader(Some(who), time);
            self.buf.extend_from_slice(b"--- stopped by ");
            self.buf.extend_from_slice(name.as_bytes());
            self.buf.extend_from_slice(b" ---\n");
        }
    }

    /// `+++ exited with 0 +++` or `+++ killed by SIGSEGV (core dumped) +++`.
    pub(in super::super) fn exited(&mut self, who: Who, status: u32, time: u64) {
        self.leader(Some(who), time);
        match status & 0x7f {
            0 => {
                self.buf.extend_from_slice(b"+++ exited with ");
                text::unsigned(&mut self.buf, u64::from(status >> 8 & 0xff));
            }
            signal => {
                self.buf.extend_from_slice(b"+++ killed by ");
                self.buf.extend_from_slice(arch::signal_name(Abi::NATIVE, signal).as_bytes());
                if status & 0x80 != 0 {
                    self.buf.extend_from_slice(b" (core dumped)");
                }
            }
        }
        self.buf.extend_from_slice(b" +++\n");
    }

    /// A leader gave way to the thread that called execve.
    pub(in super::super) fn superseded(&mut self, who: Who, by: u32, time: u64) {
        self.leader(Some(who), time);
        self.buf.extend_from_slice(format!("+++ superseded by execve in pid {by} +++\n").as_bytes());
    }

    /// Events are missing here.
    pub(in super::super) fn lost(&mut self, events: u64, time: u64) {
        self.leader(None, time);
        self.buf.extend_from_slice(format!("+++ {events} events lost +++\n").as_bytes());
    }
}
