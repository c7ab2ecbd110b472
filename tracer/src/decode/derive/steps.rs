//! The steps of a plan in the making: for each type, what is copied when a call begins and when it ends.

use tracer_common::plan::{NO_REG, Op, RECORD_MAX, RESULT, STACK, Step};
use tracer_common::segment::STACK_POINTER;

use super::Derive;
use super::descriptors::RESERVED;
use crate::decode::desc::{Layout, Len, Outcome, Ty};
use crate::decode::walk::PATH_MAX;

/// How many elements of an array are copied where nothing is abbreviated.
pub(super) const ELEMENTS: u32 = 4096;

/// Where something is: a register that points to it, and how far behind.
#[derive(Clone, Copy)]
pub(super) struct At {
    pub(super) base: u8,
    pub(super) offset: i32,
}

/// Steps in the making.
pub(super) struct Steps<'a> {
    pub(super) derive: &'a Derive<'a>,
    pub(super) steps: Vec<Step>,
    pub(super) free: u8,
    /// How many elements of the next array are looked at.
    pub(super) most: u32,
    /// Does a step depend on the family of the socket?
    pub(super) asks_family: bool,
}

/// What the fields of a step are that it does not use.
pub(super) const NOTHING: Step =
    Step { op: Op::End as u8, base: 0, len: NO_REG, dst: 0, skip: 0, scale: 1, offset: 0, max: 0 };

/// Keeps a register, as a segment of this kind.
pub(super) const fn keep(register: u8, kind: u16) -> Step {
    Step { op: Op::Keep as u8, base: register, max: kind as u32, ..NOTHING }
}

impl Steps<'_> {
    pub(super) fn push(&mut self, step: Step) {
        self.steps.push(step);
    }

    /// Is this copied, as it is shown? Strings are where structs are not.
    pub(super) fn wants(&self, ty: &Ty) -> bool {
        self.derive.verbose || ty.is_text()
    }

    /// What is copied when the call begins.
    pub(super) fn before(&mut self, ty: &'static Ty, register: u8) {
        let at = At { base: register, offset: 0 };
        match ty {
            Ty::Fd => self.file(register, false),
            Ty::Socket => self.socket(register),
            Ty::Object => self.object(register),
            Ty::DirFd => self.file(register, true),
            Ty::Path => self.string(at, PATH_MAX),
            Ty::Name(max) => self.string(at, *max),
            Ty::Str => self.string(at, self.derive.style.limit.min(RECORD_MAX as u32 / 2) + 1),
            Ty::Argv if self.derive.verbose => self.strings(at),
            Ty::Envp if self.derive.abbrev && self.derive.verbose => self.words(at),
            Ty::Envp if self.derive.verbose => self.strings(at),
            Ty::In(ty)
            | Ty::InOut(ty)
            | Ty::Both(ty)
            | Ty::Becomes(ty, _)
            | Ty::Exchange(ty, _)
            | Ty::Around(ty)
            | Ty::Fills(ty)
                if self.wants(ty) =>
            {
                self.target(ty, at, None);
            }
            Ty::Either(_, _, first, second) => {
                self.before(first, register);
                self.before(second, register);
            }
            Ty::Change(ty, _) if self.derive.verbose => self.target(ty, at, None),
            Ty::ValueResult => self.fixed(at, 4),
            Ty::When(_, _, ty) | Ty::Only(_, _, ty) | Ty::Label(_, ty) => self.before(ty, register),
            Ty::Stack(offset, ty) => {
                self.push(keep(STACK, STACK_POINTER));
                self.target(ty, At { base: STACK, offset: *offset as i32 }, None);
            }
            _ => {}
        }
    }

    /// What is copied when it ends: what is written whatever the result, or what is written on success.
    pub(super) fn after(&mut self, ty: &'static Ty, register: u8, always: bool) {
        let at = At { base: register, offset: 0 };
        match ty {
            Ty::OutOn(Outcome::Always | Outcome::Interrupted, ty) | Ty::Around(ty)
                if always && self.wants(ty) =>
            {
                self.target(ty, at, None);
            }
            Ty::Out(ty)
            | Ty::OutOn(Outcome::Success, ty)
            | Ty::Both(ty)
            | Ty::Becomes(_, ty)
            | Ty::Exchange(_, ty)
            | Ty::Fills(ty)
                if !always && self.wants(ty) =>
            {
                self.target(ty, at, None);
            }
            Ty::Either(_, _, first, second) => {
                self.after(first, register, always);
                self.after(second, register, always);
            }
            Ty::Change(_, ty) if !always && self.derive.verbose => self.target(ty, at, None),
            Ty::ValueResult if !always => self.fixed(at, 4),
            Ty::Told(_, ty) if !always && self.derive.verbose => self.target(ty, at, None),
            Ty::When(_, _, ty) | Ty::Only(_, _, ty) | Ty::Label(_, ty) => self.after(ty, register, always),
            _ => {}
        }
    }

    pub(super) fn fixed(&mut self, at: At, size: u32) {
        if size > 0 {
            self.push(Step { op: Op::Bytes as u8, base: at.base, offset: at.offset, max: size, ..NOTHING });
        }
    }

    pub(super) fn string(&mut self, at: At, max: u32) {
        self.push(Step { op: Op::Str as u8, base: at.base, offset: at.offset, max, ..NOTHING });
    }

    /// Registers that nobody uses, for as long as `with` runs; nothing is copied if there are none left.
    pub(super) fn with_registers<const N: usize>(&mut self, with: impl FnOnce(&mut Self, [u8; N])) {
        let before = self.free;
        let after = before + N as u8;
        debug_assert!(usize::from(after) <= RESERVED, "too deep: {}", self.derive.row.name);
        if usize::from(after) <= RESERVED {
            self.free = after;
            with(self, std::array::from_fn(|i| before + i as u8));
        }
        self.free = before;
    }

    pub(super) fn load(&mut self, dst: u8, at: At, size: u32) {
        let scale = size as u16;
        self.push(Step { op: Op::Load as u8, base: at.base, offset: at.offset, dst, scale, ..NOTHING });
    }

    /// Does something with a length: a register that holds it, or a constant.
    pub(super) fn with_len(
        &mut self,
        len: &Len,
        parent: Option<At>,
        with: impl FnOnce(&mut Self, Result<u8, u32>),
    ) {
        match *len {
            Len::Fixed(n) | Len::Of(n, _) => with(self, Err(n)),
            Len::Arg(register) => with(self, Ok(register)),
            Len::Ret | Len::RetUpTo(_) => with(self, Ok(RESULT)),
            Len::ArgPlus(register, more) => self.with_registers(|steps, [len]| {
                let offset = more as i32;
                steps.push(Step { op: Op::Set as u8, base: register, dst: len, offset, ..NOTHING });
                with(steps, Ok(len));
            }),
            Len::ArgInt(register) => self.with_registers(|steps, [len]| {
                steps.push(Step { op: Op::Extend as u8, base: register, dst: len, ..NOTHING });
                with(steps, Ok(len));
            }),
            Len::RetLess(n) => self.with_registers(|steps, [len]| {
                let offset = -(n as i32);
                steps.push(Step { op: Op::Set as u8, base: RESULT, dst: len, offset, ..NOTHING });
                with(steps, Ok(len));
            }),
            Len::Deref(register) | Len::DerefBoth(register) => self.with_registers(|steps, [len]| {
                steps.load(len, At { base: register, offset: 0 }, 4);
                with(steps, Ok(len));
            }),
            Len::DerefAt(register, offset) => self.with_registers(|steps, [len]| {
                steps.load(len, At { base: register, offset: offset as i32 }, 4);
                with(steps, Ok(len));
            }),
            Len::FieldUpTo(field, max) => {
                let Some(parent) = parent else { return };
                self.with_registers(|steps, [len]| {
                    let at = At { offset: parent.offset + field.offset as i32, ..parent };
                    steps.load(len, at, field.width);
                    steps.push(Step { op: Op::Set as u8, base: len, dst: len, max, ..NOTHING });
                    with(steps, Ok(len));
                });
            }
            Len::Field(field) => {
                let Some(parent) = parent else { return };
                self.with_registers(|steps, [len]| {
                    let at = At { offset: parent.offset + field.offset as i32, ..parent };
                    steps.load(len, at, field.width);
                    with(steps, Ok(len));
                });
            }
        }
    }

    /// Bytes: so many elements of this size, at most `max` of them.
    pub(super) fn counted(&mut self, at: At, len: Result<u8, u32>, size: u32, max: u32) {
        let (base, offset) = (at.base, at.offset);
        let step = Step { op: Op::Bytes as u8, base, offset, ..NOTHING };
        match len {
            Err(count) => self.fixed(at, count.min(max).saturating_mul(size)),
            Ok(len) => self.push(Step { len, scale: size as u16, max: max.saturating_mul(size), ..step }),
        }
    }

    /// How many elements of an array are looked at.
    pub(super) fn elements(&mut self) -> u32 {
        // One more than is shown: whether there are more is known from the length.
        let style = self.derive.style;
        let all = !self.derive.abbrev || style.files || style.dumps();
        let most = std::mem::replace(&mut self.most, ELEMENTS);
        if all { most } else { style.limit.min(most) }
    }

    /// What stands at a place. `parent` is the struct whose fields lengths name.
    pub(super) fn target(&mut self, ty: &'static Ty, at: At, parent: Option<At>) {
        match ty.bare() {
            Ty::Struct(layout) => {
                self.fixed(at, layout.size);
                self.fields(layout, at);
            }
            Ty::Array(element, Len::Fixed(count)) => {
                // Whether all of it is there says whether it is shown.
                self.fixed(at, count * element.size());
                if self.derive.follows(element) {
                    self.inside(ty, at, parent);
                }
            }
            Ty::Array(element, len) => {
                let (max, size) = (self.elements(), element.size());
                self.with_len(len, parent, |steps, len| {
                    steps.counted(at, len, size, max);
                    if steps.derive.follows(element) {
                        steps.each(at, len, size, max, |steps, at| steps.inside(element, at, None));
                    }
                });
            }
            Ty::Bytes(len) => self.with_len(len, parent, |steps, len| steps.data(at, len)),
            Ty::Iov(len) | Ty::IovOut(len, _) => {
                let (max, word) = (self.elements(), self.derive.word);
                self.with_len(len, parent, |steps, len| {
                    steps.counted(at, len, 2 * word, max);
                    steps.each(at, len, 2 * word, max, |steps, at| {
                        steps.with_registers(|steps, [base, len]| {
                            steps.load(base, at, word);
                            steps.load(len, At { offset: at.offset + word as i32, ..at }, word);
                            steps.data(At { base, offset: 0 }, Ok(len));
                        });
                    });
                });
            }
            Ty::Custom(_, Ty::Bytes(len)) => {
                // Not for show as they are, so the limit is not the user's.
                self.with_len(len, parent, |steps, len| steps.counted(at, len, 1, RECORD_MAX as u32 / 2));
            }
            Ty::Holding(holds, ty) => {
                self.target(ty, at, parent);
                self.held(*holds, at);
            }
            Ty::Custom(_, ty) => self.target(ty, at, parent),
            scalar => {
                self.fixed(at, scalar.size());
                if self.derive.follows(scalar) {
                    self.inside(scalar, at, parent);
                }
            }
        }
    }

    /// What the fields of a struct point to.
    pub(super) fn fields(&mut self, layout: &'static Layout, at: At) {
        for field in layout.fields {
            if self.derive.follows(&field.ty) {
                let place = At { offset: at.offset + field.offset as i32, ..at };
                self.inside(&field.ty, place, Some(at));
            }
        }
    }

    /// What something that stands in copied memory points to.
    pub(super) fn inside(&mut self, ty: &'static Ty, at: At, parent: Option<At>) {
        match ty {
            Ty::Verbose(_) | Ty::Summary(_) if self.derive.abbrev => {}
            Ty::Holding(holds, ty) => {
                self.held(*holds, at);
                self.inside(ty, at, parent);
            }
            Ty::Custom(_, Ty::Bytes(_)) => self.target(ty, at, parent),
            Ty::Case(other, is, ty) => {
                let Some(parent) = parent else { return };
                self.with_registers(|steps, [value]| {
                    steps.load(
                        value,
                        At { offset: parent.offset + other.offset as i32, ..parent },
                        other.width,
                    );
                    let guard = steps.steps.len();
                    let skip = Step {
                        op: Op::SkipUnless as u8,
                        base: value,
                        offset: *is as i32,
                        max: u32::MAX,
                        ..NOTHING
                    };
                    steps.push(skip);
                    steps.inside(ty, at, Some(parent));
                    steps.steps[guard].skip = (steps.steps.len() - guard - 1) as u16;
                });
            }
            Ty::UpTo(all, some, ty) => {
                self.most = ELEMENTS.min(if self.derive.abbrev { *some } else { *all });
                self.inside(ty, at, parent);
                self.most = ELEMENTS;
            }
            Ty::Verbose(ty)
            | Ty::Quad(ty)
            | Ty::Changed(ty)
            | Ty::Answered(ty)
            | Ty::Whole(ty)
            | Ty::Summary(ty)
            | Ty::Nonzero(ty)
            | Ty::Filled(ty)
            | Ty::If(_, _, ty)
            | Ty::Matters(_, _, ty)
            | Ty::Custom(_, ty) => self.inside(ty, at, parent),
            Ty::Struct(layout) => self.fields(layout, at),
            Ty::Array(element, Len::Fixed(count)) => {
                self.each(at, Err(*count), element.size(), *count, |steps, at| {
                    steps.inside(element, at, None)
                });
            }
            Ty::Fd | Ty::DirFd | Ty::Object => self.with_registers(|steps, [fd]| {
                steps.load(fd, at, 4);
                steps.before(ty, fd);
            }),
            // What the end of a struct holds, as many as a field says.
            Ty::Array(..) | Ty::Bytes(Len::Field(_) | Len::FieldUpTo(..)) => self.target(ty, at, parent),
            Ty::Narrow(ty) => self.behind(ty, at, 4, parent),
            ty => self.behind(ty, at, 8, parent),
        }
    }

    /// What a pointer of so many bytes, which stands in copied memory, leads to.
    fn behind(&mut self, ty: &'static Ty, at: At, size: u32, parent: Option<At>) {
        match ty {
            Ty::PtrIfVerbose(_) if self.derive.abbrev => {}
            Ty::Ptr(target) | Ty::PtrIfVerbose(target) => self.with_registers(|steps, [pointer]| {
                steps.load(pointer, at, size);
                steps.target(target, At { base: pointer, offset: 0 }, parent);
            }),
            Ty::Path | Ty::Name(_) | Ty::Str | Ty::Argv | Ty::Envp => {
                self.with_registers(|steps, [pointer]| {
                    steps.load(pointer, at, size);
                    steps.before(ty, pointer);
                })
            }
            _ => {}
        }
    }

    /// Does the same for each element of an array.
    pub(super) fn each(
        &mut self,
        at: At,
        len: Result<u8, u32>,
        size: u32,
        max: u32,
        step: impl FnOnce(&mut Self, At),
    ) {
        self.with_registers(|steps, [element, left]| {
            let base = at.base;
            steps.push(Step { op: Op::Set as u8, base, dst: element, offset: at.offset, ..NOTHING });
            match len {
                Ok(len) => steps.push(Step { op: Op::Set as u8, base: len, dst: left, max, ..NOTHING }),
                Err(count) => steps.set(left, count.min(max) as i32),
            }
            let guard = steps.steps.len();
            steps.push(Step { op: Op::SkipIf as u8, base: left, offset: 0, max: u32::MAX, ..NOTHING });
            step(steps, At { base: element, offset: 0 });
            let turn = steps.steps.len() - guard - 1;
            steps.push(Step {
                op: Op::Next as u8,
                base: element,
                len: left,
                offset: size as i32,
                skip: turn as u16,
                ..NOTHING
            });
            steps.steps[guard].skip = turn as u16 + 1;
        });
    }
}
