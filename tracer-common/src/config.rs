//! What user space tells the BPF programs before they are loaded. They read it as constants, so the verifier
//! removes what was not asked for.

/// Declares [`Config`]: words only, so that its bytes follow without unsafe code.
macro_rules! config {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// The configuration: a global of the BPF object's `.rodata`, patched at load.
        #[derive(Clone, Copy, Debug, Default)]
        #[repr(C)]
        pub struct Config {
            $($(#[$doc])* pub $name: u64,)*
        }

        impl Config {
            /// Every word zero: what the object holds before it is patched.
            pub const ZERO: Self = Self { $($name: 0,)* };

            /// Its bytes, as the BPF object holds them.
            pub fn to_bytes(self) -> [u8; size_of::<Self>()] {
                let mut bytes = [0; size_of::<Self>()];
                let words = [$(self.$name),*];
                for (chunk, word) in bytes.chunks_exact_mut(8).zip(words) {
                    chunk.copy_from_slice(&word.to_ne_bytes());
                }
                bytes
            }
        }
    };
}

config! {
    /// `FLAG_*` below.
    flags,
    /// tracer's own process, which is never traced.
    own_tgid,
    /// What the task must match, when [`MATCH_UID`] is set.
    uid,
    /// The first eight bytes of `comm`, when [`MATCH_COMM`] is set.
    comm_low,
    /// The other eight.
    comm_high,
    /// The id of the cgroup, when [`MATCH_CGROUP`] is set.
    cgroup_id,
    /// How deep below the root that cgroup lies.
    cgroup_level,
    /// `STATUS_*` bits of the calls that are wanted.
    statuses,
    /// Calls shorter than this are not wanted, ns.
    min_duration,
    /// Size of the ring's data area, bytes.
    ring_size,
    /// Which of the copies of the program this is; each does what those before it were skipped for.
    copy,
    /// How many copies there are: more than one with [`PREEMPTIBLE`].
    copies,
    /// Offset of `task_struct.pid`.
    task_pid,
    /// Offset of `task_struct.tgid`.
    task_tgid,
    /// Offset of `task_struct.comm`.
    task_comm,
    /// Offset of `task_struct.flags`.
    task_flags,
    /// Offset of `task_struct.exit_code`.
    task_exit_code,
    /// Offset of `task_struct.pending.signal`.
    task_pending,
    /// Offset of `task_struct.signal`.
    task_signal,
    /// Offset of `signal_struct.group_exit_code`.
    signal_group_exit_code,
    /// Offset of `signal_struct.live`.
    signal_live,
    /// Offset of `task_struct.thread_info.status`, which holds `TS_COMPAT` on x86.
    task_status,
    /// Offset of `task_struct.files`; this and those below are set with [`PATHS`].
    task_files,
    /// Offset of `task_struct.fs`.
    task_fs,
    /// Offset of `files_struct.fdt`.
    files_fdt,
    /// Offset of `fdtable.fd`.
    fdtable_fd,
    /// Offset of `fdtable.max_fds`.
    fdtable_max_fds,
    /// Offset of `file.f_path.mnt`.
    file_mount,
    /// Offset of `file.f_path.dentry`.
    file_dentry,
    /// Offset of `fs_struct.pwd.mnt`.
    fs_mount,
    /// Offset of `fs_struct.pwd.dentry`.
    fs_dentry,
    /// Offset of `dentry.d_parent`.
    dentry_parent,
    /// Offset of `dentry.d_name.name`.
    dentry_name,
    /// Offset of `dentry.d_hash.pprev`.
    dentry_hashed,
    /// Offset of `dentry.d_inode`.
    dentry_inode,
    /// Offset of `dentry.d_sb`.
    dentry_super,
    /// Offset of `super_block.s_magic`.
    super_magic,
    /// Offset of `inode.i_ino`.
    inode_number,
    /// Offset of `inode.i_mode`.
    inode_mode,
    /// Offset of `inode.i_rdev`.
    inode_rdev,
    /// Offset of `inode.i_private`.
    inode_private,
    /// Offset of `vfsmount.mnt_root`.
    vfsmount_root,
    /// Offset of `mount.mnt`.
    mount_vfsmount,
    /// Offset of `mount.mnt_parent`.
    mount_parent,
    /// Offset of `mount.mnt_mountpoint`.
    mount_mountpoint,
    /// Offset of `ns_common.ops`.
    ns_ops,
    /// Offset of `proc_ns_operations.name`.
    ns_ops_name,
    /// Offset of `file.private_data`; this and those below are set with [`SOCKETS`].
    file_private,
    /// Offset of `socket.sk`.
    socket_sk,
    /// Offset of `socket.file`.
    socket_file,
    /// Offset of `sock.__sk_common.skc_family`.
    sock_family,
    /// Offset of `sock.__sk_common.skc_state`.
    sock_state,
    /// Offset of `sock.__sk_common.skc_num`.
    sock_port,
    /// Offset of `sock.__sk_common.skc_dport`.
    sock_peer_port,
    /// Offset of `sock.__sk_common.skc_rcv_saddr`.
    sock_address,
    /// Offset of `sock.__sk_common.skc_daddr`.
    sock_peer_address,
    /// Offset of `sock.__sk_common.skc_v6_rcv_saddr`.
    sock_address6,
    /// Offset of `sock.__sk_common.skc_v6_daddr`.
    sock_peer_address6,
    /// Offset of `sock.sk_protocol`.
    sock_protocol,
    /// Offset of `sock.sk_socket`.
    sock_socket,
    /// Offset of `netlink_sock.portid`.
    netlink_port,
    /// Offset of `unix_sock.addr`.
    unix_address,
    /// Offset of `unix_sock.peer`.
    unix_peer,
    /// Offset of `unix_address.len`.
    address_len,
    /// Offset of `unix_address.name`.
    address_name,
    /// Offset of `pid.numbers`.
    pid_numbers,
}

/// Follow forks and threads.
pub const FOLLOW: u64 = 1;
/// Trace every task that matches the predicates, not only adopted ones and their children.
pub const EVERYONE: u64 = 1 << 1;
/// Compare the effective user.
pub const MATCH_UID: u64 = 1 << 2;
/// Compare the name.
pub const MATCH_COMM: u64 = 1 << 3;
/// Compare the cgroup, or one above it.
pub const MATCH_CGROUP: u64 = 1 << 4;
/// Calls are measured by CPU time instead of wall time.
pub const CPU_CLOCK: u64 = 1 << 5;
/// Time off the CPU is wanted; the sched_switch program is attached.
pub const MEASURE_WAIT: u64 = 1 << 6;
/// Count by process.
pub const BY_PROCESS: u64 = 1 << 7;
/// Count by thread.
pub const BY_THREAD: u64 = 1 << 8;
/// Count errnos.
pub const ERRNOS: u64 = 1 << 9;
/// Keep histograms.
pub const HISTOGRAMS: u64 = 1 << 10;
/// Send one record a call, at its end.
pub const WHOLE_CALLS: u64 = 1 << 11;
/// Delay calls while the ring is filling up.
pub const HOLD: u64 = 1 << 12;
/// Send fork, exec and exit records.
pub const PROCESS_RECORDS: u64 = 1 << 13;
/// Send signal records.
pub const SIGNAL_RECORDS: u64 = 1 << 14;
/// Numbers without a slot are wanted.
pub const UNKNOWN_NUMBERS: u64 = 1 << 15;
/// Count the calls whose status is not wanted: a table under chosen lines holds every call, as strace's.
pub const COUNT_REFUSED: u64 = 1 << 16;
/// The kernel may preempt a program: most programs are loaded in copies, and sums are atomic.
pub const PREEMPTIBLE: u64 = 1 << 17;
/// Records carry memory, so some are large.
pub const CAPTURE: u64 = 1 << 19;
/// Find out what descriptors lead to.
pub const PATHS: u64 = 1 << 20;

/// In [`Config::flags`]: what sockets are is found out.
pub const SOCKETS: u64 = 1 << 22;
/// A call whose task stays on the CPU until it returns is one record.
pub const DEFER: u64 = 1 << 21;
/// A task that calls execve is left, unless it is the command that waits for its first one.
pub const DETACH_ON_EXEC: u64 = 1 << 23;
/// A process waits before its end and before an execve, until the reader has taken what came before: what /proc tells of it
/// is gone then.
pub const WAIT_AT_END: u64 = 1 << 24;
/// Calls carry what lies on the stack: they are large.
pub const STACKS: u64 = 1 << 25;
/// Find out why virtual CPUs stop (KVM_RUN of ioctl).
pub const VCPU_EXITS: u64 = 1 << 26;

/// The call succeeded.
pub const STATUS_SUCCESSFUL: u64 = 1;
/// The call failed.
pub const STATUS_FAILED: u64 = 2;
/// The call did not return.
pub const STATUS_UNFINISHED: u64 = 4;
/// The call returned, its status could not be learnt.
pub const STATUS_UNAVAILABLE: u64 = 8;
/// tracer detached inside the call.
pub const STATUS_DETACHED: u64 = 16;
/// All of them.
pub const STATUS_ALL: u64 = 31;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_follow_the_order_of_the_fields() {
        let config = Config { flags: 7, pid_numbers: 9, ..Config::ZERO };
        let bytes = config.to_bytes();
        assert_eq!(bytes[0], 7);
        assert_eq!(bytes[bytes.len() - 8], 9);
    }
}
