//! Steps that copy what unwinding a call's stack needs (`-k`): a few registers, and what lies on the stack.

use tracer_common::plan::{FRAME, INSTRUCTION, LINK, Op, STACK, Step};
use tracer_common::segment::{FRAME_POINTER, INSTRUCTION_POINTER, LINK_REGISTER, STACK_BYTES, STACK_POINTER};

use super::steps::{NOTHING, keep};

/// So many bytes of it: frames farther away are not found.
const BYTES: u32 = 32 << 10;

/// All of them. They do not depend on the call.
pub(super) fn steps() -> Vec<Step> {
    let mut steps =
        vec![keep(INSTRUCTION, INSTRUCTION_POINTER), keep(STACK, STACK_POINTER), keep(FRAME, FRAME_POINTER)];
    if cfg!(target_arch = "aarch64") {
        steps.push(keep(LINK, LINK_REGISTER));
    }
    steps.push(Step { op: Op::Bytes as u8, base: STACK, dst: STACK_BYTES as u8, max: BYTES, ..NOTHING });
    steps
}
