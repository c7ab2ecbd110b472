//! What bpf(2) takes: a part of `union bpf_attr` for each command (include/uapi/linux/bpf.h).

use crate::decode::custom::{bpf, bpf_info, or_max};
use crate::decode::desc::FieldRef;
use crate::decode::flags::*;
use crate::decode::layout::BPF_PROG_INFO;
use crate::decode::macros::layout;

/// Where BPF_BTF_LOAD says how long its data is, BPF_PROG_QUERY how many programs there are, and BPF_LINK_CREATE how much
/// there is to go through.
const BTF_SIZE: FieldRef = FieldRef { offset: 16, width: 4 };
const BPF_PROG_CNT: FieldRef = FieldRef { offset: 24, width: 4 };
const ITER_INFO_LEN: FieldRef = FieldRef { offset: 24, width: 4 };

layout! {
    /// BPF_MAP_CREATE
    BPF_MAP_CREATE_ATTR = bpf_attr_part {
        map_type: Enum(&BPF_MAP_TYPE),
        key_size: Uint,
        value_size: Uint,
        max_entries: Uint,
        map_flags: Flags(&BPF_MAP_FLAGS),
        inner_map_fd: Fd,
        numa_node: If(map_flags, bpf::on_a_node, &Uint),
        map_name: Chars(16),
        map_ifindex: Show32(bpf::interface),
        btf_fd: Fd,
        btf_key_type_id: Uint,
        btf_value_type_id: Uint,
        btf_vmlinux_value_type_id: Uint,
        map_extra: Show(or_max),
    } 192;
    /// BPF_MAP_LOOKUP_ELEM
    BPF_LOOKUP_ATTR = bpf_attr_part { map_fd: Fd, key @ 8: Addr, value: Addr, flags: Flags64(&BPF_LOOKUP) } 192;
    /// BPF_MAP_UPDATE_ELEM
    BPF_UPDATE_ATTR = bpf_attr_part { map_fd: Fd, key @ 8: Addr, value: Addr, flags: Enum64(&BPF_ELEMENT) } 192;
    /// BPF_MAP_DELETE_ELEM
    BPF_DELETE_ATTR = bpf_attr_part { map_fd: Fd, key @ 8: Addr } 192;
    /// BPF_MAP_GET_NEXT_KEY
    BPF_NEXT_KEY_ATTR = bpf_attr_part { map_fd: Fd, key @ 8: Addr, next_key: Addr } 192;
    /// BPF_MAP_FREEZE
    BPF_FREEZE_ATTR = bpf_attr_part { map_fd: Fd } 192;
    /// BPF_PROG_LOAD
    BPF_PROG_LOAD_ATTR = bpf_attr_part {
        prog_type: Enum(&BPF_PROG_TYPE),
        insn_cnt: Uint,
        insns: PtrIfVerbose(&Array(&Struct(&BPF_INSN), Field(insn_cnt))),
        license: Str,
        log_level: Uint,
        log_size: Uint,
        log_buf: Custom(&bpf::LOG, &Str),
        kern_version: Custom(&bpf::VERSION, &Raw(4)),
        prog_flags: Flags(&BPF_PROG_FLAGS),
        prog_name: Chars(16),
        prog_ifindex: Show32(bpf::interface),
        expected_attach_type: Enum(&BPF_ATTACH_TYPE),
        prog_btf_fd: Fd,
        func_info_rec_size: Uint,
        func_info: Addr,
        func_info_cnt: Uint,
        line_info_rec_size: Uint,
        line_info: Addr,
        line_info_cnt: Uint,
        attach_btf_id: Uint,
        attach_prog_fd: Fd,
        fd_array @ 120: Addr,
    } 192;
    /// include/uapi/linux/bpf.h
    BPF_INSN = bpf_insn {
        code: Custom(&bpf::CODE, &Raw(1)),
        dst_reg: Custom(&bpf::DESTINATION, &Raw(1)),
        src_reg @ 1: Custom(&bpf::SOURCE, &Raw(1)),
        off: I16,
        imm: Hex32,
    };
    /// BPF_OBJ_PIN, BPF_OBJ_GET
    BPF_OBJ_ATTR = bpf_attr_part { pathname: Path, bpf_fd: Fd, file_flags: Flags(&BPF_FILE_FLAGS) } 192;
    /// BPF_PROG_ATTACH
    BPF_ATTACH_ATTR = bpf_attr_part {
        target_fd: Fd,
        attach_bpf_fd: Fd,
        attach_type: Enum(&BPF_ATTACH_TYPE),
        attach_flags: Flags(&BPF_ATTACH_FLAGS),
        replace_bpf_fd: Fd,
    } 192;
    /// BPF_PROG_DETACH
    BPF_DETACH_ATTR = bpf_attr_part { target_fd: Fd, attach_type @ 8: Enum(&BPF_ATTACH_TYPE) } 192;
    /// BPF_PROG_TEST_RUN
    BPF_TEST_ATTR = bpf_attr_part {
        prog_fd: Fd,
        retval: Uint,
        data_size_in: Uint,
        data_size_out: Uint,
        data_in: Addr,
        data_out: Addr,
        repeat: Uint,
        duration: Uint,
        ctx_size_in: Uint,
        ctx_size_out: Uint,
        ctx_in: Addr,
        ctx_out: Addr,
        flags: Flags(&BPF_TEST_RUN),
        cpu: Uint,
        batch_size: Uint,
    } 192;
    /// BPF_PROG_GET_NEXT_ID and others
    BPF_NEXT_ID_ATTR = bpf_attr_part { start_id: Uint, next_id: Changed(&Uint), open_flags: Flags(&BPF_FILE_FLAGS) } 192;
    /// BPF_PROG_GET_FD_BY_ID
    BPF_PROG_ID_ATTR = bpf_attr_part { prog_id: Uint, next_id: Uint, open_flags: Flags(&BPF_FILE_FLAGS) } 192;
    /// BPF_MAP_GET_FD_BY_ID
    BPF_MAP_ID_ATTR = bpf_attr_part { map_id: Uint, next_id: Uint, open_flags: Flags(&BPF_FILE_FLAGS) } 192;
    /// BPF_BTF_GET_FD_BY_ID
    BPF_BTF_ID_ATTR = bpf_attr_part { btf_id: Uint } 192;
    /// BPF_LINK_GET_FD_BY_ID
    BPF_LINK_ID_ATTR = bpf_attr_part { link_id: Uint } 192;
    /// BPF_OBJ_GET_INFO_BY_FD
    BPF_INFO_ATTR = bpf_attr_part {
        bpf_fd: Object,
        info_len: Changed(&Uint),
        info: Custom(&bpf_info::INFO, &PtrIfVerbose(&Struct(&BPF_PROG_INFO))),
    } 192;
    /// BPF_PROG_QUERY
    BPF_QUERY_ATTR = bpf_attr_part {
        target_fd: Fd,
        attach_type: Enum(&BPF_ATTACH_TYPE),
        query_flags: Flags(&BPF_QUERY),
        attach_flags: Changed(&Flags(&BPF_ATTACH_FLAGS)),
        prog_ids: Custom(&bpf::PROGRAMS, &Ptr(&Array(&Uint, Field(BPF_PROG_CNT)))),
        prog_cnt: Changed(&Uint),
    } 192;
    /// BPF_RAW_TRACEPOINT_OPEN
    BPF_RAW_TRACEPOINT_ATTR = bpf_attr_part { name: Str, prog_fd: Fd } 192;
    /// BPF_BTF_LOAD
    BPF_BTF_ATTR = bpf_attr_part { btf: Ptr(&Bytes(Field(BTF_SIZE))), btf_log_buf: Custom(&bpf::BTF_LOG, &Str), btf_size: Uint, btf_log_size: Uint, btf_log_level: Uint } 192;
    /// BPF_TASK_FD_QUERY
    BPF_TASK_FD_ATTR = bpf_attr_part {
        pid: Pid,
        fd: Fd,
        flags: Uint,
        buf_len: Changed(&Uint),
        buf: Custom(&bpf::FD_NAME, &Str),
        prog_id: Uint,
        fd_type: Enum(&BPF_FD_TYPE),
        probe_offset: Hex,
        probe_addr: Hex,
    } 192;
    /// BPF_MAP_LOOKUP_BATCH
    BPF_LOOKUP_BATCH_ATTR = bpf_attr_part {
        in_batch: Addr,
        out_batch: Addr,
        keys: Addr,
        values: Addr,
        count: Changed(&Uint),
        map_fd: Fd,
        elem_flags: Flags64(&BPF_LOOKUP),
        flags: Hex,
    } 192;
    /// BPF_MAP_UPDATE_BATCH
    BPF_UPDATE_BATCH_ATTR = bpf_attr_part {
        keys @ 16: Addr,
        values: Addr,
        count: Changed(&Uint),
        map_fd: Fd,
        elem_flags: Flags64(&BPF_LOOKUP),
        flags: Hex,
    } 192;
    /// BPF_MAP_DELETE_BATCH
    BPF_DELETE_BATCH_ATTR = bpf_attr_part {
        keys @ 16: Addr,
        count @ 32: Changed(&Uint),
        map_fd: Fd,
        elem_flags: Flags64(&BPF_LOOKUP),
        flags: Hex,
    } 192;
    /// BPF_LINK_CREATE
    BPF_LINK_CREATE_ATTR = bpf_attr_part {
        prog_fd: Fd,
        target_fd: Fd,
        attach_type: Enum(&BPF_ATTACH_TYPE),
        flags: Hex32,
        target_btf_id: If(attach_type, bpf::is_first, &Nonzero(&Uint)),
        iter_info @ 16: If(attach_type, bpf::is_iterator, &Ptr(&Array(&Struct(&BPF_ITERATED), Field(ITER_INFO_LEN)))),
        iter_info_len @ 24: If(attach_type, bpf::is_iterator, &Uint),
        perf_event @ 16: If(attach_type, bpf::is_perf_event, &Struct(&BPF_LINK_PERF)),
        kprobe_multi @ 16: If(attach_type, bpf::is_kprobe_multi, &Struct(&BPF_LINK_KPROBES)),
    } 192;
    /// What a link of BPF_TRACE_ITER goes through
    BPF_ITERATED = bpf_iter_link_info_of_a_map { map: Struct(&BPF_ITERATED_MAP) };
    /// A part of it
    BPF_ITERATED_MAP = bpf_iter_link_info_map { map_fd: Fd };
    /// A part of BPF_LINK_CREATE
    BPF_LINK_PERF = bpf_link_perf_event { bpf_cookie: Hex };
    /// A part of BPF_LINK_CREATE
    BPF_LINK_KPROBES = bpf_link_kprobe_multi {
        flags: Flags(&BPF_KPROBE_MULTI),
        cnt: Uint,
        syms: Ptr(&Array(&Str, Field(cnt))),
        addrs: Ptr(&Array(&Hex, Field(cnt))),
        cookies: Ptr(&Array(&Hex, Field(cnt))),
    };
    /// BPF_LINK_UPDATE
    BPF_LINK_UPDATE_ATTR = bpf_attr_part { link_fd: Fd, new_prog_fd: Fd, flags: Flags(&BPF_ATTACH_FLAGS), old_prog_fd: If(flags, bpf::replaces, &Fd) } 192;
}
