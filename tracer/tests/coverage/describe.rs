//! Types as text, as rows write them, and walks through what rows are made of.

use tracer::decode::desc::{Arg, Layout, Len, Ret, Row, Ty};

/// The arguments of a row or a variant.
pub(crate) fn arguments(args: &[Arg]) -> String {
    args.iter().map(|arg| format!("{}: {}", arg.name, ty(&arg.ty))).collect::<Vec<_>>().join(", ")
}

/// What a result is.
pub(crate) fn result(ret: &Ret) -> String {
    name_of(&format!("{ret:?}"))
}

/// The name of a variant in the text that `Debug` makes.
fn name_of(debug: &str) -> String {
    debug.split(['(', '{', ' ']).next().unwrap_or_default().to_owned()
}

/// A type.
pub(crate) fn ty(ty: &Ty) -> String {
    let name = name_of(&format!("{ty:?}"));
    let inside = match ty {
        Ty::Flags(set) | Ty::Flags64(set) | Ty::Flags16(set) | Ty::Flags8(set) => set.name.to_owned(),
        Ty::Enum(set) | Ty::Enum64(set) | Ty::Enum16(set) | Ty::Enum8(set) => set.name.to_owned(),
        Ty::Struct(layout) => layout.name.to_owned(),
        Ty::Custom(custom, _) => custom.name.to_owned(),
        Ty::Bytes(length) | Ty::Iov(length) | Ty::IovOut(length, _) => len(length),
        Ty::Chars(n) | Ty::Raw(n) | Ty::Skip(n) | Ty::Omitted(n) | Ty::Name(n) => n.to_string(),
        Ty::Array(element, length) => format!("{}, {}", self::ty(element), len(length)),
        // These say when or how something is shown, not what it is.
        Ty::Holding(_, inner) | Ty::Label(_, inner) | Ty::When(_, _, inner) | Ty::Only(_, _, inner) => {
            return self::ty(inner);
        }
        Ty::Verbose(inner)
        | Ty::Quad(inner)
        | Ty::Changed(inner)
        | Ty::Answered(inner)
        | Ty::Whole(inner)
        | Ty::Summary(inner)
        | Ty::Nonzero(inner)
        | Ty::Filled(inner)
        | Ty::If(_, _, inner)
        | Ty::Case(_, _, inner)
        | Ty::Matters(_, _, inner) => return self::ty(inner),
        other => match inner(other) {
            Some(inner) => self::ty(inner),
            None => return name,
        },
    };
    format!("{name}({inside})")
}

fn len(len: &Len) -> String {
    match len {
        Len::Fixed(n) => n.to_string(),
        other => name_of(&format!("{other:?}")),
    }
}

/// The type inside of a type.
pub(crate) fn inner(ty: &Ty) -> Option<&'static Ty> {
    match ty {
        Ty::In(inner)
        | Ty::Out(inner)
        | Ty::OutOn(_, inner)
        | Ty::InOut(inner)
        | Ty::Both(inner)
        | Ty::Fills(inner) => Some(inner),
        Ty::Ptr(inner) | Ty::Array(inner, _) | Ty::Custom(_, inner) | Ty::Stack(_, inner) => Some(inner),
        Ty::Verbose(inner)
        | Ty::Quad(inner)
        | Ty::Changed(inner)
        | Ty::Answered(inner)
        | Ty::Whole(inner)
        | Ty::Summary(inner)
        | Ty::Nonzero(inner)
        | Ty::Filled(inner)
        | Ty::If(_, _, inner)
        | Ty::Case(_, _, inner)
        | Ty::Matters(_, _, inner) => Some(inner),
        Ty::When(_, _, inner) | Ty::Only(_, _, inner) | Ty::Label(_, inner) | Ty::Holding(_, inner) => {
            Some(inner)
        }
        _ => None,
    }
}

/// Visits a type and all that is inside of it.
pub(crate) fn visit(ty: &Ty, see: &mut dyn FnMut(&Ty)) {
    see(ty);
    if let Ty::Struct(layout) = ty {
        for field in layout.fields {
            visit(&field.ty, see);
        }
    }
    if let Some(inner) = inner(ty) {
        visit(inner, see);
    }
}

/// Every list of arguments of a row: its own, and those of its variants.
pub(crate) fn lists(row: &Row) -> impl Iterator<Item = &'static [Arg]> + use<> {
    let variants = row.variants.iter().flat_map(|it| it.all());
    let lists: Vec<_> = std::iter::once(row.args).chain(variants.map(|variant| variant.args)).collect();
    lists.into_iter()
}

/// Every struct that the rows show, each once.
pub(crate) fn layouts() -> Vec<&'static Layout> {
    let mut all: Vec<&'static Layout> = Vec::new();
    for row in tracer::decode::index::rows() {
        for arg in lists(row).flatten() {
            visit(&arg.ty, &mut |ty| {
                let Ty::Struct(layout) = ty else { return };
                if !all.iter().any(|known| std::ptr::eq(*known, *layout)) {
                    all.push(layout);
                }
            });
        }
    }
    all
}
