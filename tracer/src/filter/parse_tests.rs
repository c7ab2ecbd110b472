//! Tests of the parsers of `-e`. The golden data is what strace 6.1 made of the same expressions; cargo xtask
//! gen makes it.

use super::*;
use crate::arch::{Groups, syscall, syscalls};
use proptest::prelude::*;
use tracer_common::abi::Abi;
use tracer_common::config::STATUS_ALL;

const ABIS: [Abi; 3] = [Abi::X86_64, Abi::I386, Abi::X32];

/// Rows of a golden file: what was typed, and the columns that followed.
fn golden(text: &str) -> impl Iterator<Item = (&str, Vec<&str>)> {
    text.lines().filter_map(|line| {
        let (typed, rest) = line.split_once('\t')?;
        Some((typed, rest.split('\t').collect()))
    })
}

/// Is a number in `0-2,5`?
fn in_ranges(ranges: &str, nr: u32) -> bool {
    ranges.split(',').any(|range| {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        matches!((first.parse::<u32>(), last.parse::<u32>()), (Ok(first), Ok(last)) if (first..=last).contains(&nr))
    })
}

/// Where the golden data cannot tell: calls that strace 6.1 is too old for, and those of which strace looks at more than the number.
fn incomparable(abi: Abi, nr: u32) -> bool {
    (451..470).contains(&nr)
        || (abi == Abi::X86_64 && matches!(nr, 335 | 336))
        || (abi == Abi::I386 && matches!(nr, 102 | 117))
}

#[test]
#[cfg(target_arch = "x86_64")]
fn sets_are_those_of_strace() {
    let mut rows = 0;
    for (typed, columns) in golden(include_str!("golden/trace.txt")) {
        rows += 1;
        match (parse_trace(typed), columns.as_slice()) {
            (Ok(set), shown @ [_, _, _]) => {
                for (abi, shown) in ABIS.into_iter().zip(shown) {
                    for nr in (0..=600).filter(|nr| !incomparable(abi, *nr)) {
                        assert_eq!(set.contains(abi, nr), in_ranges(shown, nr), "{typed}: {abi:?} {nr}");
                    }
                }
            }
            (Err(error), [complaint]) => assert_eq!(error.to_string(), *complaint, "{typed}"),
            (result, columns) => panic!("{typed}: {result:?}, but strace: {columns:?}"),
        }
    }
    assert!(rows > 150);
}

#[test]
#[cfg(target_arch = "x86_64")]
fn expressions_are_taken_and_refused_as_by_strace() {
    let mut rows = 0;
    for (typed, columns) in golden(include_str!("golden/expressions.txt")) {
        rows += 1;
        let ours = parse_expression(typed).map_or_else(|error| error.to_string(), |_| "ok".into());
        assert_eq!(ours, columns.join("\t"), "{typed}");
    }
    assert!(rows > 200);
}

#[test]
fn all_is_the_set_of_all() {
    for text in ["all", "!none", "!!all", "all,read"] {
        assert_eq!(parse_trace(text), Ok(SyscallSet::all()), "{text}");
    }
    let none = parse_trace("none").unwrap();
    assert!(none.unknown && !syscalls(Abi::NATIVE).iter().any(|call| none.contains(Abi::NATIVE, call.nr)));
}

#[test]
fn newer_calls_are_in_their_groups() {
    let abi = Abi::NATIVE;
    let desc = parse_trace("%desc").unwrap();
    assert!(desc.contains(abi, 451) && desc.contains(abi, 452) && !desc.contains(abi, 462));
    assert!(parse_trace("%memory").unwrap().contains(abi, 462));
    assert!(parse_trace("/^file_").unwrap().contains(abi, 469));
}

#[test]
fn each_group_holds_what_the_tables_say() {
    for name in Groups::names() {
        let set = parse_trace(&format!("%{name}")).unwrap();
        let group = Groups::by_name(name).unwrap();
        for call in syscalls(Abi::NATIVE) {
            let wanted = syscall(Abi::NATIVE, call.nr).unwrap().groups.contains(group);
            assert_eq!(set.contains(Abi::NATIVE, call.nr), wanted, "%{name} {}", call.name);
        }
    }
}

#[test]
#[cfg(target_arch = "x86_64")]
fn a_part_of_socketcall_selects_the_whole_and_does_not_exclude_it() {
    assert!(parse_trace("connect").unwrap().contains(Abi::I386, 102));
    assert!(parse_trace("!connect").unwrap().contains(Abi::I386, 102));
    assert!(!parse_trace("connect@64").unwrap().contains(Abi::I386, 102));
    assert!(!parse_trace("!socketcall").unwrap().contains(Abi::I386, 102));
    assert!(!parse_trace("!%network").unwrap().contains(Abi::I386, 102));
    assert!(parse_trace("%ipc").unwrap().contains(Abi::I386, 117));
    assert!(parse_trace("send").is_ok() && parse_trace("send@64").is_err());
}

#[test]
fn statuses() {
    assert_eq!(parse_status("all"), Ok(STATUS_ALL));
    assert_eq!(parse_status("!all"), Ok(0));
    assert_eq!(parse_status("none"), Ok(0));
    assert_eq!(parse_status("Failed,,detached"), Ok(STATUS_FAILED | STATUS_DETACHED));
    assert_eq!(parse_status("!failed"), Ok(STATUS_ALL & !STATUS_FAILED));
    assert_eq!(parse_status("!!failed"), Ok(STATUS_FAILED));
}

#[test]
fn signals() {
    assert_eq!(parse_signals("all"), Ok(u64::MAX));
    assert_eq!(parse_signals("none"), Ok(0));
    assert_eq!(parse_signals("HUP,sigint,9"), Ok(0b1_0000_0011));
    assert_eq!(parse_signals("!io"), Ok(!(1 << 28)));
    assert_eq!(parse_signals("64"), Ok(1 << 63));
    assert_eq!(parse_signals("0,65,255"), Ok(0));
}

#[test]
fn quiet() {
    let none = Quiet::default();
    let all = Quiet {
        attach: true,
        exit: true,
        path_resolution: true,
        personality: true,
        superseded: true,
        thread_execve: true,
    };
    assert_eq!(parse_quiet("all"), Ok(all));
    assert_eq!(parse_quiet("none"), Ok(none));
    assert_eq!(parse_quiet("attach,Personality"), Ok(Quiet { attach: true, personality: true, ..none }));
    assert_eq!(parse_quiet("exits"), Ok(Quiet { exit: true, ..none }));
    assert_eq!(parse_quiet("!exit"), Ok(Quiet { exit: false, ..all }));
    assert_eq!(parse_quiet("!!exits"), Ok(Quiet { exit: true, ..none }));
    assert_eq!(parse_quiet("superseded"), parse_quiet("thread-execve"));
}

#[test]
fn descriptors() {
    let set = parse_descriptors("!3,5").unwrap();
    assert!(set.contains(4) && !set.contains(3) && !set.contains(5));
    assert!(parse_descriptors("all").unwrap().contains(7));
    assert!(!parse_descriptors("none").unwrap().contains(7));
}

#[test]
fn what_ebpf_cannot_do_is_one_clear_error() {
    let message = |text| parse_expression(text).unwrap_err().to_string();
    assert_eq!(
        message("inject=read:error=EIO"),
        "-e inject= is not possible: eBPF observes calls and cannot change them"
    );
    assert_eq!(message("fault=foo"), "-e fault= is not possible: eBPF observes calls and cannot change them");
    assert_eq!(message("secontext=full"), "SELinux context printing (-e secontext=) is not supported");
    assert!(parse_expression("read@foo").unwrap_err().wants_hint());
    assert!(!parse_expression("foo").unwrap_err().wants_hint());
}

proptest! {
    #[test]
    fn parsing_never_panics(text in ".*") {
        let _ = parse_expression(&text);
    }

    #[test]
    fn parsing_of_likely_text_never_panics(
        qualifier in "(trace|t|status|signal|quiet|read|decode-fds|kvm|inject|)=?",
        value in "[!?@%/,=a-z0-9_()\\[\\]{}*+|^$.-]{0,24}",
    ) {
        let _ = parse_expression(&format!("{qualifier}{value}"));
    }

    #[test]
    fn inversion_is_the_complement(
        names in proptest::sample::subsequence(vec!["read", "1", "%file", "/at$", "openat@64", "?foo", "%%stat"], 1..5),
    ) {
        let text = names.join(",");
        let (set, rest) = (parse_trace(&text).unwrap(), parse_trace(&format!("!{text}")).unwrap());
        for call in syscalls(Abi::NATIVE) {
            prop_assert!(set.contains(Abi::NATIVE, call.nr) != rest.contains(Abi::NATIVE, call.nr));
        }
    }
}
