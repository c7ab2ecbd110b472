//! What the BPF programs keep of a traced task, in task storage. User space writes it once, to arm the command
//! that it is about to start.

use crate::limits::SIGINFO_LEN;

/// The task is traced, but shows nothing before its first execve.
pub const ARMED: u64 = 1;
/// The task is inside a wanted call; `start` to `args` tell of it.
pub const IN_CALL: u64 = 1 << 1;
/// The task was just created: its first sys_exit is its return from its creator's call.
pub const FRESH: u64 = 1 << 2;
/// Tracing began while the task was running; it may be inside a call since before `start`.
pub const ATTACHED: u64 = 1 << 3;
/// The enter record of the call did not fit into the ring.
pub const ENTER_LOST: u64 = 1 << 4;
/// The task did not match the predicates when its call began.
pub const REFUSED: u64 = 1 << 5;
/// The call has begun, and no record tells of it yet.
pub const DEFERRED: u64 = 1 << 12;

/// Something that the call's plan was to copy when it began was not there: it is looked for again when it ends.
pub const MISSED: u64 = 1 << 11;

/// A copy of the program has seen the task enter a call; the last of the copies has not passed yet.
pub const SEEN_ENTER: u64 = 1 << 6;
/// The same of the return from a call.
pub const SEEN_RETURN: u64 = 1 << 7;
/// The same of a task that this one created.
pub const SEEN_NEW: u64 = 1 << 8;
/// The same of an exec.
pub const SEEN_EXEC: u64 = 1 << 9;
/// The same of the task's end.
pub const SEEN_END: u64 = 1 << 10;
/// All of them; at most one is set.
pub const SEEN: u64 = SEEN_ENTER | SEEN_RETURN | SEEN_NEW | SEEN_EXEC | SEEN_END;

/// The virtual CPU that the call runs has stopped: why stands in the upper half of the flags.
pub const VCPU_STOPPED: u64 = 1 << 13;

/// The flags of a task whose virtual CPU has stopped for this reason, or, without one, of which nothing is known.
#[inline(always)]
pub const fn with_vcpu_exit(flags: u64, reason: Option<u32>) -> u64 {
    let others = flags & (u32::MAX as u64 & !VCPU_STOPPED);
    match reason {
        Some(reason) => others | VCPU_STOPPED | (reason as u64) << 32,
        None => others,
    }
}

/// The reason that [`with_vcpu_exit`] has noted.
#[inline(always)]
pub const fn vcpu_exit(flags: u64) -> Option<u32> {
    if flags & VCPU_STOPPED == 0 { None } else { Some((flags >> 32) as u32) }
}

/// A number too large to have a slot.
pub const NO_SLOT: u64 = u64::MAX;

/// State of a traced task.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct State {
    /// The flags above, in the lower half.
    pub flags: u64,
    /// 1 while the task is counted among the living; whoever takes it away counts the task out.
    pub live: u64,
    /// When the call began, ns.
    pub start: u64,
    /// Time off the CPU in the call so far, ns.
    pub wait: u64,
    /// When the task left the CPU; 0 while it is on it.
    pub off_since: u64,
    /// Syscall number.
    pub nr: u32,
    /// An [`crate::abi::Abi`].
    pub abi: u32,
    /// The slot of the two (see [`crate::limits::slot`]), or [`NO_SLOT`].
    pub slot: u64,
    /// The argument registers.
    pub args: [u64; 6],
    /// A signal that is never delivered and was not told of yet; 0 if none. Its record's flags stand above bit 16.
    pub untold_signal: u64,
    /// Its `siginfo_t`.
    pub untold_info: [u8; SIGINFO_LEN],
}

impl State {
    /// How user space begins the state of a command that waits for its execve: its first two words.
    pub const ARMED_WORDS: [u64; 2] = [ARMED, 1];

    /// A task that was not seen yet.
    pub const NEW: Self = Self {
        flags: 0,
        live: 0,
        start: 0,
        wait: 0,
        off_since: 0,
        nr: 0,
        abi: 0,
        slot: 0,
        args: [0; 6],
        untold_signal: 0,
        untold_info: [0; SIGINFO_LEN],
    };
}

/// Words that both sides read and write while the programs run: a global of the BPF object's `.bss`.
#[repr(C)]
pub struct Control {
    /// The reader sleeps: 1, wake it on the next record; 2, wake it when the ring is half full.
    pub armed: u64,
    /// Traced tasks that live.
    pub live: u64,
    /// Calls counted in the kernel because the ring was full.
    pub spilled_calls: u64,
    /// Other events that did not fit into the ring.
    pub dropped_events: u64,
    /// Tasks whose state could not be created.
    pub untracked_tasks: u64,
    /// Calls that had no room in a finer table.
    pub table_full: u64,
    /// By where a task lies in memory ([`place`]): may one that lies there be traced? 0 is a sure no. Nothing is ever
    /// taken back, which costs time only.
    pub places: [u8; PLACES],
}

/// How many entries [`Control::places`] has: a power of two, so that a mask bounds the index.
pub const PLACES: usize = 1 << 15;

/// The entry of a task in [`Control::places`], by the lower half of its address. A `task_struct` is larger than a page
/// as a rule, so that those within 128 MiB have each its own entry.
#[inline(always)]
pub const fn place(address: u32) -> usize {
    (address >> 12) as usize & (PLACES - 1)
}

/// See [`Control::armed`].
pub const WAKE_ON_RECORD: u64 = 1;
/// See [`Control::armed`].
pub const WAKE_ON_HALF: u64 = 2;

const _: () = assert!(size_of::<State>() == 160);
const _: () = assert!(size_of::<Control>() == 48 + PLACES);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_kept_beside_the_flags() {
        let flags = with_vcpu_exit(IN_CALL | ENTER_LOST, Some(6));
        assert_eq!(vcpu_exit(flags), Some(6));
        assert_eq!(flags & (IN_CALL | ENTER_LOST | MISSED), IN_CALL | ENTER_LOST);
        assert_eq!(vcpu_exit(with_vcpu_exit(flags, Some(u32::MAX))), Some(u32::MAX));
        assert_eq!(vcpu_exit(with_vcpu_exit(flags, Some(0))), Some(0));
        assert_eq!(with_vcpu_exit(flags, None), IN_CALL | ENTER_LOST);
        assert_eq!(vcpu_exit(IN_CALL), None);
    }

    #[test]
    fn neighbours_have_places_of_their_own() {
        let first = place(0x0345_6780);
        assert_eq!(place(0x0345_6f80), first);
        assert_eq!(place(0x0345_7780), first + 1);
        assert_eq!(place(0x0b45_6780), first);
        assert_eq!(place(u32::MAX), PLACES - 1);
    }
}
