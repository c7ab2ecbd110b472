//! Attributes within attributes of links, neighbours and hops (include/uapi/linux/if_link.h, neighbour.h, nexthop.h).

use super::attribute::Kind::*;
use super::attribute::Table;
use crate::decode::flags::*;
use crate::decode::uapi::*;

/// Virtual functions.
pub static VF_INFOS: Table = Table { names: &VF_INFO_ATTR, kinds: &[(IFLA_VF_INFO, Nested(&VF_INFO))] };

static VF_INFO: Table = Table { names: &VF_ATTR, kinds: &[] };

/// Ports of virtual functions.
pub static VF_PORTS: Table = Table { names: &VF_PORT_ATTR, kinds: &[(IFLA_VF_PORT, Nested(&PORT))] };

/// A port.
pub static PORT: Table = Table {
    names: &PORT_ATTR,
    kinds: &[(IFLA_PORT_VF, U32), (IFLA_PORT_PROFILE, Text), (IFLA_PORT_RESPONSE, U16)],
};

/// Why a link is held down.
pub static PROTO_DOWN: Table = Table {
    names: &PROTO_DOWN_ATTR,
    kinds: &[(IFLA_PROTO_DOWN_REASON_MASK, U32), (IFLA_PROTO_DOWN_REASON_VALUE, U32)],
};

/// What is told of a forwarding entry.
pub static FORWARDING: Table = Table { names: &NFEA_ATTR, kinds: &[(NFEA_ACTIVITY_NOTIFY, U8)] };

/// A resilient group of hops.
pub static GROUP: Table = Table {
    names: &RES_GROUP_ATTR,
    kinds: &[
        (NHA_RES_GROUP_BUCKETS, U16),
        (NHA_RES_GROUP_IDLE_TIMER, U32),
        (NHA_RES_GROUP_UNBALANCED_TIMER, U32),
        (NHA_RES_GROUP_UNBALANCED_TIME, U64),
    ],
};

/// A bucket of such a group.
pub static BUCKET: Table = Table {
    names: &RES_BUCKET_ATTR,
    kinds: &[(NHA_RES_BUCKET_INDEX, U16), (NHA_RES_BUCKET_IDLE_TIME, U64), (NHA_RES_BUCKET_NH_ID, U32)],
};

/// What is told of an error (include/uapi/linux/netlink.h).
pub static ERROR: Table =
    Table { names: &ERROR_ATTR, kinds: &[(NLMSGERR_ATTR_MSG, Text), (NLMSGERR_ATTR_OFFS, U32)] };
