//! The commands of bpf(2).

use crate::decode::custom::bpf;
use crate::decode::layout::*;
use crate::decode::macros::variants;
use crate::decode::uapi::*;

variants! {
    /// All that have an attribute.
    COMMANDS [cmd] {
        BPF_MAP_CREATE(attr: In(&Custom(&bpf::MAP_CREATE, &Struct(&BPF_MAP_CREATE_ATTR))), size: Uint) => Fd;
        BPF_MAP_LOOKUP_ELEM(attr: In(&Custom(&bpf::LOOKUP, &Struct(&BPF_LOOKUP_ATTR))), size: Uint) => Int;
        BPF_MAP_UPDATE_ELEM(attr: In(&Custom(&bpf::UPDATE, &Struct(&BPF_UPDATE_ATTR))), size: Uint) => Int;
        BPF_MAP_DELETE_ELEM(attr: In(&Custom(&bpf::DELETE, &Struct(&BPF_DELETE_ATTR))), size: Uint) => Int;
        BPF_MAP_GET_NEXT_KEY(attr: In(&Custom(&bpf::NEXT_KEY, &Struct(&BPF_NEXT_KEY_ATTR))), size: Uint) => Int;
        BPF_PROG_LOAD(attr: Fills(&Custom(&bpf::PROG_LOAD, &Struct(&BPF_PROG_LOAD_ATTR))), size: Uint) => Fd;
        BPF_OBJ_PIN(attr: In(&Custom(&bpf::OBJ, &Struct(&BPF_OBJ_ATTR))), size: Uint) => Int;
        BPF_OBJ_GET(attr: In(&Custom(&bpf::OBJ, &Struct(&BPF_OBJ_ATTR))), size: Uint) => Fd;
        BPF_PROG_ATTACH(attr: In(&Custom(&bpf::ATTACH, &Struct(&BPF_ATTACH_ATTR))), size: Uint) => Int;
        BPF_PROG_DETACH(attr: In(&Custom(&bpf::DETACH, &Struct(&BPF_DETACH_ATTR))), size: Uint) => Int;
        BPF_PROG_TEST_RUN(attr: In(&Custom(&bpf::TEST, &Struct(&BPF_TEST_ATTR))), size: Uint) => Int;
        BPF_PROG_GET_NEXT_ID(attr: Fills(&Custom(&bpf::NEXT_ID, &Struct(&BPF_NEXT_ID_ATTR))), size: Uint) => Int;
        BPF_MAP_GET_NEXT_ID(attr: Fills(&Custom(&bpf::NEXT_ID, &Struct(&BPF_NEXT_ID_ATTR))), size: Uint) => Int;
        BPF_PROG_GET_FD_BY_ID(attr: In(&Custom(&bpf::PROG_ID, &Struct(&BPF_PROG_ID_ATTR))), size: Uint) => Fd;
        BPF_MAP_GET_FD_BY_ID(attr: In(&Custom(&bpf::MAP_ID, &Struct(&BPF_MAP_ID_ATTR))), size: Uint) => Fd;
        BPF_OBJ_GET_INFO_BY_FD(attr: Fills(&Custom(&bpf::INFO, &Struct(&BPF_INFO_ATTR))), size: Uint) => Int;
        BPF_PROG_QUERY(attr: Fills(&Custom(&bpf::QUERY, &Struct(&BPF_QUERY_ATTR))), size: Uint) => Int;
        BPF_RAW_TRACEPOINT_OPEN(attr: In(&Custom(&bpf::RAW_TRACEPOINT, &Struct(&BPF_RAW_TRACEPOINT_ATTR))), size: Uint) => Fd;
        BPF_BTF_LOAD(attr: Fills(&Custom(&bpf::BTF, &Struct(&BPF_BTF_ATTR))), size: Uint) => Fd;
        BPF_BTF_GET_FD_BY_ID(attr: In(&Custom(&bpf::BTF_ID, &Struct(&BPF_BTF_ID_ATTR))), size: Uint) => Fd;
        BPF_TASK_FD_QUERY(attr: Fills(&Custom(&bpf::TASK_FD, &Struct(&BPF_TASK_FD_ATTR))), size: Uint) => Int;
        BPF_MAP_LOOKUP_AND_DELETE_ELEM(attr: In(&Custom(&bpf::LOOKUP, &Struct(&BPF_LOOKUP_ATTR))), size: Uint) => Int;
        BPF_MAP_FREEZE(attr: In(&Custom(&bpf::FREEZE, &Struct(&BPF_FREEZE_ATTR))), size: Uint) => Int;
        BPF_BTF_GET_NEXT_ID(attr: Fills(&Custom(&bpf::NEXT_ID, &Struct(&BPF_NEXT_ID_ATTR))), size: Uint) => Int;
        BPF_MAP_LOOKUP_BATCH(attr: Fills(&Custom(&bpf::LOOKUP_BATCH, &Struct(&BPF_LOOKUP_BATCH_ATTR))), size: Uint) => Int;
        BPF_MAP_LOOKUP_AND_DELETE_BATCH(attr: Fills(&Custom(&bpf::LOOKUP_BATCH, &Struct(&BPF_LOOKUP_BATCH_ATTR))), size: Uint) => Int;
        BPF_MAP_UPDATE_BATCH(attr: Fills(&Custom(&bpf::UPDATE_BATCH, &Struct(&BPF_UPDATE_BATCH_ATTR))), size: Uint) => Int;
        BPF_MAP_DELETE_BATCH(attr: Fills(&Custom(&bpf::DELETE_BATCH, &Struct(&BPF_DELETE_BATCH_ATTR))), size: Uint) => Int;
        BPF_LINK_CREATE(attr: In(&Custom(&bpf::LINK_CREATE, &Struct(&BPF_LINK_CREATE_ATTR))), size: Uint) => Fd;
        BPF_LINK_UPDATE(attr: In(&Custom(&bpf::LINK_UPDATE, &Struct(&BPF_LINK_UPDATE_ATTR))), size: Uint) => Int;
        BPF_LINK_GET_FD_BY_ID(attr: In(&Custom(&bpf::LINK_ID, &Struct(&BPF_LINK_ID_ATTR))), size: Uint) => Fd;
        BPF_LINK_GET_NEXT_ID(attr: Fills(&Custom(&bpf::NEXT_ID, &Struct(&BPF_NEXT_ID_ATTR))), size: Uint) => Int;
    }
}
