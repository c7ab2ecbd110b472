//! Bluetooth addresses: which of four structs one is, its length tells.

use super::network;
use super::sockaddr::Bytes;
use crate::decode::flags::{BDADDR, HCI_CHANNEL};
use crate::decode::style::Constants;
use crate::decode::walk::Walk;

/// Channels that are given out as they are asked for begin here (include/net/bluetooth/l2cap.h).
const L2CAP_DYN_START: u16 = 0x40;

/// So do ports, those of low energy and others.
const PSM_LE_DYN_START: u16 = 0x80;
const PSM_DYN_START: u16 = 0x1001;

const PSM: &[(u16, &str)] = &[
    (0x1, "L2CAP_PSM_SDP"),
    (0x3, "L2CAP_PSM_RFCOMM"),
    (0x23, "L2CAP_PSM_3DSP"),
    (0x25, "L2CAP_PSM_IPSP"),
    (0xff, "L2CAP_PSM_LE_DYN_END"),
    (0xffff, "L2CAP_PSM_DYN_END"),
];

const CID: &[(u16, &str)] = &[
    (0x1, "L2CAP_CID_SIGNALING"),
    (0x2, "L2CAP_CID_CONN_LESS"),
    (0x3, "L2CAP_CID_A2MP"),
    (0x4, "L2CAP_CID_ATT"),
    (0x5, "L2CAP_CID_LE_SIGNALING"),
    (0x6, "L2CAP_CID_SMP"),
    (0x7, "L2CAP_CID_SMP_BREDR"),
    (0xffff, "L2CAP_CID_DYN_END"),
];

/// Shows an address behind its family. False if there is no address of this length.
pub(super) fn address(walk: &mut Walk<'_>, bytes: Bytes<'_>) -> bool {
    match bytes.len() {
        len @ (4 | 6) => {
            walk.out.key("hci_dev");
            walk.out.text(&format!("htobs({})", bytes.u16(2)));
            if len == 6 {
                walk.out.key("hci_channel");
                walk.out.constant(u64::from(bytes.u16(4)), 16, &HCI_CHANNEL);
            }
        }
        8 => network::hardware(walk, "sco_bdaddr", &bytes.array::<6>(2)),
        10 => {
            network::hardware(walk, "rc_bdaddr", &bytes.array::<6>(2));
            walk.out.key("rc_channel");
            walk.out.unsigned(u64::from(bytes.u8(8)));
        }
        12 | 14 => l2cap(walk, bytes),
        _ => return false,
    }
    true
}

fn name(value: u16, names: &[(u16, &'static str)]) -> Option<&'static str> {
    names.iter().find(|(known, _)| *known == value).map(|(_, name)| *name)
}

/// A number that is named, or counted from where those begin that are given out.
fn counted(
    walk: &Walk<'_>,
    value: u16,
    names: &[(u16, &'static str)],
    start: u16,
    base: &str,
    unknown: &str,
) -> String {
    let number = if value == 0 { "0".to_owned() } else { format!("{value:#x}") };
    let text = match (name(value, names), value) {
        (Some(name), _) => name.to_owned(),
        (None, value) if value == start => base.to_owned(),
        (None, value) if value > start => format!("{base}+{}", value - start),
        (None, _) if walk.style.constants == Constants::Abbrev => format!("{number} /* {unknown} */"),
        (None, _) => unknown.to_owned(),
    };
    match walk.style.constants {
        Constants::Abbrev => format!("htobs({text})"),
        Constants::Raw => format!("htobs({number})"),
        Constants::Verbose => format!("htobs({number} /* {text} */)"),
    }
}

fn l2cap(walk: &mut Walk<'_>, bytes: Bytes<'_>) {
    let psm = bytes.u16(2);
    let (start, base) = match psm {
        PSM_DYN_START.. => (PSM_DYN_START, "L2CAP_PSM_DYN_START"),
        PSM_LE_DYN_START..=0xff => (PSM_LE_DYN_START, "L2CAP_PSM_LE_DYN_START"),
        _ => (u16::MAX, ""),
    };
    walk.out.key("l2_psm");
    let text = counted(walk, psm, PSM, start, base, "L2CAP_PSM_???");
    walk.out.text(&text);
    network::hardware(walk, "l2_bdaddr", &bytes.array::<6>(4));
    walk.out.key("l2_cid");
    let text = counted(walk, bytes.u16(10), CID, L2CAP_DYN_START, "L2CAP_CID_DYN_START", "L2CAP_CID_???");
    walk.out.text(&text);
    if bytes.len() < 14 {
        return;
    }
    walk.out.key("l2_bdaddr_type");
    walk.out.constant(u64::from(bytes.u8(12)), 8, &BDADDR);
}
