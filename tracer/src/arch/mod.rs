//! Numbers and names of each ABI: syscalls, errnos, signals. Generated tables and their look-up.
//!
//! Names are those that strace prints. What a call's arguments mean is left to others.

#[rustfmt::skip]
mod aarch64;
#[rustfmt::skip]
mod bits;
mod errno;
#[rustfmt::skip]
mod errnos;
mod groups;
#[rustfmt::skip]
mod i386;
mod multiplexed;
mod signal;
#[rustfmt::skip]
mod signals;
#[rustfmt::skip]
mod x32;
#[rustfmt::skip]
mod x86_64;

pub use errno::{errno_name, errno_text};
pub use groups::Groups;
pub use multiplexed::multiplexed;
pub use signal::{signal_by_name, signal_name};

use std::borrow::Cow;
use tracer_common::abi::{Abi, X32_BIT};

/// A syscall of one ABI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syscall {
    /// Its name.
    pub name: &'static str,
    /// Its number.
    pub nr: u32,
    /// How many arguments it has, as strace prints it.
    pub args: u8,
    /// Its groups.
    pub groups: Groups,
}

/// A row of the generated tables.
const fn row(nr: u32, name: &'static str, args: u8, groups: u32) -> Syscall {
    Syscall { name, nr, args, groups: Groups(groups) }
}

/// Beyond every number that has a row.
const NUMBERS: usize = 600;

/// The place of each number's row, plus one. 0: there is none.
type Index = [u16; NUMBERS];

const fn index(rows: &[Syscall]) -> Index {
    let mut index = [0; NUMBERS];
    let mut place = 0;
    while place < rows.len() {
        index[rows[place].nr as usize] = place as u16 + 1;
        place += 1;
    }
    index
}

static X86_64: Index = index(&x86_64::ROWS);
static I386: Index = index(&i386::ROWS);
static X32: Index = index(&x32::ROWS);
static AARCH64: Index = index(&aarch64::ROWS);

/// Every syscall of an ABI, by number.
pub fn syscalls(abi: Abi) -> &'static [Syscall] {
    match abi {
        Abi::X86_64 => &x86_64::ROWS,
        Abi::I386 => &i386::ROWS,
        Abi::X32 => &x32::ROWS,
        Abi::Aarch64 => &aarch64::ROWS,
    }
}

/// The syscall with this number.
pub fn syscall(abi: Abi, nr: u32) -> Option<&'static Syscall> {
    let index = match abi {
        Abi::X86_64 => &X86_64,
        Abi::I386 => &I386,
        Abi::X32 => &X32,
        Abi::Aarch64 => &AARCH64,
    };
    let place = usize::from(*index.get(nr as usize)?).checked_sub(1)?;
    syscalls(abi).get(place)
}

/// The name of a number, known or not: `read`, `syscall_0x1f4`. That of an unknown x32 call shows the bit
/// that marks it, as under strace.
pub fn call_name(abi: Abi, nr: u32) -> Cow<'static, str> {
    match syscall(abi, nr) {
        Some(syscall) => Cow::Borrowed(syscall.name),
        None => Cow::Owned(format!("syscall_{:#x}", if abi == Abi::X32 { nr | X32_BIT } else { nr })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_by_its_number() {
        for abi in Abi::ALL {
            let rows = syscalls(abi);
            assert!(rows.len() > 300, "{abi:?}");
            assert!(rows.is_sorted_by(|a, b| a.nr < b.nr), "{abi:?}");
            for row in rows {
                assert_eq!(syscall(abi, row.nr), Some(row));
            }
            let found = (0..4096).filter(|nr| syscall(abi, *nr).is_some()).count();
            assert_eq!(found, rows.len(), "{abi:?}");
        }
    }

    #[test]
    fn numbers_depend_on_the_abi() {
        let name = |abi, nr| call_name(abi, nr).into_owned();
        assert_eq!(name(Abi::X86_64, 0), "read");
        assert_eq!(name(Abi::I386, 0), "restart_syscall");
        assert_eq!(name(Abi::X32, 520), "execve");
        assert_eq!(name(Abi::Aarch64, 63), "read");
        for abi in Abi::ALL {
            assert_eq!(name(abi, 469), "file_setattr");
        }
    }

    #[test]
    fn unknown_numbers_are_named_as_strace_does() {
        assert_eq!(call_name(Abi::X86_64, 500), "syscall_0x1f4");
        assert_eq!(call_name(Abi::I386, 0xde), "syscall_0xde");
        assert_eq!(call_name(Abi::X32, 0x170), "syscall_0x40000170");
        assert_eq!(call_name(Abi::X86_64, u32::MAX), "syscall_0xffffffff");
    }

    #[test]
    fn groups_hold_what_the_manual_says() {
        let groups = |name: &str| {
            let row = syscalls(Abi::X86_64).iter().find(|row| row.name == name).expect(name);
            row.groups
        };
        assert!(groups("openat").contains(Groups::FILE) && groups("openat").contains(Groups::DESC));
        assert!(!groups("read").contains(Groups::FILE));
        assert!(groups("getpid").contains(Groups::PURE));
        assert!(groups("execve").contains(Groups::PROCESS));
        assert!(groups("mseal").contains(Groups::MEMORY));
    }
}
