//! Steps that find out what descriptors lead to: those in arguments, in sets of select(2), and in control messages.

use tracer_common::plan::{Op, RECORD_MAX, REGS, RESULT, Step};

use super::steps::{At, NOTHING, Steps};
use crate::decode::desc::{Holds, Ty};

/// How many descriptors a set of select(2) has bits for, and how many a control message carries (`SCM_MAX_FD`,
/// include/net/scm.h).
const BITS: u32 = 1024;
const SCM_MAX_FD: u32 = 253;

/// The registers from here on are not free.
pub(super) const RESERVED: usize = REGS - 2;

/// The register that tells the family of the call's socket, if it is netlink(7).
const FAMILY: u8 = REGS as u8 - 1;

/// How much is copied of messages of netlink(7): all that tools have room for when they receive some.
const MESSAGES: u32 = RECORD_MAX as u32 / 2;

/// The register for families that nobody asks for.
const UNUSED: u8 = FAMILY - 1;

/// Loads the register of the family: what data is copied depends on it.
pub(super) fn family(register: u8) -> Step {
    let scale = libc::AF_NETLINK as u16;
    Step { op: Op::Socket as u8, base: register, dst: FAMILY, scale, ..NOTHING }
}

impl Steps<'_> {
    /// What a descriptor leads to, if that is wanted.
    pub(super) fn file(&mut self, register: u8, or_directory: bool) {
        self.named(register, or_directory, UNUSED);
    }

    fn named(&mut self, register: u8, or_directory: bool, dst: u8) {
        if self.derive.style.captures_files() {
            let scale = u16::from(or_directory);
            self.push(Step { op: Op::File as u8, base: register, scale, ..NOTHING });
            if self.derive.style.names_sockets() {
                self.push(Step { op: Op::Socket as u8, base: register, dst, scale: 0, ..NOTHING });
            }
        }
    }

    /// What a descriptor leads to, whether that is shown or not.
    pub(super) fn object(&mut self, register: u8) {
        if self.derive.style.captures_files() {
            self.file(register, false);
        } else {
            self.push(Step { op: Op::File as u8, base: register, scale: 0, ..NOTHING });
        }
    }

    /// How many steps [`Steps::file`] takes.
    fn steps_of_file(&self) -> u16 {
        1 + u16::from(self.derive.style.names_sockets())
    }

    /// The same of a socket, whose messages are shown if it is one of netlink(7).
    pub(super) fn socket(&mut self, register: u8) {
        self.named(register, false, FAMILY);
        if !self.derive.style.names_sockets() {
            self.push(family(register));
        }
    }

    /// Data: as much of it as is shown, which are all messages of netlink(7).
    pub(super) fn data(&mut self, at: At, len: Result<u8, u32>) {
        let shown = self.derive.limit;
        if self.derive.socket.is_none() || shown >= MESSAGES {
            return self.counted(at, len, 1, shown);
        }
        self.asks_family = true;
        let family = Step { base: FAMILY, offset: libc::AF_NETLINK, max: u32::MAX, skip: 1, ..NOTHING };
        self.push(Step { op: Op::SkipUnless as u8, ..family });
        self.counted(at, len, 1, MESSAGES);
        self.push(Step { op: Op::SkipIf as u8, ..family });
        self.counted(at, len, 1, shown);
    }

    /// What the descriptors lead to that a value holds, if that is wanted.
    pub(super) fn held(&mut self, holds: Holds, at: At) {
        if !self.derive.style.captures_files() {
            return;
        }
        match holds {
            Holds::First => self.inside(&Ty::Fd, at, None),
            Holds::Bits(count) => self.with_registers(|steps, [bit]| {
                let (op, base, offset) = (Op::Bit as u8, at.base, at.offset);
                let skip = 2 + steps.steps_of_file();
                steps.set(bit, 0);
                steps.push(Step { op, base, offset, len: count, dst: bit, skip, max: BITS, ..NOTHING });
                steps.file(bit, false);
                steps.push(Step { op: Op::Set as u8, base: bit, dst: bit, offset: 1, ..NOTHING });
                // Back in any case: what ends the loop is that there is no bit.
                steps.push(Step { op: Op::Next as u8, base: bit, len: bit, scale: 0, skip, ..NOTHING });
            }),
            Holds::Rights => self.rights(at),
        }
    }

    /// The descriptors in a control message.
    pub(super) fn rights(&mut self, at: At) {
        // `struct cmsghdr` (include/linux/socket.h): its length, itself included, its level, its type.
        let word = self.derive.word;
        let (level, kind, header) = (word as i32, word as i32 + 4, word as i32 + 8);
        self.with_registers(|steps, [element, left, number]| {
            let file = steps.steps_of_file();
            let check = |offset: i32| At { offset: at.offset + offset, ..at };
            steps.load(number, check(level), 4);
            let skip_unless = Step { op: Op::SkipUnless as u8, base: number, max: u32::MAX, ..NOTHING };
            steps.push(Step { offset: libc::SOL_SOCKET, skip: 8 + file, ..skip_unless });
            steps.load(number, check(kind), 4);
            steps.push(Step { offset: libc::SCM_RIGHTS, skip: 6 + file, ..skip_unless });
            steps.load(left, at, word);
            let (op, base, max) = (Op::Set as u8, left, header as u32 + 4 * SCM_MAX_FD);
            steps.push(Step { op, base, dst: left, max, ..NOTHING });
            steps.push(Step { op, base, dst: left, offset: -header, ..NOTHING });
            steps.push(Step { op, base: at.base, dst: element, offset: at.offset + header, ..NOTHING });
            steps.load(number, At { base: element, offset: 0 }, 4);
            steps.file(number, false);
            steps.push(Step {
                op: Op::Next as u8,
                base: element,
                len: left,
                offset: 4,
                scale: 4,
                skip: 1 + file,
                ..NOTHING
            });
        });
    }

    /// Sets a register to a small number.
    pub(super) fn set(&mut self, dst: u8, value: i32) {
        self.push(Step { op: Op::Set as u8, base: RESULT, dst, scale: 0, offset: value, ..NOTHING });
    }
}
