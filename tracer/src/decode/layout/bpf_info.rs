//! What BPF_OBJ_GET_INFO_BY_FD tells (include/uapi/linux/bpf.h).

use crate::decode::custom::octets::OCTETS;
use crate::decode::custom::{bpf, bpf_info, or_max};
use crate::decode::flags::*;
use crate::decode::macros::layout;

layout! {
    /// A program
    BPF_PROG_INFO = bpf_prog_info {
        r#type: Enum(&BPF_PROG_TYPE),
        id: Uint,
        tag: Custom(&OCTETS, &Raw(8)),
        jited_prog_len: Changed(&Uint),
        jited_prog_insns @ 24: Ptr(&Custom(&bpf_info::CODE, &Bytes(Field(jited_prog_len)))),
        xlated_prog_len @ 20: Changed(&Uint),
        xlated_prog_insns @ 32: Ptr(&Custom(&bpf_info::INSTRUCTIONS, &Bytes(Field(xlated_prog_len)))),
        load_time: Show(bpf_info::since_boot),
        created_by_uid: Uid,
        nr_map_ids: Changed(&Uint),
        map_ids: Ptr(&Custom(&bpf_info::MAPS, &Array(&Uint, Field(nr_map_ids)))),
        name: Chars(16),
        ifindex: Show32(bpf::interface),
        gpl_compatible: Show32(bpf_info::first_bit),
        netns_dev: Dev,
        netns_ino: Ulong,
        nr_jited_ksyms: Changed(&Uint),
        nr_jited_func_lens: Changed(&Uint),
        jited_ksyms: Addr,
        jited_func_lens: Addr,
        btf_id: Uint,
        func_info_rec_size: Changed(&Uint),
        func_info: Addr,
        nr_func_info: Changed(&Uint),
        nr_line_info: Changed(&Uint),
        line_info: Addr,
        jited_line_info: Addr,
        nr_jited_line_info: Changed(&Uint),
        line_info_rec_size: Changed(&Uint),
        jited_line_info_rec_size: Changed(&Uint),
        nr_prog_tags: Changed(&Uint),
        prog_tags: Addr,
        run_time_ns: Ulong,
        run_cnt: Ulong,
        recursion_misses: Show(or_max),
        verified_insns: Uint,
    } 232;
    /// A map
    BPF_MAP_INFO = bpf_map_info {
        r#type: Enum(&BPF_MAP_TYPE),
        id: Uint,
        key_size: Uint,
        value_size: Uint,
        max_entries: Uint,
        map_flags: Flags(&BPF_MAP_FLAGS),
        name: Chars(16),
        ifindex: Show32(bpf::interface),
        btf_vmlinux_value_type_id: Uint,
        netns_dev: Dev,
        netns_ino: Ulong,
        btf_id: Uint,
        btf_key_type_id: Uint,
        btf_value_type_id: Uint,
    } 88;
}
