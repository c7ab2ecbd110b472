//! What a call's numbers and bytes mean: rows of types, and the walk along them that shows a call as text or JSON.
//!
//! Decoding cannot fail: what is not there is shown as its address. Which calls are wanted, and where lines go, is left to
//! others. The rows stand in `table`, flags in `flags`, structs in `layout`, values that no type can say in `custom`.

pub mod about;
mod compat;
pub mod custom;
pub mod derive;
pub mod desc;
mod dump;
pub mod emit;
mod flags;
pub mod index;
pub mod json;
mod layout;
mod macros;
mod netlink;
mod result;
mod sequence;
pub mod set;
pub mod size;
pub mod style;
pub mod table;
pub mod tasks;
pub mod text;
#[cfg(test)]
mod trial;
#[rustfmt::skip]
#[allow(dead_code, reason = "the generator takes any name that the sources mention")]
#[expect(non_upper_case_globals, reason = "as the kernel spells them")]
mod uapi;
mod value;
pub mod walk;

use tracer_common::admit::contains;
use tracer_common::limits::slot;
use tracer_common::segment::Segments;

use crate::call::{Call, CallStart};
pub use dump::Piece;
use emit::Emit;
pub use style::Style;
use value::When;
use walk::{Known, Walk};

/// How far the arguments of a call have been shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    arguments: usize,
    /// What comes next belongs to the last of them.
    goes_on: bool,
}

impl Shown {
    /// None has.
    pub const NOTHING: Self = Self { arguments: 0, goes_on: false };

    /// Is the comma before the next argument written with the last one?
    pub const fn separates(self) -> bool {
        self.arguments > 0 && !self.goes_on
    }

    /// Are the arguments that are left to be written as if they were the first?
    pub const fn begins(self) -> bool {
        !self.goes_on
    }
}

/// Shows calls.
#[derive(Clone, Debug, Default)]
pub struct Decoder {
    /// How.
    pub style: Style,
}

fn known<'a>(start: &CallStart<'a>, result: Option<i64>, exit: Segments<'a>) -> Known<'a> {
    Known {
        abi: start.abi,
        nr: start.nr,
        tgid: start.task.tgid,
        previous: start.previous,
        args: start.args.unwrap_or_default(),
        result,
        enter: start.memory,
        exit,
    }
}

impl Decoder {
    /// Shows calls in this style.
    pub fn new(style: Style) -> Self {
        Self { style }
    }

    /// Are this call's arguments decoded? If not, they are numbers, whose meaning is not known or not wanted.
    pub fn decodes(&self, start: &CallStart<'_>) -> bool {
        start.args.is_some() && !self.is_raw(start) && index::row(start.abi, start.nr).is_some()
    }

    /// Are numbers wanted for this call?
    fn is_raw(&self, start: &CallStart<'_>) -> bool {
        slot(start.abi, start.nr).is_some_and(|slot| contains(&self.style.raw, u64::from(slot)))
    }

    /// Shows the arguments that are known when a call has begun. Tells how far they go, and whether there are more.
    pub fn begin(&self, start: &CallStart<'_>, out: &mut dyn Emit) -> (Shown, bool) {
        let when = if start.incomplete { When::BegunIncomplete } else { When::Begun };
        self.arguments(known(start, None, Segments::EMPTY), Shown::NOTHING, when, out)
    }

    /// Shows the arguments that are left when it has ended.
    pub fn finish(&self, call: &Call<'_>, shown: Shown, out: &mut dyn Emit) {
        self.arguments(known(&call.start, Some(call.result), call.memory), shown, When::Ended, out);
    }

    /// Shows the arguments that are left of a call that does not return.
    pub fn abandon(&self, start: &CallStart<'_>, shown: Shown, out: &mut dyn Emit) {
        self.arguments(known(start, None, Segments::EMPTY), shown, When::Ended, out);
    }

    fn arguments(&self, call: Known<'_>, shown: Shown, when: When, out: &mut dyn Emit) -> (Shown, bool) {
        let Some(row) = index::row(call.abi, call.nr) else { return (shown, false) };
        let (head, tail, _) = row.shape(&call.args);
        let mut walk = Walk::new(out, &self.style, call);
        let mut at = shown.arguments;
        if at < head.len() {
            at = walk.arguments(head, at, when);
        }
        if at >= head.len() && !tail.is_empty() {
            at = head.len() + walk.arguments(tail, at - head.len(), when);
        }
        let goes_on = head.iter().chain(tail).nth(at).is_some_and(|arg| matches!(arg.ty, desc::Ty::Told(..)));
        (Shown { arguments: at, goes_on }, at < head.len() + tail.len())
    }
}
