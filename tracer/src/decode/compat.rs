//! Rows for programs of i386: their own, and those of x86_64 as far as they hold there.
//!
//! A row of x86_64 is taken over argument by argument: a struct whose numbers are as wide in programs of any kind stays, any
//! other is shown as its address.

mod ioctl;
mod known;
mod narrow;

use hashbrown::HashMap;
use tracer_common::abi::Abi;

use super::desc::{Arg, Ret, Row, Ty, Variant, Variants};
use super::index::rows;
use super::table::i386;
use crate::arch;
use narrow::Narrow;

/// Calls that take times of 64 bits from programs of any kind, and whose names do not say so.
const WIDE_TIMES: [&str; 3] = ["epoll_pwait2", "futex_waitv", "futex_wait"];

/// Calls whose commands may be told together with a version of their structs.
const WITH_VERSION: [&str; 3] = ["msgctl", "semctl", "shmctl"];
const IPC_64: u64 = 0x100;

/// Calls that take ids of users and groups of 16 bits.
const SHORT_IDS: [&str; 15] = [
    "chown",
    "fchown",
    "getgroups",
    "getresgid",
    "getresuid",
    "lchown",
    "setfsgid",
    "setfsuid",
    "setgid",
    "setgroups",
    "setregid",
    "setresgid",
    "setresuid",
    "setreuid",
    "setuid",
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
            let times = call.name.ends_with("64") || WIDE_TIMES.contains(&call.name);
            let variants = i386::VARIANTS.iter().find(|(of, _)| *of == call.name);
            let variants = variants.map(|(_, list)| *list).unwrap_or_default();
            native.get(name).map(|row| {
                Adapt { narrow: Narrow { times, ids: SHORT_IDS.contains(&call.name) }, variants }.row(row)
            })
        };
        let row = match own.get(call.name).copied() {
            Some(own) if own.variants.is_none() => {
                native.get(own.name).and_then(|row| ioctl::with(own, row)).or(Some(own))
            }
            own => own.or_else(adapted),
        };
        rows[call.nr as usize] = row;
    }
    rows
}

/// Takes rows over.
struct Adapt {
    narrow: Narrow,
    /// What takes the place of variants.
    variants: &'static [Variant],
}

impl Adapt {
    fn row(&self, row: &'static Row) -> &'static Row {
        let args = self.args(row.args);
        let variants = row.variants.as_ref().map(|of| Variants {
            selector: of.selector,
            // Which structs are meant by it, they are the newer ones in any case (`IPC_64`, include/uapi/linux/ipc.h).
            mask: if WITH_VERSION.contains(&row.name) { of.mask & !IPC_64 } else { of.mask },
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
        let unknown = |(old, new): (&Arg, &Arg)| matches!(new.ty, Ty::Addr) && !matches!(old.ty, Ty::Addr);
        if ret.reads_memory() && before.iter().zip(after).any(unknown) { Ret::Int } else { ret }
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
            Ty::Uid if self.narrow.ids => Some(Ty::Uid16),
            Ty::In(target) => self.pointer(target, Ty::In),
            Ty::Out(target) => self.pointer(target, Ty::Out),
            Ty::OutOn(outcome, target) => self.pointer(target, |target| Ty::OutOn(outcome, target)),
            Ty::InOut(target) => self.pointer(target, Ty::InOut),
            Ty::Both(target) => self.pointer(target, Ty::Both),
            Ty::Around(target) => self.pointer(target, Ty::Around),
            Ty::Fills(target) => self.pointer(target, Ty::Fills),
            Ty::Told(..) => self.told(ty),

            Ty::Becomes(first, second) => self.pointers(first, second, Ty::Becomes),
            Ty::Exchange(first, second) => self.pointers(first, second, Ty::Exchange),
            Ty::Change(first, second) => self.pointers(first, second, Ty::Change),
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

    /// The same of a pointer: to what is there in a 32-bit program, or an address if that is not known.
    fn pointer(&self, target: &'static Ty, make: impl Fn(&'static Ty) -> Ty) -> Option<Ty> {
        match self.narrow.ty(target) {
            Some(new) if std::ptr::eq(new, target) => None,
            Some(new) => Some(make(new)),
            None => Some(Ty::Addr),
        }
    }

    /// What was written, if it is known how it looks; else nothing is said of it.
    fn told(&self, ty: &Ty) -> Option<Ty> {
        let Ty::Told(holds, target) = *ty else { return None };
        match self.pointer(target, |target| Ty::Told(holds, target)) {
            Some(Ty::Addr) => Some(Ty::Only(0, |_| false, &Ty::Hex)),
            other => other,
        }
    }

    /// The same of a pointer to one thing that becomes another.
    fn pointers(
        &self,
        first: &'static Ty,
        second: &'static Ty,
        make: impl Fn(&'static Ty, &'static Ty) -> Ty,
    ) -> Option<Ty> {
        match (self.narrow.ty(first), self.narrow.ty(second)) {
            (Some(a), Some(b)) if std::ptr::eq(a, first) && std::ptr::eq(b, second) => None,
            (Some(first), Some(second)) => Some(make(first, second)),
            _ => Some(Ty::Addr),
        }
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
        assert!(matches!(ty("ustat", 1), Ty::Addr));
    }

    #[test]
    fn some_calls_have_rows_of_their_own() {
        assert_eq!(shape("clone"), ["stack@1", "flags@0", "parent_tid@2", "tls@3", "child_tid@4"]);
        assert_eq!(shape("_llseek"), ["fd@0", "offset@1", "result@3", "whence@4"]);
        let Ty::Out(Ty::Struct(layout)) = ty("stat64", 1) else { panic!("it is a struct") };
        assert_eq!(layout.size, 96);
    }

    #[test]
    fn structs_are_as_large_as_there() {
        for (name, arg, size) in [
            ("sendmsg", 1, 28),
            ("sigaltstack", 0, 12),
            ("statfs", 1, 64),
            ("timer_create", 1, 20),
            ("adjtimex", 0, 128),
        ] {
            let (Ty::In(to) | Ty::Out(to)) = ty(name, arg) else { panic!("{name}: it is a pointer") };
            assert_eq!(to.size(), size, "{name}");
        }
    }

    #[test]
    fn requests_have_their_numbers() {
        let row = row(Abi::I386, 54).expect("there is one");
        let name = |request| row.variant(&[0, request, 0, 0, 0, 0]).map(|variant| variant.name);
        assert_eq!(name(0x8004_1272), Some("BLKGETSIZE64"));
        assert_eq!((name(0x8008_1272), name(0x5401)), (None, Some("TCGETS")));
    }
}
