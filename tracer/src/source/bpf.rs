//! bpf(2), one function a command. Nothing here knows what tracer does with it.

use std::ffi::CStr;
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};

use aya_obj::generated::{
    bpf_attach_type, bpf_attr, bpf_cmd, bpf_func_info, bpf_insn, bpf_prog_info, bpf_stats_type,
};

/// An attribute with every byte zero, as the kernel wants the unused part to be.
fn attribute() -> bpf_attr {
    // SAFETY: the union consists of integers, for which zero is valid.
    unsafe { std::mem::zeroed() }
}

fn bpf(command: bpf_cmd, attribute: &mut bpf_attr) -> io::Result<i64> {
    // SAFETY: the attribute is a whole bpf_attr, and what it points to outlives the call: each caller sees to it.
    let result = unsafe {
        libc::syscall(
            libc::SYS_bpf,
            command as libc::c_long,
            std::ptr::from_mut(attribute),
            size_of::<bpf_attr>(),
        )
    };
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result) }
}

fn bpf_fd(command: bpf_cmd, attribute: &mut bpf_attr) -> io::Result<OwnedFd> {
    let fd = bpf(command, attribute)?;
    // SAFETY: the command has returned a new descriptor, which nobody else owns.
    Ok(unsafe { OwnedFd::from_raw_fd(fd as RawFd) })
}

fn address<T: ?Sized>(value: &T) -> u64 {
    std::ptr::from_ref(value).cast::<u8>() as u64
}

/// Names of kernel objects hold at most 15 of these characters.
fn object_name(name: &str) -> [std::ffi::c_char; 16] {
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().take(15).zip(name.bytes()) {
        *to = from as std::ffi::c_char;
    }
    bytes
}

/// What a map is created with.
pub struct MapSpec<'a> {
    /// For bpftool.
    pub name: &'a str,
    /// `BPF_MAP_TYPE_*`.
    pub kind: u32,
    /// Bytes of a key.
    pub key_size: u32,
    /// Bytes of a value.
    pub value_size: u32,
    /// How many.
    pub max_entries: u32,
    /// `BPF_F_*`.
    pub flags: u32,
    /// The BTF that the two types are of; task storage wants them.
    pub btf: Option<(BorrowedFd<'a>, u32, u32)>,
}

/// `BPF_MAP_CREATE`.
pub fn create_map(spec: &MapSpec<'_>) -> io::Result<OwnedFd> {
    let mut attr = attribute();
    // SAFETY: this variant of the union belongs to the command.
    let map = unsafe { &mut attr.__bindgen_anon_1 };
    map.map_name = object_name(spec.name);
    map.map_type = spec.kind;
    map.key_size = spec.key_size;
    map.value_size = spec.value_size;
    map.max_entries = spec.max_entries;
    map.map_flags = spec.flags;
    if let Some((fd, key, value)) = spec.btf {
        map.btf_fd = fd.as_raw_fd() as u32;
        map.btf_key_type_id = key;
        map.btf_value_type_id = value;
    }
    bpf_fd(bpf_cmd::BPF_MAP_CREATE, &mut attr)
}

/// `BPF_MAP_UPDATE_ELEM`. The slices must have the sizes that the map was created with.
pub fn update_map(map: BorrowedFd<'_>, key: &[u8], value: &[u8], flags: u64) -> io::Result<()> {
    let mut attr = attribute();
    // SAFETY: this variant of the union belongs to the command.
    let element = unsafe { &mut attr.__bindgen_anon_2 };
    element.map_fd = map.as_raw_fd() as u32;
    element.key = address(key);
    element.flags = flags;
    element.__bindgen_anon_1.value = address(value);
    bpf(bpf_cmd::BPF_MAP_UPDATE_ELEM, &mut attr).map(drop)
}

/// `BPF_MAP_UPDATE_BATCH` (Linux 5.6): so many keys, one behind the other, and their values.
pub fn update_map_batch(map: BorrowedFd<'_>, keys: &[u8], values: &[u8], count: usize) -> io::Result<()> {
    if count == 0 {
        return Ok(());
    }
    let mut attr = attribute();
    // SAFETY: this variant of the union belongs to the command.
    let batch = unsafe { &mut attr.batch };
    batch.map_fd = map.as_raw_fd() as u32;
    batch.keys = address(keys);
    batch.values = address(values);
    batch.count = count as u32;
    bpf(bpf_cmd::BPF_MAP_UPDATE_BATCH, &mut attr).map(drop)
}

/// `BPF_MAP_LOOKUP_ELEM`. False if there is no such key.
pub fn look_up(map: BorrowedFd<'_>, key: &[u8], value: &mut [u8]) -> io::Result<bool> {
    let mut attr = attribute();
    // SAFETY: this variant of the union belongs to the command.
    let element = unsafe { &mut attr.__bindgen_anon_2 };
    element.map_fd = map.as_raw_fd() as u32;
    element.key = address(key);
    element.__bindgen_anon_1.value = value.as_mut_ptr() as u64;
    match bpf(bpf_cmd::BPF_MAP_LOOKUP_ELEM, &mut attr) {
        Ok(_) => Ok(true),
        Err(error) if error.raw_os_error() == Some(libc::ENOENT) => Ok(false),
        Err(error) => Err(error),
    }
}

/// `BPF_MAP_GET_NEXT_KEY`: the key after this one, or the first.
pub fn next_key(map: BorrowedFd<'_>, after: Option<&[u8]>, key: &mut [u8]) -> io::Result<bool> {
    let mut attr = attribute();
    // SAFETY: this variant of the union belongs to the command.
    let element = unsafe { &mut attr.__bindgen_anon_2 };
    element.map_fd = map.as_raw_fd() as u32;
    element.key = after.map_or(0, address);
    element.__bindgen_anon_1.next_key = key.as_mut_ptr() as u64;
    match bpf(bpf_cmd::BPF_MAP_GET_NEXT_KEY, &mut attr) {
        Ok(_) => Ok(true),
        Err(error) if error.raw_os_error() == Some(libc::ENOENT) => Ok(false),
        Err(error) => Err(error),
    }
}

/// `BPF_MAP_FREEZE`: user space writes no more, so that the verifier takes the values for constants.
pub fn freeze_map(map: BorrowedFd<'_>) -> io::Result<()> {
    let mut attr = attribute();
    attr.__bindgen_anon_2.map_fd = map.as_raw_fd() as u32;
    bpf(bpf_cmd::BPF_MAP_FREEZE, &mut attr).map(drop)
}

/// `BPF_BTF_LOAD`.
pub fn load_btf(btf: &[u8]) -> io::Result<OwnedFd> {
    let mut attr = attribute();
    // SAFETY: this variant of the union belongs to the command.
    let load = unsafe { &mut attr.__bindgen_anon_7 };
    load.btf = address(btf);
    load.btf_size = btf.len() as u32;
    bpf_fd(bpf_cmd::BPF_BTF_LOAD, &mut attr)
}

/// What a program is loaded with.
pub struct ProgramSpec<'a> {
    /// For bpftool.
    pub name: &'a str,
    /// The instructions, relocated.
    pub instructions: &'a [bpf_insn],
    /// Its licence.
    pub license: &'a CStr,
    /// What it attaches to, in the kernel's BTF, and how. Without it, it is of a tracepoint that is found by its name.
    pub attach_to: Option<(u32, bpf_attach_type)>,
    /// The object's own BTF, and what it says of the functions.
    pub btf: BorrowedFd<'a>,
    /// `bpf_func_info`, encoded.
    pub functions: &'a [u8],
}

/// `BPF_PROG_LOAD` of a program of tracepoints. With a buffer for it, the verifier's log is written there.
pub fn load_program(spec: &ProgramSpec<'_>, log: Option<&mut [u8]>) -> io::Result<OwnedFd> {
    use aya_obj::generated::bpf_prog_type::{BPF_PROG_TYPE_RAW_TRACEPOINT, BPF_PROG_TYPE_TRACING};
    let mut attr = attribute();
    // SAFETY: this variant of the union belongs to the command.
    let load = unsafe { &mut attr.__bindgen_anon_3 };
    load.prog_name = object_name(spec.name);
    load.prog_type = BPF_PROG_TYPE_RAW_TRACEPOINT as u32;
    if let Some((point, how)) = spec.attach_to {
        load.prog_type = BPF_PROG_TYPE_TRACING as u32;
        load.expected_attach_type = how as u32;
        load.attach_btf_id = point;
    }
    load.insns = address(spec.instructions);
    load.insn_cnt = spec.instructions.len() as u32;
    load.license = spec.license.as_ptr() as u64;
    load.prog_btf_fd = spec.btf.as_raw_fd() as u32;
    load.func_info = address(spec.functions);
    load.func_info_rec_size = size_of::<bpf_func_info>() as u32;
    load.func_info_cnt = (spec.functions.len() / size_of::<bpf_func_info>()) as u32;
    if let Some(log) = log {
        load.log_level = 1;
        load.log_buf = log.as_mut_ptr() as u64;
        load.log_size = log.len() as u32;
    }
    bpf_fd(bpf_cmd::BPF_PROG_LOAD, &mut attr)
}

/// Attaches a program to the tracepoint that it was loaded for, or to the one of this name; it is detached when the link
/// is closed.
pub fn attach_tracepoint(program: BorrowedFd<'_>, name: Option<&CStr>) -> io::Result<OwnedFd> {
    let mut attr = attribute();
    attr.raw_tracepoint.name = name.map_or(0, |name| name.as_ptr() as u64);
    attr.raw_tracepoint.prog_fd = program.as_raw_fd() as u32;
    bpf_fd(bpf_cmd::BPF_RAW_TRACEPOINT_OPEN, &mut attr)
}

/// Links an iterator program and makes a file of it: reading that runs the program over all objects.
pub fn open_iterator(program: BorrowedFd<'_>) -> io::Result<File> {
    let mut attr = attribute();
    // SAFETY: this variant of the union belongs to the command.
    let create = unsafe { &mut attr.link_create };
    create.__bindgen_anon_1.prog_fd = program.as_raw_fd() as u32;
    create.attach_type = bpf_attach_type::BPF_TRACE_ITER as u32;
    let link = bpf_fd(bpf_cmd::BPF_LINK_CREATE, &mut attr)?;
    let mut attr = attribute();
    attr.iter_create.link_fd = link.as_fd().as_raw_fd() as u32;
    bpf_fd(bpf_cmd::BPF_ITER_CREATE, &mut attr).map(File::from)
}

/// `BPF_OBJ_GET_INFO_BY_FD` of a program.
pub fn program_info(program: BorrowedFd<'_>) -> io::Result<bpf_prog_info> {
    // SAFETY: the struct consists of integers, for which zero is valid.
    let mut info: bpf_prog_info = unsafe { std::mem::zeroed() };
    let mut attr = attribute();
    // SAFETY: this variant of the union belongs to the command.
    let request = unsafe { &mut attr.info };
    request.bpf_fd = program.as_raw_fd() as u32;
    request.info_len = size_of::<bpf_prog_info>() as u32;
    request.info = std::ptr::from_mut(&mut info) as u64;
    bpf(bpf_cmd::BPF_OBJ_GET_INFO_BY_FD, &mut attr)?;
    Ok(info)
}

/// `BPF_ENABLE_STATS`: the kernel measures the programs' run time while the descriptor is open.
pub fn enable_statistics() -> io::Result<OwnedFd> {
    let mut attr = attribute();
    attr.enable_stats.type_ = bpf_stats_type::BPF_STATS_RUN_TIME as u32;
    bpf_fd(bpf_cmd::BPF_ENABLE_STATS, &mut attr)
}
