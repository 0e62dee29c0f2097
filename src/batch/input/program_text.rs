//! Recognises values as programs print them to a log or a console, which look like JSON and are not: a dict of Python, an
//! object of JavaScript, a map of Java, Ruby or Go.

use memchr::memchr;

use super::foreign_text::ForeignText;

impl ForeignText {
    /// Returns which program printed a line that begins with neither a brace nor a bracket.
    pub(super) fn of_program(line: &[u8]) -> Option<Self> {
        if is_python_bytes(line) {
            return Some(Self::Python);
        }
        let is_map = line.starts_with(b"map[") && line.ends_with(b"]");
        is_map.then_some(Self::Map)
    }

    /// Returns which program printed the object, or the list of objects, at the start of `text`, which is not JSON.
    pub(super) fn of_object(text: &[u8]) -> Option<Self> {
        let is_outside = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'[';
        let at = text.iter().position(|byte| !is_outside(byte))?;
        let inside = text[at..].strip_prefix(b"{")?;
        let is_spaced = inside.first().is_some_and(u8::is_ascii_whitespace);
        let inside = inside.trim_ascii_start();
        if inside.starts_with(b"'") {
            return Some(if is_spaced {
                Self::Program
            } else {
                Self::Python
            });
        }
        if inside.starts_with(b"\"") {
            return is_ruby_key(inside).then_some(Self::Map);
        }
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_$".contains(byte);
        let name = inside.iter().take_while(|byte| is_name(byte)).count();
        match (name, inside.get(name)) {
            (1.., Some(b':')) => Some(Self::Program),
            (1.., Some(b'=')) => Some(Self::Map),
            (0, Some(b':')) => Some(Self::Map),
            _ => None,
        }
    }
}

/// Returns whether the line is bytes of JSON as Python prints them: `b'{"a":1}'`.
fn is_python_bytes(line: &[u8]) -> bool {
    let quoted = |quote: &[u8]| {
        line.strip_prefix(b"b")?
            .strip_prefix(quote)?
            .strip_suffix(quote)
    };
    let inside = quoted(b"'").or_else(|| quoted(b"\""));
    inside.is_some_and(|inside| inside.starts_with(b"{") || inside.starts_with(b"["))
}

/// Returns whether the text begins with a key of a Ruby hash: `"a" => 1` or `"a"=>1`.
fn is_ruby_key(text: &[u8]) -> bool {
    let end = text.get(1..).and_then(|rest| memchr(b'"', rest));
    let after = end.and_then(|end| text.get(end + 2..)).unwrap_or_default();
    after.trim_ascii_start().starts_with(b"=>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn object_that_a_program_printed_is_recognised_by_its_first_key() {
        for (text, found) in [
            ("{'Records': [{'body': None}]}", ForeignText::Python),
            ("[{'body': 'x'}]", ForeignText::Python),
            ("{ 'detail-type': 'x' }", ForeignText::Program),
            ("{\n  Records: [\n    { body: 'x' }", ForeignText::Program),
            ("[ { messageId: '1' } ]", ForeignText::Program),
            ("{records: [{messageId: 1,body: x}]}", ForeignText::Program),
            ("{Records=[{body=x}]}", ForeignText::Map),
            ("{\"body\"=>\"x\"}", ForeignText::Map),
            ("{:body=>1}", ForeignText::Map),
        ] {
            let object = ForeignText::of_object(text.as_bytes());
            assert_eq!(object, Some(found), "{text}");
        }
        for text in [
            "{",
            "{}",
            "{name}, hello",
            "{1,2}",
            "{\"a\" 1}",
            "[1]",
            "{{x}}",
        ] {
            assert_eq!(ForeignText::of_object(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn line_that_a_program_printed_is_recognised() {
        let of = |line: &str| ForeignText::of_program(line.as_bytes());
        assert_eq!(of("b'{\"a\":1}'"), Some(ForeignText::Python));
        assert_eq!(of("map[Records:[map[body:x]]]"), Some(ForeignText::Map));
        assert_eq!(of("b'hello'"), None);
        assert_eq!(of("map of the city"), None);
    }
}
