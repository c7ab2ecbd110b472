//! Each row for itself, and against the kernel's own description of its syscalls.

use std::collections::HashSet;
use std::path::Path;

use tracer::arch;
use tracer::decode::desc::{Arg, Ty};
use tracer::decode::index::{self, rows};
use tracer_common::abi::Abi;

use crate::describe::{lists, visit};

#[test]
fn every_syscall_has_a_row() {
    let calls = arch::syscalls(Abi::NATIVE).iter();
    let without: Vec<_> =
        calls.filter(|call| index::row(Abi::NATIVE, call.nr).is_none()).map(|call| call.name).collect();
    assert!(without.is_empty(), "no row: {}", without.join(" "));
}

#[test]
fn names_are_unique_and_those_of_syscalls() {
    let mut seen = HashSet::new();
    for row in rows() {
        assert!(seen.insert(row.name), "{} has two rows", row.name);
        let known = arch::syscalls(Abi::NATIVE).iter().any(|call| call.name == row.name);
        assert!(known, "{} is no syscall", row.name);
    }
}

#[test]
fn arguments_are_named_once_and_come_in_registers_of_their_own() {
    for row in rows() {
        let head = row.variants.as_ref().map_or(0, |variants| usize::from(variants.selector) + 1);
        for (place, list) in lists(row).enumerate() {
            let before = if place == 0 { &[][..] } else { &row.args[..head] };
            let all: Vec<&Arg> = before.iter().chain(list).collect();
            let (mut names, mut registers) = (HashSet::new(), HashSet::new());
            for arg in all {
                let again = matches!(arg.ty, Ty::Only(..) | Ty::When(..) | Ty::Stack(..) | Ty::Told(..));
                assert!(names.insert(arg.name) || again, "{}: {} twice", row.name, arg.name);
                assert!(
                    registers.insert(arg.register) || again,
                    "{}: register {} twice",
                    row.name,
                    arg.register
                );
                assert!(arg.register < 6, "{}: {} is in register {}", row.name, arg.name, arg.register);
            }
        }
    }
}

#[test]
fn variants_are_found_by_their_values() {
    for row in rows() {
        let Some(variants) = &row.variants else { continue };
        let mut values = HashSet::new();
        for variant in variants.all() {
            for value in variant.value..=variant.last {
                assert!(values.insert(value), "{}: two variants for {value:#x}", row.name);
                let found = variants.find(value).map(|found| found.value);
                assert_eq!(found, Some(variant.value), "{}: {value:#x} is not found", row.name);
            }
        }
        assert!(usize::from(variants.selector) < row.args.len(), "{}: its selector is no argument", row.name);
    }
}

#[test]
fn structs_hold_no_argument_types() {
    for row in rows() {
        for arg in lists(row).flatten() {
            visit(&arg.ty, &mut |ty| {
                let Ty::Struct(layout) = ty else { return };
                for field in layout.fields {
                    let wrong =
                        matches!(field.ty, Ty::When(..) | Ty::Only(..) | Ty::Label(..) | Ty::Stack(..));
                    assert!(!wrong, "{}: {}.{}", row.name, layout.name, field.name);
                }
            });
        }
    }
}

/// How many arguments tracefs says that a syscall has, and whether each is 32 bits wide at most.
fn kernels_arity(name: &str) -> Option<usize> {
    let path = format!("/sys/kernel/tracing/events/syscalls/sys_enter_{name}/format");
    let text = std::fs::read_to_string(path).ok()?;
    let fields = text.lines().filter(|line| line.trim_start().starts_with("field:"));
    Some(fields.filter(|line| !line.contains(" common_") && !line.contains(" __syscall_nr")).count())
}

/// Rows that show another number of arguments than the kernel declares, each with its reason.
const OTHER_ARITY: &[(&str, &str)] = &[
    ("restart_syscall", "the call that it goes on with is shown as if it were an argument"),
    ("rt_sigreturn", "the frame on the stack is shown as if it were an argument"),
    ("preadv", "the upper half of the position is nothing on machines of 64 bits"),
    ("restart_syscall", "the call that goes on is shown like an argument"),
    ("rt_sigreturn", "the frame is on the stack, in no register"),
    ("pwritev", "the upper half of the position is nothing on machines of 64 bits"),
    ("restart_syscall", "what it goes on with is shown, which is no argument"),
    ("rt_sigreturn", "the mask that it restores is shown, which stands on the stack"),
];

#[test]
fn arguments_are_as_many_as_the_kernel_s() {
    if !Path::new("/sys/kernel/tracing/events/syscalls").is_dir() {
        println!("SKIPPED rows::arguments_are_as_many_as_the_kernel_s: tracefs is not readable");
        return;
    }
    let mut wrong = Vec::new();
    for row in rows().filter(|row| !OTHER_ARITY.iter().any(|(name, _)| *name == row.name)) {
        let Some(kernel) = kernels_arity(row.name) else { continue };
        let highest = lists(row).flatten().map(|arg| usize::from(arg.register) + 1).max().unwrap_or(0);
        if highest != kernel {
            wrong.push(format!("{}: {highest}, in the kernel {kernel}", row.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rows_are_found_by_number() {
    for row in rows() {
        let call = arch::syscalls(Abi::NATIVE).iter().find(|call| call.name == row.name);
        let found = call.and_then(|call| index::row(Abi::NATIVE, call.nr));
        assert!(found.is_some_and(|found| std::ptr::eq(found, row)), "{}", row.name);
    }
}
