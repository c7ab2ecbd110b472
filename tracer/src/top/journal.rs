//! The last events, for the Log view: a ring of owned copies. Lines are made of those that are shown.

use std::collections::VecDeque;

use super::counts::CallId;
use super::kept::Kept;
use crate::call::{Call, Event};

/// As many are kept.
pub const MAX_ENTRIES: usize = 8192;

/// Of each call, this much memory from either end.
const MEMORY: usize = 512;

/// Something that has a line.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A call that ended.
    Call(Kept),
    /// A call that will not return.
    Unfinished(Kept),
    /// What happened to a task, or was lost: an event that borrows nothing.
    Other(Event<'static>),
}

impl Entry {
    /// The syscall that it is about.
    pub const fn id(&self) -> Option<CallId> {
        match self {
            Self::Call(kept) | Self::Unfinished(kept) => Some(kept.id()),
            Self::Other(_) => None,
        }
    }
}

/// The ring.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    entries: VecDeque<Entry>,
    /// How many went out of it.
    gone: u64,
}

impl Journal {
    /// Adds a call that ended.
    #[inline]
    pub fn call(&mut self, call: &Call<'_>) {
        // The oldest entry's memory is used again: in the long run nothing is allocated for a call.
        match self.oldest() {
            Some(Entry::Call(mut kept)) => {
                kept.set(call, MEMORY);
                self.entries.push_back(Entry::Call(kept));
            }
            _ => self.entries.push_back(Entry::Call(Kept::new(call, MEMORY))),
        }
    }

    /// Adds anything else.
    pub fn add(&mut self, entry: Entry) {
        self.oldest();
        self.entries.push_back(entry);
    }

    /// Takes the oldest entry out of a full ring.
    #[inline]
    fn oldest(&mut self) -> Option<Entry> {
        if self.entries.len() < MAX_ENTRIES {
            return None;
        }
        self.gone += 1;
        self.entries.pop_front()
    }

    /// The number of the oldest entry; the first ever was 0.
    pub const fn first(&self) -> u64 {
        self.gone
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The entry of this number.
    pub fn get(&self, number: u64) -> Option<&Entry> {
        self.entries.get(usize::try_from(number.checked_sub(self.gone)?).ok()?)
    }

    /// All entries with their numbers, the oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (u64, &Entry)> {
        self.entries.iter().enumerate().map(|(i, entry)| (self.gone + i as u64, entry))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_when_the_oldest_go() {
        let mut journal = Journal::default();
        for events in 0..MAX_ENTRIES as u64 + 10 {
            journal.add(Entry::Other(Event::Lost { events, time: 0 }));
        }
        assert_eq!((journal.len(), journal.first()), (MAX_ENTRIES, 10));
        let number = |entry: &Entry| match entry {
            Entry::Other(Event::Lost { events, .. }) => *events,
            _ => panic!("only losses were added"),
        };
        assert!(journal.get(9).is_none() && journal.get(u64::MAX).is_none());
        assert_eq!(journal.get(20).map(number), Some(20));
        assert!(journal.iter().all(|(n, entry)| n == number(entry)));
    }
}
