//! Messages of netlink(7) of which the header and what follows it at once are shown, and the attributes by number.

use super::attribute::Kind::*;
use super::attribute::{Table, attributes, bytes};
use crate::decode::emit::Shape;
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::set::Set;
use crate::decode::uapi::*;
use crate::decode::walk::Walk;

/// The names of the messages of each subsystem of netfilter, whose number is the upper byte of a message's kind.
const SUBSYSTEMS: &[(u64, &Set)] = &[
    (NFNL_SUBSYS_CTNETLINK, &NFNL_CTNETLINK_MSG),
    (NFNL_SUBSYS_CTNETLINK_EXP, &NFNL_CTNETLINK_EXP_MSG),
    (NFNL_SUBSYS_QUEUE, &NFNL_QUEUE_MSG),
    (NFNL_SUBSYS_ULOG, &NFNL_ULOG_MSG),
    (NFNL_SUBSYS_OSF, &NFNL_OSF_MSG),
    (NFNL_SUBSYS_IPSET, &NFNL_IPSET_MSG),
    (NFNL_SUBSYS_ACCT, &NFNL_ACCT_MSG),
    (NFNL_SUBSYS_CTNETLINK_TIMEOUT, &NFNL_CTNETLINK_TIMEOUT_MSG),
    (NFNL_SUBSYS_CTHELPER, &NFNL_CTHELPER_MSG),
    (NFNL_SUBSYS_NFTABLES, &NFNL_NFTABLES_MSG),
    (NFNL_SUBSYS_NFT_COMPAT, &NFNL_NFT_COMPAT_MSG),
    (NFNL_SUBSYS_HOOK, &NFNL_HOOK_MSG),
];

/// Does a message begin or end a batch? It is of no subsystem then.
fn is_of_batch(kind: u64) -> bool {
    kind == NFNL_MSG_BATCH_BEGIN || kind == NFNL_MSG_BATCH_END
}

/// The set that has the name of what a message of netfilter does.
fn subsystem(kind: u64) -> Option<&'static Set> {
    SUBSYSTEMS.iter().find(|(of, _)| *of == kind >> 8).map(|(_, set)| *set)
}

/// What a message of netfilter does, for its flags depend on it.
pub(super) fn netfilter_name(kind: u64) -> Option<&'static str> {
    subsystem(kind)?.name_of(kind & 0xff, 8)
}

/// `NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_NEWTABLE`
pub(super) fn netfilter_kind(walk: &mut Walk<'_>, kind: u64) {
    if is_of_batch(kind) {
        return walk.out.constant(kind, 16, &NFNL_BATCH);
    }
    walk.out.constant(kind >> 8, 8, &NFNL_SUBSYS);
    walk.out.shifted_by(8);
    walk.out.joined();
    match subsystem(kind) {
        Some(messages) => walk.out.constant(kind & 0xff, 8, messages),
        None => walk.out.hex(kind & 0xff),
    }
}

/// `struct nfgenmsg`, and attributes.
pub(super) fn netfilter(walk: &mut Walk<'_>, kind: u64, at: u64, len: u64) {
    /// `struct nfgenmsg`: a family, a version, a number in the network's order.
    const SIZE: u64 = 4;
    let Some([family, version, resource @ ..]) = walk.memory(at, SIZE as usize).first_chunk::<4>() else {
        return bytes(walk, at, len);
    };
    walk.out.open(Shape::Struct);
    walk.out.key("nfgen_family");
    walk.out.constant(u64::from(*family), 8, &ADDRESS_FAMILY);
    walk.out.key("version");
    walk.out.constant(u64::from(*version), 8, &NFNETLINK_VERSION);
    walk.out.key("res_id");
    walk.out.text(&format!("htons({})", u16::from_be_bytes(*resource)));
    walk.out.close(Shape::Struct);
    if len > SIZE {
        walk.out.item();
        let rest = at.wrapping_add(SIZE);
        if is_of_batch(kind) {
            bytes(walk, rest, len - SIZE)
        } else {
            attributes(walk, &ANY, 0, rest, len - SIZE)
        }
    }
}

/// Attributes whose names and values depend on the subsystem.
static ANY: Table = Table { names: &NONE, kinds: &[] };
static NONE: Set = Set { name: "", unknown: "", decimal: false, groups: &[] };

/// What SELinux tells: whether it enforces, and which policy is loaded.
pub(super) fn selinux(walk: &mut Walk<'_>, kind: u64, at: u64, len: u64) {
    let key = if kind == SELNL_MSG_SETENFORCE { "val" } else { "seqno" };
    let known = matches!(kind, SELNL_MSG_SETENFORCE | SELNL_MSG_POLICYLOAD);
    let Some(value) = walk.number(at, 4).filter(|_| len >= 4 && known) else {
        return bytes(walk, at, len);
    };
    walk.out.open(Shape::Struct);
    walk.out.key(key);
    if kind == SELNL_MSG_SETENFORCE {
        walk.out.signed(i64::from(value as i32));
    } else {
        walk.out.unsigned(value);
    }
    walk.out.close(Shape::Struct);
}

/// An algorithm, and attributes.
pub(super) fn crypto(walk: &mut Walk<'_>, at: u64, len: u64) {
    let size = u64::from(CRYPTO_USER_ALG.size);
    if len < size {
        return bytes(walk, at, len);
    }
    walk.structure(&CRYPTO_USER_ALG, at);
    if len > size {
        walk.out.item();
        attributes(walk, &CRYPTO, 0, at.wrapping_add(size), len - size);
    }
}

static CRYPTO: Table = Table { names: &CRYPTOCFGA, kinds: &[(CRYPTOCFGA_PRIORITY_VAL, U32)] };
