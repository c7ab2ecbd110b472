//! How values are shown: what `-v`, `-s`, `-x`, `-X`, `-e abbrev=`, `verbose=`, `raw=`, `read=` and `write=` choose.

use std::sync::Arc;
use std::time::Duration;

use tracer_common::limits::{SLOT_WORDS, SLOTS};

use super::tasks::Tasks;

/// A set of calls, by slot.
pub type Calls = [u64; SLOT_WORDS];

/// Every call.
pub const ALL_CALLS: Calls = [u64::MAX; SLOT_WORDS];

/// No call.
pub const NO_CALLS: Calls = [0; SLOT_WORDS];

/// Which strings are shown in hex.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HexStrings {
    /// None.
    #[default]
    Never,
    /// Those that hold anything but printable ASCII and white space (-x).
    NonAscii,
    /// All (-xx).
    Always,
}

impl HexStrings {
    /// Is this one shown in hex?
    pub fn holds(self, bytes: &[u8]) -> bool {
        let plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\t'..=b'\r');
        match self {
            Self::Never => false,
            Self::NonAscii => !bytes.iter().all(plain),
            Self::Always => true,
        }
    }
}

/// How named constants and flags are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Constants {
    /// By name (-X abbrev).
    #[default]
    Abbrev,
    /// As numbers (-X raw).
    Raw,
    /// As numbers, with the names as a comment (-X verbose).
    Verbose,
}

/// Which descriptors' data is dumped in full.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Descriptors {
    /// All but those listed.
    pub inverted: bool,
    /// The descriptors.
    pub list: Vec<i32>,
}

impl Descriptors {
    /// Is this one of them?
    pub fn contains(&self, fd: i32) -> bool {
        self.list.contains(&fd) != self.inverted
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.list.is_empty() && !self.inverted
    }
}

/// How values are shown.
#[derive(Clone, Debug)]
pub struct Style {
    /// How many bytes of a string, and elements of an abbreviated array, are shown (-s).
    pub limit: u32,
    /// Which strings are in hex (-x, -xx).
    pub strings: HexStrings,
    /// How constants look (-X).
    pub constants: Constants,
    /// Calls whose structs are abbreviated (-v, -e abbrev).
    pub abbrev: Calls,
    /// Calls whose structs are shown at all (-e verbose).
    pub verbose: Calls,
    /// Calls whose arguments are shown as numbers (-e raw).
    pub raw: Calls,
    /// Descriptors whose input is dumped (-e read).
    pub read: Descriptors,
    /// Descriptors whose output is dumped (-e write).
    pub write: Descriptors,
    /// Are descriptors shown with their paths (-y)?
    pub paths: bool,
    /// Are those that lead to devices shown with the devices' numbers (-yy)?
    pub devices: bool,
    /// Are those of sockets shown with the addresses of both ends?
    pub sockets: bool,
    /// Are those that stand for processes shown with their pids?
    pub pidfds: bool,
    /// Is what descriptors lead to wanted all the same, to choose calls by it (-P)?
    pub files: bool,
    /// Are tasks shown with their names (-Y)?
    pub comms: bool,
    /// Are those of other pid namespaces shown with their numbers in tracer's?
    pub namespaces: bool,
    /// Who knows them.
    pub tasks: Option<Arc<dyn Tasks>>,
    /// When the machine was started, since 1970.
    pub boot: Duration,
    /// Are arguments shown with their names (-N)?
    pub names: bool,
    /// Is the instruction pointer wanted (-i)?
    pub instruction: bool,
    /// Is it to be found out who called whom until the call was made (-k)?
    pub stacks: bool,
    /// Is it to be found out why virtual CPUs stop (-e kvm=vcpu)?
    pub vcpu_exits: bool,
}

impl Style {
    /// Is the data of some descriptors dumped?
    pub fn dumps(&self) -> bool {
        !self.read.is_empty() || !self.write.is_empty()
    }

    /// Is it to be found out what descriptors lead to?
    pub fn captures_files(&self) -> bool {
        self.paths || self.devices || self.names_sockets() || self.files
    }

    /// Is /proc asked about processes while their calls are shown?
    pub fn asks_proc(&self) -> bool {
        self.comms || self.namespaces || self.stacks
    }

    /// Is it to be found out what sockets are?
    pub fn names_sockets(&self) -> bool {
        self.sockets || self.pidfds
    }

    /// Is there any call whose arguments are not shown as numbers?
    pub fn decodes_any(&self) -> bool {
        let words = &self.raw[..SLOTS as usize / 64];
        self.instruction
            || self.stacks
            || self.files
            || self.dumps()
            || words.iter().any(|word| *word != u64::MAX)
    }
}

impl Default for Style {
    fn default() -> Self {
        Self {
            limit: 32,
            strings: HexStrings::Never,
            constants: Constants::Abbrev,
            abbrev: ALL_CALLS,
            verbose: ALL_CALLS,
            raw: NO_CALLS,
            read: Descriptors::default(),
            write: Descriptors::default(),
            paths: false,
            devices: false,
            sockets: false,
            pidfds: false,
            files: false,
            comms: false,
            namespaces: false,
            tasks: None,
            boot: Duration::ZERO,
            names: false,
            instruction: false,
            stacks: false,
            vcpu_exits: false,
        }
    }
}
