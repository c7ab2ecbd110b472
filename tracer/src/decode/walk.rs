//! A call being shown: its registers, its memory, and the walk along types. Decoders of odd values get it to read and
//! to show with.

use std::cell::Cell;

use tracer_common::abi::Abi;
use tracer_common::admit::{contains, failed};
use tracer_common::limits::slot;
use tracer_common::segment::Segments;

use super::desc::{FieldRef, Layout, Len, Outcome, Ty};
use super::emit::{Emit, Shape};
use super::style::Style;

/// The longest path that the kernel takes, with its NUL (`PATH_MAX`, include/uapi/linux/limits.h).
pub const PATH_MAX: u32 = 4096;

/// Nothing that is known of a struct stands farther behind its end.
const PAGE: u64 = 4096;

/// Which of the two copies of the memory is asked first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// That of the call's beginning.
    Enter,
    /// That of its end.
    Exit,
}

/// What is known of a call.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Its ABI.
    pub abi: Abi,
    /// Its number.
    pub nr: u32,
    /// The caller's process.
    pub tgid: u32,
    /// The number of the task's call before, if it is known.
    pub previous: Option<u32>,
    /// The argument registers.
    pub args: [u64; 6],
    /// The result, once there is one.
    pub result: Option<i64>,
    /// Memory as it was when the call began.
    pub enter: Segments<'a>,
    /// Memory as it was when it ended.
    pub exit: Segments<'a>,
}

/// A call being shown.
pub struct Walk<'a> {
    /// Who takes the values.
    pub out: &'a mut dyn Emit,
    /// How they are shown.
    pub style: &'a Style,
    /// The call.
    pub call: Known<'a>,
    /// Are this call's structs abbreviated?
    pub abbrev: bool,
    /// Are this call's structs shown at all?
    pub verbose: bool,
    /// The protocol of the netlink(7) socket that the call is on, if it is on one.
    pub(super) netlink: Option<u16>,
    side: Side,
    /// Where the struct is whose fields are shown.
    pub(super) base: u64,
    /// Where it ends, if the caller tells of a shorter one than is known: what would follow is zero.
    end: Option<u64>,
    /// How many elements of the next array are shown.
    pub(super) most: u64,
    /// Where in the copies the last look-ups have ended.
    places: [Cell<usize>; 2],
}

impl<'a> Walk<'a> {
    /// Begins to show a call.
    pub fn new(out: &'a mut dyn Emit, style: &'a Style, call: Known<'a>) -> Self {
        let slot = slot(call.abi, call.nr).map_or(u64::MAX, u64::from);
        let abbrev = contains(&style.abbrev, slot);
        let verbose = contains(&style.verbose, slot);
        Self {
            out,
            style,
            call,
            abbrev,
            verbose,
            netlink: None,
            side: Side::Enter,
            base: 0,
            end: None,
            most: u64::MAX,
            places: Default::default(),
        }
    }

    /// An argument register.
    pub fn arg(&self, register: u8) -> u64 {
        self.call.args.get(usize::from(register)).copied().unwrap_or(0)
    }

    /// Has the call failed?
    pub fn failed(&self) -> bool {
        self.call.result.is_some_and(failed)
    }

    /// Does something with the memory of one side asked first.
    pub fn on<R>(&mut self, side: Side, show: impl FnOnce(&mut Self) -> R) -> R {
        let before = std::mem::replace(&mut self.side, side);
        let result = show(self);
        self.side = before;
        result
    }

    /// As many of these bytes as were copied.
    pub fn memory(&self, address: u64, len: usize) -> &'a [u8] {
        self.look(address, len, |_| false)
    }

    /// As many of these bytes as were copied, or as are enough: from the copy that is asked first if it has them.
    pub(super) fn look(&self, address: u64, len: usize, enough: impl Fn(&[u8]) -> bool + Copy) -> &'a [u8] {
        let look = |side: Side| {
            let segments = if side == Side::Enter { self.call.enter } else { self.call.exit };
            let cell = &self.places[side as usize];
            let mut place = cell.get();
            let found = segments.memory_near(address, len, &mut place, enough);
            cell.set(place);
            found
        };
        let found = look(self.side);
        if found.len() == len || enough(found) {
            return found;
        }
        let other = look(if self.side == Side::Enter { Side::Exit } else { Side::Enter });
        if other.len() > found.len() { other } else { found }
    }

    /// The segment of another kind at this address.
    pub fn of_kind(&self, kind: u16, address: u64) -> Option<&'a [u8]> {
        let (first, second) = match self.side {
            Side::Enter => (self.call.enter, self.call.exit),
            Side::Exit => (self.call.exit, self.call.enter),
        };
        first.of_kind(kind, address).or_else(|| second.of_kind(kind, address))
    }

    /// All of these bytes, if they were copied.
    pub fn bytes(&self, address: u64, len: usize) -> Option<&'a [u8]> {
        Some(self.memory(address, len)).filter(|found| found.len() == len)
    }

    /// A number of 1 to 8 bytes.
    pub fn number(&self, address: u64, size: u32) -> Option<u64> {
        let mut word = [0; 8];
        let mut size = size.clamp(1, 8) as usize;
        if let Some(end) = self.end.filter(|end| (self.base..*end + PAGE).contains(&address)) {
            size = size.min(end.saturating_sub(address) as usize);
        }
        word[..size].copy_from_slice(self.bytes(address, size)?);
        Some(u64::from_le_bytes(word))
    }

    /// A field of the struct that is being shown.
    pub fn field(&self, field: FieldRef) -> u64 {
        self.number(self.base.wrapping_add(u64::from(field.offset)), field.width).unwrap_or(0)
    }

    /// How many bytes or elements there are.
    pub fn len(&self, len: &Len) -> u64 {
        match *len {
            Len::Fixed(n) => u64::from(n),
            Len::Arg(register) => self.arg(register),
            Len::ArgInt(register) => u64::try_from(self.arg(register) as i32).unwrap_or(0),
            Len::Ret => self.call.result.and_then(|result| u64::try_from(result).ok()).unwrap_or(0),
            Len::RetUpTo(register) => self.len(&Len::Ret).min(self.arg(register)),
            Len::ArgPlus(register, more) => self.arg(register).saturating_add(u64::from(more)),
            Len::RetLess(n) => self.len(&Len::Ret).saturating_sub(u64::from(n)),
            Len::DerefBoth(register) => {
                let length = |segments: Segments<'_>| {
                    let bytes = segments.memory(self.arg(register), 4).first_chunk()?;
                    Some(u64::try_from(i32::from_le_bytes(*bytes)).unwrap_or(0))
                };
                let (before, after) = (length(self.call.enter), length(self.call.exit));
                before.unwrap_or(u64::MAX).min(after.or(before).unwrap_or(0))
            }
            Len::DerefAt(register, offset) => {
                self.number(self.arg(register).wrapping_add(u64::from(offset)), 4).unwrap_or(u64::MAX)
            }
            Len::Deref(register) => self.number(self.arg(register), 4).unwrap_or(0),
            Len::Of(max, of) => of(&self.call.args).min(u64::from(max)),
            Len::Field(field) => self.field(field),
            Len::FieldUpTo(field, max) => self.field(field).min(u64::from(max)),
        }
    }

    /// Shows a pointer to something, read from the side that is in force.
    pub fn pointer(&mut self, pointer: u64, ty: &'static Ty) {
        self.follow(pointer, ty);
    }

    /// The same. False if only the address is shown.
    pub fn follow(&mut self, pointer: u64, ty: &'static Ty) -> bool {
        let is_empty = |len| self.len(len) == 0;
        let wanted = self.verbose
            || ty.is_text()
            || matches!(ty, Ty::Array(_, len) | Ty::Iov(len) | Ty::IovOut(len, _) if is_empty(len));
        let shown = pointer != 0 && wanted && self.apart(|walk| walk.show_at(ty, pointer));
        if !shown {
            self.out.address(pointer);
        }
        shown
    }

    /// Shows a pointer to what the call writes after an outcome.
    pub fn written(&mut self, pointer: u64, outcome: Outcome, ty: &'static Ty) {
        let done = match (self.call.result, outcome) {
            (None, _) => false,
            (Some(_), Outcome::Always) => true,
            (Some(result), Outcome::Success) => !failed(result),
            (Some(result), Outcome::Interrupted) => {
                matches!(result, -516..=-512) || result == -i64::from(libc::EINTR)
            }
        };
        if !done {
            return self.out.address(pointer);
        }
        self.on(Side::Exit, |walk| walk.pointer(pointer, ty));
    }

    /// Shows what stands at an address. False, and nothing is shown, if it cannot be read.
    pub fn show_at(&mut self, ty: &'static Ty, address: u64) -> bool {
        match ty.bare() {
            Ty::Struct(layout) => {
                if self.bytes(address, layout.size as usize).is_none() {
                    return false;
                }
                self.structure(layout, address);
                true
            }
            Ty::Array(element, Len::Fixed(count))
                if self.bytes(address, (element.size() * count) as usize).is_none() =>
            {
                false
            }
            Ty::Array(element, len) => {
                let count = self.len(len);
                self.array(element, address, count)
            }
            Ty::Bytes(len) => {
                let wanted = self.len(len);
                self.data(address, wanted)
            }
            Ty::Chars(size) => self.chars(address, *size),
            Ty::Raw(size) => self.raw(address, *size),
            Ty::Iov(len) => {
                let count = self.len(len);
                self.iov(address, count, Some(u64::MAX))
            }
            Ty::IovOut(len, total) => {
                let count = self.len(len);
                let total = (!self.failed()).then(|| self.len(total));
                self.iov(address, count, total)
            }
            Ty::Custom(custom, ty) => {
                let len = match ty {
                    Ty::Bytes(len) => self.len(len),
                    Ty::Array(element, len) => self.len(len).saturating_mul(u64::from(element.size())),
                    other => u64::from(other.size()),
                };
                if self.memory(address, 1).is_empty() && len != 0 {
                    return false;
                }
                (custom.show)(self, address, len);
                true
            }
            Ty::Holding(_, ty) => self.show_at(ty, address),
            scalar => {
                // A pointer to a number is shown as an array of one.
                let Some(value) = self.number(address, scalar.size()) else { return false };
                self.out.open(Shape::Array);
                self.out.item();
                self.value(scalar, value);
                self.out.close(Shape::Array);
                true
            }
        }
    }

    /// Does something with a struct of which the caller tells so many bytes: of what is behind them, numbers are zero.
    pub fn shortened(&mut self, address: u64, len: u64, show: impl FnOnce(&mut Self)) {
        let before = (self.base, self.end);
        (self.base, self.end) = (address, Some(address.wrapping_add(len)));
        show(self);
        (self.base, self.end) = before;
    }

    /// Does something with what stands apart from the struct that is shown, wherever that is.
    pub fn apart<R>(&mut self, show: impl FnOnce(&mut Self) -> R) -> R {
        let end = self.end.take();
        let result = show(self);
        self.end = end;
        result
    }

    /// Shows the fields of a struct.
    pub fn structure(&mut self, layout: &'static Layout, address: u64) {
        self.out.open(Shape::Struct);
        let base = std::mem::replace(&mut self.base, address);
        let skipped = self.fields(layout, address);
        if skipped {
            self.out.more();
        }
        self.base = base;
        self.out.close(Shape::Struct);
    }

    /// Shows fields within a struct that was opened. Were some left out, so that it ends with `...`?
    pub fn fields(&mut self, layout: &'static Layout, address: u64) -> bool {
        self.fields_before(layout, address, u32::MAX)
    }

    /// The same, of those fields that begin before an offset.
    pub fn fields_before(&mut self, layout: &'static Layout, address: u64, end: u32) -> bool {
        let base = std::mem::replace(&mut self.base, address);
        let mut skipped = false;
        for field in layout.fields.iter().filter(|field| field.offset < end) {
            let at = address.wrapping_add(u64::from(field.offset));
            let (mut ty, mut side) = (&field.ty, self.side);
            let shown = loop {
                match ty {
                    Ty::Verbose(_) if self.abbrev => (skipped, ty) = (true, &Ty::Skip(0)),
                    Ty::Omitted(_) => (skipped, ty) = (true, &Ty::Skip(0)),
                    Ty::Nonzero(ty) if self.on(side, |it| it.is_zero(at, ty.size())) => break false,
                    Ty::Filled(_) if self.call.result.is_none() || self.failed() => break false,
                    Ty::If(other, holds, _) if !holds(self.on(side, |it| it.field(*other))) => break false,
                    Ty::Case(other, is, _) if self.on(side, |it| it.field(*other)) != u64::from(*is) => {
                        break false;
                    }
                    Ty::Matters(other, holds, _) if self.abbrev && !holds(self.field(*other)) => break false,
                    Ty::Skip(_) => break false,
                    Ty::Filled(inner) => (ty, side) = (inner, Side::Exit),
                    Ty::Verbose(inner)
                    | Ty::Nonzero(inner)
                    | Ty::If(_, _, inner)
                    | Ty::Case(_, _, inner)
                    | Ty::Matters(_, _, inner) => ty = inner,
                    _ => break true,
                }
            };
            if shown {
                self.out.key(field.name);
                self.on(side, |walk| walk.place(ty, at));
            }
        }
        self.base = base;
        skipped
    }

    /// Shows a member of a struct or array: what stands in place.
    pub fn place(&mut self, ty: &'static Ty, address: u64) {
        match ty {
            Ty::Struct(_)
            | Ty::Array(..)
            | Ty::Bytes(_)
            | Ty::Chars(_)
            | Ty::Raw(_)
            | Ty::Custom(..)
            | Ty::Holding(..) => {
                if !self.show_at(ty, address) {
                    self.out.address(address);
                }
            }
            Ty::Changed(inner) | Ty::Answered(inner) => {
                self.on(Side::Enter, |walk| walk.place(inner, address));
                let bytes = |walk: &mut Self| walk.number(address, inner.size());
                let changed = self.on(Side::Enter, bytes) != self.on(Side::Exit, bytes);
                let told = changed || matches!(ty, Ty::Answered(_));
                if told && self.call.result.is_some() && !self.failed() {
                    self.out.becomes();
                    self.on(Side::Exit, |walk| walk.place(inner, address));
                }
            }
            Ty::Whole(ty) => self.whole(ty, address),
            Ty::Summary(ty) if self.abbrev => self.summary(ty),
            Ty::Summary(ty) => self.place(ty, address),
            Ty::UpTo(all, some, ty) => self.up_to(if self.abbrev { *some } else { *all }, ty, address),
            Ty::PtrIfVerbose(_) | Ty::Narrow(Ty::PtrIfVerbose(_)) if self.abbrev => {
                let pointer = self.number(address, ty.size()).unwrap_or(0);
                self.out.address(pointer);
            }
            scalar => {
                let value = self.number(address, scalar.size()).unwrap_or(0);
                self.value(scalar, value);
            }
        }
    }
}
