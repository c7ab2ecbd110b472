//! How much room types take in memory, and where fields stand: as C has it.

use super::desc::{Field, Layout, Len, Ty};

impl Ty {
    /// The type of a field, without when and how it is shown: that changes nothing of what stands in memory.
    pub const fn bare(&self) -> &Self {
        let mut ty = self.unconditional();
        while let Self::Quad(inner) = ty {
            ty = inner.unconditional();
        }
        ty
    }

    /// The same, but tells what has the same size in programs of any kind.
    pub const fn unconditional(&self) -> &Self {
        let mut ty = self;
        while let Self::Verbose(inner)
        | Self::Changed(inner)
        | Self::Answered(inner)
        | Self::Whole(inner)
        | Self::Summary(inner)
        | Self::UpTo(_, _, inner)
        | Self::Nonzero(inner)
        | Self::Filled(inner)
        | Self::If(_, _, inner)
        | Self::Case(_, _, inner)
        | Self::Matters(_, _, inner) = ty
        {
            ty = inner;
        }
        ty
    }

    /// Bytes that it takes in memory. What has no size of its own, as its length is told elsewhere, takes none.
    pub const fn size(&self) -> u32 {
        match self.bare() {
            Self::U8 | Self::I8 | Self::Hex8 | Self::Flags8(_) | Self::Enum8(_) => 1,
            Self::U16 | Self::I16 | Self::Hex16 | Self::Octal16 | Self::Mode16 => 2,
            Self::Flags16(_) | Self::Enum16(_) | Self::Uid16 => 2,
            Self::Int | Self::Uint | Self::Hex32 | Self::Octal | Self::Mode => 4,
            Self::Fd
            | Self::Socket
            | Self::Object
            | Self::DirFd
            | Self::Pid
            | Self::Group
            | Self::Uid
            | Self::Signal
            | Self::Dev32 => 4,
            Self::Flags(_) | Self::Enum(_) | Self::Show32(_) | Self::Narrow(_) => 4,
            Self::Struct(layout) => layout.size,
            Self::Array(element, Len::Fixed(n)) => element.size() * *n,
            Self::Bytes(Len::Fixed(n)) | Self::Chars(n) | Self::Raw(n) => *n,
            Self::Skip(n) | Self::Omitted(n) => *n,
            Self::Array(..) | Self::Bytes(_) | Self::Iov(_) | Self::IovOut(..) => 0,
            Self::Custom(_, ty) | Self::Holding(_, ty) => ty.size(),
            Self::When(_, _, ty) | Self::Only(_, _, ty) | Self::Label(_, ty) => ty.size(),
            _ => 8,
        }
    }

    /// Is it shown as a string, also where structs are not shown?
    pub const fn is_text(&self) -> bool {
        matches!(self, Self::Bytes(_))
    }

    /// Is it a plain number?
    pub const fn is_number(&self) -> bool {
        matches!(self.bare(), Self::Int | Self::Uint | Self::Long | Self::Ulong | Self::Size)
    }

    /// What its address is a multiple of.
    pub const fn align(&self) -> u32 {
        match self.bare() {
            Self::Struct(layout) => layout.align(),
            Self::Array(element, _) => element.align(),
            Self::Bytes(_) | Self::Chars(_) | Self::Raw(_) => 1,
            Self::Skip(_) | Self::Omitted(_) => 1,
            Self::Custom(_, ty) | Self::Holding(_, ty) => ty.align(),
            other => match other.size() {
                0 => 1,
                size => size,
            },
        }
    }

    /// Where a field of this type begins if the one before it ended there.
    pub const fn place(&self, end: u32) -> u32 {
        end.next_multiple_of(self.align())
    }
}

impl Layout {
    /// What its address is a multiple of.
    pub const fn align(&self) -> u32 {
        let (mut align, mut i) = (1, 0);
        while i < self.fields.len() {
            let field = &self.fields[i];
            // A field at an odd place is of a packed struct.
            if field.ty.align() > align && field.offset.is_multiple_of(field.ty.align()) {
                align = field.ty.align();
            }
            i += 1;
        }
        align
    }
}

/// A name without the mark of names that are Rust's own words, and without what tells fields of one name apart:
/// `__as_` and what follows it.
pub const fn plain(name: &'static str) -> &'static str {
    let name = match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    };
    let bytes = name.as_bytes();
    let mut at = 1;
    while at + 5 < bytes.len() {
        if let [b'_', b'_', b'a', b's', b'_', ..] = bytes.split_at(at).1 {
            return name.split_at(at).0;
        }
        at += 1;
    }
    name
}

/// Bytes that fields take, up to the next multiple of what the struct is aligned to.
pub const fn size_of_fields(fields: &'static [Field]) -> u32 {
    let (mut end, mut i) = (0, 0);
    while i < fields.len() {
        let field_end = fields[i].offset + fields[i].ty.size();
        if field_end > end {
            end = field_end;
        }
        i += 1;
    }
    let layout = Layout { name: "", size: 0, fields };
    end.next_multiple_of(layout.align())
}
