//! The rows of each ABI: what strace shows, and what it is too old to know.
//!
//! Printing them is left to [`super::render`].

use super::probe::Probe;
use super::{Failure, headers, say};
use std::collections::BTreeMap;

/// The groups of `-e trace=%group`, and what the tables call them. The order gives the bits.
pub(super) const GROUPS: [(&str, &str); 17] = [
    ("%file", "FILE"),
    ("%process", "PROCESS"),
    ("%network", "NETWORK"),
    ("%signal", "SIGNAL"),
    ("%ipc", "IPC"),
    ("%desc", "DESC"),
    ("%memory", "MEMORY"),
    ("%creds", "CREDS"),
    ("%clock", "CLOCK"),
    ("%pure", "PURE"),
    ("%stat", "STAT"),
    ("%lstat", "LSTAT"),
    ("%fstat", "FSTAT"),
    ("%%stat", "STAT_LIKE"),
    ("%statfs", "STATFS"),
    ("%fstatfs", "FSTATFS"),
    ("%%statfs", "STATFS_LIKE"),
];

/// A syscall of one ABI.
#[derive(Clone)]
pub(super) struct Row {
    /// As strace prints it.
    pub(super) name: String,
    /// Arity.
    pub(super) args: usize,
    /// Names of its groups, in the order of [`GROUPS`].
    pub(super) groups: Vec<&'static str>,
}

/// The rows of an ABI, by number.
pub(super) type Table = BTreeMap<u32, Row>;

/// Calls that came after strace 6.1, up to Linux 6.18, with the groups that its manual's words give them.
/// They have one number on all architectures.
const NEWER: [(u32, &str, usize, &[&str]); 19] = [
    (451, "cachestat", 4, &["DESC"]),
    (452, "fchmodat2", 4, &["FILE", "DESC"]),
    (453, "map_shadow_stack", 3, &["MEMORY"]),
    (454, "futex_wake", 4, &[]),
    (455, "futex_wait", 6, &[]),
    (456, "futex_requeue", 4, &[]),
    (457, "statmount", 4, &[]),
    (458, "listmount", 4, &[]),
    (459, "lsm_get_self_attr", 4, &[]),
    (460, "lsm_set_self_attr", 4, &[]),
    (461, "lsm_list_modules", 3, &[]),
    (462, "mseal", 3, &["MEMORY"]),
    (463, "setxattrat", 6, &["FILE", "DESC"]),
    (464, "getxattrat", 6, &["FILE", "DESC"]),
    (465, "listxattrat", 5, &["FILE", "DESC"]),
    (466, "removexattrat", 4, &["FILE", "DESC"]),
    (467, "open_tree_attr", 5, &["FILE", "DESC"]),
    (468, "file_getattr", 5, &["FILE", "DESC"]),
    (469, "file_setattr", 5, &["FILE", "DESC"]),
];

/// The same, of x86_64 alone.
const NEWER_X86_64: [(u32, &str, usize, &[&str]); 2] = [(335, "uretprobe", 0, &[]), (336, "uprobe", 0, &[])];

/// The two calls of i386 that are many: strace looks into memory to tell which, and shows the probe's as one of
/// them or as none. Rows know the number alone.
const MULTIPLEXERS: [(u32, &str, usize, &[&str]); 2] =
    [(102, "socketcall", 2, &["NETWORK", "DESC"]), (117, "ipc", 6, &["IPC"])];

/// What the kernel's tracing calls otherwise than its headers do.
const TRACEFS_ALIASES: [&str; 6] = ["newstat", "newlstat", "newfstat", "newuname", "sendfile64", "umount"];

/// The rows of an ABI of x86: 0 x86_64, 1 i386, 2 x32.
pub(super) fn x86(probe: &Probe, abi: u32) -> Result<Table, Failure> {
    let mut table: Table = probe
        .calls(abi, "trace=all")?
        .into_iter()
        .filter(|call| !call.name.starts_with("syscall_0x"))
        .map(|call| (call.nr, Row { name: call.name, args: call.args, groups: Vec::new() }))
        .collect();
    for (expression, name) in GROUPS {
        for call in probe.calls(abi, expression)? {
            if let Some(row) = table.get_mut(&call.nr) {
                row.groups.push(name);
            }
        }
    }
    if abi == 0 {
        add(&mut table, &NEWER_X86_64);
    }
    if abi == 1 {
        for (nr, ..) in MULTIPLEXERS {
            table.remove(&nr);
        }
        add(&mut table, &MULTIPLEXERS);
    }
    add(&mut table, &NEWER);
    Ok(table)
}

/// The rows of aarch64: numbers from the header, arity and groups from the call of that name of x86.
pub(super) fn aarch64(x86_64: &Table, i386: &Table) -> Result<Table, Failure> {
    let mut table = Table::new();
    for (nr, name) in headers::aarch64()? {
        let row = x86_64.values().chain(i386.values()).find(|row| row.name == name);
        table.insert(nr, row.ok_or_else(|| format!("aarch64: {name}: x86 has no such call"))?.clone());
    }
    add(&mut table, &NEWER);
    Ok(table)
}

fn add(table: &mut Table, rows: &[(u32, &str, usize, &[&'static str])]) {
    for (nr, name, args, groups) in rows {
        table.entry(*nr).or_insert(Row { name: (*name).into(), args: *args, groups: groups.to_vec() });
    }
}

/// Compares names with the kernel's headers: strace gives calls the same ones.
pub(super) fn check_against_headers(header: &str, table: &Table) -> Result<(), Failure> {
    let declared = match headers::numbers(header, &[]) {
        Ok(declared) => declared,
        Err(reason) => {
            say(&format!("names are not compared with {header}: {reason}"));
            return Ok(());
        }
    };
    for (nr, name) in declared {
        match table.get(&nr) {
            Some(row) if row.name == name => {}
            Some(row) => return Err(format!("{nr} is {} in the table, {name} in {header}", row.name).into()),
            None => say(&format!("{header} has a call without a row: {nr} {name}")),
        }
    }
    Ok(())
}

/// Compares the arity of the newer calls with the running kernel's, and names the calls that have no row.
pub(super) fn check_against_tracefs(x86_64: &Table) -> Result<(), Failure> {
    let Ok(events) = std::fs::read_dir("/sys/kernel/tracing/events/syscalls") else {
        say("tracefs is not mounted or not readable: newer calls are not checked");
        return Ok(());
    };
    for event in events {
        let event = event?;
        let event_name = event.file_name().into_string().unwrap_or_default();
        let Some(name) = event_name.strip_prefix("sys_enter_") else { continue };
        let Some((nr, row)) = x86_64.iter().find(|(_, row)| row.name == name) else {
            if !TRACEFS_ALIASES.contains(&name) {
                say(&format!("this kernel has a call without a row: {name}"));
            }
            continue;
        };
        if NEWER.iter().chain(&NEWER_X86_64).any(|newer| newer.0 == *nr) {
            let format = std::fs::read_to_string(event.path().join("format"))?;
            // The fields of every event and __syscall_nr come first.
            let args = format.lines().filter(|line| line.starts_with("\tfield:")).count().saturating_sub(5);
            if args != row.args {
                return Err(format!("{name}: {} arguments in the table, {args} in tracefs", row.args).into());
            }
        }
    }
    Ok(())
}
