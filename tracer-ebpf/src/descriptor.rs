//! What descriptors lead to: the walk from a task's table of files up the path of one of them, a name a turn. What
//! the names mean, user space knows.
//!
//! No lock is taken: a file that is renamed or closed meanwhile may be told as it was or as it will be. A bad pointer
//! reads as zeroes, which ends the walk.

use aya_ebpf::helpers::generated::bpf_probe_read_kernel_str;
use tracer_common::config::PATHS;
use tracer_common::plan::{Scratch, Step};
use tracer_common::segment::{CUT, DELETED, ENDLESS, FILE, File, PLACELESS, Segment};

use crate::interpret::{begin, end, get, place, room_for};
use crate::kernel::{Kernel, current, follow, word};
use crate::maps::{config, opaque, wants};

/// The descriptor that stands for the working directory (include/uapi/linux/fcntl.h).
const AT_FDCWD: u32 = -100_i32 as u32;

/// How long a path may get before nobody can be told it (`PATH_MAX`, include/uapi/linux/limits.h).
const PATH_MAX: u64 = 4096;

/// The longest name with its NUL (`NAME_MAX`, include/uapi/linux/limits.h).
const NAME: u32 = 256;

/// The file system of namespaces: their files have no names, their kinds have (`NSFS_MAGIC`,
/// include/uapi/linux/magic.h).
const NSFS: u64 = 0x6e73_6673;

/// One turn of [`tracer_common::plan::Op::File`]. True when the step is done.
#[inline(always)]
pub fn file(scratch: &mut Scratch, step: &Step) -> bool {
    if !wants(PATHS) {
        return true;
    }
    if scratch.done == 0 { first(scratch, step) } else { next(scratch) }
}

/// What a task's descriptor leads to; null if it is not open.
#[inline(always)]
pub fn open_file(task: Kernel, fd: u32) -> Kernel {
    let config = config();
    let table = follow(follow(task, config.task_files), config.files_fdt);
    if fd >= word(table, config.fdtable_max_fds) {
        return core::ptr::null();
    }
    follow(follow(table, config.fdtable_fd), u64::from(fd) * 8)
}

/// Finds the file.
#[inline(always)]
fn first(scratch: &mut Scratch, step: &Step) -> bool {
    let config = config();
    let task = current();
    let fd = get(scratch, step.base) as u32;
    let (mount, dentry) = if fd == AT_FDCWD && step.scale != 0 {
        let fs = follow(task, config.task_fs);
        (follow(fs, config.fs_mount), follow(fs, config.fs_dentry))
    } else {
        let file = open_file(task, fd);
        if file.is_null() {
            return true;
        }
        (follow(file, config.file_mount), follow(file, config.file_dentry))
    };
    if dentry.is_null() || !begin(scratch, u64::from(fd), FILE) {
        return true;
    }
    scratch.mount = mount as u64;
    scratch.dentry = dentry as u64;
    let Some(room) = room_for(scratch, 0, size_of::<File>() as u64) else { return end(scratch, 0, CUT) };
    let inode = follow(dentry, config.dentry_inode);
    let mut flags = 0;
    if follow(dentry, config.dentry_parent) == dentry {
        // No directory has it. The root of what is mounted has its place all the same.
        if follow(mount, config.vfsmount_root) != dentry {
            flags = PLACELESS;
        }
    } else if follow(dentry, config.dentry_hashed).is_null() {
        flags = DELETED;
    }
    let magic = follow(follow(dentry, config.dentry_super), config.super_magic) as u64;
    let file = File {
        inode: follow(inode, config.inode_number) as u64,
        magic,
        rdev: word(inode, config.inode_rdev),
        mode: word(inode, config.inode_mode) as u16,
        flags,
    };
    // SAFETY: there is room for it, at a multiple of 8.
    unsafe { room.cast::<File>().write(file) };
    scratch.done = size_of::<File>() as u64;
    if magic == NSFS {
        let ops = follow(follow(inode, config.inode_private), config.ns_ops);
        append(scratch, follow(ops, config.ns_ops_name));
        let done = scratch.done;
        return end(scratch, done, 0);
    }
    if flags & PLACELESS != 0 {
        append(scratch, follow(dentry, config.dentry_name));
        let done = scratch.done;
        return end(scratch, done, 0);
    }
    false
}

/// Goes on to the directory that holds what was reached, or from the root of what is mounted to where that is.
#[inline(always)]
fn next(scratch: &mut Scratch) -> bool {
    let config = config();
    let (mount, dentry) = (scratch.mount as Kernel, scratch.dentry as Kernel);
    let done = scratch.done;
    if done > size_of::<File>() as u64 + PATH_MAX {
        mark_endless(scratch);
        return end(scratch, done, 0);
    }
    if follow(mount, config.vfsmount_root) == dentry {
        let whole = mount.wrapping_sub(config.mount_vfsmount as usize);
        let parent = follow(whole, config.mount_parent);
        if parent == whole || parent.is_null() {
            return end(scratch, done, 0);
        }
        scratch.dentry = follow(whole, config.mount_mountpoint) as u64;
        scratch.mount = parent.wrapping_add(config.mount_vfsmount as usize) as u64;
        return false;
    }
    let parent = follow(dentry, config.dentry_parent);
    if parent == dentry || parent.is_null() || !append(scratch, follow(dentry, config.dentry_name)) {
        let done = scratch.done;
        return end(scratch, done, 0);
    }
    scratch.dentry = parent as u64;
    false
}

/// Copies a name behind what is there. False if there is no room.
#[inline(always)]
fn append(scratch: &mut Scratch, name: Kernel) -> bool {
    let done = scratch.done;
    let at = scratch.segment + size_of::<Segment>() as u64 + done;
    let Some(room) = place(scratch, at) else { return false };
    // SAFETY: there is room for a page, and the helper writes at most `NAME` bytes.
    let copied = unsafe { bpf_probe_read_kernel_str(room.cast(), NAME, name.cast()) } as i64;
    if copied <= 0 {
        return false;
    }
    let copied = opaque(copied as u64) & 0x1ff;
    // What fills the segment up must not be what was here before.
    // SAFETY: as above.
    unsafe { room.add(copied as usize).cast::<u64>().write_unaligned(0) };
    scratch.done = done + copied;
    true
}

#[inline(always)]
fn mark_endless(scratch: &mut Scratch) {
    let at = scratch.segment + size_of::<Segment>() as u64;
    if let Some(room) = place(scratch, at) {
        // SAFETY: `first` has written it there.
        unsafe { (*room.cast::<File>()).flags |= ENDLESS };
    }
}
