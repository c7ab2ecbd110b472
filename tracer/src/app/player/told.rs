//! What a recording tells of processes and descriptors besides its events: the view asks it as it asks /proc of a live run.

use std::cell::RefCell;
use std::rc::Rc;

use hashbrown::HashMap;

use crate::recording::meta::TaskInfo;
use crate::top::lookup::{Known, Lookup, Name};

#[derive(Default)]
struct Tables {
    processes: HashMap<u32, Known>,
    fds: HashMap<u32, HashMap<i32, Name>>,
}

/// Answers from a recording. Clones share what they know.
#[derive(Clone, Default)]
pub struct Told(Rc<RefCell<Tables>>);

impl Told {
    /// Learns of tasks.
    pub fn tasks(&self, tasks: &[TaskInfo]) {
        let mut tables = self.0.borrow_mut();
        for task in tasks {
            let leads = task.tid == task.tgid;
            if leads || !tables.processes.contains_key(&task.tgid) {
                let known = Known { comm: task.comm.clone(), parent: task.parent };
                tables.processes.insert(task.tgid, known);
            }
            let fds = tables.fds.entry(task.tgid).or_default();
            fds.extend(task.fds.iter().map(|(fd, path)| (*fd as i32, Name::from(path.as_bytes()))));
        }
    }
}

impl Lookup for Told {
    fn turn(&mut self) {}

    fn process(&mut self, tgid: u32) -> Option<Known> {
        self.0.borrow().processes.get(&tgid).cloned()
    }

    fn path(&mut self, tgid: u32, fd: i32) -> Option<Name> {
        self.0.borrow().fds.get(&tgid)?.get(&fd).cloned()
    }

    /// Who is at the other end was not recorded.
    fn peer(&mut self, _: u32, _: u64) -> Option<Option<Name>> {
        Some(None)
    }

    fn opened(&mut self, tgid: u32, fd: i32, path: &[u8]) {
        self.0.borrow_mut().fds.entry(tgid).or_default().insert(fd, Name::from(path));
    }

    fn closed(&mut self, tgid: u32, fd: i32) {
        if let Some(fds) = self.0.borrow_mut().fds.get_mut(&tgid) {
            fds.remove(&fd);
        }
    }

    fn ended(&mut self, tgid: u32) {
        self.0.borrow_mut().fds.remove(&tgid);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_of_tasks_answers_for_their_processes() {
        let mut told = Told::default();
        let fds = vec![(3, "/etc/passwd".to_owned())];
        let thread = TaskInfo { tid: 8, tgid: 7, comm: "worker".to_owned(), ..TaskInfo::default() };
        let leader =
            TaskInfo { tid: 7, tgid: 7, comm: "server".to_owned(), parent: 1, fds, ..TaskInfo::default() };
        told.tasks(std::slice::from_ref(&thread));
        assert_eq!(told.process(7).map(|known| known.comm).as_deref(), Some("worker"));
        told.tasks(&[leader, thread]);
        assert_eq!(told.process(7), Some(Known { comm: "server".to_owned(), parent: 1 }));
        assert_eq!(told.path(7, 3).as_deref(), Some(&b"/etc/passwd"[..]));
        told.opened(7, 4, b"/tmp/x");
        told.closed(7, 3);
        assert_eq!((told.path(7, 3), told.path(7, 4).as_deref()), (None, Some(&b"/tmp/x"[..])));
        told.ended(7);
        assert_eq!(told.path(7, 4), None);
    }
}
