//! The forms that rows are written in. Names of arguments, fields and constants are identifiers, so that a misspelt one
//! does not compile.

/// Sets of flags or of enumerated numbers, in strace's order:
///
/// ```ignore
/// flags! {
///     /// open(2)
///     OPEN, "O_???": O_ACCMODE { O_RDONLY, O_WRONLY, O_RDWR }, O_CREAT, O_EXCL;
/// }
/// ```
///
/// A name with braces is the mask of those in it. The string is what is said of numbers without a name; with `decimal`
/// behind it, those are shown in decimal.
macro_rules! flags {
    ($($(#[$doc:meta])* $set:ident, $unknown:literal $(, $decimal:ident)?: $($name:ident $({ $($member:ident),* $(,)? })?),* $(,)?;)*) => {$(
        $(#[$doc])*
        pub static $set: $crate::decode::set::Set = $crate::decode::set::Set {
            name: stringify!($set),
            unknown: $unknown,
            decimal: $crate::decode::macros::decimal!($($decimal)?),
            groups: &[$($crate::decode::macros::group!($name $({ $($member),* })?)),*],
        };
    )*};
}

macro_rules! decimal {
    () => {
        false
    };
    (decimal) => {
        true
    };
}

macro_rules! group {
    ($name:ident) => {
        $crate::decode::set::Group {
            mask: $name,
            names: &[$crate::decode::set::Name { name: stringify!($name), value: $name }],
        }
    };
    ($mask:ident { $($member:ident),* }) => {
        $crate::decode::set::Group {
            mask: $mask,
            names: &[$($crate::decode::set::Name { name: stringify!($member), value: $member }),*],
        }
    };
}

/// A struct of the kernel, its fields in the order in which they are shown:
///
/// ```ignore
/// layout! {
///     /// include/uapi/linux/time.h
///     TIMESPEC = __kernel_timespec { tv_sec: Long, tv_nsec: Long };
///     EPOLL_EVENT = epoll_event { events: Flags(&EPOLL), data @ 4: Custom(&EPOLL_DATA, &Raw(8)) };
/// }
/// ```
///
/// A field stands where C puts it after the one before, or at the offset behind `@`; it is shown by its name, or by the string
/// behind `as`. Lengths name fields that stand
/// anywhere in the same struct: `Field(iov_len)`; one that stands behind needs its offset. A number behind the braces is the struct's size, if it is not the one
/// that follows from the fields.
macro_rules! layout {
    ($($(#[$doc:meta])* $layout:ident = $name:ident {
        $($field:ident $(as $shown:literal)? $(@ $offset:literal)?: $ty:expr),* $(,)?
    } $($size:literal)?;)*) => {$(
        $(#[$doc])*
        pub static $layout: $crate::decode::desc::Layout = {
            #[allow(unused_imports)]
            use $crate::decode::desc::{Holds::*, Len::*, Outcome::*, Ty::*};
            $crate::decode::macros::fields!(0; [] [] $($field $(as $shown)? $(@ $offset)?: $ty,)*);
            $crate::decode::desc::Layout {
                name: stringify!($name),
                size: $crate::decode::macros::size!(FIELDS $(, $size)?),
                fields: FIELDS,
            }
        };
    )*};
}

macro_rules! size {
    ($fields:ident) => {
        $crate::decode::size::size_of_fields($fields)
    };
    ($fields:ident, $size:literal) => {
        $size
    };
}

/// Makes a constant for each field, which lengths can name, and the list of all.
macro_rules! fields {
    ($end:expr; [$($consts:tt)*] [$($done:tt)*]) => {
        $($consts)*
        const FIELDS: &[$crate::decode::desc::Field] = &[$($done)*];
    };
    ($end:expr; [$($consts:tt)*] [$($done:tt)*] $field:ident $(as $shown:literal)? @ $offset:literal: $ty:expr, $($rest:tt)*) => {
        $crate::decode::macros::fields!($field.offset + $field.width;
            [$($consts)*
                #[allow(non_upper_case_globals, unused)]
                const $field: $crate::decode::desc::FieldRef = {
                    const TY: $crate::decode::desc::Ty = $ty;
                    $crate::decode::desc::FieldRef { offset: $offset, width: TY.size() }
                };]
            [$($done)* $crate::decode::macros::field!($field $(as $shown)?: $ty),]
            $($rest)*);
    };
    ($end:expr; [$($consts:tt)*] [$($done:tt)*] $field:ident $(as $shown:literal)?: $ty:expr, $($rest:tt)*) => {
        $crate::decode::macros::fields!($field.offset + $field.width;
            [$($consts)*
                #[allow(non_upper_case_globals, unused)]
                const $field: $crate::decode::desc::FieldRef = {
                    const TY: $crate::decode::desc::Ty = $ty;
                    $crate::decode::desc::FieldRef { offset: TY.place($end), width: TY.size() }
                };]
            [$($done)* $crate::decode::macros::field!($field $(as $shown)?: $ty),]
            $($rest)*);
    };
}

macro_rules! field {
    ($field:ident: $ty:expr) => {
        $crate::decode::macros::field!($field = $crate::decode::size::plain(stringify!($field)), $ty)
    };
    ($field:ident as $shown:literal: $ty:expr) => {
        $crate::decode::macros::field!($field = $shown, $ty)
    };
    ($field:ident = $name:expr, $ty:expr) => {
        $crate::decode::desc::Field { name: $name, offset: $field.offset, ty: $ty }
    };
}

/// Syscalls:
///
/// ```ignore
/// syscalls! {
///     read(fd: Fd, buf: Out(&Bytes(Ret)), count: Size) => Int;
///     futex(uaddr: Addr, op: Enum(&FUTEX), val: Uint) => Int, by op & 0x7f {
///         FUTEX_WAIT(val: Uint, timeout: In(&Struct(&TIMESPEC))) => Int;
///     };
///     ioctl(fd: Fd, request: Enum(&IOCTL), arg: Hex) => Int, by request & 0xffff_ffff in [TTY, FS] or & 0xc000_ffff in [SIZED];
/// }
/// ```
///
/// Arguments come in the registers in their order, or in the one behind `@`: `clone(stack @ 1: Addr, flags @ 0: ...)`.
/// Lengths and conditions name arguments: `Arg(count)`. A variant's arguments replace those after the selector.
/// Variants stand in braces, or in lists made by `variants!`. Where none of them has the selector's value under the first mask, those in
/// the lists behind `or` are looked for under the second.
macro_rules! syscalls {
    ($($(#[$doc:meta])* $name:ident($($arg:ident $(@ $reg:literal)?: $ty:expr),* $(,)?) => $ret:expr
        $(, by $selector:ident & $mask:literal
            $({ $($variant:ident($($varg:ident $(@ $vreg:literal)?: $vty:expr),* $(,)?) => $vret:expr;)* })?
            $(in [$($list:path),* $(,)?] $(or & $wide:literal in [$($of_wide:path),* $(,)?])?)?
        )?;)*) => {
        /// The rows.
        pub static ROWS: &[$crate::decode::desc::Row] = &[$(
            {
                #[allow(unused_imports)]
                use $crate::decode::desc::{Holds::*, Len::*, Outcome::*, Ty::*};
                $crate::decode::macros::places!(0; $($arg $(@ $reg)?,)*);
                $crate::decode::desc::Row {
                    name: stringify!($name),
                    args: &[$($crate::decode::desc::Arg { name: stringify!($arg), register: $arg, ty: $ty }),*],
                    ret: { use $crate::decode::desc::Ret::*; $ret },
                    variants: $crate::decode::macros::by!($($selector & $mask
                        $({ $($variant($($varg $(@ $vreg)?: $vty),*) => $vret;)* })?
                        $(in [$($list),*] $(or & $wide in [$($of_wide),*])?)?)?),
                }
            }
        ),*];
    };
}

/// The part of a row after `by`.
macro_rules! by {
    () => { None };
    ($selector:ident & $mask:literal
        $({ $($variant:ident($($varg:ident $(@ $vreg:literal)?: $vty:expr),*) => $vret:expr;)* })?
        $(in [$($list:path),*] $(or & $wide:literal in [$($of_wide:path),*])?)?) => {
        Some($crate::decode::desc::Variants {
            selector: $selector,
            mask: $mask,
            lists: &[
                $(&[$(
                    $crate::decode::macros::variant!($selector + 1; $variant($($varg $(@ $vreg)?: $vty),*) => $vret)
                ),*],)?
                $($($list),*)?
            ],
            wide_mask: 0 $($(+ $wide)?)?,
            wide: &[$($($($of_wide),*)?)?],
        })
    };
}

/// A list of variants of its own: of a syscall whose arguments up to the selector are named in brackets.
///
/// ```ignore
/// variants! { TTY [fd, request] { TIOCGWINSZ(argp: Out(&Struct(&WINSIZE))) => Int; } }
/// ```
///
/// One that goes for several values names the first and the last of them: `EVIOCGABS ..= EVIOCGABS_LAST(...)`.
macro_rules! variants {
    ($($(#[$doc:meta])* $list:ident [$($before:ident),*] {
        $($variant:ident $(..= $last:ident)? ($($varg:ident $(@ $vreg:literal)?: $vty:expr),* $(,)?) => $vret:expr;)*
    })*) => {$(
        $(#[$doc])*
        pub static $list: &[$crate::decode::desc::Variant] = {
            #[allow(unused_imports)]
            use $crate::decode::desc::{Holds::*, Len::*, Outcome::*, Ty::*};
            $crate::decode::macros::places!(0; $($before,)*);
            const FIRST: u8 = $crate::decode::macros::count!($($before)*);
            &[$($crate::decode::macros::variant!(FIRST;
                $variant $(..= $last)? ($($varg $(@ $vreg)?: $vty),*) => $vret)),*]
        };
    )*};
}

macro_rules! count {
    () => { 0 };
    ($first:ident $($rest:ident)*) => { 1 + $crate::decode::macros::count!($($rest)*) };
}

macro_rules! variant {
    ($place:expr; $variant:ident ($($varg:ident $(@ $vreg:literal)?: $vty:expr),*) => $vret:expr) => {
        $crate::decode::macros::variant!($place; $variant ..= $variant ($($varg $(@ $vreg)?: $vty),*) => $vret)
    };
    ($place:expr; $variant:ident ..= $last:ident ($($varg:ident $(@ $vreg:literal)?: $vty:expr),*) => $vret:expr) => {
        {
            $crate::decode::macros::places!($place; $($varg $(@ $vreg)?,)*);
            $crate::decode::desc::Variant {
                name: stringify!($variant),
                value: $variant as u64,
                last: $last as u64,
                args: &[$($crate::decode::desc::Arg { name: stringify!($varg), register: $varg, ty: $vty }),*],
                ret: { use $crate::decode::desc::Ret::*; $vret },
            }
        }
    };
}

/// A constant for each argument, which lengths can name: its register.
macro_rules! places {
    ($place:expr;) => {};
    ($place:expr; $first:ident, $($rest:tt)*) => {
        #[allow(non_upper_case_globals, unused)]
        const $first: u8 = $place;
        $crate::decode::macros::places!($place + 1; $($rest)*);
    };
    ($place:expr; $first:ident @ $register:literal, $($rest:tt)*) => {
        #[allow(non_upper_case_globals, unused)]
        const $first: u8 = $register;
        $crate::decode::macros::places!($place + 1; $($rest)*);
    };
}

pub(crate) use {
    by, count, decimal, field, fields, flags, group, layout, places, size, syscalls, variant, variants,
};
