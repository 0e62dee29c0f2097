//! Text as XML.

/// Escapes the text of an element, which keeps its lines.
pub(crate) fn escaped_lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(escaped).collect();
    lines.join("\n")
}

/// Escapes text for an attribute. XML 1.0 has no way to write most control characters, so they become U+FFFD.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A tab or a line break in an attribute would be read as a space.
            '\t' | '\n' | '\r' => out.push_str(&format!("&#{};", u32::from(c))),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_for_xml() {
        assert_eq!(
            escaped("a<b>&\"'\u{1}\u{ffff}\n\té"),
            "a&lt;b&gt;&amp;&quot;'\u{fffd}\u{fffd}&#10;&#9;é"
        );
    }
}
