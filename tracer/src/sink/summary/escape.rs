//! Names that come from outside may hold anything: each format writes them so that they stay what they are.

/// Could this character act on a terminal, or change how the text around it is read?
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// For people: what could act on a terminal is shown as in Rust's and C's literals, and so is the backslash.
pub fn text(name: &str) -> String {
    let mut shown = String::with_capacity(name.len());
    for c in name.chars() {
        if is_unsafe(c) || c == '\\' {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// A field of RFC 4180, quoted if it must be.
pub fn csv(field: &str) -> String {
    let field = text(field);
    if field.contains(['"', ',']) || field.starts_with(' ') || field.ends_with(' ') {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field
    }
}

/// A cell of a GitHub table.
pub fn markdown(cell: &str) -> String {
    let mut shown = String::with_capacity(cell.len());
    for c in text(cell).chars() {
        if matches!(c, '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '$' | '#' | '!') {
            shown.push('\\');
        }
        shown.push(c);
    }
    shown
}

/// JSON text whose strings hold no character that could act on a terminal: serde_json leaves those above ASCII as
/// they are. They stand in strings only, so all of the text may be searched for them.
pub fn json(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unsafe(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                shown.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            shown.push(c);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "a\u{1b}[2J\n\t\\|\"b,\u{9b}\u{202e}é";

    #[test]
    fn nothing_acts_on_a_terminal() {
        for shown in [text(HOSTILE), csv(HOSTILE), markdown(HOSTILE)] {
            assert!(!shown.chars().any(is_unsafe), "{shown:?}");
        }
        assert_eq!(text(HOSTILE), r#"a\u{1b}[2J\n\t\\|"b,\u{9b}\u{202e}é"#);
    }

    #[test]
    fn each_format_keeps_its_own_rules() {
        assert_eq!(csv("a\"b,c"), "\"a\"\"b,c\"");
        assert_eq!(csv("plain"), "plain");
        assert_eq!(markdown("a|b_c`"), r"a\|b\_c\`");
        let encoded = json(&serde_json::Value::from(HOSTILE).to_string());
        assert!(!encoded.chars().any(is_unsafe));
        assert_eq!(serde_json::from_str::<String>(&encoded).unwrap(), HOSTILE);
    }
}
