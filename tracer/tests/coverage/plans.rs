//! The plans of all rows, in several styles: they fit into the pool, and their steps stay within it and within the registers.

use tracer::decode::Style;
use tracer::decode::derive::plans;
use tracer::decode::style::{Descriptors, NO_CALLS};
use tracer_common::abi::Abi;
use tracer_common::plan::{NO_REG, Op, REGS, STEPS, Step};

fn styles() -> [(&'static str, Style); 6] {
    let all = Descriptors { inverted: true, list: Vec::new() };
    let plain = Style::default();
    [
        ("plain", plain.clone()),
        ("-v", Style { abbrev: NO_CALLS, limit: 200, ..plain.clone() }),
        ("-y", Style { paths: true, ..plain.clone() }),
        ("-v -y -i", Style { abbrev: NO_CALLS, paths: true, instruction: true, ..plain.clone() }),
        ("-e kvm", Style { vcpu_exits: true, ..plain.clone() }),
        ("-e read -P", Style { read: all.clone(), write: all, files: true, ..plain }),
    ]
}

#[test]
fn all_plans_fit() {
    // Rows are added in time: half of the pool is kept for those.
    for (name, style) in styles() {
        let plans = plans(&style);
        println!("{name}: {} of {STEPS} steps, {} variants", plans.steps.len(), plans.variants.len());
        assert!(plans.steps.len() <= STEPS * 3 / 4, "{name}: {} steps", plans.steps.len());
    }
}

#[test]
fn virtual_cpus_are_asked_for_by_the_option_alone() {
    for (name, style) in styles() {
        let plans = plans(&style);
        assert_eq!(plans.asks_for_vcpus(), style.vcpu_exits, "{name}");
        let of_plan =
            |begin: u16| plans.steps[usize::from(begin)..].iter().take_while(|it| it.op != Op::End as u8);
        let asks = |begin: u16| of_plan(begin).any(|it| it.op == Op::VcpuExit as u8);
        let variants = plans.variants.iter().filter(|(_, it)| asks(it.exit)).count();
        // KVM_RUN, in each ABI that has rows.
        let abis = Abi::HERE.iter().filter(|abi| **abi != Abi::X32).count();
        assert_eq!(variants, if style.vcpu_exits { abis } else { 0 }, "{name}");
    }
}

/// The registers that a step uses, and how far it goes from its place.
fn uses(step: &Step) -> (Vec<u8>, i64) {
    let skip = i64::from(step.skip);
    match Op::from_u8(step.op).expect("a step is one of the operations") {
        Op::End | Op::EndIfFailed | Op::VcpuExit => (vec![], 1),
        Op::Bytes if step.len == NO_REG => (vec![step.base], 1),
        Op::Bytes => (vec![step.base, step.len], 1),
        Op::Str | Op::Keep | Op::File => (vec![step.base], 1),
        Op::Load | Op::Set | Op::Extend | Op::Words | Op::Socket => (vec![step.base, step.dst], 1),
        Op::Next => (vec![step.base, step.len], -skip),
        Op::Bit => (vec![step.base, step.len, step.dst], 1 + skip),
        Op::SkipIf | Op::SkipUnless => (vec![step.base], 1 + skip),
    }
}

#[test]
fn steps_stay_within_bounds() {
    for (name, style) in styles() {
        let plans = plans(&style);
        for (place, step) in plans.steps.iter().enumerate() {
            let (registers, way) = uses(step);
            assert!(registers.iter().all(|it| usize::from(*it) < REGS), "{name}: {place}: {step:?}");
            let target = place as i64 + way;
            assert!((0..=plans.steps.len() as i64).contains(&target), "{name}: {place}: {step:?}");
        }
        let last = plans.steps.last().expect("there are some");
        assert_eq!(Op::from_u8(last.op), Some(Op::End), "{name}");
        let begins = plans.plans.iter().flat_map(|plan| [plan.enter, plan.exit]);
        let begins = begins.chain(plans.variants.iter().flat_map(|(_, it)| [it.enter, it.exit]));
        for begin in begins {
            assert!(usize::from(begin) < plans.steps.len(), "{name}: a plan begins at {begin}");
        }
    }
}
