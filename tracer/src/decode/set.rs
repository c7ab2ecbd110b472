//! Sets of named numbers: flags and enumerations, in the order in which strace prints them.

/// Named numbers. Those of a group share bits: one of them holds if the value has it under the group's mask.
#[derive(Debug)]
pub struct Set {
    /// The name of the set in the docs.
    pub name: &'static str,
    /// What is said of a value without a name, `O_???`; empty: nothing.
    pub unknown: &'static str,
    /// Is a number without a name shown in decimal?
    pub decimal: bool,
    /// The groups.
    pub groups: &'static [Group],
}

/// Numbers that share bits. A flag is a group of its own.
#[derive(Debug)]
pub struct Group {
    /// The bits.
    pub mask: u64,
    /// The numbers.
    pub names: &'static [Name],
}

/// A named number.
#[derive(Debug)]
pub struct Name {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: u64,
}

impl Set {
    /// The name of a number. Values are compared as far as the width goes, as constants may be negative.
    pub fn name_of(&self, value: u64, bits: u32) -> Option<&'static str> {
        let width = mask(bits);
        let all = self.groups.iter().flat_map(|group| group.names);
        all.into_iter().find(|name| name.value & width == value & width).map(|name| name.name)
    }

    /// The names that a value of flags holds, in order, and the bits that are left.
    pub fn names_in(&self, value: u64, bits: u32, mut take: impl FnMut(&'static str)) -> u64 {
        let width = mask(bits);
        let value = value & width;
        let mut left = value;
        for group in self.groups {
            let several = group.names.len() > 1;
            let of_group = group.mask & width;
            for name in group.names {
                // A group's zero holds where nothing else of it does, a flag's zero only if there is nothing at all.
                let (now, wanted) = (if several { value } else { left }, name.value & width);
                // One that has no bit in so narrow a number is not its zero.
                let holds = now & of_group == wanted && (wanted != 0 || name.value == 0);
                if holds && (wanted != 0 || several || value == 0) {
                    take(name.name);
                    left &= !of_group;
                    break;
                }
            }
        }
        left
    }

    /// All names.
    pub fn names(&self) -> impl Iterator<Item = &'static Name> {
        self.groups.iter().flat_map(|group| group.names)
    }
}

/// So many low bits.
pub const fn mask(bits: u32) -> u64 {
    if bits >= 64 { u64::MAX } else { (1 << bits) - 1 }
}
