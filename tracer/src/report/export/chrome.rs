//! Chrome's trace event format: a slice for each call, on the track of its thread, under its process. Perfetto's UI and
//! chrome://tracing open it.
//!
//! Times are us since the recording began, with ns behind the point.

use std::io::{self, Write};

use serde_json::{Map, Value, json};
use tracer_common::abi::Abi;

use super::{Comms, Export};
use crate::arch;
use crate::call::{Call, Event, Task};
use crate::recording::{Start, TaskInfo};
use crate::report::text_of::TextOf;

/// Writes trace events.
pub struct Chrome<'a> {
    out: &'a mut dyn Write,
    comms: Comms,
    text: TextOf,
    began: u64,
    first: bool,
}

impl<'a> Chrome<'a> {
    /// Writes there.
    pub fn new(out: &'a mut dyn Write) -> Self {
        Self { out, comms: Comms::default(), text: TextOf::default(), began: 0, first: true }
    }

    fn put(&mut self, event: &Value) -> io::Result<()> {
        self.out.write_all(if self.first {
            b"{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n"
        } else {
            b",\n"
        })?;
        self.first = false;
        serde_json::to_writer(&mut self.out, event)?;
        Ok(())
    }

    fn us(&self, time: u64) -> f64 {
        time.saturating_sub(self.began) as f64 / 1000.0
    }

    fn name(&mut self, task: Task, name: &str) -> io::Result<()> {
        if task.tid == task.tgid {
            self.put(&json!({"ph": "M", "name": "process_name", "pid": task.tgid, "tid": task.tid, "args": {"name": name}}))?;
        }
        self.put(&json!({"ph": "M", "name": "thread_name", "pid": task.tgid, "tid": task.tid, "args": {"name": name}}))
    }

    fn call(&mut self, call: &Call<'_>) -> io::Result<()> {
        let start = &call.start;
        let mut args = Map::new();
        args.insert("call".to_owned(), self.text.call(call).into());
        args.insert("wait_us".to_owned(), (call.wait.min(call.wall()) as f64 / 1000.0).into());
        let errno = call
            .errno()
            .map(|errno| arch::errno_name(errno).map_or_else(|| errno.to_string(), str::to_owned));
        if let Some(errno) = &errno {
            args.insert("errno".to_owned(), errno.as_str().into());
        }
        let category = if errno.is_some() { "syscall,error" } else { "syscall" };
        let mut slice = json!({
            "ph": "X", "name": arch::call_name(start.abi, start.nr), "cat": category, "pid": start.task.tgid,
            "tid": start.task.tid, "ts": self.us(start.time), "dur": call.wall() as f64 / 1000.0, "args": args,
        });
        if errno.is_some() {
            slice["cname"] = "terrible".into();
        }
        self.put(&slice)
    }

    fn instant(&mut self, task: Task, time: u64, name: &str) -> io::Result<()> {
        let ts = self.us(time);
        self.put(&json!({"ph": "i", "s": "t", "name": name, "pid": task.tgid, "tid": task.tid, "ts": ts}))
    }
}

impl Export for Chrome<'_> {
    fn begin(&mut self, start: &Start) -> io::Result<()> {
        self.began = start.clock.monotonic;
        Ok(())
    }

    fn introduce(&mut self, tasks: &[TaskInfo]) -> io::Result<()> {
        self.comms.introduce(tasks);
        tasks.iter().try_for_each(|it| self.name(Task { tid: it.tid, tgid: it.tgid }, &it.comm))
    }

    fn event(&mut self, event: &Event<'_>) -> io::Result<()> {
        if let Some(task) = self.comms.event(event) {
            let name = self.comms.get(task.tid).to_owned();
            self.name(task, &name)?;
        }
        match event {
            Event::Returned(call) => self.call(call),
            Event::Unfinished { start, time, .. } => {
                let dur = time.saturating_sub(start.time) as f64 / 1000.0;
                let (name, ts) = (arch::call_name(start.abi, start.nr), self.us(start.time));
                self.put(&json!({
                    "ph": "X", "name": name, "cat": "syscall,unfinished", "pid": start.task.tgid, "tid": start.task.tid,
                    "ts": ts, "dur": dur, "args": {"call": format!("{name}(...) = ?")},
                }))
            }
            Event::Signalled { task, signal, time, .. } => {
                self.instant(*task, *time, &arch::signal_name(Abi::NATIVE, *signal))
            }
            Event::Execed { task, time, .. } => self.instant(*task, *time, "exec"),
            Event::Exited { task, time, .. } => self.instant(*task, *time, "exit"),
            Event::Detached { task, time, .. } => self.instant(*task, *time, "detached"),
            Event::Lost { events, time } => {
                let ts = self.us(*time);
                self.put(&json!({"ph": "i", "s": "g", "name": format!("{events} events lost"), "pid": 0, "tid": 0, "ts": ts}))
            }
            Event::Entered(_) | Event::Forked { .. } => Ok(()),
        }
    }

    fn counted(&mut self, _: Abi, _: u32, _: u64) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self) -> io::Result<Vec<String>> {
        if self.first {
            self.out.write_all(b"{\"traceEvents\":[")?;
        }
        self.out.write_all(b"\n]}\n")?;
        Ok(Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::ClockPoint;
    use crate::report::made;

    /// What each phase needs: from the format's description.
    fn check(event: &Value) {
        let has = |key: &str| event.get(key).is_some_and(|it| !it.is_null());
        let needs: &[&str] = match event["ph"].as_str() {
            Some("X") => &["name", "ts", "dur", "pid", "tid"],
            Some("i") => &["name", "ts", "pid", "tid", "s"],
            Some("M") => &["name", "pid", "args"],
            other => panic!("{other:?}"),
        };
        needs.iter().for_each(|key| assert!(has(key), "{key}: {event}"));
    }

    #[test]
    fn every_event_is_one_of_the_format() {
        let mut out = Vec::new();
        let mut chrome = Chrome::new(&mut out);
        let clock = ClockPoint { monotonic: 500, ..ClockPoint::default() };
        chrome.begin(&Start { clock, ..Start::default() }).expect("it is taken");
        chrome
            .introduce(&[TaskInfo { tid: 7, tgid: 7, comm: "sh\"".to_owned(), ..TaskInfo::default() }])
            .expect("it is taken");
        let task = Task { tid: 7, tgid: 7 };
        made::call("7 close(9) = -9").with(|call| {
            for event in [
                Event::Returned(*call),
                Event::Unfinished { start: call.start, time: 9000, entered: true },
                Event::Exited { task, status: 0, comm: [0; 16], last_of_process: true, time: 9000 },
                Event::Lost { events: 3, time: 9000 },
            ] {
                chrome.event(&event).expect("it is taken");
            }
        });
        chrome.finish().expect("it is taken");
        let trace: Value = serde_json::from_slice(&out).expect("JSON");
        let events = trace["traceEvents"].as_array().expect("events");
        events.iter().for_each(check);
        assert_eq!(events.len(), 6);
        assert_eq!(
            (&events[2]["ts"], &events[2]["dur"], &events[2]["args"]["errno"]),
            (&0.5.into(), &1.0.into(), &"EBADF".into())
        );
    }

    #[test]
    fn nothing_is_a_trace_too() {
        let mut out = Vec::new();
        Chrome::new(&mut out).finish().expect("it is taken");
        assert_eq!(serde_json::from_slice::<Value>(&out).expect("JSON"), json!({"traceEvents": []}));
    }
}
