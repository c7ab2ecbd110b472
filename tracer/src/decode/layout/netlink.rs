//! Structs of messages of rtnetlink(7).

use crate::decode::custom::network;
use crate::decode::flags::*;
use crate::decode::macros::layout;

layout! {
    /// include/uapi/linux/if_link.h
    LINK_HEAD = ifinfomsg {
        ifi_family: Enum8(&ADDRESS_FAMILY),
        ifi_type @ 2: Enum16(&HARDWARE),
        ifi_index @ 4: Show32(network::shown_interface),
        ifi_flags: Flags(&IFF),
        ifi_change: Hex32,
    };
    /// include/uapi/linux/if_addr.h
    ADDRESS_HEAD = ifaddrmsg {
        ifa_family: Enum8(&ADDRESS_FAMILY),
        ifa_prefixlen: U8,
        ifa_flags: Flags8(&ADDRESS_FLAGS),
        ifa_scope: Enum8(&ROUTE_SCOPE),
        ifa_index: Show32(network::shown_interface),
    };
    /// include/uapi/linux/rtnetlink.h
    ROUTE_HEAD = rtmsg {
        rtm_family: Enum8(&ADDRESS_FAMILY),
        rtm_dst_len: U8,
        rtm_src_len: U8,
        rtm_tos: Flags8(&SERVICE),
        rtm_table: Enum8(&ROUTE_TABLE),
        rtm_protocol: Enum8(&ROUTE_PROTOCOL),
        rtm_scope: Enum8(&ROUTE_SCOPE),
        rtm_type: Enum8(&ROUTE_TYPE),
        rtm_flags: Flags(&ROUTE_FLAGS),
    };
    /// include/uapi/linux/fib_rules.h
    RULE_HEAD = fib_rule_hdr {
        family: Enum8(&ADDRESS_FAMILY),
        dst_len: U8,
        src_len: U8,
        tos: Flags8(&SERVICE),
        table: Enum8(&RULE_TABLE),
        action @ 7: Enum8(&RULE_ACTION),
        flags @ 8: Flags(&RULE_FLAGS),
    };
    /// include/uapi/linux/neighbour.h
    NEIGH_HEAD = ndmsg {
        ndm_family: Enum8(&ADDRESS_FAMILY),
        ndm_ifindex @ 4: Show32(network::shown_interface),
        ndm_state: Flags16(&NEIGH_STATE),
        ndm_flags: Flags8(&NEIGH_FLAGS),
        ndm_type: Enum8(&ROUTE_TYPE),
    };
    /// include/uapi/linux/rtnetlink.h
    TC_HEAD = tcmsg {
        tcm_family: Enum8(&ADDRESS_FAMILY),
        tcm_ifindex @ 4: Show32(network::shown_interface),
        tcm_handle: Uint,
        tcm_parent: Uint,
        tcm_info: Uint,
    };
    /// include/uapi/linux/neighbour.h
    NEIGH_TABLE_HEAD = ndtmsg { ndtm_family: Enum8(&ADDRESS_FAMILY) } 4;
    /// include/uapi/linux/netconf.h
    NETCONF_HEAD = netconfmsg { ncm_family: Enum8(&ADDRESS_FAMILY) } 1;
    /// include/uapi/linux/rtnetlink.h
    NAMESPACE_HEAD = rtgenmsg { rtgen_family: Enum8(&ADDRESS_FAMILY) } 1;
    /// include/uapi/linux/if_addrlabel.h
    LABEL_HEAD = ifaddrlblmsg {
        ifal_family: Enum8(&ADDRESS_FAMILY),
        ifal_prefixlen @ 2: U8,
        ifal_flags @ 3: U8,
        ifal_index @ 4: Show32(network::shown_interface),
        ifal_seq: Uint,
    };
    /// include/uapi/linux/nexthop.h
    NEXTHOP_HEAD = nhmsg {
        nh_family: Enum8(&ADDRESS_FAMILY),
        nh_scope: Enum8(&ROUTE_SCOPE),
        nh_protocol: Enum8(&ROUTE_PROTOCOL),
        resvd: Nonzero(&Hex8),
        nh_flags: Flags(&NEXTHOP_FLAGS),
    };
    /// include/uapi/linux/if_addr.h
    IFA_CACHE = ifa_cacheinfo { ifa_prefered: Uint, ifa_valid: Uint, cstamp: Uint, tstamp: Uint };
    /// include/uapi/linux/neighbour.h
    NDA_CACHE = nda_cacheinfo { ndm_confirmed: Uint, ndm_used: Uint, ndm_updated: Uint, ndm_refcnt: Uint };
    /// include/uapi/linux/rtnetlink.h
    RTA_CACHE = rta_cacheinfo {
        rta_clntref: Uint,
        rta_lastuse: Uint,
        rta_expires: Int,
        rta_error: Uint,
        rta_used: Uint,
        rta_id: Hex32,
        rta_ts: Uint,
        rta_tsage: Uint,
    };
    /// include/uapi/linux/if_link.h
    IFLA_CACHEINFO = ifla_cacheinfo { max_reasm_len: Uint, tstamp: Uint, reachable_time: Uint, retrans_time: Uint };
    /// include/uapi/linux/if_link.h
    LINK_MAP = rtnl_link_ifmap { mem_start: Hex, mem_end: Hex, base_addr: Hex, irq: U16, dma: U8, port: U8 } 28;
    /// include/uapi/linux/if_link.h; the last field is younger than others
    LINK_STATS = rtnl_link_stats_of {
        rx_packets: Uint, tx_packets: Uint, rx_bytes: Uint, tx_bytes: Uint, rx_errors: Uint, tx_errors: Uint, rx_dropped: Uint,
        tx_dropped: Uint, multicast: Uint, collisions: Uint, rx_length_errors: Uint, rx_over_errors: Uint, rx_crc_errors: Uint,
        rx_frame_errors: Uint, rx_fifo_errors: Uint, rx_missed_errors: Uint, tx_aborted_errors: Uint, tx_carrier_errors: Uint,
        tx_fifo_errors: Uint, tx_heartbeat_errors: Uint, tx_window_errors: Uint, rx_compressed: Uint, tx_compressed: Uint,
        rx_nohandler: Uint,
    };
    /// include/uapi/linux/if_link.h
    LINK_STATS64 = rtnl_link_stats64 {
        rx_packets: Ulong, tx_packets: Ulong, rx_bytes: Ulong, tx_bytes: Ulong, rx_errors: Ulong, tx_errors: Ulong,
        rx_dropped: Ulong, tx_dropped: Ulong, multicast: Ulong, collisions: Ulong, rx_length_errors: Ulong,
        rx_over_errors: Ulong, rx_crc_errors: Ulong, rx_frame_errors: Ulong, rx_fifo_errors: Ulong, rx_missed_errors: Ulong,
        tx_aborted_errors: Ulong, tx_carrier_errors: Ulong, tx_fifo_errors: Ulong, tx_heartbeat_errors: Ulong,
        tx_window_errors: Ulong, rx_compressed: Ulong, tx_compressed: Ulong, rx_nohandler: Ulong,
        rx_otherhost_dropped: Ulong,
    };
    /// include/uapi/linux/rtnetlink.h
    NEXT_HOP = rtnexthop {
        rtnh_len: U16,
        rtnh_flags: Flags8(&NEXTHOP_FLAGS),
        rtnh_hops: U8,
        rtnh_ifindex: Show32(network::shown_interface),
    };
    /// include/uapi/linux/nexthop.h
    NEXTHOP_GROUP = nexthop_grp { id: Uint, weight: U8 };
    /// include/uapi/linux/cryptouser.h
    CRYPTO_USER_ALG = crypto_user_alg {
        cru_name: Chars(64),
        cru_driver_name: Chars(64),
        cru_module_name: Chars(64),
        cru_type: Uint,
        cru_mask: Uint,
        cru_refcnt: Uint,
        cru_flags: Uint,
    };
    /// include/uapi/linux/gen_stats.h
    STATS_BASIC = gnet_stats_basic { bytes: Ulong, packets: Uint };
    STATS_RATE = gnet_stats_rate_est { bps: Uint, pps: Uint };
    STATS_RATE64 = gnet_stats_rate_est64 { bps: Ulong, pps: Ulong };
    STATS_QUEUE = gnet_stats_queue {
        qlen: Uint,
        backlog: Uint,
        drops: Uint,
        requeues: Uint,
        overlimits: Uint,
    };
    TC_STATS = tc_stats {
        bytes: Ulong,
        packets: Uint,
        drops: Uint,
        overlimits: Uint,
        bps: Uint,
        pps: Uint,
        qlen: Uint,
        backlog: Uint,
    };
    /// include/uapi/linux/gen_stats.h
    TC_ESTIMATOR = tc_estimator { interval: I8, ewma_log: U8 };
    /// include/uapi/linux/neighbour.h
    NDT_CONFIG = ndt_config {
        ndtc_key_len: U16,
        ndtc_entry_size: U16,
        ndtc_entries: Uint,
        ndtc_last_flush: Uint,
        ndtc_last_rand: Uint,
        ndtc_hash_rnd: Uint,
        ndtc_hash_mask: Show32(network::eight_digits),
        ndtc_hash_chain_gc: Uint,
        ndtc_proxy_qlen: Uint,
    };
    /// include/uapi/linux/neighbour.h
    NDT_STATS = ndt_stats {
        ndts_allocs: Ulong,
        ndts_destroys: Ulong,
        ndts_hash_grows: Ulong,
        ndts_res_failed: Ulong,
        ndts_lookups: Ulong,
        ndts_hits: Ulong,
        ndts_rcv_probes_mcast: Ulong,
        ndts_rcv_probes_ucast: Ulong,
        ndts_periodic_gc_runs: Ulong,
        ndts_forced_gc_runs: Ulong,
        ndts_table_fulls: Ulong,
    };
    /// include/uapi/linux/fib_rules.h
    PORT_RANGE = fib_rule_port_range { start: U16, end: U16 };
    /// include/uapi/linux/fib_rules.h
    UID_RANGE = fib_rule_uid_range { start: Uint, end: Uint };
}
