//! Splits words into options as getopt_long(3) does, by the definition in `args`.
//!
//! strace's users know getopt's rules, and scripts rely on them: options end at the first other word, long
//! names may be shortened while they are unambiguous, the word after `-o` is its value whatever it looks
//! like, and of contradicting options the later one counts. clap differs in each of these, so it defines,
//! explains and completes the options, and this module reads them. What they mean is left to `options`.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};

use clap::{Arg, ArgAction, Command};

/// An option that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Its id in the definition.
    pub id: String,
    /// What it was typed as, for messages: `-o` or `--output`.
    pub name: String,
    /// Its value.
    pub value: Option<OsString>,
}

/// The words, sorted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Options, in order.
    pub options: Vec<Typed>,
    /// The command and its arguments.
    pub rest: Vec<OsString>,
}

/// What is wrong with an option, in getopt's words.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum GetoptError {
    /// No such long option.
    #[error("unrecognized option '{0}'")]
    UnknownLong(String),
    /// No such letter.
    #[error("invalid option -- '{0}'")]
    UnknownShort(char),
    /// Short for several.
    #[error("option '{word}' is ambiguous; possibilities:{possible}")]
    Ambiguous {
        /// As typed.
        word: String,
        /// Each with a space before it.
        possible: String,
    },
    /// A long option without its value.
    #[error("option '--{0}' requires an argument")]
    NoValueLong(String),
    /// A letter without its value.
    #[error("option requires an argument -- '{0}'")]
    NoValueShort(char),
    /// A long option with a value that it does not take.
    #[error("option '--{0}' doesn't allow an argument")]
    ValueNotTaken(String),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    Nothing,
    /// Only after `=`, and only the long form.
    Maybe,
    Value,
}

fn takes(arg: &Arg) -> Takes {
    match arg.get_action() {
        ArgAction::Set | ArgAction::Append if arg.is_require_equals_set() => Takes::Maybe,
        ArgAction::Set | ArgAction::Append => Takes::Value,
        _ => Takes::Nothing,
    }
}

/// Splits `words` (without the program's name).
pub fn split(definition: &Command, words: impl IntoIterator<Item = OsString>) -> Result<Words, GetoptError> {
    let mut words = words.into_iter();
    let mut split = Words::default();
    while let Some(word) = words.next() {
        let bytes = word.as_bytes();
        if bytes == b"--" {
            break;
        } else if let Some(long) = bytes.strip_prefix(b"--") {
            split.options.push(long_option(definition, long, &mut words)?);
        } else if bytes.len() > 1 && bytes[0] == b'-' {
            cluster(definition, &bytes[1..], &mut words, &mut split.options)?;
        } else {
            split.rest.push(word);
            break;
        }
    }
    split.rest.extend(words);
    Ok(split)
}

fn long_option(
    definition: &Command,
    word: &[u8],
    words: &mut impl Iterator<Item = OsString>,
) -> Result<Typed, GetoptError> {
    let (name, value) = match word.iter().position(|&b| b == b'=') {
        Some(at) => (&word[..at], Some(OsStr::from_bytes(&word[at + 1..]).to_owned())),
        None => (word, None),
    };
    let (arg, name) = find_long(definition, name, word)?;
    let value = match (takes(arg), value) {
        (Takes::Nothing, Some(_)) => return Err(GetoptError::ValueNotTaken(name.to_owned())),
        (Takes::Value, None) => Some(words.next().ok_or_else(|| GetoptError::NoValueLong(name.to_owned()))?),
        (_, value) => value,
    };
    Ok(Typed { id: arg.get_id().to_string(), name: format!("--{name}"), value })
}

fn find_long<'a>(
    definition: &'a Command,
    typed: &[u8],
    word: &[u8],
) -> Result<(&'a Arg, &'a str), GetoptError> {
    let shown = || format!("--{}", String::from_utf8_lossy(word));
    let names = || {
        definition.get_arguments().flat_map(|arg| {
            arg.get_long_and_visible_aliases()
                .into_iter()
                .flatten()
                .chain(arg.get_aliases().into_iter().flatten())
                .map(move |name| (arg, name))
        })
    };
    if let Some(found) = names().find(|(_, name)| name.as_bytes() == typed) {
        return Ok(found);
    }
    let close: Vec<_> = names().filter(|(_, name)| name.as_bytes().starts_with(typed)).collect();
    match close.as_slice() {
        [] => Err(GetoptError::UnknownLong(shown())),
        [first, others @ ..] if others.iter().all(|(arg, _)| arg.get_id() == first.0.get_id()) => Ok(*first),
        several => Err(GetoptError::Ambiguous {
            word: shown(),
            possible: several.iter().map(|(_, name)| format!(" '--{name}'")).collect(),
        }),
    }
}

/// Letters behind one dash. The first that takes a value takes the rest of the word, or the next word.
fn cluster(
    definition: &Command,
    letters: &[u8],
    words: &mut impl Iterator<Item = OsString>,
    options: &mut Vec<Typed>,
) -> Result<(), GetoptError> {
    for (i, &byte) in letters.iter().enumerate() {
        let letter = char::from(byte);
        let arg = definition
            .get_arguments()
            .find(|arg| arg.get_short() == Some(letter))
            .ok_or(GetoptError::UnknownShort(letter))?;
        let mut typed = Typed { id: arg.get_id().to_string(), name: format!("-{letter}"), value: None };
        if takes(arg) != Takes::Value {
            options.push(typed);
            continue;
        }
        let rest = &letters[i + 1..];
        typed.value = Some(if rest.is_empty() {
            words.next().ok_or(GetoptError::NoValueShort(letter))?
        } else {
            OsString::from_vec(rest.to_vec())
        });
        options.push(typed);
        break;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::{Grammar, command};

    fn shown(line: &str) -> String {
        match split(&command(Grammar::Strace), line.split(' ').map(OsString::from)) {
            Ok(words) => {
                let options: Vec<String> = words
                    .options
                    .iter()
                    .map(|o| match &o.value {
                        Some(value) => format!("{}={}", o.id, value.to_string_lossy()),
                        None => o.id.clone(),
                    })
                    .collect();
                format!("{} | {}", options.join(" "), words.rest.join(OsStr::new(" ")).to_string_lossy())
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn words_are_split_as_getopt_does() {
        for (line, want) in [
            ("ls -l", " | ls -l"),
            ("-- -x", " | -x"),
            ("-fc -- ls -- x", "follow-forks summary-only | ls -- x"),
            ("-ttT ls", "timestamps timestamps syscall-times | ls"),
            ("-fp123 -p 4,5", "follow-forks attach=123 attach=4,5 | "),
            ("-o -c ls", "output=-c | ls"),
            ("-o=x ls", "output==x | ls"),
            ("-e trace=x -ey ls", "expr=trace=x expr=y | ls"),
            ("--output x --output=y ls", "output=x output=y | ls"),
            ("--syscall-t=ns ls", "syscall-times=ns | ls"),
            ("--syscall-times ns", "syscall-times | ns"),
            ("- ls", " | - ls"),
        ] {
            assert_eq!(shown(line), want, "{line}");
        }
    }

    #[test]
    fn errors_are_worded_as_getopt_does() {
        for (line, want) in [
            ("--foo=3 ls", "unrecognized option '--foo=3'"),
            ("-cJ ls", "invalid option -- 'J'"),
            ("--output", "option '--output' requires an argument"),
            ("-o", "option requires an argument -- 'o'"),
            ("--summary-only=3", "option '--summary-only' doesn't allow an argument"),
            (
                "--decode-=x",
                "option '--decode-=x' is ambiguous; possibilities: '--decode-fds' '--decode-pids'",
            ),
        ] {
            assert_eq!(shown(line), want, "{line}");
        }
    }
}
