//! Folded stacks: `process;syscall;file WEIGHT` a line, which flamegraph.pl, inferno and speedscope draw.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::rc::Rc;

use tracer_common::abi::Abi;

use super::{Comms, Export};
use crate::arch;
use crate::call::Event;
use crate::recording::{Start, TaskInfo};
use crate::report::names::Names;
use crate::report::subject::Subjects;

/// So many stacks are told apart; those beyond have no file.
const MAX_STACKS: usize = 1 << 17;

/// What a stack weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// ns of wall time.
    Wall,
    /// ns that it waited.
    Wait,
    /// Calls.
    Count,
}

/// Adds up stacks.
pub struct Folded<'a> {
    out: &'a mut dyn Write,
    weight: Weight,
    stacks: BTreeMap<String, u64>,
    comms: Comms,
    names: Names,
    subjects: Subjects,
    counted: u64,
}

/// A frame: nothing in it may part frames or lines.
fn frame(name: &str) -> String {
    name.chars().map(|c| if c == ';' || c.is_control() { '_' } else { c }).collect()
}

impl<'a> Folded<'a> {
    /// Writes there.
    pub fn new(out: &'a mut dyn Write, weight: Weight) -> Self {
        Self {
            out,
            weight,
            stacks: BTreeMap::new(),
            comms: Comms::default(),
            names: Names::default(),
            subjects: Subjects::default(),
            counted: 0,
        }
    }
}

impl Export for Folded<'_> {
    fn begin(&mut self, _: &Start) -> io::Result<()> {
        (self.comms, self.names) = (Comms::default(), Names::default());
        Ok(())
    }

    fn introduce(&mut self, tasks: &[TaskInfo]) -> io::Result<()> {
        self.comms.introduce(tasks);
        tasks.iter().for_each(|task| self.names.introduce(task));
        Ok(())
    }

    fn event(&mut self, event: &Event<'_>) -> io::Result<()> {
        self.comms.event(event);
        match event {
            Event::Returned(call) => {
                let start = &call.start;
                let subject = self.subjects.of(start.abi, start.nr);
                let path: Option<Rc<str>> =
                    subject.path(call).map(|path| String::from_utf8_lossy(path).into());
                let fd = subject.fd(call);
                let object = path.clone().or_else(|| self.names.get(start.task.tgid, fd?));
                if call.errno().is_none() {
                    self.names.returned(&subject, call, path.as_ref());
                }
                let weight = match self.weight {
                    Weight::Wall => call.wall(),
                    Weight::Wait => call.wait.min(call.wall()),
                    Weight::Count => 1,
                };
                if weight == 0 {
                    return Ok(());
                }
                let comm = match self.comms.get(start.task.tid) {
                    "" => start.task.tid.to_string(),
                    comm => frame(comm),
                };
                let mut stack = format!("{comm};{}", frame(&arch::call_name(start.abi, start.nr)));
                if let Some(object) = object.filter(|_| self.stacks.len() < MAX_STACKS) {
                    stack.push(';');
                    stack.push_str(&frame(&object));
                }
                *self.stacks.entry(stack).or_default() += weight;
            }
            Event::Forked { parent, child, .. } => self.names.forked(parent.tgid, child.tgid),
            Event::Execed { task, .. } => self.names.execed(task.tgid),
            Event::Exited { task, last_of_process: true, .. } => self.names.ended(task.tgid),
            Event::Exited { .. }
            | Event::Detached { .. }
            | Event::Entered(_)
            | Event::Unfinished { .. }
            | Event::Signalled { .. }
            | Event::Lost { .. } => {}
        }
        Ok(())
    }

    fn counted(&mut self, _: Abi, _: u32, calls: u64) -> io::Result<()> {
        self.counted += calls;
        Ok(())
    }

    fn finish(&mut self) -> io::Result<Vec<String>> {
        for (stack, weight) in &self.stacks {
            writeln!(self.out, "{stack} {weight}")?;
        }
        let lost = format!("{} calls were counted and not recorded: they are in no stack", self.counted);
        Ok(if self.counted > 0 { vec![lost] } else { Vec::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::made;

    #[test]
    fn stacks_are_added_up() {
        for (weight, expected) in [
            (Weight::Wall, "7;close 1000\na_b;read;/x_y 3000\n"),
            (Weight::Wait, "a_b;read;/x_y 500\n"),
            (Weight::Count, "7;close 1\na_b;read;/x_y 2\n"),
        ] {
            let mut out = Vec::new();
            let mut folded = Folded::new(&mut out, weight);
            let fds = vec![(3, "/x;y".to_owned())];
            let task = TaskInfo { tid: 8, tgid: 8, comm: "a;b".to_owned(), fds, ..TaskInfo::default() };
            folded.introduce(&[task]).expect("it is taken");
            for made in [
                made::call("8 read(3, 64, 9) = 9").at(1, 1000, 500),
                made::call("8 read(3, 64, 9) = 9").at(1, 2000, 0),
                made::call("7 close(3) = 0"),
            ] {
                made.with(|call| folded.event(&Event::Returned(*call)).expect("it is taken"));
            }
            folded.finish().expect("it is taken");
            assert_eq!(String::from_utf8(out).expect("text"), expected, "{weight:?}");
        }
    }
}
