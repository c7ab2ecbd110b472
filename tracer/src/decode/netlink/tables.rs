//! What attributes of messages of rtnetlink(7) are (include/uapi/linux/rtnetlink.h, if_link.h, if_addr.h, neighbour.h and others).

use super::attribute::Kind::*;
use super::attribute::Table;
use super::hops::{hops, via};
use super::nested::*;
use crate::decode::desc::Ty;
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::uapi::*;

/// Attributes of links.
pub static IFLA: Table = Table {
    names: &LINK_ATTR,
    kinds: &[
        (IFLA_VFINFO_LIST, Nested(&VF_INFOS)),
        (IFLA_VF_PORTS, Nested(&VF_PORTS)),
        (IFLA_PORT_SELF, Nested(&PORT)),
        (IFLA_PROTO_DOWN_REASON, Nested(&PROTO_DOWN)),
        (IFLA_ADDRESS, Hardware),
        (IFLA_BROADCAST, Hardware),
        (IFLA_IFNAME, Text),
        (IFLA_MTU, U32),
        (IFLA_LINK, U32),
        (IFLA_QDISC, Text),
        (IFLA_STATS, Struct(&LINK_STATS)),
        (IFLA_MASTER, U32),
        (IFLA_TXQLEN, U32),
        (IFLA_MAP, Struct(&LINK_MAP)),
        (IFLA_WEIGHT, U32),
        (IFLA_OPERSTATE, U8),
        (IFLA_LINKMODE, U8),
        (IFLA_LINKINFO, Nested(&IFLA_INFO)),
        (IFLA_NET_NS_PID, U32),
        (IFLA_IFALIAS, Text),
        (IFLA_NUM_VF, U32),
        (IFLA_STATS64, Struct(&LINK_STATS64)),
        (IFLA_AF_SPEC, Nested(&IFLA_AF)),
        (IFLA_GROUP, U32),
        (IFLA_NET_NS_FD, Signed),
        (IFLA_EXT_MASK, Short(&Flags(&LINK_EXT_MASK))),
        (IFLA_PROMISCUITY, U32),
        (IFLA_NUM_TX_QUEUES, U32),
        (IFLA_NUM_RX_QUEUES, U32),
        (IFLA_CARRIER, U8),
        (IFLA_CARRIER_CHANGES, U32),
        (IFLA_LINK_NETNSID, Signed),
        (IFLA_PHYS_PORT_NAME, Text),
        (IFLA_PROTO_DOWN, U8),
        (IFLA_GSO_MAX_SEGS, U32),
        (IFLA_GSO_MAX_SIZE, U32),
        (IFLA_XDP, Nested(&LINK_XDP)),
        (IFLA_EVENT, Enum(&LINK_EVENT)),
        (IFLA_NEW_NETNSID, Signed),
        (IFLA_IF_NETNSID, Signed),
        (IFLA_CARRIER_UP_COUNT, U32),
        (IFLA_CARRIER_DOWN_COUNT, U32),
        (IFLA_NEW_IFINDEX, Interface),
        (IFLA_MIN_MTU, U32),
        (IFLA_MAX_MTU, U32),
        (IFLA_PROP_LIST, Nested(&IFLA)),
        (IFLA_ALT_IFNAME, Text),
        (IFLA_PERM_ADDRESS, Hardware),
        (IFLA_PARENT_DEV_NAME, Text),
        (IFLA_PARENT_DEV_BUS_NAME, Text),
        (IFLA_GRO_MAX_SIZE, U32),
        (IFLA_TSO_MAX_SIZE, U32),
        (IFLA_TSO_MAX_SEGS, U32),
        (IFLA_ALLMULTI, U32),
    ],
};

/// Attributes of addresses.
pub static IFA: Table = Table {
    names: &ADDRESS_ATTR,
    kinds: &[
        (IFA_ADDRESS, Address),
        (IFA_LOCAL, Address),
        (IFA_LABEL, Text),
        (IFA_BROADCAST, Address),
        (IFA_ANYCAST, Address),
        (IFA_CACHEINFO, Struct(&IFA_CACHE)),
        (IFA_MULTICAST, Address),
        (IFA_FLAGS, Flags(&ADDRESS_FLAGS)),
        (IFA_RT_PRIORITY, U32),
        (IFA_TARGET_NETNSID, Signed),
    ],
};

/// Attributes of routes.
pub static RTA: Table = Table {
    names: &ROUTE_ATTR,
    kinds: &[
        (RTA_DST, Address),
        (RTA_SRC, Address),
        (RTA_IIF, Interface),
        (RTA_OIF, Interface),
        (RTA_GATEWAY, Address),
        (RTA_PRIORITY, U32),
        (RTA_PREFSRC, Address),
        (RTA_METRICS, Nested(&RTAX)),
        (RTA_MULTIPATH, Shown(hops)),
        (RTA_VIA, Shown(via)),
        (RTA_PROTOINFO, U32),
        (RTA_FLOW, U32),
        (RTA_CACHEINFO, Struct(&RTA_CACHE)),
        (RTA_MP_ALGO, U32),
        (RTA_TABLE, Enum(&ROUTE_TABLE)),
        (RTA_MARK, U32),
        (RTA_NEWDST, Address),
        (RTA_PREF, U8),
        (RTA_ENCAP_TYPE, Enum16(&ENCAP_TYPE)),
        (RTA_EXPIRES, U64),
        (RTA_UID, U32),
        (RTA_TTL_PROPAGATE, U8),
        (RTA_IP_PROTO, U8),
        (RTA_SPORT, U16),
        (RTA_DPORT, U16),
    ],
};

/// Attributes of rules.
pub static FRA: Table = Table {
    names: &RULE_ATTR,
    kinds: &[
        (FRA_TUN_ID, Network64),
        (FRA_IP_PROTO, Wide(&INET_PROTOCOL)),
        (FRA_DST, Address),
        (FRA_SRC, Address),
        (FRA_IIFNAME, Text),
        (FRA_GOTO, U32),
        (FRA_PRIORITY, U32),
        (FRA_FWMARK, U32),
        (FRA_FLOW, U32),
        (FRA_SUPPRESS_IFGROUP, U32),
        (FRA_SUPPRESS_PREFIXLEN, U32),
        (FRA_TABLE, Enum(&ROUTE_TABLE)),
        (FRA_FWMASK, U32),
        (FRA_OIFNAME, Text),
        (FRA_L3MDEV, U8),
        (FRA_UID_RANGE, Struct(&UID_RANGE)),
        (FRA_PROTOCOL, Enum8(&ROUTE_PROTOCOL)),
        (FRA_SPORT_RANGE, Struct(&PORT_RANGE)),
        (FRA_DPORT_RANGE, Struct(&PORT_RANGE)),
    ],
};

/// Attributes of neighbours.
pub static NDA: Table = Table {
    names: &NEIGH_ATTR,
    kinds: &[
        (NDA_FDB_EXT_ATTRS, Nested(&FORWARDING)),
        (NDA_PROTOCOL, Wide(&INET_PROTOCOL)),
        (NDA_FLAGS_EXT, Short(&Flags(&NEIGH_FLAGS_EXT))),
        (NDA_DST, Address),
        (NDA_LLADDR, Hardware),
        (NDA_CACHEINFO, Struct(&NDA_CACHE)),
        (NDA_PROBES, U32),
        (NDA_VLAN, U16),
        (NDA_PORT, Port),
        (NDA_VNI, U32),
        (NDA_IFINDEX, Interface),
        (NDA_MASTER, Interface),
        (NDA_LINK_NETNSID, Signed),
        (NDA_SRC_VNI, U32),
        (NDA_NH_ID, U32),
        (NDA_NDM_STATE_MASK, Short(&Flags16(&NEIGH_STATE))),
        (NDA_NDM_FLAGS_MASK, Short(&Flags8(&NEIGH_FLAGS))),
    ],
};

/// Attributes of tables of neighbours.
pub static NDTA: Table = Table {
    names: &NDTA_ATTR,
    kinds: &[
        (NDTA_NAME, Text),
        (NDTA_THRESH1, U32),
        (NDTA_THRESH2, U32),
        (NDTA_THRESH3, U32),
        (NDTA_CONFIG, Struct(&NDT_CONFIG)),
        (NDTA_PARMS, Nested(&NDTPA)),
        (NDTA_STATS, Struct(&NDT_STATS)),
        (NDTA_GC_INTERVAL, U64),
    ],
};

/// Attributes of queues and filters.
pub static TCA: Table = Table {
    names: &TCA_ATTR,
    kinds: &[
        (TCA_KIND, Text),
        (TCA_STATS, Struct(&TC_STATS)),
        (TCA_RATE, Struct(&TC_ESTIMATOR)),
        (TCA_FCNT, U32),
        (TCA_STATS2, Nested(&TC_STATISTICS)),
        (TCA_STAB, Nested(&TC_TABLE)),
        (TCA_CHAIN, U32),
        (TCA_HW_OFFLOAD, U8),
        (TCA_INGRESS_BLOCK, U32),
        (TCA_EGRESS_BLOCK, U32),
        (TCA_DUMP_FLAGS, U32),
    ],
};

/// Attributes of configuration.
pub static NETCONFA: Table = Table {
    names: &NETCONFA_ATTR,
    kinds: &[
        (NETCONFA_IFINDEX, Interface),
        (NETCONFA_FORWARDING, Signed),
        (NETCONFA_RP_FILTER, Signed),
        (NETCONFA_MC_FORWARDING, Signed),
        (NETCONFA_PROXY_NEIGH, Signed),
        (NETCONFA_IGNORE_ROUTES_WITH_LINKDOWN, Signed),
        (NETCONFA_INPUT, Signed),
        (NETCONFA_BC_FORWARDING, Signed),
    ],
};

/// Attributes of namespaces.
pub static NETNSA: Table = Table {
    names: &NETNSA_ATTR,
    kinds: &[
        (NETNSA_NSID, Signed),
        (NETNSA_PID, U32),
        (NETNSA_FD, Signed),
        (NETNSA_TARGET_NSID, Signed),
        (NETNSA_CURRENT_NSID, Signed),
    ],
};

/// Attributes of labels of addresses.
pub static IFAL: Table = Table { names: &IFAL_ATTR, kinds: &[(IFAL_ADDRESS, Address), (IFAL_LABEL, U32)] };

/// Attributes of next hops.
pub static NHA: Table = Table {
    names: &NHA_ATTR,
    kinds: &[
        (NHA_RES_GROUP, Nested(&GROUP)),
        (NHA_RES_BUCKET, Nested(&BUCKET)),
        (NHA_ID, U32),
        (NHA_BLACKHOLE, U32),
        (NHA_OIF, Interface),
        (NHA_GATEWAY, Address),
        (NHA_ENCAP_TYPE, Enum16(&ENCAP_TYPE)),
        (NHA_GROUP, Elements(&NEXT_HOPS)),
        (NHA_GROUP_TYPE, Short(&Enum16(&NEXTHOP_GRP_TYPE))),
        (NHA_GROUPS, U32),
        (NHA_MASTER, Interface),
        (NHA_FDB, U32),
    ],
};

/// Attributes of a kind of link.
pub static IFLA_INFO: Table =
    Table { names: &IFLA_INFO_ATTR, kinds: &[(IFLA_INFO_KIND, Text), (IFLA_INFO_SLAVE_KIND, Text)] };

/// Families of a link.
pub static IFLA_AF: Table = Table {
    names: &ADDRESS_FAMILY,
    kinds: &[(libc::AF_INET as u64, Nested(&IFLA_INET)), (libc::AF_INET6 as u64, Nested(&IFLA_INET6))],
};

/// Attributes of a link with IPv4.
pub static IFLA_INET: Table =
    Table { names: &IFLA_INET_ATTR, kinds: &[(IFLA_INET_CONF, Indexed4(&IPV4_CONF))] };

/// Attributes of a link with IPv6.
pub static IFLA_INET6: Table = Table {
    names: &IFLA_INET6_ATTR,
    kinds: &[
        (IFLA_INET6_FLAGS, Flags(&INET6_FLAGS)),
        (IFLA_INET6_CONF, Indexed4(&IPV6_CONF)),
        (IFLA_INET6_STATS, Indexed8(&IPV6_STATS)),
        (IFLA_INET6_CACHEINFO, Struct(&IFLA_CACHEINFO)),
        (IFLA_INET6_ICMP6STATS, Indexed8(&ICMP6_STATS)),
        (IFLA_INET6_TOKEN, Address6),
        (IFLA_INET6_ADDR_GEN_MODE, Enum8(&ADDR_GEN_MODE)),
        (IFLA_INET6_RA_MTU, U32),
    ],
};

/// Attributes of a program of a link.
pub static LINK_XDP: Table = Table {
    names: &IFLA_XDP_ATTR,
    kinds: &[
        (IFLA_XDP_FD, Signed),
        (IFLA_XDP_ATTACHED, Enum8(&XDP_ATTACHED)),
        (IFLA_XDP_FLAGS, Flags(&XDP_UPDATE)),
        (IFLA_XDP_PROG_ID, U32),
        (IFLA_XDP_DRV_PROG_ID, U32),
        (IFLA_XDP_SKB_PROG_ID, U32),
        (IFLA_XDP_HW_PROG_ID, U32),
        (IFLA_XDP_EXPECTED_FD, Signed),
    ],
};

/// Attributes of metrics of a route.
pub static RTAX: Table = Table {
    names: &RTAX_ATTR,
    kinds: &[
        (RTAX_LOCK, U32),
        (RTAX_MTU, U32),
        (RTAX_WINDOW, U32),
        (RTAX_RTT, U32),
        (RTAX_RTTVAR, U32),
        (RTAX_SSTHRESH, U32),
        (RTAX_CWND, U32),
        (RTAX_ADVMSS, U32),
        (RTAX_REORDERING, U32),
        (RTAX_HOPLIMIT, U32),
        (RTAX_INITCWND, U32),
        (RTAX_FEATURES, U32),
        (RTAX_RTO_MIN, U32),
        (RTAX_INITRWND, U32),
        (RTAX_QUICKACK, U32),
        (RTAX_CC_ALGO, Text),
    ],
};

/// Attributes of parameters of a table of neighbours.
pub static NDTPA: Table = Table {
    names: &NDTPA_ATTR,
    kinds: &[
        (NDTPA_IFINDEX, Interface),
        (NDTPA_REFCNT, U32),
        (NDTPA_REACHABLE_TIME, U64),
        (NDTPA_BASE_REACHABLE_TIME, U64),
        (NDTPA_RETRANS_TIME, U64),
        (NDTPA_GC_STALETIME, U64),
        (NDTPA_DELAY_PROBE_TIME, U64),
        (NDTPA_QUEUE_LEN, U32),
        (NDTPA_APP_PROBES, U32),
        (NDTPA_UCAST_PROBES, U32),
        (NDTPA_MCAST_PROBES, U32),
        (NDTPA_ANYCAST_DELAY, U64),
        (NDTPA_PROXY_DELAY, U64),
        (NDTPA_PROXY_QLEN, U32),
        (NDTPA_LOCKTIME, U64),
        (NDTPA_QUEUE_LENBYTES, U32),
        (NDTPA_MCAST_REPROBES, U32),
        (NDTPA_INTERVAL_PROBE_TIME_MS, U64),
    ],
};

/// Attributes of statistics.
pub static TC_STATISTICS: Table = Table {
    names: &TCA_STATS_ATTR,
    kinds: &[
        (TCA_STATS_BASIC, Struct(&STATS_BASIC)),
        (TCA_STATS_BASIC_HW, Struct(&STATS_BASIC)),
        (TCA_STATS_RATE_EST, Struct(&STATS_RATE)),
        (TCA_STATS_QUEUE, Struct(&STATS_QUEUE)),
        (TCA_STATS_RATE_EST64, Struct(&STATS_RATE64)),
        (TCA_STATS_PKT64, U64),
    ],
};

/// Attributes of a table of sizes.
pub static TC_TABLE: Table = Table { names: &TCA_STAB_ATTR, kinds: &[] };

/// The hops of a group.
static NEXT_HOPS: Ty = Ty::Struct(&NEXTHOP_GROUP);
