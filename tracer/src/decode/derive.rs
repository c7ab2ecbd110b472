//! From rows to capture plans: what the kernel is to copy of a call's memory, so that it can be shown.

mod descriptors;
mod stacks;
mod steps;
mod strings;

use hashbrown::HashMap;
use tracer_common::abi::Abi;
use tracer_common::admit::contains;
use tracer_common::limits::{SLOTS, slot};
use tracer_common::plan::{
    FIRST_FREE, INSTRUCTION, Op, Plan, RECORD_MAX, RESULT, STEPS, Step, Variant, VariantKey, WIDE,
};
use tracer_common::segment::INSTRUCTION_POINTER;

use super::desc::{Arg, Len, Ret, Row, Ty};
use super::index::row;
use super::style::Style;
use crate::arch;
use descriptors::family;
use steps::{At, ELEMENTS, NOTHING, Steps, keep};

/// What the kernel is told.
#[derive(Clone, Debug)]
pub struct Plans {
    /// By slot.
    pub plans: Vec<Plan>,
    /// The pool.
    pub steps: Vec<Step>,
    /// Plans of variants.
    pub variants: Vec<(VariantKey, Variant)>,
}

impl Plans {
    /// Is it to be found out what some descriptors lead to?
    pub fn asks_for_files(&self) -> bool {
        self.steps.iter().any(|step| step.op == Op::File as u8)
    }

    /// Is it to be found out why virtual CPUs stop?
    pub fn asks_for_vcpus(&self) -> bool {
        self.steps.iter().any(|step| step.op == Op::VcpuExit as u8)
    }

    /// The bytes of the map that holds all but the variants.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(size_of::<tracer_common::plan::Plans>());
        for plan in &self.plans {
            bytes.extend_from_slice(&plan.enter.to_ne_bytes());
            bytes.extend_from_slice(&plan.exit.to_ne_bytes());
            bytes.extend_from_slice(&plan.selector.to_ne_bytes());
            bytes.extend_from_slice(&plan.mask.to_ne_bytes());
            bytes.extend_from_slice(&plan.wide_mask.to_ne_bytes());
        }
        for step in &self.steps {
            bytes.extend_from_slice(&[step.op, step.base, step.len, step.dst]);
            bytes.extend_from_slice(&step.skip.to_ne_bytes());
            bytes.extend_from_slice(&step.scale.to_ne_bytes());
            bytes.extend_from_slice(&step.offset.to_ne_bytes());
            bytes.extend_from_slice(&step.max.to_ne_bytes());
        }
        bytes.resize(size_of::<tracer_common::plan::Plans>(), 0);
        bytes
    }
}

/// The plans of every call that has a row.
pub fn plans(style: &Style) -> Plans {
    let mut pool = Pool { steps: vec![Step::default()], known: HashMap::new() };
    let mut plans = vec![Plan::default(); SLOTS as usize];
    let mut variants = Vec::new();
    // Known of calls without a row as well.
    let enter = if style.instruction { pool.add(vec![keep(INSTRUCTION, INSTRUCTION_POINTER)]) } else { 0 };
    let exit = if style.stacks { pool.add(stacks::steps()) } else { 0 };
    plans.fill(Plan { enter, exit, ..Plan::default() });
    let calls = Abi::HERE.iter().flat_map(|abi| arch::syscalls(*abi).iter().map(|call| (*abi, call.nr)));
    for (abi, nr) in calls {
        let (Some(row), Some(slot)) = (row(abi, nr), slot(abi, nr)) else {
            continue;
        };
        // Numbers need no memory; but which calls touch a path is known from it.
        if contains(&style.raw, u64::from(slot)) && !style.files && !style.dumps() {
            continue;
        }
        let plan = &mut plans[slot as usize];
        let derive = Derive::new(style, abi, slot, row);
        (plan.enter, plan.exit) = pool.add_both(&derive, row.args, &[], row.ret);
        let Some(of) = &row.variants else { continue };
        let head = &row.args[..usize::from(of.selector) + 1];
        let before = variants.len();
        let lists = [(of.lists, of.mask, u64::from(slot)), (of.wide, of.wide_mask, WIDE | u64::from(slot))];
        for (lists, mask, slot) in lists {
            for variant in lists.iter().flat_map(|list| list.iter()) {
                let (enter, exit) = pool.add_both(&derive, head, variant.args, variant.ret);
                // One that copies nothing is needed where the row without it copies something.
                if (enter, exit) != (plan.enter, plan.exit) {
                    let keys =
                        (variant.value..=variant.last).map(|value| VariantKey { slot, value: value & mask });
                    variants.extend(keys.map(|key| (key, Variant { enter, exit, pad: 0 })));
                }
            }
        }
        if variants.len() > before {
            plan.selector = u32::from(row.args[usize::from(of.selector)].register);
            (plan.mask, plan.wide_mask) = (of.mask, of.wide_mask);
        }
    }
    debug_assert!(pool.steps.len() <= STEPS, "{} steps", pool.steps.len());
    pool.steps.truncate(STEPS);
    Plans { plans, steps: pool.steps, variants }
}

/// The pool of steps, in which equal plans stand once.
struct Pool {
    steps: Vec<Step>,
    /// Where each plan begins.
    known: HashMap<Vec<Step>, u16>,
}

impl Pool {
    fn add_both(
        &mut self,
        derive: &Derive<'_>,
        head: &'static [Arg],
        tail: &'static [Arg],
        ret: Ret,
    ) -> (u16, u16) {
        let args = || head.iter().chain(tail);
        (self.add(derive.enter(args())), self.add(derive.exit(args(), ret)))
    }

    fn add(&mut self, mut steps: Vec<Step>) -> u16 {
        if steps.is_empty() {
            return 0;
        }
        steps.push(Step::default());
        if let Some(at) = self.known.get(&steps) {
            return *at;
        }
        let at = u16::try_from(self.steps.len()).unwrap_or(0);
        self.steps.extend_from_slice(&steps);
        self.known.insert(steps, at);
        at
    }
}

/// Makes the plans of one row.
struct Derive<'a> {
    style: &'a Style,
    /// How many bytes of data are shown.
    limit: u32,
    abbrev: bool,
    verbose: bool,
    /// Bytes of a pointer.
    word: u32,
    row: &'static Row,
    /// The register of the socket that the call is on.
    socket: Option<u8>,
}

impl<'a> Derive<'a> {
    fn new(style: &'a Style, abi: Abi, slot: u32, row: &'static Row) -> Self {
        let slot = u64::from(slot);
        // What a descriptor's dump needs is not known before the call: all that there is room for.
        let all = RECORD_MAX as u32 / 2;
        Self {
            style,
            limit: if style.dumps() { all } else { style.limit.min(all) },
            abbrev: contains(&style.abbrev, slot),
            verbose: contains(&style.verbose, slot),
            word: abi.pointer_size(),
            row,
            socket: row.args.first().filter(|arg| matches!(arg.ty, Ty::Socket)).map(|arg| arg.register),
        }
    }

    /// Does what stands in copied memory lead to more that is to be copied?
    fn follows(&self, ty: &Ty) -> bool {
        match ty.bare() {
            Ty::Ptr(_) | Ty::PtrIfVerbose(_) => true,
            Ty::Path | Ty::Name(_) | Ty::Str | Ty::Argv | Ty::Envp => true,
            Ty::Fd | Ty::Socket | Ty::DirFd => self.style.captures_files(),
            Ty::Object => self.style.captures_files() || !self.abbrev,
            Ty::Struct(layout) => layout.fields.iter().any(|field| self.follows(&field.ty)),
            Ty::Array(element, Len::Fixed(_)) => self.follows(element),
            Ty::Holding(_, ty) => self.style.captures_files() || self.follows(ty),
            Ty::Array(..) | Ty::Bytes(Len::Field(_) | Len::FieldUpTo(..)) => true,
            // They may stand behind what is copied as a struct.
            Ty::Custom(_, Ty::Bytes(_)) => true,
            Ty::Custom(_, ty) | Ty::Narrow(ty) => self.follows(ty),
            _ => false,
        }
    }

    fn steps(&'a self) -> Steps<'a> {
        Steps { derive: self, steps: Vec::new(), free: FIRST_FREE, most: ELEMENTS, asks_family: false }
    }

    fn enter(&'a self, args: impl Iterator<Item = &'static Arg>) -> Vec<Step> {
        let mut steps = self.steps();
        if self.style.instruction {
            steps.push(keep(INSTRUCTION, INSTRUCTION_POINTER));
        }
        for arg in args {
            steps.before(&arg.ty, arg.register);
        }
        if self.style.stacks && matches!(self.row.name, "exit" | "exit_group") {
            steps.steps.extend(stacks::steps());
        }
        steps.steps
    }

    fn exit(&'a self, args: impl Iterator<Item = &'static Arg> + Clone, ret: Ret) -> Vec<Step> {
        let mut steps = self.steps();
        if self.style.stacks {
            steps.steps.extend(stacks::steps());
        }
        for arg in args.clone() {
            steps.after(&arg.ty, arg.register, true);
        }
        let at = steps.steps.len();
        for arg in args.clone() {
            steps.after(&arg.ty, arg.register, false);
        }
        if matches!(ret, Ret::Fd) {
            steps.file(RESULT, false);
        }
        if matches!(ret, Ret::VcpuExit) && self.style.vcpu_exits {
            steps.push(Step { op: Op::VcpuExit as u8, ..NOTHING });
        }
        if ret.reads_memory() {
            for arg in args {
                if let Ty::InOut(ty) = arg.ty {
                    steps.target(ty, At { base: arg.register, offset: 0 }, None);
                }
            }
        }
        if steps.steps.len() > at {
            // What the family is was found out when the call began, and is not kept.
            let family = self.socket.filter(|_| steps.asks_family).map(family);
            let first = [Step { op: Op::EndIfFailed as u8, ..NOTHING }].into_iter().chain(family);
            steps.steps.splice(at..at, first);
        }
        steps.steps
    }
}
