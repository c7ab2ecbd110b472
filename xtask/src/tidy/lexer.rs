//! Rust text, parted into code and comments: as much of a lexer as the rules need.
//!
//! Both parts keep the lines and columns of the text; what belongs to the other part is blank. Strings and
//! characters are blank in both, so that no rule finds its words in them.

/// A text in two parts.
pub(super) struct Parts {
    pub(super) code: String,
    pub(super) comments: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Code,
    Comment,
    Literal,
}

/// Parts a text. Text that is no Rust is parted somehow.
pub(super) fn part(text: &str) -> Parts {
    let mut parts = Parts { code: String::new(), comments: String::new() };
    let mut rest = text;
    let mut before = '\n';
    while let Some(first) = rest.chars().next() {
        let (kind, len) = token(rest, before);
        let (token, after) = rest.split_at(len.clamp(first.len_utf8(), rest.len()));
        before = token.chars().next_back().unwrap_or(first);
        for c in token.chars() {
            let blank = if c == '\n' { '\n' } else { ' ' };
            parts.code.push(if kind == Kind::Code { c } else { blank });
            parts.comments.push(if kind == Kind::Comment { c } else { blank });
        }
        rest = after;
    }
    parts
}

/// The kind and the length of what a text begins with.
fn token(text: &str, before: char) -> (Kind, usize) {
    let bytes = text.as_bytes();
    match bytes[0] {
        b'/' if text.starts_with("//") => (Kind::Comment, text.find('\n').unwrap_or(text.len())),
        b'/' if text.starts_with("/*") => (Kind::Comment, block_comment(text)),
        b'"' => (Kind::Literal, string(text)),
        b'r' if !is_word(before) || before == 'b' || before == 'c' => match raw_string(text) {
            Some(len) => (Kind::Literal, len),
            None => (Kind::Code, 1),
        },
        b'\'' => match character(text) {
            Some(len) => (Kind::Literal, len),
            None => (Kind::Code, 1),
        },
        _ => (Kind::Code, text.chars().next().map_or(1, char::len_utf8)),
    }
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn block_comment(text: &str) -> usize {
    let (mut at, mut depth) = (0, 0);
    while at < text.len() {
        if text.as_bytes()[at..].starts_with(b"/*") {
            (at, depth) = (at + 2, depth + 1);
        } else if text.as_bytes()[at..].starts_with(b"*/") {
            (at, depth) = (at + 2, depth - 1);
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn raw_string(text: &str) -> Option<usize> {
    let hashes = text[1..].bytes().take_while(|it| *it == b'#').count();
    let inside = text[1 + hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let start = text.len() - inside.len();
    Some(inside.find(&end).map_or(text.len(), |it| start + it + end.len()))
}

/// A character literal, but no lifetime or label.
fn character(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().skip(1);
    let (_, first) = chars.next()?;
    if first == '\\' {
        // What is escaped may itself be a quote.
        chars.next()?;
        return chars.find(|(_, it)| *it == '\'').map(|(at, _)| at + 1);
    }
    let (at, quote) = chars.next()?;
    (quote == '\'').then_some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_comments_and_literals_are_told_apart() {
        let text = r####"let a = "// no"; // yes "x"
let b = r#"unsafe " "# + 'c' + '\'' + b"\"unsafe" /* one /* two */ still */ + d;
fn f<'a>(x: &'a str) -> char { '"' } // end
let r = var"z";
"####;
        let parts = part(text);
        let words = |it: &str| it.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(
            words(&parts.code),
            "let a = ; let b = + + + b + d; fn f<'a>(x: &'a str) -> char { } let r = var ;"
        );
        assert_eq!(words(&parts.comments), "// yes \"x\" /* one /* two */ still */ // end");
        assert_eq!(parts.code.lines().count(), text.lines().count());
    }

    #[test]
    fn text_that_ends_early_is_no_panic() {
        for text in ["\"a", "r#\"a", "'", "'\\", "/* a", "//", "r", "b'", "é\"é"] {
            assert_eq!(part(text).code.chars().count(), text.chars().count(), "{text}");
        }
    }
}
