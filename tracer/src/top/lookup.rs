//! What the model asks the world outside of the events: names of processes that were there before, paths of descriptors.
//! Live, /proc answers; of a recording, nobody.

use std::rc::Rc;

/// Bytes that several tables share: a path, or what is known of a peer.
pub type Name = Rc<[u8]>;

/// A process, as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its name.
    pub comm: String,
    /// Its parent, 0 if it is not known.
    pub parent: u32,
}

/// Who is asked.
pub trait Lookup {
    /// Begins a turn: what is asked costs, so that only so much of it is answered in each.
    fn turn(&mut self);

    /// What is known of a process.
    fn process(&mut self, tgid: u32) -> Option<Known>;

    /// What a descriptor of a process stands for. Asked for every call with a descriptor: to be answered from memory.
    fn path(&mut self, tgid: u32, fd: i32) -> Option<Name>;

    /// What a socket of a process is connected to: `Some(None)` if nobody knows, `None` if it may be asked again later.
    fn peer(&mut self, tgid: u32, inode: u64) -> Option<Option<Name>>;

    /// A call has opened a path as this descriptor.
    fn opened(&mut self, tgid: u32, fd: i32, path: &[u8]);

    /// A descriptor stands for something else from now on.
    fn closed(&mut self, tgid: u32, fd: i32);

    /// A process has ended or runs another program.
    fn ended(&mut self, tgid: u32);
}

/// Knows only what the events tell.
#[derive(Debug, Default)]
pub struct Nothing;

impl Lookup for Nothing {
    fn turn(&mut self) {}

    fn process(&mut self, _: u32) -> Option<Known> {
        None
    }

    fn path(&mut self, _: u32, _: i32) -> Option<Name> {
        None
    }

    fn peer(&mut self, _: u32, _: u64) -> Option<Option<Name>> {
        Some(None)
    }

    fn opened(&mut self, _: u32, _: i32, _: &[u8]) {}

    fn closed(&mut self, _: u32, _: i32) {}

    fn ended(&mut self, _: u32) {}
}
