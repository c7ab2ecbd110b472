//! The in-kernel filter, as pure functions: what of a call is wanted, decided from plain numbers.
//!
//! Reading those numbers from the kernel is left to tracer-ebpf; parsing what the user typed to tracer.

use crate::config::{Config, MATCH_CGROUP, MATCH_COMM, MATCH_UID, STATUS_FAILED, STATUS_SUCCESSFUL};
use crate::limits::{MAX_ERRNO, SLOT_WORDS, SLOTS};

/// Is the bit of this slot (see [`crate::limits::slot`]) set? A slot out of range has none.
#[inline(always)]
pub fn contains(bitmap: &[u64; SLOT_WORDS], slot: u64) -> bool {
    // The mask is what tells the verifier that the index is in bounds.
    slot < SLOTS as u64 && bitmap[(slot / 64) as usize & (SLOT_WORDS - 1)] >> (slot % 64) & 1 != 0
}

/// What the predicates compare.
#[derive(Clone, Copy, Debug)]
pub struct Identity {
    /// User.
    pub uid: u32,
    /// Name, as two words.
    pub comm: [u64; 2],
    /// Is the task in the wanted cgroup, or below it?
    pub in_cgroup: bool,
}

/// Does the task match every predicate that was given?
#[inline(always)]
pub const fn admits_identity(config: &Config, task: &Identity) -> bool {
    (config.flags & MATCH_UID == 0 || task.uid as u64 == config.uid)
        && (config.flags & MATCH_COMM == 0
            || (task.comm[0] == config.comm_low && task.comm[1] == config.comm_high))
        && (config.flags & MATCH_CGROUP == 0 || task.in_cgroup)
}

/// Is this result an error?
#[inline(always)]
pub const fn failed(result: i64) -> bool {
    result < 0 && result >= -MAX_ERRNO
}

/// Is a call that ended so wanted?
#[inline(always)]
pub const fn admits_status(config: &Config, result: i64) -> bool {
    let status = if failed(result) { STATUS_FAILED } else { STATUS_SUCCESSFUL };
    config.statuses & status != 0
}

/// Is a call that took so long wanted?
#[inline(always)]
pub const fn admits_duration(config: &Config, duration: u64) -> bool {
    duration >= config.min_duration
}

/// The name as the two words that [`Identity`] holds: up to 15 bytes, padded with NUL.
pub fn comm_words(comm: &[u8]) -> [u64; 2] {
    let mut bytes = [0_u8; 16];
    let len = comm.len().min(15);
    bytes[..len].copy_from_slice(&comm[..len]);
    let word = |i: usize| u64::from_ne_bytes(core::array::from_fn(|k| bytes[i + k]));
    [word(0), word(8)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::Abi;
    use crate::limits::slot;

    #[test]
    fn numbers_are_told_apart_by_abi() {
        let mut bitmap = [0; SLOT_WORDS];
        bitmap[(1024 + 1) / 64] |= 1 << ((1024 + 1) % 64);
        let slot = |abi, nr| slot(abi, nr).map_or(u64::MAX, u64::from);
        assert!(contains(&bitmap, slot(Abi::I386, 1)));
        assert!(!contains(&bitmap, slot(Abi::X86_64, 1)));
        assert!(!contains(&[u64::MAX; SLOT_WORDS], slot(Abi::X86_64, 5000)));
    }

    #[test]
    fn predicates_combine_with_and() {
        let [comm_low, comm_high] = comm_words(b"redis-server");
        let config = Config { flags: MATCH_UID | MATCH_COMM, uid: 33, comm_low, comm_high, ..Config::ZERO };
        let task = |uid, comm: &[u8]| Identity { uid, comm: comm_words(comm), in_cgroup: false };
        assert!(admits_identity(&config, &task(33, b"redis-server")));
        assert!(!admits_identity(&config, &task(33, b"redis-serve")));
        assert!(!admits_identity(&config, &task(34, b"redis-server")));
        assert!(!admits_identity(&Config { flags: MATCH_CGROUP, ..config }, &task(33, b"redis-server")));
    }

    #[test]
    fn outcomes_are_split_by_status_and_duration() {
        let config = Config { statuses: STATUS_FAILED, min_duration: 100, ..Config::ZERO };
        assert!(admits_status(&config, -2));
        assert!(!admits_status(&config, 0));
        assert!(!admits_status(&config, -5000), "an address is no error");
        assert!(admits_duration(&config, 100));
        assert!(!admits_duration(&config, 99));
    }
}
