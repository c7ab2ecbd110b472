//! Registers of virtual processors (arch/x86/include/uapi/asm/kvm.h).

use crate::decode::desc::Custom;
use crate::decode::emit::Shape;
use crate::decode::layout::KVM_REGS;
use crate::decode::walk::Walk;

/// Those that are shown where structs are abbreviated.
const SHOWN: [&str; 5] = ["rax", "rsp", "rbp", "rip", "rflags"];

/// `struct kvm_regs`; what is left out is said where it would stand.
pub static REGISTERS: Custom = Custom { name: "kvm_regs", show: registers };

fn registers(walk: &mut Walk<'_>, address: u64, len: u64) {
    if walk.bytes(address, len as usize).is_none() {
        return walk.out.address(address);
    }
    walk.out.open(Shape::Struct);
    let mut left_out = false;
    for field in KVM_REGS.fields {
        let shown = !walk.abbrev || SHOWN.contains(&field.name);
        if shown {
            walk.out.key(field.name);
            walk.place(&field.ty, address.wrapping_add(u64::from(field.offset)));
        } else if !left_out {
            walk.out.more();
        }
        left_out = !shown;
    }
    walk.out.close(Shape::Struct);
}
