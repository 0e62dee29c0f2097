//! The hint for a text that can't go on as JSON: strict JSON has no comma after the last element, no single quotes and no
//! bare words. (RFC 8259, sections 2, 4, 5 and 7.)

/// Returns the hint for the fault at byte `at`; `wanted` is what JSON has there.
pub(super) fn hint(text: &[u8], at: usize, wanted: &str) -> String {
    let before = text[..at].trim_ascii_end().last();
    let word = word(&text[at..]);
    match text.get(at) {
        Some(b'}' | b']') if before == Some(&b',') => {
            "take out the comma before it: JSON has none after the last element".to_owned()
        }
        Some(b'\'') => match quoted(&text[at + 1..]) {
            Some(inside) => format!("JSON has double quotes only: write \"{inside}\""),
            None => "JSON has double quotes only".to_owned(),
        },
        Some(first) if is_letter(*first) && !["true", "false", "null"].contains(&word) => {
            format!("put it in double quotes: \"{word}\"")
        }
        _ => format!("expected {wanted}"),
    }
}

const fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'$')
}

/// Returns the letters and digits at the start of the text, dots and hyphens too.
fn word(text: &[u8]) -> &str {
    let is_inside = |byte: &&u8| is_letter(**byte) || matches!(byte, b'0'..=b'9' | b'.' | b'-');
    let length = text.iter().take_while(is_inside).count();
    std::str::from_utf8(&text[..length]).unwrap_or_default()
}

/// Returns the text up to the next single quote, if it needs no escapes in JSON.
fn quoted(text: &[u8]) -> Option<&str> {
    let length = text.iter().position(|byte| *byte == b'\'')?;
    let inside = std::str::from_utf8(&text[..length]).ok()?;
    let is_plain = |it: char| !it.is_control() && it != '"' && it != '\\';
    inside.chars().all(is_plain).then_some(inside)
}

#[cfg(test)]
mod tests {
    use crate::Json;

    #[test]
    fn usual_slips_have_the_text_to_write() {
        for (text, help) in [
            (
                r#"{"a":["x"],}"#,
                "take out the comma before it: JSON has none after the last element",
            ),
            (
                r#"["x", ]"#,
                "take out the comma before it: JSON has none after the last element",
            ),
            ("{'a b':[1]}", "JSON has double quotes only: write \"a b\""),
            (r#"['say "x"']"#, "JSON has double quotes only"),
            (
                "{detail-type:[1]}",
                "put it in double quotes: \"detail-type\"",
            ),
            (r#"{"a":[paid]}"#, "put it in double quotes: \"paid\""),
            (r#"{"a":1 b}"#, "expected `,` or `}`"),
            (r#"{"a":[1,"#, "expected a JSON value"),
            ("{true:1}", "expected a key in double quotes"),
            ("[,]", "expected a JSON value"),
        ] {
            let error = Json::parse_whole(text).unwrap_err();
            assert_eq!(error.help.as_deref(), Some(help), "{text}");
        }
    }
}
