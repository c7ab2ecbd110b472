//! Every map: its key, its value, who writes it. Sizes that depend on the machine or on the options are set
//! by user space at load.

use core::marker::PhantomData;
use core::ptr::null;

use aya_ebpf::bindings::bpf_map_type::{
    BPF_MAP_TYPE_ARRAY, BPF_MAP_TYPE_HASH, BPF_MAP_TYPE_PERCPU_ARRAY, BPF_MAP_TYPE_PERCPU_HASH,
    BPF_MAP_TYPE_RINGBUF, BPF_MAP_TYPE_TASK_STORAGE,
};
use aya_ebpf::bindings::{BPF_F_MMAPABLE, BPF_F_NO_PREALLOC};
use aya_ebpf::helpers::generated::{bpf_map_lookup_elem, bpf_map_update_elem};
use tracer_common::config::{Config, PREEMPTIBLE};
use tracer_common::counts::{Aggregate, BUCKETS, Buckets, Key};
use tracer_common::limits::SLOT_WORDS;
use tracer_common::plan::{Plans, Scratch, Variant, VariantKey};
use tracer_common::state::{Control, PLACES, State};

/// A BTF map definition (kernel: Documentation/bpf/map_array.rst, libbpf's `.maps` section): the types of
/// the null pointers tell everything.
#[repr(C)]
pub struct Map<K, V, const TYPE: usize, const FLAGS: usize> {
    r#type: *const [i32; TYPE],
    key: *const K,
    value: *const V,
    max_entries: *const [i32; 1],
    map_flags: *const [i32; FLAGS],
}

// SAFETY: a definition holds null pointers only and is never written.
unsafe impl<K, V, const TYPE: usize, const FLAGS: usize> Sync for Map<K, V, TYPE, FLAGS> {}

impl<K, V, const TYPE: usize, const FLAGS: usize> Map<K, V, TYPE, FLAGS> {
    const fn new() -> Self {
        Self { r#type: null(), key: null(), value: null(), max_entries: null(), map_flags: null() }
    }

    /// The map, as helpers take it.
    #[inline(always)]
    pub fn as_ptr(&self) -> *mut core::ffi::c_void {
        core::ptr::from_ref(self).cast_mut().cast()
    }

    /// The value of a key, if there is one.
    #[inline(always)]
    pub fn get(&self, key: &K) -> Option<&'static mut V> {
        // SAFETY: the map and the key are what the helper takes.
        let value = unsafe { bpf_map_lookup_elem(self.as_ptr(), core::ptr::from_ref(key).cast()) };
        // SAFETY: a value is null or lives while the program runs; one kept by CPU is not shared.
        unsafe { value.cast::<V>().as_mut() }
    }

    /// The value of a key, created as `initial` if there was none; `None` when the map is full.
    #[inline(always)]
    pub fn get_or_insert(&self, key: &K, initial: &V) -> Option<&'static mut V> {
        if let Some(value) = self.get(key) {
            return Some(value);
        }
        const BPF_NOEXIST: u64 = 1;
        // SAFETY: the map, the key and the value are what the helper takes.
        unsafe {
            bpf_map_update_elem(
                self.as_ptr(),
                core::ptr::from_ref(key).cast(),
                core::ptr::from_ref(initial).cast(),
                BPF_NOEXIST,
            )
        };
        self.get(key)
    }
}

/// The definition of a ring buffer: it has neither key nor value.
#[repr(C)]
pub struct Ring {
    r#type: *const [i32; BPF_MAP_TYPE_RINGBUF as usize],
    max_entries: *const [i32; 4096],
    marker: PhantomData<()>,
}

// SAFETY: as for `Map`.
unsafe impl Sync for Ring {}

impl Ring {
    /// The map, as helpers take it.
    #[inline(always)]
    pub fn as_ptr(&self) -> *mut core::ffi::c_void {
        core::ptr::from_ref(self).cast_mut().cast()
    }
}

/// Declares maps under the names that bpftool lists.
macro_rules! maps {
    ($($(#[$doc:meta])* $name:ident: $type:ident $key:ty => $value:ty, $flags:expr;)*) => {
        $($(#[$doc])*
        #[unsafe(no_mangle)]
        #[unsafe(link_section = ".maps")]
        pub static $name: Map<$key, $value, { $type as usize }, { $flags as usize }> = Map::new();)*
    };
}

maps! {
    /// Each traced task's state. Created by `task_new` and `adopt`, or at the first call (`EVERYONE`), or by
    /// user space for the command; freed with the task.
    TASKS: BPF_MAP_TYPE_TASK_STORAGE i32 => State, BPF_F_NO_PREALLOC;
    /// Calls by CPU and slot: `cpu * SLOTS + slot`. Mapped into user space, which only reads.
    COUNTS: BPF_MAP_TYPE_ARRAY u32 => Aggregate, BPF_F_MMAPABLE;
    /// Calls by key: by process or thread, and numbers without a slot.
    FINE_COUNTS: BPF_MAP_TYPE_PERCPU_HASH Key => Aggregate, 0;
    /// Failed calls by key with errno.
    ERRNOS: BPF_MAP_TYPE_HASH Key => u64, 0;
    /// Durations by key; a value is 2.4 KB, so it is allocated when needed.
    HISTOGRAMS: BPF_MAP_TYPE_HASH Key => Buckets, BPF_F_NO_PREALLOC;
    /// Events that the ring had no room for since the last `Lost` record, by CPU.
    UNTOLD: BPF_MAP_TYPE_PERCPU_ARRAY u32 => u64, 0;
    /// What to copy of calls. Written by user space before anything is attached.
    PLANS: BPF_MAP_TYPE_ARRAY u32 => Plans, 0;
    /// The same for commands and operations.
    VARIANTS: BPF_MAP_TYPE_HASH VariantKey => Variant, 0;
    /// Where records with memory are put together: one for each CPU and each program that can be preempted there.
    SCRATCH: BPF_MAP_TYPE_ARRAY u32 => Scratch, 0;
    /// What user space wants adopted: tids, and tgids with [`ADOPT_PROCESS`].
    WANTED: BPF_MAP_TYPE_HASH u32 => u32, 0;
}

/// In [`WANTED`]: all threads of the process, not the one thread.
pub const ADOPT_PROCESS: u32 = 1;

/// The records. Written by the programs, read by user space.
#[unsafe(no_mangle)]
#[unsafe(link_section = ".maps")]
pub static RING: Ring = Ring { r#type: null(), max_entries: null(), marker: PhantomData };

#[unsafe(no_mangle)]
static CONFIG: Config = Config::ZERO;

#[unsafe(no_mangle)]
static SYSCALLS: [u64; SLOT_WORDS] = [0; SLOT_WORDS];

#[unsafe(no_mangle)]
static EXECS: [u64; SLOT_WORDS] = [0; SLOT_WORDS];

#[unsafe(no_mangle)]
static ENDS: [u64; SLOT_WORDS] = [0; SLOT_WORDS];

#[unsafe(no_mangle)]
static ZERO_BUCKETS: Buckets = [0; BUCKETS];

#[unsafe(no_mangle)]
static mut CONTROL: Control = Control {
    armed: 0,
    live: 0,
    spilled_calls: 0,
    dropped_events: 0,
    untracked_tasks: 0,
    table_full: 0,
    places: [0; PLACES],
};

/// Hides from the compiler what a word holds. It would use the values that stand in the source instead of
/// those that user space patched in, and leave out checks that the verifier, which knows less, wants to see.
#[inline(always)]
pub fn opaque(word: u64) -> u64 {
    let mut word = word;
    // SAFETY: the instruction changes nothing.
    unsafe { core::arch::asm!("{0} = {0}", inout(reg) word, options(pure, nomem, nostack)) };
    word
}

/// A static as user space has patched it.
#[inline(always)]
fn patched<T>(constant: *const T) -> &'static T {
    // SAFETY: a static is always valid, and the pointer is the same one.
    unsafe { &*(opaque(constant as u64) as *const T) }
}

/// The configuration. To the verifier its words are constants.
#[inline(always)]
pub fn config() -> &'static Config {
    patched(&raw const CONFIG)
}

/// Is this flag of the configuration set?
#[inline(always)]
pub fn wants(flag: u64) -> bool {
    config().flags & flag != 0
}

/// The bitmap of wanted calls.
#[inline(always)]
pub fn syscalls() -> &'static [u64; SLOT_WORDS] {
    patched(&raw const SYSCALLS)
}

/// The bitmap of calls that run another program.
#[inline(always)]
pub fn execs() -> &'static [u64; SLOT_WORDS] {
    patched(&raw const EXECS)
}

/// The bitmap of calls that end a program: those, and those that end the process.
#[inline(always)]
pub fn ends() -> &'static [u64; SLOT_WORDS] {
    patched(&raw const ENDS)
}

/// What a histogram starts as: too large for the stack.
#[inline(always)]
pub fn zero_buckets() -> &'static Buckets {
    patched(&raw const ZERO_BUCKETS)
}

/// The words shared with user space.
#[inline(always)]
pub fn control() -> *mut Control {
    &raw mut CONTROL
}

/// Adds to a word that other CPUs add to as well.
#[inline(always)]
pub fn add(word: *mut u64, n: u64) {
    // SAFETY: words of maps are aligned, live while the program runs, and are only added to atomically.
    unsafe { core::arch::asm!("lock *(u64 *)({0} + 0) += {1}", in(reg) word, in(reg) n, options(nostack)) };
}

/// Adds to a word that is kept by CPU: another task on it may come between only where programs are preempted.
#[inline(always)]
pub fn add_here(word: &mut u64, n: u64) {
    if wants(PREEMPTIBLE) {
        add(word, n);
    } else {
        *word = word.wrapping_add(n);
    }
}

/// Empties a word that is kept by CPU, and tells what it held.
#[inline(always)]
pub fn take_here(word: &mut u64) -> u64 {
    if wants(PREEMPTIBLE) { swap(word, 0) } else { core::mem::replace(word, 0) }
}

/// Sets a word and tells what it was: of several that do the same, one sees it change.
#[inline(always)]
pub fn swap(word: *mut u64, value: u64) -> u64 {
    let mut value = value;
    // SAFETY: as for `add`.
    unsafe {
        core::arch::asm!("{0} = xchg_64({1} + 0, {0})", inout(reg) value, in(reg) word, options(nostack))
    };
    value
}
