//! Sizes that both sides must know.

/// How many syscall numbers of one ABI have a slot of their own. Linux 6.18 stands at about 470 (x32: 548).
pub const NUMBERS: u32 = 1024;

/// How many banks of numbers there are (see [`crate::abi::Abi::bank`]).
pub const BANKS: u32 = 3;

/// How many slots there are: one for each number of each bank.
pub const SLOTS: u32 = NUMBERS * BANKS;

/// Words of a bitmap with a bit for each slot: a power of two, so that a mask bounds the index.
pub const SLOT_WORDS: usize = (SLOTS / 64).next_power_of_two() as usize;

/// Length of a task's `comm` (`TASK_COMM_LEN`, include/linux/sched.h), with its terminating NUL.
pub const COMM_LEN: usize = 16;

/// How much of a `siginfo_t` a signal record carries: all fields that a delivered signal can set.
pub const SIGINFO_LEN: usize = 48;

/// The largest errno that a syscall returns as a negative number (`MAX_ERRNO`, include/linux/err.h).
pub const MAX_ERRNO: i64 = 4095;

/// The slot of a call, or `None` if its number is too large to have one.
#[inline]
pub const fn slot(abi: crate::abi::Abi, nr: u32) -> Option<u32> {
    if nr < NUMBERS { Some(abi.bank() * NUMBERS + nr) } else { None }
}
