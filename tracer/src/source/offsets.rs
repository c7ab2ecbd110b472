//! Where the kernel keeps what the programs read: offsets of fields, from its BTF into the configuration.

use tracer_common::config::{Config, PATHS};

use super::btf;

/// What is looked for. What is only there for an option may be missing.
pub(super) const FIELDS: &[&str] = &[
    "task_struct.pid",
    "task_struct.tgid",
    "task_struct.comm",
    "task_struct.flags",
    "task_struct.exit_code",
    "task_struct.pending.signal",
    "task_struct.signal",
    "signal_struct.group_exit_code",
    "signal_struct.live",
    "task_struct.thread_info.status",
    "task_struct.files",
    "task_struct.fs",
    "files_struct.fdt",
    "fdtable.fd",
    "fdtable.max_fds",
    "file.f_path.mnt",
    "file.f_path.dentry",
    "fs_struct.pwd.mnt",
    "fs_struct.pwd.dentry",
    "dentry.d_parent",
    "dentry.d_name.name",
    "dentry.d_hash.pprev",
    "dentry.d_inode",
    "dentry.d_sb",
    "super_block.s_magic",
    "inode.i_ino",
    "inode.i_mode",
    "inode.i_rdev",
    "inode.i_private",
    "vfsmount.mnt_root",
    "mount.mnt",
    "mount.mnt_parent",
    "mount.mnt_mountpoint",
    "ns_common.ops",
    "proc_ns_operations.name",
];

/// Fills in where the kernel keeps what the programs read.
pub(super) fn locate(config: &mut Config, found: &btf::Found) -> Result<(), btf::BtfError> {
    config.task_pid = found.offset("task_struct.pid")?;
    config.task_tgid = found.offset("task_struct.tgid")?;
    config.task_comm = found.offset("task_struct.comm")?;
    config.task_flags = found.offset("task_struct.flags")?;
    config.task_exit_code = found.offset("task_struct.exit_code")?;
    config.task_pending = found.offset("task_struct.pending.signal")?;
    config.task_signal = found.offset("task_struct.signal")?;
    config.signal_group_exit_code = found.offset("signal_struct.group_exit_code")?;
    config.signal_live = found.offset("signal_struct.live")?;
    // Only x86 tells ABIs apart by it.
    config.task_status = found.offset("task_struct.thread_info.status").unwrap_or(0);
    if config.flags & PATHS != 0 {
        let paths: [(&mut u64, &'static str); 25] = [
            (&mut config.task_files, "task_struct.files"),
            (&mut config.task_fs, "task_struct.fs"),
            (&mut config.files_fdt, "files_struct.fdt"),
            (&mut config.fdtable_fd, "fdtable.fd"),
            (&mut config.fdtable_max_fds, "fdtable.max_fds"),
            (&mut config.file_mount, "file.f_path.mnt"),
            (&mut config.file_dentry, "file.f_path.dentry"),
            (&mut config.fs_mount, "fs_struct.pwd.mnt"),
            (&mut config.fs_dentry, "fs_struct.pwd.dentry"),
            (&mut config.dentry_parent, "dentry.d_parent"),
            (&mut config.dentry_name, "dentry.d_name.name"),
            (&mut config.dentry_hashed, "dentry.d_hash.pprev"),
            (&mut config.dentry_inode, "dentry.d_inode"),
            (&mut config.dentry_super, "dentry.d_sb"),
            (&mut config.super_magic, "super_block.s_magic"),
            (&mut config.inode_number, "inode.i_ino"),
            (&mut config.inode_mode, "inode.i_mode"),
            (&mut config.inode_rdev, "inode.i_rdev"),
            (&mut config.inode_private, "inode.i_private"),
            (&mut config.vfsmount_root, "vfsmount.mnt_root"),
            (&mut config.mount_vfsmount, "mount.mnt"),
            (&mut config.mount_parent, "mount.mnt_parent"),
            (&mut config.mount_mountpoint, "mount.mnt_mountpoint"),
            (&mut config.ns_ops, "ns_common.ops"),
            (&mut config.ns_ops_name, "proc_ns_operations.name"),
        ];
        for (word, path) in paths {
            *word = found.offset(path)?;
        }
    }
    Ok(())
}
