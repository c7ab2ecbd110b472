//! Structs and values of 64-bit programs as they look in the memory of 32-bit ones: a `long` and a pointer take 4 bytes, and
//! nothing is aligned to more than that.

use super::known::{CUSTOM, CUSTOM_FIXED, FIXED, FIXED_TIMES, OTHERS, SIZES, UNKNOWN};
use super::leak;
use crate::decode::desc::{Field, FieldRef, Layout, Len, Ty};

/// What a number of 64 bits is aligned to in programs of i386.
const ALIGN: u32 = 4;

/// Makes types of 32-bit programs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Narrow {
    /// Do structs of times hold 64-bit numbers?
    pub(super) times: bool,
    /// Do ids of users and groups take 16 bits?
    pub(super) ids: bool,
}

impl Narrow {
    /// The type of the same thing in memory of a 32-bit program; the same one, if it looks the same there. None if that is not
    /// known.
    pub(super) fn ty(self, ty: &'static Ty) -> Option<&'static Ty> {
        self.within(ty, None)
    }

    /// The same, of what stands in a struct whose fields lengths and conditions name.
    fn within(self, ty: &'static Ty, parent: Option<&Places>) -> Option<&'static Ty> {
        let inner = |ty: &'static Ty| self.within(ty, parent);
        let made = match *ty {
            Ty::Long => Ty::Int,
            Ty::Ulong | Ty::Size => Ty::Uint,
            Ty::Hex => Ty::Hex32,
            Ty::Flags64(set) => Ty::Flags(set),
            Ty::Enum64(set) => Ty::Enum(set),
            Ty::Show(show) => Ty::Show32(show),
            Ty::Uid if self.ids => Ty::Uid16,
            Ty::Dev => return None,
            Ty::Addr | Ty::Opaque | Ty::Path | Ty::Name(_) | Ty::Str | Ty::Argv | Ty::Envp => Ty::Narrow(ty),
            Ty::Ptr(target) => Ty::Narrow(&leak(vec![Ty::Ptr(inner(target)?)])[0]),
            Ty::PtrIfVerbose(target) => Ty::Narrow(&leak(vec![Ty::PtrIfVerbose(inner(target)?)])[0]),
            Ty::Struct(layout) => {
                let new = self.layout(layout)?;
                if std::ptr::eq(new, layout) {
                    return Some(ty);
                }
                Ty::Struct(new)
            }
            Ty::Array(element, len) => {
                let (new, new_len) = (inner(element)?, moved(len, parent)?);
                if std::ptr::eq(new, element) && parent.is_none() {
                    return Some(ty);
                }
                Ty::Array(new, new_len)
            }
            Ty::Bytes(len) if parent.is_some() => Ty::Bytes(moved(len, parent)?),
            Ty::Iov(len) if parent.is_some() => Ty::Iov(moved(len, parent)?),
            Ty::IovOut(len, total) if parent.is_some() => {
                Ty::IovOut(moved(len, parent)?, moved(total, parent)?)
            }
            Ty::Custom(custom, target) => {
                if CUSTOM_FIXED.contains(&custom.name) {
                    return Some(ty);
                }
                if !CUSTOM.contains(&custom.name) {
                    return None;
                }
                let new = inner(target)?;
                if std::ptr::eq(new, target) {
                    return Some(ty);
                }
                Ty::Custom(custom, new)
            }
            Ty::Quad(_) => return Some(ty),
            Ty::Holding(holds, target) => Ty::Holding(holds, inner(target)?),
            Ty::Verbose(target) => Ty::Verbose(inner(target)?),
            Ty::Changed(target) => Ty::Changed(inner(target)?),
            Ty::Answered(target) => Ty::Answered(inner(target)?),
            Ty::Filled(target) => Ty::Filled(inner(target)?),
            Ty::Nonzero(target) => Ty::Nonzero(inner(target)?),
            Ty::Whole(target) => Ty::Whole(inner(target)?),
            Ty::Summary(target) => Ty::Summary(inner(target)?),
            Ty::UpTo(all, some, target) => Ty::UpTo(all, some, inner(target)?),
            Ty::Case(field, is, target) => Ty::Case(parent?.place(field)?, is, inner(target)?),
            Ty::If(field, holds, target) => Ty::If(parent?.place(field)?, holds, inner(target)?),
            Ty::Matters(field, holds, target) => Ty::Matters(parent?.place(field)?, holds, inner(target)?),
            _ => return Some(ty),
        };
        Some(&leak(vec![made])[0])
    }

    /// The struct of a 32-bit program.
    pub(super) fn layout(self, layout: &'static Layout) -> Option<&'static Layout> {
        let among = |layouts: &[&Layout]| layouts.iter().any(|fixed| std::ptr::eq(*fixed, layout));
        if among(FIXED) || (self.times && among(FIXED_TIMES)) {
            return Some(layout);
        }
        if let Some((_, other)) = OTHERS.iter().find(|(wide, _)| std::ptr::eq(*wide, layout)) {
            return Some(other);
        }
        if among(UNKNOWN) {
            return None;
        }
        let size = SIZES.iter().find(|(name, _)| *name == layout.name).map(|(_, size)| *size);
        let places = Places::of(self, layout, size)?;
        let mut fields = Vec::new();
        for field in layout.fields {
            let place = places.0.iter().find(|place| place.wide.offset == field.offset)?;
            let ty = *self.within(&field.ty, Some(&places))?;
            fields.push(Field { name: field.name, offset: place.narrow.offset, ty });
        }
        let same = |(old, new): (&Field, &Field)| old.offset == new.offset && old.ty.size() == new.ty.size();
        let is_wide = |field: &Field| field.ty.holds_words();
        if size.is_none() && layout.fields.iter().zip(&fields).all(same) && !layout.fields.iter().any(is_wide)
        {
            return Some(layout);
        }
        let size = size.unwrap_or_else(|| places.size(&fields));
        Some(&leak(vec![Layout { name: layout.name, size, fields: leak(fields) }])[0])
    }
}

/// Where a field is in both kinds of programs.
struct Place {
    wide: FieldRef,
    narrow: FieldRef,
}

/// Where the fields of a struct are.
struct Places(Vec<Place>);

impl Places {
    /// None if there is something between the fields, or behind them, of which no field tells what it is.
    /// With a size that is known besides, the end does not matter, and fields that are as large stay where they are.
    fn of(narrow: Narrow, layout: &'static Layout, size: Option<u32>) -> Option<Self> {
        let mut order: Vec<&'static Field> = layout.fields.iter().collect();
        order.sort_by_key(|field| field.offset);
        let (mut wide_end, mut end) = (0, 0);
        let stays = size.is_some() && !layout.fields.iter().any(|field| field.ty.holds_words());
        let mut places: Vec<Place> = Vec::new();
        for field in order {
            let width = field.ty.size();
            // Lengths and conditions change nothing of how much room there is.
            let new = narrow.room(&field.ty)?;
            let offset = match places.last() {
                _ if stays => field.offset,
                // Members of a union.
                Some(before) if before.wide.offset == field.offset => before.narrow.offset,
                _ if field.ty.place(wide_end) == field.offset => end_of(end, new.align.min(ALIGN)),
                _ => return None,
            };
            wide_end = wide_end.max(field.offset + width);
            end = end.max(offset + new.size);
            let wide = FieldRef { offset: field.offset, width };
            places.push(Place { wide, narrow: FieldRef { offset, width: new.size } });
        }
        let natural = wide_end.next_multiple_of(layout.align());
        (natural == layout.size || size.is_some()).then_some(Self(places))
    }

    /// Where a field is that a length or a condition names.
    fn place(&self, field: FieldRef) -> Option<FieldRef> {
        self.0.iter().find(|place| place.wide == field).map(|place| place.narrow)
    }

    fn size(&self, fields: &[Field]) -> u32 {
        let end = self.0.iter().map(|place| place.narrow.offset + place.narrow.width).max().unwrap_or(0);
        let align = fields.iter().map(|field| field.ty.align().min(ALIGN)).max().unwrap_or(1);
        end_of(end, align)
    }
}

const fn end_of(end: u32, align: u32) -> u32 {
    end.next_multiple_of(if align == 0 { 1 } else { align })
}

/// How much room something takes.
struct Room {
    size: u32,
    align: u32,
}

impl Narrow {
    fn room(self, ty: &'static Ty) -> Option<Room> {
        let all = |ty: &Ty| Some(Room { size: ty.size(), align: ty.align() });
        match ty.unconditional() {
            Ty::Quad(_) => Some(Room { size: 8, align: ALIGN }),
            Ty::Long | Ty::Ulong | Ty::Size | Ty::Hex | Ty::Flags64(_) | Ty::Enum64(_) | Ty::Show(_) => {
                all(&Ty::Int)
            }
            Ty::Addr | Ty::Opaque | Ty::Path | Ty::Name(_) | Ty::Str | Ty::Argv | Ty::Envp => all(&Ty::Int),
            Ty::Ptr(_) | Ty::PtrIfVerbose(_) => all(&Ty::Int),
            Ty::Struct(layout) => all(&Ty::Struct(self.layout(layout)?)),
            Ty::Array(element, Len::Fixed(n)) => {
                let Room { size, align } = self.room(element)?;
                Some(Room { size: size * n, align })
            }
            Ty::Custom(custom, _) if CUSTOM_FIXED.contains(&custom.name) => all(ty),
            Ty::Custom(_, inner) | Ty::Holding(_, inner) => self.room(inner),
            other => all(other),
        }
    }
}

/// A length in a struct of a 32-bit program.
fn moved(len: Len, parent: Option<&Places>) -> Option<Len> {
    Some(match len {
        Len::Field(field) => Len::Field(parent?.place(field)?),
        Len::FieldUpTo(field, max) => Len::FieldUpTo(parent?.place(field)?, max),
        other => other,
    })
}

impl Ty {
    /// Does what stands in memory hold a `long` or a pointer?
    fn holds_words(&self) -> bool {
        match self.unconditional() {
            Self::Long | Self::Ulong | Self::Size | Self::Hex | Self::Flags64(_) | Self::Enum64(_) => true,
            Self::Show(_) | Self::Addr | Self::Opaque | Self::Path | Self::Name(_) | Self::Str => true,
            Self::Argv | Self::Envp | Self::Ptr(_) | Self::PtrIfVerbose(_) => true,
            Self::Struct(layout) => layout.fields.iter().any(|field| field.ty.holds_words()),
            Self::Array(inner, _) | Self::Custom(_, inner) | Self::Holding(_, inner) => inner.holds_words(),
            _ => false,
        }
    }
}
