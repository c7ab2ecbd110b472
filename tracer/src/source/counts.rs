//! Reading what the BPF programs have counted, at any time while they run.

use std::io;
use std::mem::offset_of;
use std::os::fd::BorrowedFd;
use std::sync::atomic::Ordering;

use tracer_common::abi::Abi;
use tracer_common::counts::{Aggregate, BUCKETS, Buckets, Key};
use tracer_common::limits::{NUMBERS, SLOTS};

use super::bpf;
use super::mapping::Mapping;

/// The table of calls by CPU and slot, mapped.
pub struct Slots {
    map: Mapping,
    cpus: usize,
}

impl Slots {
    /// Maps the table.
    pub fn new(fd: BorrowedFd<'_>, cpus: usize) -> io::Result<Self> {
        let page = super::ring::page_size();
        let length = (cpus * SLOTS as usize * size_of::<Aggregate>()).next_multiple_of(page);
        Ok(Self { map: Mapping::new(fd, 0, length, false)?, cpus })
    }

    /// Calls of one slot on one CPU. The counts are those of one moment only when the programs are detached;
    /// before, they may be apart by the call that is being added.
    fn aggregate(&self, cpu: usize, slot: u32) -> Aggregate {
        let start = (cpu * SLOTS as usize + slot as usize) * size_of::<Aggregate>();
        let word = |offset: usize| self.map.word(start + offset).load(Ordering::Relaxed);
        Aggregate {
            calls: word(offset_of!(Aggregate, calls)),
            errors: word(offset_of!(Aggregate, errors)),
            wall: word(offset_of!(Aggregate, wall)),
            wait: word(offset_of!(Aggregate, wait)),
            min: word(offset_of!(Aggregate, min)),
            max: word(offset_of!(Aggregate, max)),
        }
    }

    /// Every slot with calls in it, over all CPUs.
    pub fn read(&self, mut take: impl FnMut(Key, &Aggregate)) {
        let native = Abi::NATIVE;
        for slot in 0..SLOTS {
            let mut sum = Aggregate::ZERO;
            for cpu in 0..self.cpus {
                sum.merge(&self.aggregate(cpu, slot));
            }
            if sum.calls == 0 {
                continue;
            }
            let bank = slot / NUMBERS;
            let abi = [native, Abi::I386, Abi::X32].into_iter().find(|abi| abi.bank() == bank);
            let abi = u32::from(abi.unwrap_or(native) as u8);
            take(Key { id: 0, abi, nr: slot % NUMBERS, errno: 0 }, &sum);
        }
    }
}

/// Every key of a map that is keyed by [`Key`].
fn keys(map: BorrowedFd<'_>) -> io::Result<Vec<[u8; 16]>> {
    let mut keys = Vec::new();
    let mut key = [0; 16];
    while bpf::next_key(map, keys.last().map(|k: &[u8; 16]| &k[..]), &mut key)? {
        keys.push(key);
    }
    Ok(keys)
}

fn words<const N: usize>(bytes: &[u8]) -> [u64; N] {
    let mut words = [0; N];
    for (word, chunk) in words.iter_mut().zip(bytes.chunks_exact(8)) {
        *word = chunk.first_chunk().map_or(0, |bytes| u64::from_ne_bytes(*bytes));
    }
    words
}

fn key(bytes: [u8; 16]) -> Key {
    let [low, high] = words(&bytes);
    Key { id: low as u32, abi: (low >> 32) as u32, nr: high as u32, errno: (high >> 32) as u32 }
}

/// Every aggregate of the finer table, over all CPUs.
pub fn read_fine(map: BorrowedFd<'_>, cpus: usize, mut take: impl FnMut(Key, &Aggregate)) -> io::Result<()> {
    let mut value = vec![0; cpus * size_of::<Aggregate>()];
    for bytes in keys(map)? {
        if !bpf::look_up(map, &bytes, &mut value)? {
            continue;
        }
        let mut sum = Aggregate::ZERO;
        for cpu in value.chunks_exact(size_of::<Aggregate>()) {
            let [calls, errors, wall, wait, min, max] = words(cpu);
            sum.merge(&Aggregate { calls, errors, wall, wait, min, max });
        }
        take(key(bytes), &sum);
    }
    Ok(())
}

/// Every count of errnos.
pub fn read_errnos(map: BorrowedFd<'_>, mut take: impl FnMut(Key, u64)) -> io::Result<()> {
    let mut value = [0; 8];
    for bytes in keys(map)? {
        if bpf::look_up(map, &bytes, &mut value)? {
            take(key(bytes), u64::from_ne_bytes(value));
        }
    }
    Ok(())
}

/// Every histogram.
pub fn read_histograms(map: BorrowedFd<'_>, mut take: impl FnMut(Key, &Buckets)) -> io::Result<()> {
    let mut value = vec![0; size_of::<Buckets>()];
    for bytes in keys(map)? {
        if bpf::look_up(map, &bytes, &mut value)? {
            take(key(bytes), &words::<BUCKETS>(&value));
        }
    }
    Ok(())
}
