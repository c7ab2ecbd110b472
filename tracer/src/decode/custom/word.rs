//! Numbers that are made of several parts: `SOCK_STREAM|SOCK_CLOEXEC`, `IPC_CREAT|0600`.

use crate::decode::flags::*;
use crate::decode::set::Set;
use crate::decode::style::Constants;
use crate::decode::uapi::*;
use crate::decode::walk::Walk;

/// The type of a socket, and what is to hold for its descriptor.
pub fn socket_type(walk: &mut Walk<'_>, value: u64) {
    // SOCK_TYPE_MASK (include/linux/net.h).
    let (kind, flags) = (value & 0xf, value & !0xf);
    if SOCKET_TYPE.name_of(kind, 32).is_none() {
        return walk.out.flags(value, 32, &SOCKET_FLAGS);
    }
    walk.out.constant(kind, 32, &SOCKET_TYPE);
    if flags != 0 {
        walk.out.joined();
        walk.out.flags(flags, 32, &SOCKET_FLAGS);
    }
}

/// The protocol of a socket, by its family.
pub fn protocol(walk: &mut Walk<'_>, value: u64) {
    let names: &'static Set = match walk.arg(0) & 0xffff_ffff {
        AF_INET | AF_INET6 => &INET_PROTOCOL,
        AF_NETLINK => &NETLINK_PROTOCOL,
        AF_PACKET => {
            let protocol = u64::from((value as u16).swap_bytes());
            return walk.out.wrapped("htons", protocol, 16, &ETHERTYPE);
        }
        AF_AX25 => &AX25_PROTOCOL,
        AF_IRDA => &IRDA_PROTOCOL,
        AF_CAN => &CAN_PROTOCOL,
        AF_BLUETOOTH => &BLUETOOTH_PROTOCOL,
        AF_RXRPC => &ADDRESS_FAMILY,
        AF_ISDN => &ISDN_PROTOCOL,
        AF_PHONET => &PHONET_PROTOCOL,
        AF_CAIF => &CAIF_PROTOCOL,
        AF_NFC => &NFC_PROTOCOL,
        AF_KCM => &KCM_PROTOCOL,
        AF_SMC => &SMC_PROTOCOL,
        _ => return walk.out.unsigned(value),
    };
    walk.out.constant(value & 0xffff_ffff, 32, names);
}

/// Flags, and permissions in the low nine bits.
fn permissions(walk: &mut Walk<'_>, value: u64, names: &'static Set) {
    let flags = value & !0o777;
    if flags != 0 {
        walk.out.flags(flags, 32, names);
        walk.out.joined();
    }
    walk.out.octal(value & 0o777, 3);
}

/// What semget(2) and msgget(2) take.
pub fn ipc_get(walk: &mut Walk<'_>, value: u64) {
    let (flags, mode) = (value & !0o777, value & 0o777);
    let mut named = false;
    IPC_GET.names_in(flags, 32, |_| named = true);
    if flags != 0 && !named && walk.style.constants != Constants::Raw {
        // strace joins only what has names.
        return walk.out.text(&format!("{flags:#x}0{mode:02o}"));
    }
    permissions(walk, value, &IPC_GET);
}

/// What shmget(2) takes: the size of huge pages stands in the high bits.
pub fn shm_get(walk: &mut Walk<'_>, value: u64) {
    // SHM_HUGE_SHIFT, SHM_HUGE_MASK (include/uapi/linux/shm.h).
    let size = value >> 26 & 63;
    let flags = value & 0x03ff_fe00;
    if size == 0 {
        return permissions(walk, value, &SHM_GET);
    }
    if flags != 0 {
        walk.out.flags(flags, 32, &SHM_GET);
        walk.out.joined();
    }
    let text = match walk.style.constants {
        Constants::Abbrev => format!("{size}<<SHM_HUGE_SHIFT"),
        Constants::Raw => format!("{size}<<26"),
        Constants::Verbose => format!("{size}<<26 /* SHM_HUGE_SHIFT */"),
    };
    walk.out.text(&text);
    walk.out.joined();
    walk.out.octal(value & 0o777, 3);
}

/// A key of System V IPC.
pub fn key(walk: &mut Walk<'_>, value: u64) {
    walk.out.constant(value, 32, &IPC_KEY);
}

fn command(walk: &mut Walk<'_>, value: u64, names: &'static Set) {
    if value & IPC_64 != 0 {
        walk.out.flags(IPC_64, 32, &IPC_VERSION);
        walk.out.joined();
    }
    walk.out.constant(value & !IPC_64, 32, names);
}

/// What shmctl(2) is to do.
pub fn shm_command(walk: &mut Walk<'_>, value: u64) {
    command(walk, value, &SHM_CTL);
}

/// What semctl(2) is to do.
pub fn sem_command(walk: &mut Walk<'_>, value: u64) {
    command(walk, value, &SEM_CTL);
}

/// What msgctl(2) is to do.
pub fn msg_command(walk: &mut Walk<'_>, value: u64) {
    command(walk, value, &MSG_CTL);
}
