//! Records into the ring: reserve, submit, wake the reader, slow down who fills it.

use aya_ebpf::bindings::{BPF_RB_AVAIL_DATA, BPF_RB_FORCE_WAKEUP, BPF_RB_NO_WAKEUP};
use aya_ebpf::helpers::generated::{
    bpf_loop, bpf_ringbuf_discard, bpf_ringbuf_output, bpf_ringbuf_query, bpf_ringbuf_reserve,
    bpf_ringbuf_submit,
};
use tracer_common::config::{CAPTURE, STACKS};
use tracer_common::plan::RECORD_MAX;
use tracer_common::record::{Header, Kind, Lost};
use tracer_common::state::{WAKE_ON_HALF, WAKE_ON_RECORD};

use crate::kernel::Kernel;
use crate::maps::{RING, UNTOLD, add, add_here, config, control, opaque, take_here, wants};
use crate::task::{self, now};

/// The header of a record about a task.
#[inline(always)]
pub fn header(kind: Kind, task: Kernel, abi: u32, nr: u32, flags: u16, time: u64) -> Header {
    Header { kind: kind as u8, abi: abi as u8, flags, nr, tid: task::tid(task), tgid: task::tgid(task), time }
}

/// Bytes in the ring that the reader has not taken yet.
#[inline(always)]
fn waiting() -> u64 {
    // SAFETY: the map is a ring.
    unsafe { bpf_ringbuf_query(RING.as_ptr(), u64::from(BPF_RB_AVAIL_DATA)) }
}

/// Puts a record into the ring. False if there is no room: the caller counts what is lost by that.
#[inline(always)]
pub fn record<T>(value: T) -> bool {
    tell_losses();
    put(value)
}

#[inline(always)]
fn put<T>(value: T) -> bool {
    // SAFETY: the map is a ring.
    let room = unsafe { bpf_ringbuf_reserve(RING.as_ptr(), size_of::<T>() as u64, 0) };
    if room.is_null() {
        if let Some(untold) = UNTOLD.get(&0) {
            add_here(untold, 1);
        }
        return false;
    }
    // SAFETY: the reservation has room for a T and is aligned to 8 bytes.
    unsafe { room.cast::<T>().write(value) };
    // SAFETY: the reservation is submitted once.
    unsafe { bpf_ringbuf_submit(room, wakeup()) };
    true
}

/// Puts a record into the ring that stands in memory: this many bytes of it.
#[inline(always)]
pub fn bytes(from: *const u8, len: u64) -> bool {
    tell_losses();
    let len = opaque(len);
    if len > RECORD_MAX as u64 + 4096 {
        return false;
    }
    // SAFETY: the map is a ring, and whoever calls has that many bytes there.
    let result = unsafe { bpf_ringbuf_output(RING.as_ptr(), from.cast_mut().cast(), len, wakeup()) };
    if result != 0 {
        if let Some(untold) = UNTOLD.get(&0) {
            add_here(untold, 1);
        }
    }
    result == 0
}

/// Whether the reader must be woken: only if it sleeps and said so, as a wakeup costs more than the record.
#[inline(always)]
fn wakeup() -> u64 {
    // SAFETY: a field of the shared words; user space writes it too, so it is read once.
    let armed = unsafe { core::ptr::read_volatile(&raw const (*control()).armed) };
    let wake = armed == WAKE_ON_RECORD || (armed == WAKE_ON_HALF && waiting() > config().ring_size / 2);
    if !wake {
        return u64::from(BPF_RB_NO_WAKEUP);
    }
    // SAFETY: as above.
    unsafe { core::ptr::write_volatile(&raw mut (*control()).armed, 0) };
    u64::from(BPF_RB_FORCE_WAKEUP)
}

/// Says how many events this CPU could not put into the ring, as soon as there is room again.
#[inline(always)]
fn tell_losses() {
    let Some(untold) = UNTOLD.get(&0) else { return };
    if *untold == 0 {
        return;
    }
    let header = Header { kind: Kind::Lost as u8, abi: 0, flags: 0, nr: 0, tid: 0, tgid: 0, time: now() };
    let events = take_here(untold);
    // Another task may have told them meanwhile.
    if events != 0 && !put(Lost { header, events }) {
        // Told later. `put` has counted this record, which is not an event.
        add_here(untold, events.wrapping_sub(1));
    }
}

/// Counts an event, other than a call, that the ring had no room for.
#[inline(always)]
pub fn dropped() {
    // SAFETY: a field of the shared words.
    let word = unsafe { &raw mut (*control()).dropped_events };
    add(word, 1);
}

/// How long a call is delayed while the ring fills up: the less room there is, the longer. The last steps are
/// counted in calls, as small rings have room for few; they are long enough for the reader to be scheduled even
/// on a busy machine. Where records carry memory, a single one may take as much room as thousands without, and the
/// reader longer to show it.
#[inline(always)]
fn delay(room: u64, size: u64) -> u64 {
    /// What a call takes: an enter and an exit record with their headers; with a stack.
    const CALL: u64 = 80 + 56;
    const CALL_WITH_STACK: u64 = 34 << 10;
    let call = if wants(STACKS) { CALL_WITH_STACK } else { CALL };
    if room < 2 * call {
        50_000_000
    } else if room < 4 * call {
        10_000_000
    } else if room < 12 * call {
        1_000_000
    } else if room < size / 8 {
        if wants(CAPTURE) { 2_000_000 } else { 128_000 }
    } else if room < size / 4 {
        if wants(CAPTURE) { 128_000 } else { 16_000 }
    } else {
        2_000
    }
}

/// Delays the calling thread a little while the ring is more than half full, and no longer. No signal is sent
/// and nothing is interrupted: the thread only seems slow.
#[inline(always)]
pub fn hold() {
    let size = config().ring_size;
    let waiting = waiting();
    if waiting <= size / 2 {
        return;
    }
    spin_until(size / 2, delay(size.saturating_sub(waiting), size));
}

/// Holds the calling thread until the reader has taken everything, as what is about to happen takes away what it needs to
/// understand it; but no longer than 50 ms.
#[inline(always)]
pub fn wait_for_reader() {
    if waiting() == 0 {
        return;
    }
    // Nothing is put into the ring, but the reader is woken.
    // SAFETY: the map is a ring.
    let room = unsafe { bpf_ringbuf_reserve(RING.as_ptr(), 8, 0) };
    if !room.is_null() {
        // SAFETY: the reservation is given back once.
        unsafe { bpf_ringbuf_discard(room, u64::from(BPF_RB_FORCE_WAKEUP)) };
    }
    spin_until(0, 50_000_000);
}

/// How long to wait.
struct Limit {
    /// So many bytes may be left in the ring.
    left: u64,
    until: u64,
}

/// Keeps the calling thread busy until no more bytes than these are in the ring, or so many ns have passed.
#[inline(always)]
fn spin_until(left: u64, ns: u64) {
    let mut limit = Limit { left, until: now() + ns };
    let callback = spin as extern "C" fn(u32, *mut Limit) -> i64;
    // SAFETY: the callback takes the pointer that is passed with it.
    unsafe { bpf_loop(1 << 22, callback as *mut core::ffi::c_void, (&raw mut limit).cast(), 0) };
}

/// One turn of it. 1 ends it.
extern "C" fn spin(_turn: u32, limit: *mut Limit) -> i64 {
    // SAFETY: `spin_until` passes a valid pointer.
    let Limit { left, until } = unsafe { limit.read() };
    i64::from(now() >= until || waiting() <= left)
}
