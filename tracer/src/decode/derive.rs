//! From rows to capture plans: what the kernel is to copy of a call's memory, so that it can be shown.

use tracer_common::abi::Abi;
use tracer_common::admit::contains;
use tracer_common::limits::{SLOTS, slot};
use tracer_common::plan::{
    FIRST_FREE, INSTRUCTION, NO_REG, Op, Plan, RECORD_MAX, REGS, RESULT, STACK, STEPS, Step, Variant,
    VariantKey,
};
use tracer_common::segment::{INSTRUCTION_POINTER, STACK_POINTER};

use super::desc::{Arg, Holds, Layout, Len, Outcome, Ret, Row, Ty};
use super::index::row;
use super::style::Style;
use super::walk::PATH_MAX;
use crate::arch;

/// How many elements of an array are copied where nothing is abbreviated.
const ELEMENTS: u32 = 4096;

/// How many descriptors a set of select(2) has bits for, and how many a control message carries (`SCM_MAX_FD`,
/// include/net/scm.h).
const BITS: u32 = 1024;
const SCM_MAX_FD: u32 = 253;

/// What the kernel is told.
#[derive(Clone, Debug)]
pub struct Plans {
    /// By slot.
    pub plans: Vec<Plan>,
    /// The pool.
    pub steps: Vec<Step>,
    /// Plans of variants.
    pub variants: Vec<(VariantKey, Variant)>,
}

impl Plans {
    /// The bytes of the map that holds all but the variants.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(size_of::<tracer_common::plan::Plans>());
        for plan in &self.plans {
            bytes.extend_from_slice(&plan.enter.to_ne_bytes());
            bytes.extend_from_slice(&plan.exit.to_ne_bytes());
            bytes.extend_from_slice(&plan.selector.to_ne_bytes());
            bytes.extend_from_slice(&plan.mask.to_ne_bytes());
        }
        for step in &self.steps {
            bytes.extend_from_slice(&[step.op, step.base, step.len, step.dst]);
            bytes.extend_from_slice(&step.skip.to_ne_bytes());
            bytes.extend_from_slice(&step.scale.to_ne_bytes());
            bytes.extend_from_slice(&step.offset.to_ne_bytes());
            bytes.extend_from_slice(&step.max.to_ne_bytes());
        }
        bytes.resize(size_of::<tracer_common::plan::Plans>(), 0);
        bytes
    }
}

/// The plans of every call of the native ABI.
pub fn plans(style: &Style) -> Plans {
    let mut pool = Pool { steps: vec![Step::default()] };
    let mut plans = vec![Plan::default(); SLOTS as usize];
    let mut variants = Vec::new();
    if style.instruction {
        // Known of calls without a row as well.
        let keep =
            Step { op: Op::Keep as u8, base: INSTRUCTION, max: u32::from(INSTRUCTION_POINTER), ..NOTHING };
        let enter = pool.add(vec![keep]);
        plans.fill(Plan { enter, ..Plan::default() });
    }
    for call in arch::syscalls(Abi::NATIVE) {
        let (Some(row), Some(slot)) = (row(Abi::NATIVE, call.nr), slot(Abi::NATIVE, call.nr)) else {
            continue;
        };
        // Numbers need no memory; but which calls touch a path is known from it.
        if contains(&style.raw, u64::from(slot)) && !style.files && !style.dumps() {
            continue;
        }
        let plan = &mut plans[slot as usize];
        let derive = Derive::new(style, slot, row);
        (plan.enter, plan.exit) = pool.add_both(&derive, row.args, &[], row.ret);
        let Some(of) = &row.variants else { continue };
        let head = &row.args[..usize::from(of.selector) + 1];
        for variant in of.lists.iter().flat_map(|list| list.iter()) {
            let (enter, exit) = pool.add_both(&derive, head, variant.args, variant.ret);
            // One that copies nothing is needed where the row without it copies something.
            if (enter, exit) != (plan.enter, plan.exit) {
                let key = VariantKey { slot: u64::from(slot), value: variant.value & of.mask };
                variants.push((key, Variant { enter, exit, pad: 0 }));
            }
        }
        if variants.iter().any(|(key, _)| key.slot == u64::from(slot)) {
            (plan.selector, plan.mask) = (u32::from(row.args[usize::from(of.selector)].register), of.mask);
        }
    }
    debug_assert!(pool.steps.len() <= STEPS, "{} steps", pool.steps.len());
    pool.steps.truncate(STEPS);
    Plans { plans, steps: pool.steps, variants }
}

/// The pool of steps, in which equal plans stand once.
struct Pool {
    steps: Vec<Step>,
}

impl Pool {
    fn add_both(
        &mut self,
        derive: &Derive<'_>,
        head: &'static [Arg],
        tail: &'static [Arg],
        ret: Ret,
    ) -> (u16, u16) {
        let args = || head.iter().chain(tail);
        (self.add(derive.enter(args())), self.add(derive.exit(args(), ret)))
    }

    fn add(&mut self, mut steps: Vec<Step>) -> u16 {
        if steps.is_empty() {
            return 0;
        }
        steps.push(Step::default());
        let there = self.steps.windows(steps.len()).position(|window| window == steps);
        let at = there.unwrap_or(self.steps.len());
        if there.is_none() {
            self.steps.append(&mut steps);
        }
        u16::try_from(at).unwrap_or(0)
    }
}

/// Where something is: a register that points to it, and how far behind.
#[derive(Clone, Copy)]
struct At {
    base: u8,
    offset: i32,
}

/// Makes the plans of one row.
struct Derive<'a> {
    style: &'a Style,
    /// How many bytes of data are shown.
    limit: u32,
    abbrev: bool,
    verbose: bool,
    row: &'static Row,
}

/// Steps in the making.
struct Steps<'a> {
    derive: &'a Derive<'a>,
    steps: Vec<Step>,
    free: u8,
}

const NOTHING: Step =
    Step { op: Op::End as u8, base: 0, len: NO_REG, dst: 0, skip: 0, scale: 1, offset: 0, max: 0 };

impl<'a> Derive<'a> {
    fn new(style: &'a Style, slot: u32, row: &'static Row) -> Self {
        let slot = u64::from(slot);
        // What a descriptor's dump needs is not known before the call: all that there is room for.
        let all = RECORD_MAX as u32 / 2;
        Self {
            style,
            limit: if style.dumps() { all } else { style.limit.min(all) },
            abbrev: contains(&style.abbrev, slot),
            verbose: contains(&style.verbose, slot),
            row,
        }
    }

    /// Does what stands in copied memory lead to more that is to be copied?
    fn follows(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Ptr(_) | Ty::PtrIfVerbose(_) => true,
            Ty::Path | Ty::Name(_) | Ty::Str | Ty::Argv | Ty::Envp => true,
            Ty::Fd | Ty::DirFd => self.style.captures_files(),
            Ty::Struct(layout) => layout.fields.iter().any(|field| self.follows(&field.ty)),
            Ty::Array(element, Len::Fixed(_)) => self.follows(element),
            Ty::Holding(_, ty) => self.style.captures_files() || self.follows(ty),
            Ty::Array(..) | Ty::Bytes(Len::Field(_)) => true,
            Ty::Custom(_, ty) | Ty::Verbose(ty) | Ty::Nonzero(ty) | Ty::If(_, _, ty) => self.follows(ty),
            _ => false,
        }
    }

    fn steps(&'a self) -> Steps<'a> {
        Steps { derive: self, steps: Vec::new(), free: FIRST_FREE }
    }

    fn enter(&'a self, args: impl Iterator<Item = &'static Arg>) -> Vec<Step> {
        let mut steps = self.steps();
        if self.style.instruction {
            steps.keep(INSTRUCTION, INSTRUCTION_POINTER);
        }
        for arg in args {
            steps.before(&arg.ty, arg.register);
        }
        steps.steps
    }

    fn exit(&'a self, args: impl Iterator<Item = &'static Arg> + Clone, ret: Ret) -> Vec<Step> {
        let mut steps = self.steps();
        for arg in args.clone() {
            steps.after(&arg.ty, arg.register, true);
        }
        let at = steps.steps.len();
        for arg in args.clone() {
            steps.after(&arg.ty, arg.register, false);
        }
        if matches!(ret, Ret::Fd) {
            steps.file(RESULT, false);
        }
        if ret.reads_memory() {
            for arg in args {
                if let Ty::InOut(ty) = arg.ty {
                    steps.target(ty, At { base: arg.register, offset: 0 }, None);
                }
            }
        }
        if steps.steps.len() > at {
            steps.steps.insert(at, Step { op: Op::EndIfFailed as u8, ..NOTHING });
        }
        steps.steps
    }
}

impl Steps<'_> {
    fn push(&mut self, step: Step) {
        self.steps.push(step);
    }

    /// What a descriptor leads to, if that is wanted.
    fn file(&mut self, register: u8, or_directory: bool) {
        if self.derive.style.captures_files() {
            let scale = u16::from(or_directory);
            self.push(Step { op: Op::File as u8, base: register, scale, ..NOTHING });
        }
    }

    /// Is this copied, as it is shown? Strings are where structs are not.
    fn wants(&self, ty: &Ty) -> bool {
        self.derive.verbose || ty.is_text()
    }

    fn keep(&mut self, register: u8, kind: u16) {
        self.push(Step { op: Op::Keep as u8, base: register, max: u32::from(kind), ..NOTHING });
    }

    /// What is copied when the call begins.
    fn before(&mut self, ty: &'static Ty, register: u8) {
        let at = At { base: register, offset: 0 };
        match ty {
            Ty::Fd => self.file(register, false),
            Ty::DirFd => self.file(register, true),
            Ty::Path => self.string(at, PATH_MAX),
            Ty::Name(max) => self.string(at, *max),
            Ty::Str => self.string(at, self.derive.style.limit.min(RECORD_MAX as u32 / 2) + 1),
            Ty::Argv if self.derive.verbose => self.strings(at),
            Ty::Envp if self.derive.abbrev && self.derive.verbose => self.words(at),
            Ty::Envp if self.derive.verbose => self.strings(at),
            Ty::In(ty) | Ty::InOut(ty) | Ty::Both(ty) | Ty::Becomes(ty, _) | Ty::Around(ty)
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
                self.keep(STACK, STACK_POINTER);
                self.target(ty, At { base: STACK, offset: *offset as i32 }, None);
            }
            _ => {}
        }
    }

    /// What is copied when it ends: what is written whatever the result, or what is written on success.
    fn after(&mut self, ty: &'static Ty, register: u8, always: bool) {
        let at = At { base: register, offset: 0 };
        match ty {
            Ty::OutOn(Outcome::Always | Outcome::Interrupted, ty) | Ty::Around(ty)
                if always && self.wants(ty) =>
            {
                self.target(ty, at, None);
            }
            Ty::Out(ty) | Ty::OutOn(Outcome::Success, ty) | Ty::Both(ty) | Ty::Becomes(_, ty)
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

    fn fixed(&mut self, at: At, size: u32) {
        if size > 0 {
            self.push(Step { op: Op::Bytes as u8, base: at.base, offset: at.offset, max: size, ..NOTHING });
        }
    }

    fn string(&mut self, at: At, max: u32) {
        self.push(Step { op: Op::Str as u8, base: at.base, offset: at.offset, max, ..NOTHING });
    }

    /// Registers that nobody uses, for as long as `with` runs; nothing is copied if there are none left.
    fn with_registers<const N: usize>(&mut self, with: impl FnOnce(&mut Self, [u8; N])) {
        let before = self.free;
        let after = before + N as u8;
        debug_assert!(usize::from(after) <= REGS, "too deep: {}", self.derive.row.name);
        if usize::from(after) <= REGS {
            self.free = after;
            with(self, std::array::from_fn(|i| before + i as u8));
        }
        self.free = before;
    }

    fn load(&mut self, dst: u8, at: At, size: u32) {
        let scale = size as u16;
        self.push(Step { op: Op::Load as u8, base: at.base, offset: at.offset, dst, scale, ..NOTHING });
    }

    /// Does something with a length: a register that holds it, or a constant.
    fn with_len(&mut self, len: &Len, parent: Option<At>, with: impl FnOnce(&mut Self, Result<u8, u32>)) {
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
    fn counted(&mut self, at: At, len: Result<u8, u32>, size: u32, max: u32) {
        let (base, offset) = (at.base, at.offset);
        let step = Step { op: Op::Bytes as u8, base, offset, ..NOTHING };
        match len {
            Err(count) => self.fixed(at, count.min(max).saturating_mul(size)),
            Ok(len) => self.push(Step { len, scale: size as u16, max: max.saturating_mul(size), ..step }),
        }
    }

    /// How many elements of an array are looked at.
    fn elements(&self) -> u32 {
        // One more than is shown: whether there are more is known from the length.
        let style = self.derive.style;
        let all = !self.derive.abbrev || style.files || style.dumps();
        if all { ELEMENTS } else { style.limit.min(ELEMENTS) }
    }

    /// What stands at a place. `parent` is the struct whose fields lengths name.
    fn target(&mut self, ty: &'static Ty, at: At, parent: Option<At>) {
        match ty {
            Ty::Struct(layout) => {
                self.fixed(at, layout.size);
                self.fields(layout, at);
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
            Ty::Bytes(len) => {
                let max = self.derive.limit;
                self.with_len(len, parent, |steps, len| steps.counted(at, len, 1, max));
            }
            Ty::Iov(len) | Ty::IovOut(len, _) => {
                let max = self.elements();
                self.with_len(len, parent, |steps, len| {
                    steps.counted(at, len, 16, max);
                    steps.each(at, len, 16, max, |steps, at| {
                        steps.with_registers(|steps, [base, len]| {
                            steps.load(base, at, 8);
                            steps.load(len, At { offset: at.offset + 8, ..at }, 8);
                            let max = steps.derive.limit;
                            steps.counted(At { base, offset: 0 }, Ok(len), 1, max);
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
            Ty::Custom(_, ty) | Ty::Verbose(ty) | Ty::Nonzero(ty) | Ty::If(_, _, ty) => {
                self.target(ty, at, parent);
            }
            scalar => {
                self.fixed(at, scalar.size());
                if self.derive.follows(scalar) {
                    self.inside(scalar, at, parent);
                }
            }
        }
    }

    /// What the fields of a struct point to.
    fn fields(&mut self, layout: &'static Layout, at: At) {
        for field in layout.fields {
            if self.derive.follows(&field.ty) {
                let place = At { offset: at.offset + field.offset as i32, ..at };
                self.inside(&field.ty, place, Some(at));
            }
        }
    }

    /// What something that stands in copied memory points to.
    fn inside(&mut self, ty: &'static Ty, at: At, parent: Option<At>) {
        match ty {
            Ty::Verbose(_) if self.derive.abbrev => {}
            Ty::Holding(holds, ty) => {
                self.held(*holds, at);
                self.inside(ty, at, parent);
            }
            Ty::Verbose(ty) | Ty::Nonzero(ty) | Ty::If(_, _, ty) | Ty::Custom(_, ty) => {
                self.inside(ty, at, parent)
            }
            Ty::Struct(layout) => self.fields(layout, at),
            Ty::Array(element, Len::Fixed(count)) => {
                self.each(at, Err(*count), element.size(), *count, |steps, at| {
                    steps.inside(element, at, None)
                });
            }
            Ty::Fd | Ty::DirFd => self.with_registers(|steps, [fd]| {
                steps.load(fd, at, 4);
                steps.before(ty, fd);
            }),
            // What the end of a struct holds, as many as a field says.
            Ty::Array(..) | Ty::Bytes(Len::Field(_)) => self.target(ty, at, parent),
            Ty::Ptr(target) => self.with_registers(|steps, [pointer]| {
                steps.load(pointer, at, 8);
                steps.target(target, At { base: pointer, offset: 0 }, parent);
            }),
            Ty::PtrIfVerbose(_) if self.derive.abbrev => {}
            Ty::PtrIfVerbose(target) => self.with_registers(|steps, [pointer]| {
                steps.load(pointer, at, 8);
                steps.target(target, At { base: pointer, offset: 0 }, parent);
            }),
            Ty::Path | Ty::Name(_) | Ty::Str | Ty::Argv | Ty::Envp => {
                self.with_registers(|steps, [pointer]| {
                    steps.load(pointer, at, 8);
                    steps.before(ty, pointer);
                })
            }
            _ => {}
        }
    }

    /// What the descriptors lead to that a value holds, if that is wanted.
    fn held(&mut self, holds: Holds, at: At) {
        if !self.derive.style.captures_files() {
            return;
        }
        match holds {
            Holds::First => self.inside(&Ty::Fd, at, None),
            Holds::Bits(count) => self.with_registers(|steps, [bit]| {
                let (op, base, offset) = (Op::Bit as u8, at.base, at.offset);
                steps.set(bit, 0);
                steps.push(Step { op, base, offset, len: count, dst: bit, skip: 3, max: BITS, ..NOTHING });
                steps.file(bit, false);
                steps.push(Step { op: Op::Set as u8, base: bit, dst: bit, offset: 1, ..NOTHING });
                // Back in any case: what ends the loop is that there is no bit.
                steps.push(Step { op: Op::Next as u8, base: bit, len: bit, scale: 0, skip: 3, ..NOTHING });
            }),
            Holds::Rights => self.rights(at),
        }
    }

    /// The descriptors in a control message.
    fn rights(&mut self, at: At) {
        /// `struct cmsghdr` (include/linux/socket.h): its length, itself included, its level, its type.
        const HEADER: i32 = 16;
        self.with_registers(|steps, [element, left, word]| {
            let check = |offset: i32| At { offset: at.offset + offset, ..at };
            steps.load(word, check(8), 4);
            let skip_unless = Step { op: Op::SkipUnless as u8, base: word, max: u32::MAX, ..NOTHING };
            steps.push(Step { offset: libc::SOL_SOCKET, skip: 9, ..skip_unless });
            steps.load(word, check(12), 4);
            steps.push(Step { offset: libc::SCM_RIGHTS, skip: 7, ..skip_unless });
            steps.load(left, at, 8);
            let (op, base, max) = (Op::Set as u8, left, HEADER as u32 + 4 * SCM_MAX_FD);
            steps.push(Step { op, base, dst: left, max, ..NOTHING });
            steps.push(Step { op, base, dst: left, offset: -HEADER, ..NOTHING });
            steps.push(Step { op, base: at.base, dst: element, offset: at.offset + HEADER, ..NOTHING });
            steps.load(word, At { base: element, offset: 0 }, 4);
            steps.file(word, false);
            steps.push(Step {
                op: Op::Next as u8,
                base: element,
                len: left,
                offset: 4,
                scale: 4,
                skip: 2,
                ..NOTHING
            });
        });
    }

    /// Sets a register to a small number.
    fn set(&mut self, dst: u8, value: i32) {
        self.push(Step { op: Op::Set as u8, base: RESULT, dst, scale: 0, offset: value, ..NOTHING });
    }

    /// Does the same for each element of an array.
    fn each(&mut self, at: At, len: Result<u8, u32>, size: u32, max: u32, step: impl FnOnce(&mut Self, At)) {
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

    fn words(&mut self, at: At) {
        let max = RECORD_MAX as u32 / 4;
        self.with_registers(|steps, [count]| {
            steps.push(Step {
                op: Op::Words as u8,
                base: at.base,
                offset: at.offset,
                dst: count,
                max,
                ..NOTHING
            });
        });
    }

    fn strings(&mut self, at: At) {
        let style = self.derive.style;
        let most = if self.derive.abbrev { style.limit } else { u32::MAX };
        self.with_registers(|steps, [count]| {
            steps.push(Step {
                op: Op::Words as u8,
                base: at.base,
                offset: at.offset,
                dst: count,
                max: RECORD_MAX as u32 / 4,
                ..NOTHING
            });
            let max = style.limit.min(RECORD_MAX as u32 / 2) + 1;
            steps.each(at, Ok(count), 8, most, |steps, at| {
                steps.with_registers(|steps, [pointer]| {
                    steps.load(pointer, at, 8);
                    steps.string(At { base: pointer, offset: 0 }, max);
                });
            });
        });
    }
}
