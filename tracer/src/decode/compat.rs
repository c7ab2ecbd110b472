//! Rows for programs of i386: their own, and those of x86_64 as far as they hold there.
//!
//! A row of x86_64 is taken over argument by argument: a struct whose numbers are as wide in programs of any kind stays, any
//! other is shown as its address.

use hashbrown::HashMap;
use tracer_common::abi::Abi;

use super::desc::{Arg, Layout, Ret, Row, Ty, Variant, Variants};
use super::index::rows;
use super::layout;
use super::table::i386;
use crate::arch;

/// Structs of 64-bit numbers, also in 32-bit programs.
static FIXED: [&Layout; 8] = [
    &layout::STATX_BUF,
    &layout::RLIMIT64,
    &layout::EPOLL_EVENT,
    &layout::CLONE_ARGS,
    &layout::CLONE_ARGS_TIDS,
    &layout::CLONE_TOLD,
    &layout::CACHESTAT,
    &layout::CACHESTAT_RANGE,
];

/// Those of calls whose names say so.
static FIXED_TIMES: [&Layout; 2] = [&layout::TIMESPEC, &layout::ITIMERSPEC];

/// Decoders that read nothing whose width differs.
const CUSTOM: [&str; 24] = [
    "sockaddr",
    "pollfd",
    "fd_set",
    "wait status",
    "sigset",
    "statx_timestamp",
    "timespec of a file",
    "remaining time",
    "processors",
    "clone_args",
    "clone_args after the call",
    "sched_attr",
    "open_how",
    "user_desc",
    "random bytes",
    "capabilities",
    "termios",
    "termios2",
    "termio",
    "landlock_ruleset_attr",
    "linux_dirent64",
    "kernel version",
    "fraction",
    "control that is asked for",
];

/// The rows of i386, by number.
pub fn by_number() -> Vec<Option<&'static Row>> {
    let native: HashMap<&str, &'static Row> = rows().map(|row| (row.name, row)).collect();
    let own: HashMap<&str, &'static Row> = i386::ROWS.iter().map(|row| (row.name, row)).collect();
    let aliases: HashMap<&str, &str> = i386::ALIASES.iter().copied().collect();
    let calls = arch::syscalls(Abi::I386);
    let mut rows = vec![None; calls.last().map_or(0, |call| call.nr as usize + 1)];
    for call in calls {
        let adapted = || {
            let name = aliases.get(call.name).copied().unwrap_or(call.name);
            let times = call.name.ends_with("64");
            let variants = i386::VARIANTS.iter().find(|(of, _)| *of == call.name);
            let variants = variants.map(|(_, list)| *list).unwrap_or_default();
            native.get(name).map(|row| Adapt { times, variants }.row(row))
        };
        rows[call.nr as usize] = own.get(call.name).copied().or_else(adapted);
    }
    rows
}

/// Takes rows over.
struct Adapt {
    /// Do structs of times hold 64-bit numbers?
    times: bool,
    /// What takes the place of variants.
    variants: &'static [Variant],
}

impl Adapt {
    fn row(&self, row: &'static Row) -> &'static Row {
        let args = self.args(row.args);
        let variants = row.variants.as_ref().map(|of| Variants {
            selector: of.selector,
            mask: of.mask,
            lists: leak(vec![self.variants, leak(self.variants(of.lists))]),
            wide_mask: of.wide_mask,
            wide: leak(vec![leak(self.variants(of.wide))]),
        });
        if std::ptr::eq(args, row.args) && variants.is_none() {
            return row;
        }
        &leak(vec![Row { name: row.name, args, ret: self.ret(row.args, args, row.ret), variants }])[0]
    }

    fn variants(&self, lists: &[&'static [Variant]]) -> Vec<Variant> {
        let all = lists.iter().flat_map(|list| list.iter());
        let is_replaced = |variant: &Variant| self.variants.iter().any(|own| own.value == variant.value);
        let adapted = all.filter(|variant| !is_replaced(variant)).map(|variant| {
            let args = self.args(variant.args);
            let ret = self.ret(variant.args, args, variant.ret);
            Variant { args, ret, ..*variant }
        });
        adapted.collect()
    }

    /// What a result means is read from memory that is not understood any more.
    fn ret(&self, before: &'static [Arg], after: &'static [Arg], ret: Ret) -> Ret {
        if ret.reads_memory() && !std::ptr::eq(before, after) { Ret::Int } else { ret }
    }

    /// The same arguments, if all of them hold.
    fn args(&self, args: &'static [Arg]) -> &'static [Arg] {
        let adapted: Vec<Option<Ty>> = args.iter().map(|arg| self.argument(&arg.ty)).collect();
        if adapted.iter().all(Option::is_none) {
            return args;
        }
        let args = args.iter().zip(adapted).map(|(arg, ty)| Arg {
            name: arg.name,
            register: arg.register,
            ty: ty.unwrap_or(arg.ty),
        });
        leak(args.collect())
    }

    /// What takes the place of an argument's type, if it does not hold.
    fn argument(&self, ty: &Ty) -> Option<Ty> {
        let inner = |ty: &Ty| self.argument(ty).map(|ty| &leak(vec![ty])[0]);
        match *ty {
            // Registers have 32 bits.
            Ty::Long => Some(Ty::Int),
            Ty::In(target)
            | Ty::Out(target)
            | Ty::OutOn(_, target)
            | Ty::InOut(target)
            | Ty::Both(target)
            | Ty::Around(target)
            | Ty::Fills(target)
            | Ty::Told(_, target) => (!self.holds(target)).then_some(Ty::Addr),
            Ty::Becomes(first, second) | Ty::Exchange(first, second) | Ty::Change(first, second) => {
                (!self.holds(first) || !self.holds(second)).then_some(Ty::Addr)
            }
            Ty::Either(register, holds, first, second) => match (inner(first), inner(second)) {
                (None, None) => None,
                (new_first, new_second) => Some(Ty::Either(
                    register,
                    holds,
                    new_first.unwrap_or(first),
                    new_second.unwrap_or(second),
                )),
            },
            Ty::When(register, holds, ty) => inner(ty).map(|ty| Ty::When(register, holds, ty)),
            Ty::Only(register, holds, ty) => inner(ty).map(|ty| Ty::Only(register, holds, ty)),
            Ty::Label(label, ty) => inner(ty).map(|ty| Ty::Label(label, ty)),
            Ty::Stack(..) => Some(Ty::Skip(0)),
            _ => None,
        }
    }

    /// Does memory of this type look the same in programs of i386?
    fn holds(&self, ty: &Ty) -> bool {
        match ty.bare() {
            Ty::Long | Ty::Ulong | Ty::Size | Ty::Hex | Ty::Dev | Ty::Flags64(_) | Ty::Enum64(_) => false,
            Ty::Show(_) | Ty::Addr | Ty::Opaque => false,
            Ty::Path | Ty::Name(_) | Ty::Str | Ty::Argv | Ty::Envp => false,
            Ty::Ptr(_) | Ty::PtrIfVerbose(_) => false,
            Ty::Struct(layout) => {
                self.is_fixed(layout) || layout.fields.iter().all(|field| self.holds(&field.ty))
            }
            Ty::Array(element, _) => self.holds(element),
            Ty::Custom(custom, ty) => CUSTOM.contains(&custom.name) && self.is_bytes(ty),
            Ty::Holding(_, ty) => self.holds(ty),
            _ => true,
        }
    }

    /// Bytes that a decoder reads, or a struct that holds.
    fn is_bytes(&self, ty: &Ty) -> bool {
        matches!(ty, Ty::Raw(_) | Ty::Bytes(_)) || self.holds(ty)
    }

    fn is_fixed(&self, layout: &Layout) -> bool {
        let among = |layouts: &[&Layout]| layouts.iter().any(|fixed| std::ptr::eq(*fixed, layout));
        among(&FIXED) || (self.times && among(&FIXED_TIMES))
    }
}

/// Rows are as static as those that they are made from; they are made once.
fn leak<T>(values: Vec<T>) -> &'static [T] {
    Box::leak(values.into_boxed_slice())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::index::row;

    fn shape(name: &str) -> Vec<String> {
        let call = arch::syscalls(Abi::I386).iter().find(|call| call.name == name).expect("there is one");
        let row = row(Abi::I386, call.nr).expect("it has a row");
        row.args.iter().map(|arg| format!("{}@{}", arg.name, arg.register)).collect()
    }

    fn ty(name: &str, arg: usize) -> Ty {
        let call = arch::syscalls(Abi::I386).iter().find(|call| call.name == name).expect("there is one");
        row(Abi::I386, call.nr).expect("it has a row").args[arg].ty
    }

    #[test]
    fn arguments_that_hold_are_taken_over() {
        assert_eq!(shape("openat"), ["dirfd@0", "pathname@1", "flags@2", "mode@3"]);
        assert!(matches!(ty("openat", 1), Ty::Path));
        assert!(matches!(ty("statx", 4), Ty::Out(Ty::Struct(_))));
        assert!(matches!(ty("clock_gettime64", 1), Ty::Out(Ty::Struct(_))));
        assert!(matches!(ty("lseek", 1), Ty::Int));
    }

    #[test]
    fn those_that_do_not_are_addresses() {
        assert!(matches!(ty("sendmsg", 1), Ty::Addr));
        assert!(matches!(ty("sigaltstack", 0), Ty::Addr));
    }

    #[test]
    fn some_calls_have_rows_of_their_own() {
        assert_eq!(shape("clone"), ["stack@1", "flags@0", "parent_tid@2", "tls@3", "child_tid@4"]);
        assert_eq!(shape("_llseek"), ["fd@0", "offset@1", "result@3", "whence@4"]);
        let Ty::Out(Ty::Struct(layout)) = ty("stat64", 1) else { panic!("it is a struct") };
        assert_eq!(layout.size, 96);
    }
}
