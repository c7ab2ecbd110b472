//! Several outputs of one run.

use std::io;

use super::{End, Sink};
use crate::call::Event;

/// Hands every event to each of its sinks, in their order.
#[derive(Default)]
pub struct Tee(Vec<Box<dyn Sink>>);

impl Tee {
    /// A sink that is all of these.
    pub fn new(sinks: Vec<Box<dyn Sink>>) -> Self {
        Self(sinks)
    }
}

impl Sink for Tee {
    fn event(&mut self, event: &Event<'_>) -> io::Result<()> {
        self.0.iter_mut().try_for_each(|sink| sink.event(event))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.iter_mut().try_for_each(|sink| sink.flush())
    }

    fn finish(&mut self, end: &End<'_>) -> io::Result<()> {
        self.0.iter_mut().try_for_each(|sink| sink.finish(end))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;

    struct Note(&'static str, Rc<RefCell<Vec<String>>>);

    impl Note {
        fn add(&self, what: &str) -> io::Result<()> {
            self.1.borrow_mut().push(format!("{}.{what}", self.0));
            if self.0 == "full" { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
        }
    }

    impl Sink for Note {
        fn event(&mut self, _: &Event<'_>) -> io::Result<()> {
            self.add("event")
        }
        fn flush(&mut self) -> io::Result<()> {
            self.add("flush")
        }
        fn finish(&mut self, _: &End<'_>) -> io::Result<()> {
            self.add("finish")
        }
    }

    #[test]
    fn each_sink_takes_everything_until_one_fails() {
        let notes = Rc::new(RefCell::new(Vec::new()));
        let event = Event::Lost { events: 1, time: 0 };
        let sink = |name| -> Box<dyn Sink> { Box::new(Note(name, notes.clone())) };
        let mut tee = Tee::new(vec![sink("a"), sink("b")]);
        tee.event(&event).expect("no sink failed");
        tee.flush().expect("no sink failed");
        let mut tee = Tee::new(vec![sink("full"), sink("c")]);
        assert_eq!(tee.event(&event).map_err(|e| e.kind()), Err(io::ErrorKind::StorageFull));
        assert_eq!(*notes.borrow(), ["a.event", "b.event", "a.flush", "b.flush", "full.event"]);
    }
}
