//! Memory: mappings, protection, advice, nodes, other processes' memory.

use crate::decode::custom::memory::{
    NODES, mapping, moves_to, nodes_2nd, nodes_3rd, nodes_5th, page_status, pages, policy,
};
use crate::decode::flags::*;
use crate::decode::layout::IOVEC_REMOTE;
use crate::decode::macros::syscalls;

syscalls! {
    mmap(addr: Addr, length: Size, prot: Flags64(&PROT), flags: Show(mapping), fd: Fd, offset: Hex) => Addr;
    munmap(addr: Addr, length: Size) => Int;
    mprotect(addr: Addr, len: Size, prot: Flags64(&PROT)) => Int;
    pkey_mprotect(addr: Addr, len: Size, prot: Flags64(&PROT), pkey: Int) => Int;
    pkey_alloc(flags: Hex32, access_rights: Flags(&PKEY)) => Int;
    pkey_free(pkey: Int) => Int;
    mremap(
        old_address: Addr, old_size: Size, new_size: Size, flags: Flags(&MREMAP),
        new_address: When(flags, moves_to, &Addr),
    ) => Addr;
    remap_file_pages(addr: Addr, size: Size, prot: Flags64(&PROT), pgoff: Ulong, flags: Show(mapping)) => Int;
    brk(addr: Addr) => Addr;
    madvise(addr: Addr, length: Size, advice: Enum(&MADV)) => Int;
    process_madvise(
        pidfd: Fd, iovec: In(&Array(&Struct(&IOVEC_REMOTE), Arg(vlen))), vlen: Ulong, advice: Enum(&MADV),
        flags: Hex32,
    ) => Int;
    msync(addr: Addr, length: Size, flags: Flags(&MSYNC)) => Int;
    mincore(addr: Addr, length: Size, vec: Out(&Array(&U8, Of(0x4000, pages)))) => Int;
    mlock(addr: Addr, len: Size) => Int;
    mlock2(addr: Addr, len: Size, flags: Flags(&MLOCK)) => Int;
    munlock(addr: Addr, len: Size) => Int;
    mlockall(flags: Flags(&MCL)) => Int;
    munlockall() => Int;
    mseal(addr: Addr, len: Size, flags: Hex) => Int;
    map_shadow_stack(addr: Addr, size: Size, flags: Flags(&SHADOW_STACK)) => Addr;
    mbind(
        addr: Addr, len: Size, mode: Show32(policy), nodemask: In(&Custom(&NODES, &Bytes(Of(0x1000, nodes_5th)))),
        maxnode: Ulong, flags: Flags(&MPOL_MF),
    ) => Int;
    set_mempolicy(
        mode: Show32(policy), nodemask: In(&Custom(&NODES, &Bytes(Of(0x1000, nodes_3rd)))), maxnode: Ulong,
    ) => Int;
    get_mempolicy(
        mode: Out(&Show32(policy)), nodemask: Out(&Custom(&NODES, &Bytes(Of(0x1000, nodes_3rd)))), maxnode: Ulong,
        addr: Addr, flags: Flags(&MPOL_GET),
    ) => Int;
    set_mempolicy_home_node(start: Hex, len: Ulong, home_node: Ulong, flags: Hex) => Int;
    migrate_pages(
        pid: Pid, maxnode: Ulong, old_nodes: In(&Custom(&NODES, &Bytes(Of(0x1000, nodes_2nd)))),
        new_nodes: In(&Custom(&NODES, &Bytes(Of(0x1000, nodes_2nd)))),
    ) => Int;
    move_pages(
        pid: Pid, count: Ulong, pages: In(&Array(&Addr, Arg(count))), nodes: In(&Array(&Int, Arg(count))),
        status: Out(&Array(&Show32(page_status), Arg(count))), flags: Flags(&MOVE_PAGES),
    ) => Int;
    process_vm_readv(
        pid: Pid, local_iov: OutOn(Always, &IovOut(Arg(liovcnt), Ret)), liovcnt: Ulong,
        remote_iov: In(&Array(&Struct(&IOVEC_REMOTE), Arg(riovcnt))), riovcnt: Ulong, flags: Ulong,
    ) => Int;
    process_vm_writev(
        pid: Pid, local_iov: In(&Iov(Arg(liovcnt))), liovcnt: Ulong,
        remote_iov: In(&Array(&Struct(&IOVEC_REMOTE), Arg(riovcnt))), riovcnt: Ulong, flags: Ulong,
    ) => Int;
}
