//! The code of one process, and unwinding in it.

use std::path::Path;
use std::rc::Rc;

use framehop::{CacheNative, FrameAddress, MayAllocateDuringUnwind, Module, Unwinder as _, UnwinderNative};

use super::file::{Data, Elf, Files};
use super::maps::{Mapping, executable};
use super::{Copied, MAX_FRAMES, Missing};

/// An address, and whether it is where the task was, not one that it would return to.
pub type Address = (u64, bool);

/// The frames of a stack, and why there are no more of them.
pub type Unwound = (Vec<Address>, Option<Missing>);

/// What was found out of places in code, of any process.
pub type Rules = CacheNative<MayAllocateDuringUnwind>;

/// The code of a process as it lay at some time.
pub struct Space {
    /// In the order of their addresses, as /proc has them.
    mappings: Vec<(Mapping, Rc<Elf>)>,
    unwinder: UnwinderNative<Data, MayAllocateDuringUnwind>,
}

impl Space {
    /// Asks /proc. Nothing if the process is gone.
    pub fn read(root: &Path, process: u32, files: &mut Files) -> Option<Self> {
        let mut unwinder = UnwinderNative::new();
        let mut mappings = Vec::new();
        for mapping in executable(root, process)? {
            let elf = files.get(root, process, &mapping);
            let base = mapping.memory.start.wrapping_sub(elf.address(mapping.offset));
            unwinder.add_module(Module::new(
                mapping.path.clone(),
                mapping.memory.clone(),
                base,
                elf.sections(),
            ));
            mappings.push((mapping, elf));
        }
        Some(Self { mappings, unwinder })
    }

    fn mapping(&self, address: u64) -> Option<&(Mapping, Rc<Elf>)> {
        let behind = self.mappings.partition_point(|(mapping, _)| mapping.memory.start <= address);
        let before = self.mappings.get(behind.checked_sub(1)?)?;
        before.0.memory.contains(&address).then_some(before)
    }

    /// Is there code at an address, of a file or not?
    pub fn holds(&self, address: u64) -> bool {
        self.mapping(address).is_some()
    }

    /// The file that an address is of, and the address that it has there.
    pub fn place(&self, address: u64) -> Option<(&Rc<Elf>, u64)> {
        let (mapping, elf) = self.mapping(address)?;
        let offset = address - mapping.memory.start + mapping.offset;
        (!mapping.path.is_empty()).then(|| (elf, elf.address(offset)))
    }

    /// The frames of a stack, the innermost first, and why there are no more.
    pub fn unwind(&self, copied: &Copied<'_>, rules: &mut Rules) -> Unwound {
        let mut read = |address| copied.word(address).ok_or(());
        let (ip, registers) = (copied.instruction, registers(copied));
        let mut frames = self.unwinder.iter_frames(ip, registers, rules, &mut read);
        let mut found = Vec::new();
        loop {
            match frames.next() {
                Ok(Some(frame)) if found.len() < MAX_FRAMES => {
                    let address = frame.address();
                    found.push((address, matches!(frame, FrameAddress::InstructionPointer(_))));
                    if self.place(address).is_some_and(|(elf, address)| elf.begins(address)) {
                        return (found, None);
                    }
                }
                Ok(Some(_)) => return (found, Some(Missing::Deep)),
                Ok(None) => return (found, None),
                Err(error) => {
                    let last = found.last().and_then(|(address, _)| self.place(*address));
                    let outermost = last.is_some_and(|(elf, address)| elf.may_begin(address));
                    return (found, (!outermost).then(|| why(error, copied)));
                }
            }
        }
    }
}

fn why(error: framehop::Error, copied: &Copied<'_>) -> Missing {
    let end = copied.stack.saturating_add(copied.bytes.len() as u64);
    match error {
        // A stack may have 8 MiB by default; what is farther away is none.
        framehop::Error::CouldNotReadStack(address)
            if (end.saturating_sub(7)..end.saturating_add(8 << 20)).contains(&address) =>
        {
            Missing::Deep
        }
        _ => Missing::Tables,
    }
}

#[cfg(target_arch = "x86_64")]
fn registers(copied: &Copied<'_>) -> framehop::UnwindRegsNative {
    framehop::UnwindRegsNative::new(copied.instruction, copied.stack, copied.frame)
}

#[cfg(target_arch = "aarch64")]
fn registers(copied: &Copied<'_>) -> framehop::UnwindRegsNative {
    framehop::UnwindRegsNative::new(copied.link, copied.stack, copied.frame)
}
