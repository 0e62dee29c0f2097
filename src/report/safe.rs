//! Text from outside, names of filters and conditions of patterns, made fit for a terminal and a page: control
//! characters, invisible ones and those that turn the direction of writing are spelled as JSON escapes.

use std::fmt::Write;

/// `text` with its control and invisible characters as JSON escapes.
///
/// ```
/// assert_eq!(tidegate_report::safe("a\tb\u{1b}[1m"), "a\\tb\\u001b[1m");
/// ```
#[must_use]
pub fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if is_unsafe(character) => escape(character, &mut out),
            _ => out.push(character),
        }
    }
    out
}

/// JSON text with the characters escaped that serde leaves as they are and a terminal may act upon. They stand in
/// strings only, where an escape means the same.
pub(crate) fn safe_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        if character != '\n' && is_unsafe(character) {
            escape(character, &mut out);
        } else {
            out.push(character);
        }
    }
    out
}

fn escape(character: char, out: &mut String) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        write!(out, "\\u{unit:04x}").expect("writing to a String does not fail");
    }
}

const fn is_unsafe(character: char) -> bool {
    matches!(character,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_acted_upon_is_spelled_out() {
        assert_eq!(
            safe("a\u{1b}[1m\n\u{9b}\u{7f}"),
            "a\\u001b[1m\\n\\u009b\\u007f"
        );
        assert_eq!(
            safe("\u{202e}x\u{200b}\u{e0041}"),
            "\\u202ex\\u200b\\udb40\\udc41"
        );
        assert_eq!(safe("é銀😀 plain <b>"), "é銀😀 plain <b>");
        let json = safe_json("{\n  \"a\": \"\u{9b}\"\n}");
        assert_eq!(json, "{\n  \"a\": \"\\u009b\"\n}");
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(read["a"], "\u{9b}");
    }
}
