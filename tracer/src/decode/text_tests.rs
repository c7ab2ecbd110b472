//! Values as text.

use super::*;

fn text(style: &Style, show: impl Fn(&mut Text<'_>)) -> String {
    let mut buf = Vec::new();
    show(&mut Text::new(&mut buf, style, true));
    String::from_utf8(buf).expect("ASCII")
}

#[test]
fn strings_are_escaped_as_in_c() {
    let style = Style::default();
    let shown = |bytes: &[u8]| text(&style, |out| out.string(bytes, false));
    assert_eq!(shown(b"a\"b\\c\n\t\r\x0b\x0c"), r#""a\"b\\c\n\t\r\v\f""#);
    assert_eq!(shown(b"\0\x01x\x017\x1b\xff\x008"), r#""\0\1x\0017\33\377\08""#);
    let hex = Style { strings: HexStrings::NonAscii, ..Style::default() };
    assert_eq!(text(&hex, |out| out.string(b"a\n", true)), r#""a\n"..."#);
    assert_eq!(text(&hex, |out| out.string(b"a\xff", false)), r#""\x61\xff""#);
}

#[test]
fn octal_has_a_leading_zero() {
    let style = Style::default();
    let shown = |value| text(&style, |out| out.octal(value, 3));
    assert_eq!([0, 7, 0o22, 0o644, 0o1777, 0o100644].map(shown).join(" "), "000 007 022 0644 01777 0100644");
}

#[test]
fn members_are_separated() {
    let shown = text(&Style::default(), |out| {
        out.argument("a", false);
        out.open(Shape::Struct);
        out.key("x");
        out.signed(-1);
        out.key("y");
        out.open(Shape::Array);
        out.item();
        out.hex(16);
        out.item();
        out.address(0);
        out.close(Shape::Array);
        out.more();
        out.close(Shape::Struct);
        out.argument("b", true);
        out.unsigned(u64::MAX);
    });
    assert_eq!(shown, "{x=-1, y=[0x10, NULL], ...}, b=18446744073709551615");
}

#[test]
fn what_a_field_becomes_may_bear_its_name() {
    let shown = text(&Style::default(), |out| {
        out.open(Shape::Struct);
        out.key("x");
        out.signed(1);
        out.becomes_as("x");
        out.signed(2);
        out.key("y");
        out.signed(3);
        out.close(Shape::Struct);
    });
    assert_eq!(shown, "{x=1 => x=2, y=3}");
}
