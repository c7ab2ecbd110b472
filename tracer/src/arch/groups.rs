//! The groups of `-e trace=%group`. Which call is in which is in the generated tables.

use super::bits;

/// A set of groups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Groups(pub u32);

macro_rules! groups {
    ($($(#[$doc:meta])* $name:ident)*) => {
        impl Groups {
            $($(#[$doc])* pub const $name: Self = Self(bits::$name);)*
        }
    };
}

groups! {
    /// Takes a file's name.
    FILE
    /// Creates, replaces, ends or awaits processes.
    PROCESS
    /// Network.
    NETWORK
    /// Signals.
    SIGNAL
    /// System V IPC.
    IPC
    /// Takes or gives a file descriptor.
    DESC
    /// Memory mappings.
    MEMORY
    /// User and group ids, capabilities.
    CREDS
    /// System clocks.
    CLOCK
    /// Has no argument and cannot fail.
    PURE
    /// Variants of stat.
    STAT
    /// Variants of lstat.
    LSTAT
    /// Variants of fstat, fstatat and statx.
    FSTAT
    /// All of the three.
    STAT_LIKE
    /// Variants of statfs.
    STATFS
    /// Variants of fstatfs.
    FSTATFS
    /// Both, and ustat.
    STATFS_LIKE
}

impl Groups {
    /// The group of this name: `file`, `%stat` for what is typed `%%stat`.
    pub fn by_name(name: &str) -> Option<Self> {
        let name = if name == "net" { "network" } else { name };
        let bit = bits::NAMES.iter().position(|known| *known == name)?;
        Some(Self(1 << bit))
    }

    /// Every name, as [`Groups::by_name`] takes it.
    pub fn names() -> impl Iterator<Item = &'static str> {
        bits::NAMES.into_iter()
    }

    /// Are all groups of `other` among these?
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_bits_agree() {
        assert_eq!(Groups::by_name("file"), Some(Groups::FILE));
        assert_eq!(Groups::by_name("net"), Some(Groups::NETWORK));
        assert_eq!(Groups::by_name("%stat"), Some(Groups::STAT_LIKE));
        assert_eq!(Groups::by_name("stat"), Some(Groups::STAT));
        assert_eq!(Groups::by_name("foo"), None);
        let all = Groups::names().filter_map(Groups::by_name).fold(0, |bits, group| bits | group.0);
        assert_eq!(all, (1 << Groups::names().count()) - 1);
    }
}
