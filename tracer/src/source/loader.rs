//! Loading the BPF object: the only file that knows aya. Which programs and how large the maps are follows
//! from [`Settings`]; the programs are listed in [`super::programs`].
//!
//! `aya::EbpfLoader` parses the kernel's whole BTF on every start, 20 ms of it; aya-obj does the ELF and the
//! relocations just as well, and [`super::btf`] finds the few things that are needed.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::time::Duration;

use aya_obj::btf::BtfFeatures;
use aya_obj::generated::{BPF_F_NO_PREALLOC, bpf_attach_type, bpf_map_type};
use aya_obj::{EbpfSectionKind, Map, Object};
use nix::time::{ClockId, clock_gettime};
use tracer_common::abi::Abi;
use tracer_common::config::{BY_PROCESS, BY_THREAD, Config, ERRNOS, HISTOGRAMS, PREEMPTIBLE};
use tracer_common::limits::{SLOT_WORDS, SLOTS, slot};

use crate::arch;
use crate::decode::derive::Plans;

use super::attach::{Attached, attach};
use super::bpf::{self, MapSpec, ProgramSpec};
use super::btf;
use super::machine;
use super::offsets::{FIELDS, locate};
use super::programs::{ADOPT, ATTACHMENTS, Attachment, CALL_COPIES, Point};

/// What the programs are to do.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Stream records of calls; otherwise calls are counted in the kernel.
    pub stream: bool,
    /// What to copy of calls' memory, if anything: the records of calls then carry it.
    pub capture: Option<Plans>,
    /// Load the program that adopts running tasks.
    pub adopt: bool,
    /// Everything but the offsets and sizes, which are found out here.
    pub config: Config,
    /// Wanted calls, by slot.
    pub bitmap: [u64; SLOT_WORDS],
    /// Bytes of the ring: a power of two, at least a page.
    pub ring_size: u32,
}

/// Why the programs could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The kernel has no BTF to read.
    #[error("cannot read the kernel's type information ({path}): {0}", path = btf::PATH)]
    NoBtf(io::Error),
    /// The kernel's BTF lacks something.
    #[error(transparent)]
    Btf(#[from] btf::BtfError),
    /// The kernel does not let this user load BPF programs.
    #[error("not permitted to load BPF programs")]
    NotPermitted,
    /// The object that is built in does not fit the code.
    #[error("the built-in BPF object is malformed: {0}")]
    Object(String),
    /// The kernel refused a map.
    #[error("cannot create BPF map {0}: {1}")]
    Map(String, io::Error),
    /// The kernel refused a program; the end of the verifier's log says why.
    #[error("the kernel refused BPF program {name}: {error}\n{log}")]
    Program {
        /// Its name.
        name: String,
        /// The kernel's error.
        error: io::Error,
        /// The last lines of the verifier's log.
        log: String,
    },
    /// A program could not be attached.
    #[error("cannot attach BPF program {0}: {1}")]
    Attach(String, io::Error),
}

/// A program in the kernel.
struct Program {
    name: String,
    point: Point,
    fd: OwnedFd,
    /// How long the kernel computed to verify and compile it.
    load_time: Duration,
}

/// The programs and maps, loaded. Dropping it unloads them.
pub struct Loaded {
    maps: HashMap<String, OwnedFd>,
    /// The copies of each: one, unless the kernel may preempt it.
    programs: Vec<Vec<Program>>,
    /// Bytes of a task's state.
    pub state_size: usize,
    /// CPUs that there can be.
    pub cpus: usize,
}

impl Loaded {
    /// A map by its name in the object.
    pub fn map(&self, name: &str) -> BorrowedFd<'_> {
        self.maps[name].as_fd()
    }

    fn all(&self) -> impl Iterator<Item = &Program> {
        self.programs.iter().flatten()
    }

    /// The loaded programs, by name.
    pub fn programs(&self) -> impl Iterator<Item = (&str, BorrowedFd<'_>)> {
        self.all().map(|program| (program.name.as_str(), program.fd.as_fd()))
    }

    /// How long the kernel computed to load each of them.
    pub fn load_times(&self) -> impl Iterator<Item = Duration> + '_ {
        self.all().map(|program| program.load_time)
    }

    /// The loaded programs, each with its copies: what one misses another does.
    pub fn copies(&self) -> impl Iterator<Item = impl Iterator<Item = BorrowedFd<'_>>> {
        self.programs.iter().map(|copies| copies.iter().map(|program| program.fd.as_fd()))
    }

    /// The program that adopts running tasks, if it was asked for.
    pub fn adopter(&self) -> Option<BorrowedFd<'_>> {
        self.programs().find(|(name, _)| *name == ADOPT).map(|(_, fd)| fd)
    }

    /// Attaches every program to its tracepoint, its copies in their order: the kernel runs them in that order.
    /// They stay attached as long as the links live.
    pub fn attach(&self) -> Result<Attached, LoadError> {
        attach(self.all().map(|program| (program.name.as_str(), program.point, program.fd.as_fd())))
    }
}

/// How many entries a map gets; `None` leaves what the object says.
fn entries(name: &str, settings: &Settings, cpus: usize) -> u32 {
    let when = |flags: u64, entries: u32| if settings.config.flags & flags != 0 { entries } else { 1 };
    match name {
        "TASKS" => 0,
        "COUNTS" => cpus as u32 * SLOTS,
        // Numbers without a slot are counted here in any case.
        "FINE_COUNTS" => when(BY_PROCESS | BY_THREAD, 16_384).max(256),
        "ERRNOS" => when(ERRNOS, 16_384),
        "HISTOGRAMS" => when(HISTOGRAMS, 16_384),
        "RING" => settings.ring_size,
        "SCRATCH" if settings.capture.is_some() => {
            cpus as u32 * if machine::preempts_programs() { 2 * CALL_COPIES as u32 } else { 1 }
        }
        "VARIANTS" => settings.capture.as_ref().map_or(1, |plans| plans.variants.len().max(1) as u32),
        "WANTED" if settings.adopt => 4096,
        _ => 1,
    }
}

/// The calls that run another program, in every ABI: where the trace of a command begins.
fn calls(named: &[&str]) -> [u64; SLOT_WORDS] {
    let mut bitmap = [0; SLOT_WORDS];
    for &abi in Abi::HERE {
        let found = arch::syscalls(abi).iter().filter(|call| named.contains(&call.name));
        for slot in found.filter_map(|call| slot(abi, call.nr)) {
            bitmap[(slot / 64) as usize] |= 1 << (slot % 64);
        }
    }
    bitmap
}

fn object_error(error: impl std::fmt::Display) -> LoadError {
    LoadError::Object(error.to_string())
}

fn map_error(name: &str, error: io::Error) -> LoadError {
    match error.raw_os_error() {
        Some(libc::EPERM) => LoadError::NotPermitted,
        _ => LoadError::Map(name.to_owned(), error),
    }
}

/// Loads what the settings ask for. Nothing is attached yet.
pub fn load(object: &[u8], settings: &Settings) -> Result<Loaded, LoadError> {
    let needed: Vec<&Attachment> = ATTACHMENTS.iter().filter(|a| (a.needed)(settings)).collect();
    let points: Vec<&'static str> = needed.iter().filter_map(|a| a.point.in_btf()).collect();
    let found = btf::with_kernel(|kernel| btf::find(kernel, &points, FIELDS)).map_err(LoadError::NoBtf)??;

    let cpus = machine::possible_cpus();
    let mut config = settings.config;
    config.ring_size = u64::from(settings.ring_size);
    locate(&mut config, &found)?;
    let copied = machine::preempts_programs();
    if copied {
        config.flags |= PREEMPTIBLE;
    }

    let mut object = Object::parse(object).map_err(object_error)?;
    let bytes = |bitmap: &[u64; SLOT_WORDS]| bitmap.map(u64::to_ne_bytes).concat();
    let execs = bytes(&calls(&["execve", "execveat"]));
    let ends = bytes(&calls(&["execve", "execveat", "exit", "exit_group"]));
    let syscalls = bytes(&settings.bitmap);
    patch(&mut object, &[("SYSCALLS", &syscalls), ("EXECS", &execs), ("ENDS", &ends)])?;
    // Functions outside the programs' sections are called by them, and get linked into them.
    let sections: HashSet<usize> = object.programs.values().map(|p| p.section_index).collect();
    let text = object.functions.keys().map(|key| key.0).filter(|s| !sections.contains(s)).collect();
    object.programs.retain(|name, _| needed.iter().any(|a| a.program == name));

    let btf = load_object_btf(&mut object)?;
    let create = |(name, map): (&String, &Map)| {
        create_map(name, map, settings, cpus, &btf).map(|fd| (name.clone(), fd))
    };
    let shared = object.maps.iter().filter(|(_, map)| map.section_kind() != EbpfSectionKind::Rodata);
    let maps = shared.map(create).collect::<Result<HashMap<_, _>, _>>()?;
    if let Some(plans) = &settings.capture {
        write_plans(plans, maps["PLANS"].as_fd(), maps["VARIANTS"].as_fd())?;
    }
    let state_size = object.maps.get("TASKS").map_or(0, |tasks| tasks.value_size() as usize);
    let mut programs: Vec<Vec<Program>> = needed.iter().map(|_| Vec::new()).collect();
    let copies_of = |attachment: &Attachment| if copied { attachment.copies } else { 1 };
    let counts: BTreeSet<u64> = needed.iter().map(|attachment| copies_of(attachment)).collect();
    let all: Vec<_> = counts.iter().flat_map(|&copies| (0..copies).map(move |copy| (copies, copy))).collect();
    let objects = std::iter::repeat_n(object, all.len());
    for ((copies, copy), mut object) in all.into_iter().zip(objects) {
        // Copies differ by a word: they have constants of their own, and share all other maps.
        patch(&mut object, &[("CONFIG", &Config { copy, copies, ..config }.to_bytes())])?;
        let own = object.maps.iter().filter(|(_, map)| map.section_kind() == EbpfSectionKind::Rodata);
        let constants = own.map(create).collect::<Result<HashMap<_, _>, _>>()?;
        relocate(&mut object, |name| constants.get(name).unwrap_or_else(|| &maps[name]), &text)?;
        let load = |attachment: &Attachment| {
            let begun = cpu_time();
            let name = match copy {
                0 => attachment.program.to_owned(),
                _ => format!("{}_{}", attachment.program, copy + 1),
            };
            let id = attachment.point.in_btf().map(|point| found.id(point)).transpose()?;
            let fd = load_attachment(&object, attachment, &name, id, btf.as_fd())?;
            let load_time = cpu_time().saturating_sub(begun);
            Ok::<_, LoadError>(Program { name, point: attachment.point, fd, load_time })
        };
        // Most of the time at start is the verifier's, which looks at several programs at once.
        std::thread::scope(|scope| {
            let these =
                needed.iter().zip(&mut programs).filter(|(attachment, _)| copies_of(attachment) == copies);
            let loads: Vec<_> =
                these.map(|(attachment, programs)| (programs, scope.spawn(|| load(attachment)))).collect();
            loads.into_iter().try_for_each(|(programs, load)| {
                programs.push(load.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
                Ok::<_, LoadError>(())
            })
        })?;
    }
    Ok(Loaded { maps, programs, state_size, cpus })
}

/// Sets globals of the object.
fn patch(object: &mut Object, globals: &[(&str, &[u8])]) -> Result<(), LoadError> {
    let globals = globals.iter().map(|(name, value)| (*name, (*value, true))).collect();
    object.patch_map_data(globals).map_err(object_error)
}

/// Puts the descriptors of the maps into the instructions, and links the functions that the programs call.
fn relocate<'a>(
    object: &mut Object,
    fd: impl Fn(&str) -> &'a OwnedFd,
    text: &HashSet<usize>,
) -> Result<(), LoadError> {
    let maps = object.maps.clone();
    let fds = maps.iter().map(|(name, map)| (name.as_str(), fd(name).as_raw_fd(), map));
    object.relocate_maps(fds, text).map_err(object_error)?;
    object.relocate_calls(text).map_err(object_error)
}

fn load_object_btf(object: &mut Object) -> Result<OwnedFd, LoadError> {
    // Every kernel that has what the programs need (5.17) has all of these features.
    let features = BtfFeatures::new(true, true, true, true, true, true, true, false);
    let btf = object
        .fixup_and_sanitize_btf(&features)
        .map_err(object_error)?
        .ok_or_else(|| LoadError::Object("no BTF".to_owned()))?;
    bpf::load_btf(&btf.to_bytes()).map_err(|error| map_error("BTF", error))
}

fn create_map(
    name: &str,
    map: &Map,
    settings: &Settings,
    cpus: usize,
    btf: &OwnedFd,
) -> Result<OwnedFd, LoadError> {
    let data = map.section_kind() != EbpfSectionKind::BtfMaps;
    let mut flags = map.map_flags();
    if entries(name, settings, cpus) == 1 {
        // A map that is not used: the caches of an allocating one would cost most.
        flags &= !BPF_F_NO_PREALLOC;
    }
    if map.section_kind() == EbpfSectionKind::Bss {
        flags |= aya_obj::generated::BPF_F_MMAPABLE;
    }
    let types = match map {
        Map::Btf(btf_map) if map.map_type() == bpf_map_type::BPF_MAP_TYPE_TASK_STORAGE as u32 => {
            Some((btf.as_fd(), btf_map.def.btf_key_type_id, btf_map.def.btf_value_type_id))
        }
        _ => None,
    };
    let spec = MapSpec {
        name: &map_name(name),
        kind: map.map_type(),
        key_size: map.key_size(),
        value_size: map.value_size(),
        max_entries: if data { 1 } else { entries(name, settings, cpus) },
        flags,
        btf: types,
    };
    let fd = bpf::create_map(&spec).map_err(|error| map_error(name, error))?;
    if data && map.section_kind() == EbpfSectionKind::Rodata {
        bpf::update_map(fd.as_fd(), &0_u32.to_ne_bytes(), map.data(), 0)
            .and_then(|()| bpf::freeze_map(fd.as_fd()))
            .map_err(|error| map_error(name, error))?;
    }
    Ok(fd)
}

/// The name that bpftool lists: `tracer_tasks`, `tracer_rodata`.
fn map_name(name: &str) -> String {
    let plain: String =
        name.trim_start_matches('.').chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    format!("tracer_{}", plain.to_lowercase())
}

/// Tells the programs what to copy.
fn write_plans(plans: &Plans, map: BorrowedFd<'_>, variants: BorrowedFd<'_>) -> Result<(), LoadError> {
    bpf::update_map(map, &0_u32.to_ne_bytes(), &plans.to_bytes(), 0)
        .map_err(|error| map_error("PLANS", error))?;
    let keys: Vec<u8> =
        plans.variants.iter().flat_map(|(key, _)| [key.slot, key.value]).flat_map(u64::to_ne_bytes).collect();
    let values: Vec<u8> = plans
        .variants
        .iter()
        .flat_map(|(_, variant)| [variant.enter, variant.exit, 0, 0])
        .flat_map(u16::to_ne_bytes)
        .collect();
    bpf::update_map_batch(variants, &keys, &values, plans.variants.len())
        .map_err(|error| map_error("VARIANTS", error))
}

/// CPU time of this thread.
fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID);
    time.map_or(Duration::ZERO, Duration::from)
}

fn load_attachment(
    object: &Object,
    attachment: &Attachment,
    name: &str,
    point: Option<u32>,
    btf: BorrowedFd<'_>,
) -> Result<OwnedFd, LoadError> {
    let program = object
        .programs
        .get(attachment.program)
        .ok_or_else(|| LoadError::Object(format!("no program {}", attachment.program)))?;
    let function = &object.functions[&program.function_key()];
    let how = match attachment.point {
        Point::Iterator(_) => bpf_attach_type::BPF_TRACE_ITER,
        _ => bpf_attach_type::BPF_TRACE_RAW_TP,
    };
    let functions = function.func_info.func_info_bytes();
    load_program(&ProgramSpec {
        name,
        instructions: &function.instructions,
        license: &program.license,
        attach_to: point.map(|point| (point, how)),
        btf,
        functions: &functions,
    })
}

fn load_program(spec: &ProgramSpec<'_>) -> Result<OwnedFd, LoadError> {
    let error = match bpf::load_program(spec, None) {
        Ok(program) => return Ok(program),
        Err(error) if error.raw_os_error() == Some(libc::EPERM) => return Err(LoadError::NotPermitted),
        Err(error) => error,
    };
    // Once more, for the verifier's reasons.
    let mut log = vec![0; 1 << 20];
    let _ = bpf::load_program(spec, Some(&mut log));
    // The kernel goes back in it over paths that are well, and leaves their text behind the end.
    let end = log.iter().position(|byte| *byte == 0).unwrap_or(log.len());
    let text = String::from_utf8_lossy(&log[..end]);
    let lines: Vec<&str> = text.lines().collect();
    let log = lines[lines.len().saturating_sub(12)..].join("\n");
    Err(LoadError::Program { name: spec.name.to_owned(), error, log })
}
