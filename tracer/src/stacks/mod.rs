//! Who called whom until a call was made (`-k`): stacks are unwound by the tables that compilers write for exceptions, from
//! copies of a few registers and of the top of the stack, and their addresses get names.
//!
//! Nothing is asked of a process but where its programs and libraries lie in memory, which /proc tells for as long as it
//! lives. Frames that cannot be found are said to be missing.

mod file;
mod maps;
mod space;
mod symbols;

use std::cell::RefCell;
use std::fmt;
use std::path::PathBuf;
use std::rc::Rc;

use hashbrown::{HashMap, HashSet};
use tracer_common::abi::Abi;
use tracer_common::segment::{FRAME_POINTER, INSTRUCTION_POINTER, STACK_BYTES, STACK_POINTER, Segments};

use file::Files;
use space::{Rules, Space, Unwound};
use symbols::Symbols;

/// So many frames are told at most.
const MAX_FRAMES: usize = 256;

/// The smallest page that there is; those of segments are no smaller.
const PAGE: u64 = 4096;

/// A place in a program that was to be returned to, or where it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The address in the process.
    pub address: u64,
    /// The program or library, and the address that it has in that file.
    pub place: Option<(Rc<str>, u64)>,
    /// The function, and how far behind its start it is.
    pub symbol: Option<(Rc<str>, u64)>,
}

/// Why there are no more frames than those that were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The process was gone before it was asked where its programs lie.
    Process,
    /// The stack goes on behind what was copied.
    Deep,
    /// The code has no tables, or is not known, and no frame pointer led on.
    Tables,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Process => "the process ended before it could be asked where its code is",
            Self::Deep => "the stack goes on farther than is copied",
            Self::Tables => "there are no tables to unwind the code with",
        })
    }
}

/// A stack, the innermost frame first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stack {
    /// What was found.
    pub frames: Vec<Frame>,
    /// Why there is not more, if there is.
    pub missing: Option<Missing>,
}

/// What was copied of a task when it made a call.
#[derive(Clone, Copy, Debug)]
struct Copied<'a> {
    instruction: u64,
    stack: u64,
    frame: u64,
    #[cfg(target_arch = "aarch64")]
    link: u64,
    bytes: &'a [u8],
}

impl<'a> Copied<'a> {
    fn of(memory: Segments<'a>) -> Option<Self> {
        let register =
            |kind| Some(u64::from_ne_bytes(*memory.of_kind(kind, 0).and_then(<[u8]>::first_chunk)?));
        let stack = register(STACK_POINTER)?;
        Some(Self {
            instruction: register(INSTRUCTION_POINTER)?,
            stack,
            frame: register(FRAME_POINTER)?,
            #[cfg(target_arch = "aarch64")]
            link: register(tracer_common::segment::LINK_REGISTER)?,
            bytes: memory.of_kind(STACK_BYTES, stack).unwrap_or_default(),
        })
    }

    /// 8 bytes of the stack.
    fn word(&self, address: u64) -> Option<u64> {
        let at = usize::try_from(address.checked_sub(self.stack)?).ok()?;
        Some(u64::from_ne_bytes(*self.bytes.get(at..)?.first_chunk()?))
    }
}

/// Who unwinds stacks, for all sinks that show them.
pub type Shared = Rc<RefCell<Stacks>>;

/// The stack of a call, if stacks are wanted and it is one of a 64-bit program.
pub fn unwind(stacks: Option<&Shared>, abi: Abi, process: u32, memory: Segments<'_>) -> Option<Stack> {
    let stacks = stacks.filter(|_| abi == Abi::NATIVE)?;
    stacks.borrow_mut().unwind(process, memory)
}

/// Unwinds the stacks of any process.
pub struct Stacks {
    root: PathBuf,
    /// By process.
    spaces: HashMap<u32, Rc<Space>>,
    files: Files,
    symbols: Symbols,
    rules: Rules,
    /// Pages that /proc was asked about in vain, by process: what lies on a stack may look like an address.
    nowhere: HashSet<(u32, u64)>,
}

impl fmt::Debug for Stacks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stacks").field("root", &self.root).finish_non_exhaustive()
    }
}

impl Stacks {
    /// Asks /proc below this root.
    pub fn new(root: PathBuf) -> Self {
        Self {
            root,
            spaces: HashMap::new(),
            files: Files::default(),
            symbols: Symbols::new(),
            rules: Rules::new(),
            nowhere: HashSet::new(),
        }
    }

    /// The stack of a process's thread, from what was copied when it made a call. None if that was not copied.
    pub fn unwind(&mut self, process: u32, memory: Segments<'_>) -> Option<Stack> {
        let copied = Copied::of(memory)?;
        let stack = self.addresses(process, &copied);
        let Some(space) = self.spaces.get(&process) else {
            let frame = Frame { address: copied.instruction, place: None, symbol: None };
            return Some(Stack { frames: vec![frame], missing: Some(Missing::Process) });
        };
        let (addresses, missing) = stack.unwrap_or_default();
        let frames = addresses.into_iter().map(|(address, looked_up)| {
            let place = space.place(address);
            let symbol = place.as_ref().and_then(|(file, address)| {
                // What is returned to may be behind the end of who called.
                let back = u64::from(!looked_up);
                let (name, offset) = self.symbols.find(file, address.wrapping_sub(back))?;
                Some((name, offset + back))
            });
            Frame { address, place: place.map(|(file, address)| (Rc::clone(&file.name), address)), symbol }
        });
        Some(Stack { frames: frames.collect(), missing })
    }

    /// Finds out what is needed to unwind this later.
    pub fn learn(&mut self, process: u32, memory: Segments<'_>) {
        match Copied::of(memory) {
            Some(copied) => drop(self.addresses(process, &copied)),
            // It may end right after this call: there is time now.
            None if !self.spaces.contains_key(&process) => self.read(process),
            None => {}
        }
    }

    /// Asks where a process's code is.
    fn read(&mut self, process: u32) {
        if let Some(space) = Space::read(&self.root, process, &mut self.files) {
            self.spaces.insert(process, Rc::new(space));
        }
    }

    /// The frames, as far as the process's code is known or can be asked for.
    fn addresses(&mut self, process: u32, copied: &Copied<'_>) -> Option<Unwound> {
        if let Some(space) = self.spaces.get(&process) {
            let unwound = space.unwind(copied, &mut self.rules);
            let is_known =
                |address| space.holds(address) || self.nowhere.contains(&(process, address / PAGE));
            if unwound.0.iter().all(|(address, _)| is_known(*address)) {
                return Some(unwound);
            }
        }
        // What it has loaded since is not known yet.
        self.read(process);
        let Self { spaces, rules, nowhere, .. } = self;
        let space = spaces.get(&process)?;
        let unwound = space.unwind(copied, rules);
        let unknown = unwound.0.iter().filter(|(address, _)| !space.holds(*address));
        nowhere.extend(unknown.map(|(address, _)| (process, address / PAGE)));
        Some(unwound)
    }

    /// A process has a child, which has the same programs at the same places.
    pub fn forked(&mut self, parent: u32, child: u32) {
        if parent == child {
            return;
        }
        match self.spaces.get(&parent).cloned() {
            Some(space) => self.spaces.insert(child, space),
            None => self.spaces.remove(&child),
        };
    }

    /// A process runs another program, or none any more.
    pub fn forget(&mut self, process: u32) {
        if self.spaces.remove(&process).is_some() {
            self.nowhere.retain(|(of, _)| *of != process);
        }
    }
}
