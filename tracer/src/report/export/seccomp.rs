//! A seccomp profile that allows what was called, in all recordings that it is made of, and nothing else.
//!
//! Only what was seen is allowed: a run that takes another way may need more. What every program needs besides, and no
//! recording shows, is added: see [`ALWAYS`].

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io::{self, Write};

use serde_json::json;
use tracer_common::abi::Abi;

use super::Export;
use crate::arch;
use crate::call::Event;
use crate::recording::{Start, TaskInfo};

/// The start of the program, its end, and returns from signal handlers, which the kernel or libc make.
const ALWAYS: [&str; 5] = ["execve", "exit", "exit_group", "restart_syscall", "rt_sigreturn"];

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As the OCI runtime specification has it: docker, podman, containerd.
    Oci,
    /// As a systemd unit's section has it.
    Systemd,
}

/// Gathers what was called.
pub struct Profile<'a> {
    out: &'a mut dyn Write,
    form: Form,
    called: BTreeMap<u8, BTreeSet<u32>>,
    notes: BTreeSet<String>,
}

impl<'a> Profile<'a> {
    /// Writes there.
    pub fn new(out: &'a mut dyn Write, form: Form) -> Self {
        Self { out, form, called: BTreeMap::new(), notes: BTreeSet::new() }
    }

    fn add(&mut self, abi: Abi, nr: u32) {
        self.called.entry(abi as u8).or_default().insert(nr);
    }

    /// Names of all ABIs together, as both forms know no ABI of a name.
    fn names(&mut self) -> BTreeSet<&'static str> {
        let mut names: BTreeSet<&str> = ALWAYS.into_iter().collect();
        for (abi, numbers) in &self.called {
            let Some(abi) = Abi::from_u8(*abi) else { continue };
            for nr in numbers {
                match arch::syscall(abi, *nr) {
                    Some(syscall) => {
                        names.insert(syscall.name);
                    }
                    None => {
                        let name = arch::call_name(abi, *nr);
                        self.notes.insert(format!(
                            "{name} has no name and is not allowed: a profile cannot name it"
                        ));
                    }
                }
            }
        }
        names
    }
}

/// What seccomp calls an ABI.
const fn architecture(abi: Abi) -> &'static str {
    match abi {
        Abi::X86_64 => "SCMP_ARCH_X86_64",
        Abi::I386 => "SCMP_ARCH_X86",
        Abi::X32 => "SCMP_ARCH_X32",
        Abi::Aarch64 => "SCMP_ARCH_AARCH64",
    }
}

/// What systemd calls it.
const fn systemd_architecture(abi: Abi) -> &'static str {
    match abi {
        Abi::X86_64 => "x86-64",
        Abi::I386 => "x86",
        Abi::X32 => "x32",
        Abi::Aarch64 => "arm64",
    }
}

impl Export for Profile<'_> {
    fn begin(&mut self, start: &Start) -> io::Result<()> {
        if start.filtered {
            self.notes.insert(
                "not every call was recorded (-e, -z, --min-duration ...): the profile may allow too little"
                    .to_owned(),
            );
        }
        Ok(())
    }

    fn introduce(&mut self, _: &[TaskInfo]) -> io::Result<()> {
        Ok(())
    }

    fn event(&mut self, event: &Event<'_>) -> io::Result<()> {
        match event {
            Event::Entered(start) | Event::Unfinished { start, .. } => self.add(start.abi, start.nr),
            Event::Returned(call) => self.add(call.start.abi, call.start.nr),
            Event::Lost { .. } => {
                self.notes.insert("calls that were lost without having returned may be missing".to_owned());
            }
            Event::Detached { .. } => {
                self.notes.insert("what processes did after they were detached from is not known".to_owned());
            }
            Event::Forked { .. } | Event::Execed { .. } | Event::Signalled { .. } | Event::Exited { .. } => {}
        }
        Ok(())
    }

    fn counted(&mut self, abi: Abi, nr: u32, _: u64) -> io::Result<()> {
        self.add(abi, nr);
        Ok(())
    }

    fn finish(&mut self) -> io::Result<Vec<String>> {
        let names = self.names();
        let abis: Vec<Abi> = self.called.keys().filter_map(|abi| Abi::from_u8(*abi)).collect();
        match self.form {
            Form::Oci => {
                let architectures: Vec<&str> = abis.iter().map(|abi| architecture(*abi)).collect();
                let profile = json!({
                    "defaultAction": "SCMP_ACT_ERRNO",
                    "defaultErrnoRet": libc::EPERM,
                    "architectures": architectures,
                    "syscalls": [{"names": names, "action": "SCMP_ACT_ALLOW"}],
                });
                serde_json::to_writer_pretty(&mut self.out, &profile)?;
                writeln!(self.out)?;
            }
            Form::Systemd => {
                let architectures: Vec<&str> = abis.iter().map(|abi| systemd_architecture(*abi)).collect();
                writeln!(self.out, "[Service]\nSystemCallArchitectures={}", architectures.join(" "))?;
                writeln!(self.out, "SystemCallErrorNumber=EPERM")?;
                // A second line of the kind adds to the first.
                for some in names.iter().collect::<Vec<_>>().chunks(8) {
                    let some: Vec<&str> = some.iter().map(|name| **name).collect();
                    writeln!(self.out, "SystemCallFilter={}", some.join(" "))?;
                }
            }
        }
        Ok(std::mem::take(&mut self.notes).into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::made;

    fn profile(form: Form) -> (String, Vec<String>) {
        let mut out = Vec::new();
        let mut profile = Profile::new(&mut out, form);
        profile.begin(&Start { filtered: true, ..Start::default() }).expect("it is taken");
        made::call("7 getppid() = 1")
            .with(|call| profile.event(&Event::Entered(call.start)).expect("it is taken"));
        profile.counted(Abi::X86_64, 0, 3).expect("it is taken");
        profile.counted(Abi::X86_64, 9999, 3).expect("it is taken");
        let notes = profile.finish().expect("it is taken");
        (String::from_utf8(out).expect("text"), notes)
    }

    #[test]
    fn what_was_called_is_allowed() {
        let (text, notes) = profile(Form::Oci);
        let profile: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let names = &profile["syscalls"][0]["names"];
        assert_eq!(
            *names,
            json!(["execve", "exit", "exit_group", "getppid", "read", "restart_syscall", "rt_sigreturn"])
        );
        assert_eq!(profile["architectures"], json!(["SCMP_ARCH_X86_64"]));
        assert!(notes.len() == 2 && notes[1].starts_with("syscall_0x270f has no name"), "{notes:?}");
    }

    #[test]
    fn a_unit_takes_the_same() {
        assert_eq!(
            profile(Form::Systemd).0,
            "[Service]\nSystemCallArchitectures=x86-64\nSystemCallErrorNumber=EPERM\n\
             SystemCallFilter=execve exit exit_group getppid read restart_syscall rt_sigreturn\n"
        );
    }
}
