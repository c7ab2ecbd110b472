//! Values that stand in a register or in so many bytes of memory, and arguments.

use super::custom;
use super::desc::{Arg, Outcome, Ty};
use super::flags;
use super::walk::{PATH_MAX, Side, Walk};

/// Which arguments can be shown already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The call has begun, and its memory is all there.
    Begun,
    /// The call has begun; some memory was not there and may be at its end.
    BegunIncomplete,
    /// Nothing more will be known.
    Ended,
}

impl Walk<'_> {
    /// Shows a value of 64 bits, of which the type may take fewer.
    pub fn value(&mut self, ty: &'static Ty, raw: u64) {
        match *ty {
            Ty::U8 => self.out.unsigned(raw & 0xff),
            Ty::I8 => self.out.signed(i64::from(raw as i8)),
            Ty::U16 => self.out.unsigned(raw & 0xffff),
            Ty::I16 => self.out.signed(i64::from(raw as i16)),
            Ty::Int => self.out.signed(i64::from(raw as i32)),
            Ty::Uint => self.out.unsigned(raw & 0xffff_ffff),
            Ty::Long => self.out.signed(raw as i64),
            Ty::Ulong | Ty::Size => self.out.unsigned(raw),
            Ty::Hex => self.out.hex(raw),
            Ty::Hex32 => self.out.hex(raw & 0xffff_ffff),
            Ty::Hex16 => self.out.hex(raw & 0xffff),
            Ty::Hex8 => self.out.hex(raw & 0xff),
            Ty::Octal => self.out.octal(raw & 0xffff_ffff, 3),
            Ty::Octal16 => self.out.octal(raw & 0xffff, 3),
            Ty::Mode => custom::mode::show(self, raw as u32),
            Ty::Mode16 => custom::mode::show(self, raw as u32 & 0xffff),
            Ty::Fd | Ty::Socket | Ty::Object => self.fd(raw as i32),
            Ty::DirFd => {
                if raw as i32 == libc::AT_FDCWD {
                    self.out.constant(raw, 32, &flags::DIR_FD);
                    self.fd_target(libc::AT_FDCWD);
                } else {
                    self.fd(raw as i32);
                }
            }
            Ty::Pid => self.out.pid(raw as i32),
            Ty::Group => self.out.group(raw as i32),
            Ty::Uid => match raw as u32 {
                u32::MAX => self.out.signed(-1),
                id => self.out.unsigned(u64::from(id)),
            },
            Ty::Uid16 => match raw as u16 {
                u16::MAX => self.out.signed(-1),
                id => self.out.unsigned(u64::from(id)),
            },
            Ty::Signal => custom::signal::show(self, raw as u32),
            Ty::Dev => custom::dev::show(self, raw),
            Ty::Dev32 => custom::dev::show(self, raw & 0xffff_ffff),
            Ty::Addr | Ty::Opaque => self.out.address(raw),
            Ty::Flags(set) => self.out.flags(raw & 0xffff_ffff, 32, set),
            Ty::Flags64(set) => self.out.flags(raw, 64, set),
            Ty::Flags16(set) => self.out.flags(raw & 0xffff, 16, set),
            Ty::Flags8(set) => self.out.flags(raw & 0xff, 8, set),
            Ty::Enum(set) => self.out.constant(raw & 0xffff_ffff, 32, set),
            Ty::Enum64(set) => self.out.constant(raw, 64, set),
            Ty::Enum16(set) => self.out.constant(raw & 0xffff, 16, set),
            Ty::Enum8(set) => self.out.constant(raw & 0xff, 8, set),
            Ty::Show(show) => show(self, raw),
            Ty::Show32(show) => show(self, raw & 0xffff_ffff),
            Ty::Path => self.text_at(raw, PATH_MAX - 1),
            Ty::Name(max) => {
                if raw == 0 || !self.name(raw, max - 1) {
                    self.out.address(raw);
                }
            }
            Ty::Str => self.text_at(raw, self.style.limit),
            Ty::Argv => {
                if raw == 0 || !self.verbose || !self.strings(raw) {
                    self.out.address(raw);
                }
            }
            Ty::Envp => {
                if !self.abbrev {
                    return self.value(&Ty::Argv, raw);
                }
                self.out.address(raw);
                if self.verbose {
                    custom::envp::count(self, raw);
                }
            }
            Ty::In(ty) | Ty::InOut(ty) | Ty::Fills(ty) => self.on(Side::Enter, |walk| walk.pointer(raw, ty)),
            Ty::Out(ty) => self.written(raw, Outcome::Success, ty),
            Ty::OutOn(outcome, ty) => self.written(raw, outcome, ty),
            Ty::Both(ty) => self.both(raw, ty, ty),
            Ty::Becomes(first, second) => self.both(raw, first, second),
            Ty::Exchange(first, second) => {
                self.both(raw, first, second);
                if self.failed() && raw != 0 && self.bytes(raw, first.size() as usize).is_some() {
                    self.out.becomes();
                    self.out.address(raw);
                }
            }
            Ty::Around(ty) => self.on(Side::Exit, |walk| walk.pointer(raw, ty)),
            Ty::Either(register, holds, first, second) => {
                let ty = if holds(self.arg(register)) { first } else { second };
                self.value(ty, raw);
            }
            Ty::Change(_, ty) => self.written(raw, Outcome::Always, ty),
            Ty::ValueResult => self.value_result(raw),
            Ty::Ptr(ty) | Ty::PtrIfVerbose(ty) => self.pointer(raw, ty),
            Ty::Quad(ty) => self.value(ty, raw),
            Ty::Narrow(ty) => self.value(ty, raw & 0xffff_ffff),
            Ty::Told(_, ty) => self.told(raw, ty),
            Ty::Verbose(ty)
            | Ty::Changed(ty)
            | Ty::Answered(ty)
            | Ty::Whole(ty)
            | Ty::Summary(ty)
            | Ty::UpTo(_, _, ty)
            | Ty::Nonzero(ty)
            | Ty::Filled(ty)
            | Ty::If(_, _, ty)
            | Ty::Case(_, _, ty)
            | Ty::Matters(_, _, ty) => self.value(ty, raw),
            Ty::When(_, _, ty) | Ty::Only(_, _, ty) | Ty::Label(_, ty) => self.value(ty, raw),
            Ty::Stack(offset, ty) => self.stack(offset, ty),
            Ty::Skip(_) | Ty::Omitted(_) => {}
            Ty::Struct(_) | Ty::Array(..) | Ty::Bytes(_) | Ty::Chars(_) | Ty::Raw(_) | Ty::Iov(_) => {
                self.out.address(raw);
            }
            Ty::IovOut(..) | Ty::Custom(..) | Ty::Holding(..) => self.out.address(raw),
        }
    }

    fn text_at(&mut self, address: u64, limit: u32) {
        if address == 0 || !self.string(address, limit) {
            self.out.address(address);
        }
    }

    /// A descriptor, and what it leads to if that was asked for.
    pub fn fd(&mut self, fd: i32) {
        self.out.signed(i64::from(fd));
        if fd >= 0 {
            self.fd_target(fd);
        }
    }

    fn fd_target(&mut self, fd: i32) {
        if self.style.captures_files() {
            custom::fd::target(self, fd);
        }
    }

    /// `{...} => {...}`, or the first alone if the call failed or changed nothing.
    fn both(&mut self, pointer: u64, first: &'static Ty, second: &'static Ty) {
        let shown = self.on(Side::Enter, |walk| walk.follow(pointer, first));
        if !shown || self.call.result.is_none() || self.failed() || !self.verbose {
            return;
        }
        let size = second.size();
        let number = |walk: &mut Self| walk.number(pointer, size);
        if first.is_number() && self.on(Side::Enter, number) == self.on(Side::Exit, number) {
            return;
        }
        self.out.becomes();
        self.on(Side::Exit, |walk| walk.pointer(pointer, second));
    }

    /// What was written to the argument before, if the call has succeeded.
    fn told(&mut self, pointer: u64, ty: &'static Ty) {
        if self.verbose && self.call.result.is_some() && !self.failed() {
            self.out.becomes();
            if !self.on(Side::Exit, |walk| walk.show_at(ty, pointer)) {
                self.out.address(pointer);
            }
        }
    }

    /// `[16 => 28]`, `[16]` if it stayed, the address if it could not be read.
    fn value_result(&mut self, pointer: u64) {
        use super::emit::Shape::Array;
        let before = self.on(Side::Enter, |walk| walk.number(pointer, 4));
        let after = self.on(Side::Exit, |walk| walk.number(pointer, 4));
        let (Some(before), true) = (before, pointer != 0 && self.verbose) else {
            return self.out.address(pointer);
        };
        self.out.open(Array);
        self.out.item();
        self.out.signed(i64::from(before as i32));
        if let (Some(after), Some(_), false) = (after, self.call.result, self.failed())
            && after != before
        {
            self.out.becomes();
            self.out.signed(i64::from(after as i32));
        }
        self.out.close(Array);
    }

    fn stack(&mut self, offset: u32, ty: &'static Ty) {
        let pointer = custom::stack_pointer(self);
        if let Some(pointer) = pointer {
            self.on(Side::Enter, |walk| walk.show_at(ty, pointer.wrapping_add(u64::from(offset))));
        }
    }

    /// Shows arguments from `from` on, as far as `when` allows. Tells how many are shown then, counted from the first.
    pub fn arguments(&mut self, args: &'static [Arg], from: usize, when: When) -> usize {
        if let Some(Arg { ty: Ty::Socket, register, .. }) = args.first() {
            self.netlink = custom::socket::netlink(self, self.arg(*register) as u32);
        }
        for (place, arg) in args.iter().enumerate().skip(from) {
            match &arg.ty {
                Ty::When(register, holds, _) if !holds(self.arg(*register)) => return args.len(),
                Ty::Only(register, holds, _) if !holds(self.arg(*register)) => continue,
                Ty::Told(holds, _) if !holds(self, self.arg(arg.register)) => continue,
                _ => {}
            }
            let ready = match when {
                When::Ended => true,
                When::Begun => !arg.ty.is_known_at_end(),
                When::BegunIncomplete => !arg.ty.is_known_at_end() && !arg.ty.reads_memory(),
            };
            if !ready {
                return place;
            }
            let label = match arg.ty {
                Ty::Label(label, _) => Some(label),
                Ty::Only(_, _, Ty::Label(label, _)) => Some(*label),
                _ => None,
            };
            if !matches!(arg.ty, Ty::Told(..)) {
                self.out.argument(label.unwrap_or(arg.name), label.is_some());
            }
            self.value(&arg.ty, self.arg(arg.register));
        }
        args.len()
    }
}

impl Ty {
    /// Is its value known only when the call has ended?
    pub fn is_known_at_end(&self) -> bool {
        match self {
            Self::Out(_) | Self::OutOn(..) | Self::Both(_) | Self::Becomes(..) | Self::Exchange(..) => true,
            Self::Around(_) | Self::Fills(_) | Self::Change(..) | Self::ValueResult | Self::Told(..) => true,
            Self::Either(_, _, first, second) => first.is_known_at_end() || second.is_known_at_end(),
            Self::When(_, _, ty) | Self::Only(_, _, ty) | Self::Label(_, ty) => ty.is_known_at_end(),
            _ => false,
        }
    }

    /// Does it show memory as it was when the call began?
    pub fn reads_memory(&self) -> bool {
        match self {
            Self::Path | Self::Name(_) | Self::Str | Self::Argv | Self::Envp => true,
            Self::In(_) | Self::InOut(_) | Self::Stack(..) => true,
            Self::Either(_, _, first, second) => first.reads_memory() || second.reads_memory(),
            Self::When(_, _, ty) | Self::Only(_, _, ty) | Self::Label(_, ty) => ty.reads_memory(),
            _ => false,
        }
    }
}
