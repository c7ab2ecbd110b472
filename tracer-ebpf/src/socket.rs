//! What sockets are: their family, and the addresses of both ends. No lock is taken: what is told may be just changing.

use aya_ebpf::helpers::generated::bpf_probe_read_kernel;
use tracer_common::config::SOCKETS;
use tracer_common::plan::Scratch;
use tracer_common::segment::{self, Socket};

use crate::descriptor::open_file;
use crate::interpret::{begin, end, room_for};
use crate::kernel::{Kernel, copy, current, follow, word};
use crate::maps::{SCRATCH, config, opaque, wants};

/// Families (include/linux/socket.h).
const AF_UNIX: u16 = 1;
const AF_INET: u16 = 2;
const AF_INET6: u16 = 10;
const AF_NETLINK: u16 = 16;

/// `struct sockaddr_un`: the family, then at most so many bytes of name.
const FAMILY_SIZE: u32 = 2;
const NAME_MAX: u32 = 108;

/// The file system of pidfds, and where they were before they had one (include/uapi/linux/magic.h).
const PIDFS: u64 = 0x5049_4446;
const ANON_INODE: u64 = 0x0904_1934;

/// The kind of file that a socket is (include/uapi/linux/stat.h).
const S_IFMT: u32 = 0o170_000;
const S_IFSOCK: u32 = 0o140_000;

/// [`tracer_common::plan::Op::Socket`] of a descriptor, if it is of the family that is wanted, or of any if that is 0.
/// The family, or 0 if nothing is told. A
/// function with external linkage, as `interpret`: the verifier goes through it once.
#[unsafe(no_mangle)]
#[inline(never)]
pub extern "C" fn tell(index: u32, fd: u32, wanted: u32) -> i32 {
    if !wants(SOCKETS) {
        return 0;
    }
    let Some(scratch) = SCRATCH.get(&index) else { return 0 };
    let config = config();
    let file = open_file(current(), fd);
    let private = follow(file, config.file_private);
    let inode = follow(follow(file, config.file_dentry), config.dentry_inode);
    if word(inode, config.inode_mode) & S_IFMT == S_IFSOCK {
        let sock = follow(private, config.socket_sk);
        let family = u32::from(short(sock, config.sock_family));
        if wanted == 0 || family == wanted {
            socket(scratch, fd, sock);
            return family as i32;
        }
        return 0;
    }
    if wanted != 0 {
        return 0;
    }
    let dentry = follow(file, config.file_dentry);
    let pid = match follow(follow(dentry, config.dentry_super), config.super_magic) as u64 {
        PIDFS => follow(inode, config.inode_private),
        ANON_INODE => {
            // No other file of these has a process.
            let mut name = [0; 8];
            copy(follow(dentry, config.dentry_name), &mut name);
            if name != *b"[pidfd]\0" {
                return 0;
            }
            private
        }
        _ => return 0,
    };
    // Known to the machine by the first of its numbers.
    let number = word(pid, config.pid_numbers);
    let Some(told) = open(scratch, fd) else { return 0 };
    told.peer = u64::from(number);
    end(scratch, size_of::<Socket>() as u64, 0);
    0
}

#[inline(always)]
fn socket(scratch: &mut Scratch, fd: u32, sock: Kernel) {
    let config = config();
    let family = short(sock, config.sock_family);
    let Some(told) = open(scratch, fd) else { return };
    told.family = family;
    told.protocol = short(sock, config.sock_protocol);
    let mut name = core::ptr::null();
    let mut len = 0;
    match family {
        AF_INET | AF_INET6 => {
            told.port = short(sock, config.sock_port);
            told.peer_port = short(sock, config.sock_peer_port);
            if family == AF_INET {
                told.address[..4].copy_from_slice(&word(sock, config.sock_address).to_ne_bytes());
                told.peer_address[..4].copy_from_slice(&word(sock, config.sock_peer_address).to_ne_bytes());
            } else {
                copy(sock.wrapping_add(config.sock_address6 as usize), &mut told.address);
                copy(sock.wrapping_add(config.sock_peer_address6 as usize), &mut told.peer_address);
            }
        }
        AF_NETLINK if config.netlink_port != 0 => told.netlink_port = word(sock, config.netlink_port),
        AF_UNIX if config.unix_peer != 0 => {
            let peer = follow(follow(sock, config.unix_peer), config.sock_socket);
            let file = follow(peer, config.socket_file);
            if !file.is_null() {
                let inode = follow(follow(file, config.file_dentry), config.dentry_inode);
                told.peer = follow(inode, config.inode_number) as u64;
            }
            let address = follow(sock, config.unix_address);
            let size = word(address, config.address_len);
            if !address.is_null() && size > FAMILY_SIZE {
                name = address.wrapping_add(config.address_name as usize).wrapping_add(FAMILY_SIZE as usize);
                len = opaque(u64::from(size - FAMILY_SIZE));
                len = if len > u64::from(NAME_MAX) { u64::from(NAME_MAX) } else { len };
                told.name = len as u32;
            }
        }
        _ => {}
    }
    let size = size_of::<Socket>() as u64;
    if len != 0 {
        let Some(room) = room_for(scratch, size, len) else {
            end(scratch, 0, 0);
            return;
        };
        // SAFETY: there is room for a page.
        unsafe { bpf_probe_read_kernel(room.cast(), len as u32, name.cast()) };
    }
    end(scratch, size + len, 0);
}

/// Begins the segment of a socket, in the record: these programs have no stack to spare.
#[inline(always)]
fn open(scratch: &mut Scratch, fd: u32) -> Option<&'static mut Socket> {
    if !begin(scratch, u64::from(fd), segment::SOCKET) {
        return None;
    }
    let Some(room) = room_for(scratch, 0, size_of::<Socket>() as u64) else {
        end(scratch, 0, 0);
        return None;
    };
    for word in 0..size_of::<Socket>() / 8 {
        // One by one: a call of memset would need a frame.
        // SAFETY: there is room for all of it, at a multiple of 8.
        unsafe { room.cast::<u64>().add(word).write_volatile(0) };
    }
    // SAFETY: it was just written, and zeroes are one.
    Some(unsafe { &mut *room.cast() })
}

/// 16 bits of what [`follow`] led to.
#[inline(always)]
fn short(object: Kernel, offset: u64) -> u16 {
    let mut short = [0; 2];
    copy(object.wrapping_add(offset as usize), &mut short);
    u16::from_ne_bytes(short)
}
