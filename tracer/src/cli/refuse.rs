//! strace's options that are not carried out: those that change nothing here, and those that are refused,
//! each with its reason. Silence about the latter would be a wrong answer.

/// What becomes of an option that is not carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// It changes nothing.
    Nothing,
    /// It is refused: what it would need.
    Refused(&'static str),
}

use Answer::{Nothing, Refused};

/// By id in the definition, which for parts of `-e` is their word. What `-e` itself refuses is not here.
const ANSWERS: [(&str, Answer); 3] = [
    ("seccomp-bpf", Nothing),
    ("tips", Nothing),
    ("kvm", Refused("is not supported: exits of virtual CPUs are not read")),
];

/// What becomes of the option; `None` if it is carried out.
pub(super) fn answer(id: &str) -> Option<Answer> {
    ANSWERS.iter().find(|(known, _)| *known == id).map(|(_, answer)| *answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_carried_out_is_hidden_from_the_help() {
        use crate::cli::args::{Grammar, command};
        for arg in command(Grammar::Tracer).get_arguments() {
            if answer(arg.get_id().as_str()).is_some() {
                assert!(arg.is_hide_set(), "{}", arg.get_id());
            }
        }
    }
}
