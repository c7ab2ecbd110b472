//! Parses syscall sets, `-e trace=` and its kin, as strace 6.1 does. The syntax of lists is
//! [`super::parse`]'s.

use super::SyscallSet;
use super::parse::{FilterError, parse_list};
use crate::arch::{Groups, multiplexed, syscall, syscalls};
use regex::Regex;
use tracer_common::abi::Abi;
use tracer_common::limits::NUMBERS;

/// What strace calls a member of these sets.
const KIND: &str = "system call";

/// The ABIs that programs on this machine can use.
const ABIS: &[Abi] = Abi::HERE;

/// Groups that may be written without `%`.
const BARE: [&str; 7] = ["file", "process", "network", "signal", "ipc", "desc", "memory"];

/// Parses what follows `trace=`: `[!]all`, `[!]none`, or names, numbers, `%groups` and `/regexes`, each with
/// `?` before it if it may be unknown, and `@64`, `@32` or `@x32` after it.
///
/// Numbers that no call has are in every set: strace shows such calls whatever is asked for.
pub fn parse_trace(text: &str) -> Result<SyscallSet, FilterError> {
    let mut wanted = SyscallSet::none();
    let mut whole_multiplexers = SyscallSet::none();
    let inverted = parse_list(KIND, text, |item| {
        let bare = item.trim_start_matches('?');
        let known = insert(&mut wanted, &mut whole_multiplexers, bare)?;
        Ok(known || bare.len() < item.len())
    })?;
    if inverted {
        wanted.invert();
    } else {
        // The number does not tell socketcall's connect from its bind, so all of it is shown.
        for (word, more) in wanted.bitmap.iter_mut().zip(whole_multiplexers.bitmap) {
            *word |= more;
        }
    }
    for abi in ABIS {
        for nr in (0..NUMBERS).filter(|nr| syscall(*abi, *nr).is_none()) {
            wanted.insert(*abi, nr);
        }
    }
    wanted.unknown = true;
    Ok(wanted)
}

/// Adds what an item names; `false` if that is nothing. A call that is only a part of another one, by whose
/// number it is made, goes to `multiplexers`.
fn insert(set: &mut SyscallSet, multiplexers: &mut SyscallSet, item: &str) -> Result<bool, FilterError> {
    let (name, abis) = match item.rsplit_once('@') {
        Some((name, designator)) => (name, personality(item, designator)?),
        None => (item, ABIS),
    };
    let matcher = Matcher::new(name)?;
    let mut known = false;
    for abi in abis {
        for call in syscalls(*abi).iter().filter(|call| matcher.takes(call.nr, call.name, call.groups)) {
            set.insert(*abi, call.nr);
            known = true;
        }
        for (_, nr) in multiplexed(*abi).filter(|(part, _)| matcher.takes_name(part)) {
            multiplexers.insert(*abi, nr);
            known = true;
        }
    }
    Ok(known)
}

/// The ABIs of what follows `@`.
fn personality(item: &str, designator: &str) -> Result<&'static [Abi], FilterError> {
    let abis: &[Abi] = match (designator, Abi::NATIVE) {
        ("64", Abi::Aarch64) => &[Abi::Aarch64],
        ("64", _) => &[Abi::X86_64],
        ("32", Abi::Aarch64) => &[],
        ("32", _) => &[Abi::I386],
        ("x32", Abi::X86_64) => &[Abi::X32],
        _ => {
            let (designator, text) = (designator.to_owned(), item.to_owned());
            return Err(FilterError::Personality { designator, text });
        }
    };
    Ok(abis)
}

/// What an item, without its `?` and `@`, takes.
enum Matcher<'a> {
    All,
    Number(u32),
    Group(Groups),
    Pattern(Regex),
    Name(&'a str),
    Nothing,
}

impl<'a> Matcher<'a> {
    fn new(name: &'a str) -> Result<Self, FilterError> {
        let group = |name| Groups::by_name(name).map_or(Self::Nothing, Self::Group);
        if name == "all" {
            return Ok(Self::All);
        }
        if name.starts_with(|first: char| first.is_ascii_digit()) {
            return Ok(name.parse().map_or(Self::Nothing, Self::Number));
        }
        if let Some(pattern) = name.strip_prefix('/') {
            return compile(pattern).map(|regex| regex.map_or(Self::Nothing, Self::Pattern));
        }
        if let Some(name) = name.strip_prefix('%') {
            return Ok(group(name));
        }
        Ok(if BARE.contains(&name) { group(name) } else { Self::Name(name) })
    }

    fn takes(&self, nr: u32, name: &str, groups: Groups) -> bool {
        match self {
            Self::Number(wanted) => *wanted == nr,
            Self::Group(wanted) => groups.contains(*wanted),
            _ => self.takes_name(name),
        }
    }

    /// Is it the name that is asked for, and this is one?
    fn takes_name(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Name(wanted) => *wanted == name,
            Self::Pattern(regex) => regex.is_match(name),
            Self::Number(_) | Self::Group(_) | Self::Nothing => false,
        }
    }
}

/// Compiles a POSIX extended regular expression. `None`: it is one, and no name can match it.
fn compile(pattern: &str) -> Result<Option<Regex>, FilterError> {
    // What the regex crate complains of, and regcomp's words for it.
    const REASONS: [(&str, &str); 8] = [
        ("unclosed group", "Unmatched ( or \\("),
        ("unclosed character class", "Unmatched [, [^, [:, [., or [="),
        ("invalid character class range", "Invalid range end"),
        ("repetition operator missing", "Invalid preceding regular expression"),
        ("unclosed counted repetition", "Unmatched \\{"),
        ("incomplete escape sequence", "Trailing backslash"),
        ("exceeds size limit", "Regular expression too big"),
        ("backreferences", "Invalid back reference"),
    ];
    let error = match Regex::new(pattern) {
        Ok(regex) => return Ok(Some(regex)),
        Err(error) => error.to_string(),
    };
    // To POSIX it is a character like any other, and no name has it.
    if error.contains("unopened group") {
        return Ok(None);
    }
    let reason = match pattern {
        "[" | "[^" => "Invalid regular expression",
        _ => {
            let known = REASONS.iter().find(|(complaint, _)| error.contains(complaint));
            known.map_or("Invalid regular expression", |known| known.1)
        }
    };
    Err(FilterError::Pattern { pattern: pattern.to_owned(), reason })
}
