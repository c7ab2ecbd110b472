//! Programs of the classic packet filter, which seccomp(2) and sockets take: `BPF_STMT(BPF_LD|BPF_W|BPF_ABS, 0)`.

use super::process::filter_action;
use crate::decode::desc::Custom;
use crate::decode::walk::Walk;

/// An instruction of a filter for calls: what it returns is an action.
pub static SECCOMP_INSN: Custom = Custom { name: "BPF instruction", show: seccomp };

/// An instruction of a filter for packets: what it returns is a length.
pub static SOCKET_INSN: Custom =
    Custom { name: "BPF instruction for packets", show: |walk, at, _| show(walk, at, false) };

fn seccomp(walk: &mut Walk<'_>, address: u64, _len: u64) {
    show(walk, address, true);
}

fn show(walk: &mut Walk<'_>, address: u64, acts: bool) {
    let read = |at: u64, size| walk.number(address.wrapping_add(at), size).unwrap_or(0);
    let (code, jt, jf, k) = (read(0, 2), read(2, 1), read(3, 1), read(4, 4));
    let text = instruction(code as u16, jt, jf, k, acts);
    walk.out.text(&text);
}

const SIZES: [&str; 4] = ["BPF_W", "BPF_H", "BPF_B", "0x18"];
const MODES: [&str; 8] = ["BPF_IMM", "BPF_ABS", "BPF_IND", "BPF_MEM", "BPF_LEN", "BPF_MSH", "", ""];
const ALU: [&str; 16] = [
    "BPF_ADD", "BPF_SUB", "BPF_MUL", "BPF_DIV", "BPF_OR", "BPF_AND", "BPF_LSH", "BPF_RSH", "BPF_NEG",
    "BPF_MOD", "BPF_XOR", "", "", "", "", "",
];
const JUMPS: [&str; 5] = ["BPF_JA", "BPF_JEQ", "BPF_JGT", "BPF_JGE", "BPF_JSET"];

fn instruction(code: u16, jt: u64, jf: u64, k: u64, acts: bool) -> String {
    let source = if code & 0x08 != 0 { "BPF_X" } else { "BPF_K" };
    let number = |value: u64| if value == 0 { "0".to_owned() } else { format!("{value:#x}") };
    let or_number = |name: Option<&&str>, value: u16| match name {
        Some(name) if !name.is_empty() => (*name).to_owned(),
        _ => number(u64::from(value)),
    };
    let (size, mode) = (SIZES[usize::from(code >> 3 & 3)], MODES.get(usize::from(code >> 5 & 7)));
    let mode = or_number(mode, code & 0xe0);
    let op = or_number(ALU.get(usize::from(code >> 4 & 15)), code & 0xf0);
    let class = match code & 7 {
        0 => format!("BPF_LD|{size}|{mode}"),
        1 => format!("BPF_LDX|{size}|{mode}"),
        2 => "BPF_ST".to_owned(),
        3 => "BPF_STX".to_owned(),
        4 => format!("BPF_ALU|{source}|{op}"),
        5 => {
            let jump = or_number(JUMPS.get(usize::from(code >> 4 & 15)), code & 0xf0);
            format!("BPF_JMP|{source}|{jump}")
        }
        6 => match code & 0x18 {
            0 => "BPF_RET|BPF_K".to_owned(),
            8 => "BPF_RET|BPF_X".to_owned(),
            16 => "BPF_RET|BPF_A".to_owned(),
            _ => "BPF_RET|0x18".to_owned(),
        },
        _ => if code & 0xf8 == 0x80 { "BPF_MISC|BPF_TXA" } else { "BPF_MISC|BPF_TAX" }.to_owned(),
    };
    if jt != 0 || jf != 0 {
        return format!("BPF_JUMP({class}, {}, {}, {})", number(k), number(jt), number(jf));
    }
    let k = if acts && code & 7 == 6 && code & 0x18 == 0 { filter_action(k) } else { number(k) };
    format!("BPF_STMT({class}, {k})")
}
