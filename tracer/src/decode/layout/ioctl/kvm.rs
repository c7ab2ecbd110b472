//! Structs of virtual machines (arch/x86/include/uapi/asm/kvm.h, include/uapi/linux/kvm.h).

use crate::decode::flags::*;
use crate::decode::macros::layout;

layout! {
    /// include/uapi/linux/kvm.h
    KVM_MEMORY = kvm_userspace_memory_region {
        slot: Uint,
        flags: Flags(&KVM_MEM),
        guest_phys_addr: Hex,
        memory_size: Ulong,
        userspace_addr: Hex,
    };
    /// arch/x86/include/uapi/asm/kvm.h
    KVM_CPUID2 = kvm_cpuid2 { nent: Uint, entries @ 8: Summary(&Array(&Struct(&KVM_CPUID_ENTRY2), Field(nent))) } 8;
    /// arch/x86/include/uapi/asm/kvm.h
    KVM_CPUID_ENTRY2 = kvm_cpuid_entry2 {
        function: Hex32,
        index: Hex32,
        flags: Flags(&KVM_CPUID),
        eax: Hex32,
        ebx: Hex32,
        ecx: Hex32,
        edx: Hex32,
    } 40;
    /// arch/x86/include/uapi/asm/kvm.h
    KVM_REGS = kvm_regs {
        rax @ 0: Hex,
        rbx @ 8: Hex,
        rcx @ 16: Hex,
        rdx @ 24: Hex,
        rsi @ 32: Hex,
        rdi @ 40: Hex,
        rsp @ 48: Hex,
        rbp @ 56: Hex,
        r8 @ 64: Hex,
        r9 @ 72: Hex,
        r10 @ 80: Hex,
        r11 @ 88: Hex,
        r12 @ 96: Hex,
        r13 @ 104: Hex,
        r14 @ 112: Hex,
        r15 @ 120: Hex,
        rip @ 128: Hex,
        rflags @ 136: Hex,
    };
    /// arch/x86/include/uapi/asm/kvm.h
    KVM_SEGMENT = kvm_segment {
        base: Hex,
        limit: Uint,
        selector: U16,
        r#type: U8,
        present: U8,
        dpl: U8,
        db: U8,
        s: U8,
        l: U8,
        g: U8,
        avl: U8,
    } 24;
    /// arch/x86/include/uapi/asm/kvm.h
    KVM_DTABLE = kvm_dtable { base: Hex, limit: U16 } 16;
    /// arch/x86/include/uapi/asm/kvm.h
    KVM_SREGS = kvm_sregs {
        cs: Struct(&KVM_SEGMENT),
        ds: Verbose(&Struct(&KVM_SEGMENT)),
        es: Verbose(&Struct(&KVM_SEGMENT)),
        fs: Verbose(&Struct(&KVM_SEGMENT)),
        gs: Verbose(&Struct(&KVM_SEGMENT)),
        ss: Verbose(&Struct(&KVM_SEGMENT)),
        tr: Verbose(&Struct(&KVM_SEGMENT)),
        ldt: Verbose(&Struct(&KVM_SEGMENT)),
        gdt: Verbose(&Struct(&KVM_DTABLE)),
        idt: Verbose(&Struct(&KVM_DTABLE)),
        cr0: Verbose(&Ulong),
        cr2: Verbose(&Ulong),
        cr3: Verbose(&Ulong),
        cr4: Verbose(&Ulong),
        cr8: Verbose(&Ulong),
        efer: Verbose(&Ulong),
        apic_base: Verbose(&Hex),
        interrupt_bitmap: Verbose(&Array(&Hex, Fixed(4))),
    };
}
