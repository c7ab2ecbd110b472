//! The names of functions.

use std::rc::Rc;

use blazesym::symbolize::source::{Elf as Named, Source};
use blazesym::symbolize::{Input, Symbolized, Symbolizer};
use hashbrown::HashMap;

use super::file::Elf;

/// A function's name, and how far behind its start something is.
pub type Symbol = (Rc<str>, u64);

/// Finds them, and remembers what was found.
pub struct Symbols {
    symbolizer: Symbolizer,
    /// By file and address. A name is not enough: containers have other files by the same one.
    known: HashMap<(*const Elf, u64), Option<Symbol>>,
}

impl Symbols {
    /// None is known yet.
    pub fn new() -> Self {
        // A file that changes while it is run is none that was run.
        let builder = Symbolizer::builder().enable_auto_reload(false);
        let symbolizer = builder.enable_code_info(false).enable_inlined_fns(false).build();
        Self { symbolizer, known: HashMap::new() }
    }

    /// The function that an address of a file is in, and how far behind its start. Files stay where they are, as all that were
    /// read are kept.
    pub fn find(&mut self, elf: &Rc<Elf>, address: u64) -> Option<Symbol> {
        let path = elf.path.as_ref()?;
        let symbolizer = &self.symbolizer;
        let found = self.known.entry((Rc::as_ptr(elf), address)).or_insert_with(|| {
            let source = Source::Elf(Named { debug_syms: false, ..Named::new(path) });
            match symbolizer.symbolize_single(&source, Input::VirtOffset(address)) {
                Ok(Symbolized::Sym(symbol)) => Some((symbol.name.as_ref().into(), symbol.offset as u64)),
                Ok(Symbolized::Unknown(_)) | Err(_) => None,
            }
        });
        found.clone()
    }
}
