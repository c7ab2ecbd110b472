//! Attaching programs to their tracepoints, also to those of modules that may not be there.

use std::ffi::CString;
use std::os::fd::{BorrowedFd, OwnedFd};

use super::bpf;
use super::loader::LoadError;
use super::programs::Point;

/// What came of attaching.
#[derive(Default)]
pub struct Attached {
    /// The programs stay attached as long as these are open.
    pub links: Vec<OwnedFd>,
    /// The module whose programs are not attached, as it is not loaded.
    pub missing: Option<&'static str>,
}

/// Attaches programs, each with its name and its point, in their order.
pub(super) fn attach<'a>(
    programs: impl Iterator<Item = (&'a str, Point, BorrowedFd<'a>)>,
) -> Result<Attached, LoadError> {
    let mut attached = Attached::default();
    for (name, point, program) in programs {
        let (tracepoint, module) = match point {
            Point::Iterator(_) => continue,
            Point::Tracepoint(_) => (None, None),
            Point::OfModule { tracepoint, module } => (CString::new(tracepoint).ok(), Some(module)),
        };
        match bpf::attach_tracepoint(program, tracepoint.as_deref()) {
            Ok(link) => attached.links.push(link),
            Err(error) if module.is_some() && error.raw_os_error() == Some(libc::ENOENT) => {
                attached.missing = module;
            }
            Err(error) => return Err(LoadError::Attach(name.to_owned(), error)),
        }
    }
    Ok(attached)
}
