//! The rows by number.

use std::sync::LazyLock;

use hashbrown::HashMap;
use tracer_common::abi::Abi;

use super::desc::{Arg, Ret, Row, Variant};
use super::{compat, table};
use crate::arch;

/// The rows of the native ABI, by number.
static BY_NUMBER: LazyLock<Vec<Option<&'static Row>>> = LazyLock::new(|| {
    let calls = arch::syscalls(Abi::NATIVE);
    let by_name: HashMap<&str, &'static Row> =
        rows().chain(table::OF_MACHINE).map(|row| (row.name, row)).collect();
    let mut rows = vec![None; calls.last().map_or(0, |call| call.nr as usize + 1)];
    for call in calls {
        rows[call.nr as usize] = by_name.get(call.name).copied();
    }
    rows
});

/// Every row.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    table::FAMILIES.iter().flat_map(|(_, rows)| rows.iter())
}

/// Those of i386.
static OF_I386: LazyLock<Vec<Option<&'static Row>>> = LazyLock::new(compat::by_number);

/// The row of a call. Those of x32, and those of i386 that differ too much, have none.
pub fn row(abi: Abi, nr: u32) -> Option<&'static Row> {
    let rows = match abi {
        Abi::I386 => &OF_I386,
        _ if abi == Abi::NATIVE => &BY_NUMBER,
        _ => return None,
    };
    rows.get(nr as usize).copied().flatten()
}

impl Row {
    /// The variant that the arguments choose, if any.
    pub fn variant(&self, args: &[u64; 6]) -> Option<&'static Variant> {
        let variants = self.variants.as_ref()?;
        variants.find(*args.get(usize::from(variants.selector))?)
    }

    /// The lists of arguments, one after the other, and the result: of the variant, if the arguments choose one.
    pub fn shape(&self, args: &[u64; 6]) -> (&'static [Arg], &'static [Arg], Ret) {
        match (&self.variants, self.variant(args)) {
            (Some(variants), Some(variant)) => {
                let head = usize::from(variants.selector) + 1;
                (&self.args[..head.min(self.args.len())], variant.args, variant.ret)
            }
            _ => (self.args, &[], self.ret),
        }
    }
}
