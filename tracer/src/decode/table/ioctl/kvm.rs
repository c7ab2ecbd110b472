//! Requests on virtual machines (Documentation/virt/kvm/api.rst).

use crate::decode::custom::kvm;
use crate::decode::flags::*;
use crate::decode::layout::*;
use crate::decode::macros::variants;
use crate::decode::uapi::*;

variants! {
    /// Virtual machines and their processors.
    KVM [fd, request] {
        KVM_CHECK_EXTENSION(extension: Enum64(&KVM_CAP)) => Int;
        KVM_CREATE_VM(r#type: Hex) => Fd;
        KVM_CREATE_VCPU(id: Uint) => Fd;
        KVM_SET_USER_MEMORY_REGION(argp: In(&Struct(&KVM_MEMORY))) => Int;
        KVM_SET_CPUID2(argp: In(&Struct(&KVM_CPUID2))) => Int;
        KVM_GET_SUPPORTED_CPUID(argp: Out(&Struct(&KVM_CPUID2))) => Int;
        KVM_GET_EMULATED_CPUID(argp: Out(&Struct(&KVM_CPUID2))) => Int;
        KVM_RUN(argp: Hex) => VcpuExit;
        KVM_GET_REGS(argp: Out(&Custom(&kvm::REGISTERS, &Struct(&KVM_REGS)))) => Int;
        KVM_SET_REGS(argp: In(&Custom(&kvm::REGISTERS, &Struct(&KVM_REGS)))) => Int;
        KVM_GET_SREGS(argp: Out(&Struct(&KVM_SREGS))) => Int;
        KVM_SET_SREGS(argp: In(&Struct(&KVM_SREGS))) => Int;
    }
}
