//! Steps that copy arrays of pointers that end with NULL, and the strings that they lead to.

use tracer_common::plan::{Op, RECORD_MAX, Step};

use super::steps::{At, NOTHING, Steps};

impl Steps<'_> {
    pub(super) fn words(&mut self, at: At) {
        let max = RECORD_MAX as u32 / 4;
        self.with_registers(|steps, [count]| {
            steps.push(Step {
                op: Op::Words as u8,
                base: at.base,
                offset: at.offset,
                dst: count,
                scale: steps.derive.word as u16,
                max,
                ..NOTHING
            });
        });
    }

    pub(super) fn strings(&mut self, at: At) {
        let style = self.derive.style;
        let most = if self.derive.abbrev { style.limit } else { u32::MAX };
        self.with_registers(|steps, [count]| {
            steps.push(Step {
                op: Op::Words as u8,
                base: at.base,
                offset: at.offset,
                dst: count,
                scale: steps.derive.word as u16,
                max: RECORD_MAX as u32 / 4,
                ..NOTHING
            });
            let max = style.limit.min(RECORD_MAX as u32 / 2) + 1;
            let word = steps.derive.word;
            steps.each(at, Ok(count), word, most, |steps, at| {
                steps.with_registers(|steps, [pointer]| {
                    steps.load(pointer, at, word);
                    steps.string(At { base: pointer, offset: 0 }, max);
                });
            });
        });
    }
}
