//! Why virtual CPUs stop. A thread runs one by KVM_RUN of ioctl(2); shortly before that returns, the tracepoint
//! kvm_userspace_exit tells the reason (virt/kvm/kvm_main.c). It waits in the thread's state for the record of the call.

use tracer_common::config::VCPU_EXITS;
use tracer_common::state::{vcpu_exit, with_vcpu_exit};

use crate::kernel::current;
use crate::maps::wants;
use crate::task;

/// The current task's virtual CPU has stopped. If the call fails, the reason is that of a time before. Copies of the
/// program do all the same, so none looks for what another has done.
#[inline(always)]
pub fn exited(reason: u32, error: i32) {
    if let Some(state) = task::state(current()) {
        state.flags = with_vcpu_exit(state.flags, if error < 0 { None } else { Some(reason) });
    }
}

/// Why the current task's virtual CPU has stopped in the call that ends. The next call knows no more of it.
#[inline(always)]
pub fn take() -> Option<u32> {
    if !wants(VCPU_EXITS) {
        return None;
    }
    let state = task::state(current())?;
    let reason = vcpu_exit(state.flags)?;
    state.flags = with_vcpu_exit(state.flags, None);
    Some(reason)
}
