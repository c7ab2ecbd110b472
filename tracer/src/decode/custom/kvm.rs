//! Virtual processors: their registers (arch/x86/include/uapi/asm/kvm.h), and why they stop (-e kvm=vcpu).

use tracer_common::segment::VCPU_EXIT;

use crate::decode::desc::Custom;
use crate::decode::emit::Shape;
use crate::decode::flags::KVM_EXIT;
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

/// The reason, as the kernel has told it when KVM_RUN returned. strace shows the name alone, also of one that has none.
pub fn exit(walk: &mut Walk<'_>, _result: i64) {
    let bytes = walk.call.exit.of_kind(VCPU_EXIT, 0);
    let Some(word) = bytes.and_then(|bytes| bytes.first_chunk()) else { return };
    let reason = u64::from_ne_bytes(*word);
    walk.out.named(reason as i64, KVM_EXIT.name_of(reason, 32).unwrap_or(KVM_EXIT.unknown));
}
