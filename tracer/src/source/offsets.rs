//! Where the kernel keeps what the programs read: offsets of fields, from its BTF into the configuration.

use tracer_common::config::{Config, PATHS, SOCKETS};

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
    "file.private_data",
    "socket.sk",
    "socket.file",
    "sock.__sk_common.skc_family",
    "sock.__sk_common.skc_state",
    "sock.__sk_common.skc_num",
    "sock.__sk_common.skc_dport",
    "sock.__sk_common.skc_rcv_saddr",
    "sock.__sk_common.skc_daddr",
    "sock.__sk_common.skc_v6_rcv_saddr",
    "sock.__sk_common.skc_v6_daddr",
    "sock.sk_protocol",
    "sock.sk_socket",
    "netlink_sock.portid",
    "unix_sock.addr",
    "unix_sock.peer",
    "unix_address.len",
    "unix_address.name",
    "pid.numbers",
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
    if config.flags & (PATHS | SOCKETS) != 0 {
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
    if config.flags & SOCKETS != 0 {
        let sockets: [(&mut u64, &'static str); 19] = [
            (&mut config.file_private, "file.private_data"),
            (&mut config.socket_sk, "socket.sk"),
            (&mut config.socket_file, "socket.file"),
            (&mut config.sock_family, "sock.__sk_common.skc_family"),
            (&mut config.sock_state, "sock.__sk_common.skc_state"),
            (&mut config.sock_port, "sock.__sk_common.skc_num"),
            (&mut config.sock_peer_port, "sock.__sk_common.skc_dport"),
            (&mut config.sock_address, "sock.__sk_common.skc_rcv_saddr"),
            (&mut config.sock_peer_address, "sock.__sk_common.skc_daddr"),
            (&mut config.sock_address6, "sock.__sk_common.skc_v6_rcv_saddr"),
            (&mut config.sock_peer_address6, "sock.__sk_common.skc_v6_daddr"),
            (&mut config.sock_protocol, "sock.sk_protocol"),
            (&mut config.sock_socket, "sock.sk_socket"),
            (&mut config.netlink_port, "netlink_sock.portid"),
            (&mut config.unix_address, "unix_sock.addr"),
            (&mut config.unix_peer, "unix_sock.peer"),
            (&mut config.address_len, "unix_address.len"),
            (&mut config.address_name, "unix_address.name"),
            (&mut config.pid_numbers, "pid.numbers"),
        ];
        for (word, path) in sockets {
            // A kernel may do without some kinds of sockets, or have them in modules: those are told without names.
            *word = found.offset(path).unwrap_or(0);
        }
    }
    Ok(())
}
