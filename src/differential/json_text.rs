//! The structure of a text that looks like JSON: its members and elements. The invariant: rewriting keeps the spelling
//! of every string, number and literal.

/// A value and its contents, as slices of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node<'t> {
    /// A string, number or literal as written, or any other text in place of one.
    Scalar(&'t str),
    Array(Vec<Node<'t>>),
    /// Members; keys include their quotes.
    Object(Vec<(&'t str, Node<'t>)>),
}

/// Returns the first value of a text and the rest of the text, or `None` if brackets don't close or a member has no
/// colon.
pub(crate) fn read(text: &str) -> Option<(Node<'_>, &str)> {
    let mut reader = Reader { text, at: 0 };
    let node = reader.value()?;
    Some((node, &text[reader.at..]))
}

/// Returns whether `written`, with any escapes, is `key`.
pub(crate) fn is_key(written: &str, key: &str) -> bool {
    serde_json::from_str(written).is_ok_and(|read: String| read == key)
}

impl Node<'_> {
    pub(crate) fn write(&self, out: &mut String) {
        match self {
            Self::Scalar(text) => out.push_str(text),
            Self::Array(elements) => {
                out.push('[');
                for (index, element) in elements.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { "," });
                    element.write(out);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (index, (key, value)) in members.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { "," });
                    out.push_str(key);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }

    pub(crate) fn written(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }
}

/// Deepest nesting that is read; engine, reference and event-ruler all refuse deeper JSON.
const DEPTH_MAX: usize = 1100;

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn value(&mut self) -> Option<Node<'t>> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Option<Node<'t>> {
        self.space();
        if depth > DEPTH_MAX {
            return None;
        }
        match self.next()? {
            b'{' => self
                .items(b'}', |reader| reader.member(depth))
                .map(Node::Object),
            b'[' => self
                .items(b']', |reader| reader.nested(depth + 1))
                .map(Node::Array),
            _ => self.scalar().map(Node::Scalar),
        }
    }

    /// Reads comma-separated items up to the closing bracket.
    fn items<T>(&mut self, close: u8, item: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.next()? == close {
            self.at += 1;
            return Some(items);
        }
        loop {
            items.push(item(self)?);
            self.space();
            match self.next()? {
                b',' => self.at += 1,
                found if found == close => {
                    self.at += 1;
                    return Some(items);
                }
                _ => return None,
            }
        }
    }

    fn member(&mut self, depth: usize) -> Option<(&'t str, Node<'t>)> {
        self.space();
        let key = self.scalar().filter(|key| key.starts_with('"'))?;
        self.space();
        if self.next()? != b':' {
            return None;
        }
        self.at += 1;
        Some((key, self.nested(depth + 1)?))
    }

    fn scalar(&mut self) -> Option<&'t str> {
        let start = self.at;
        if self.next()? == b'"' {
            self.at = string_end(self.text, start)?;
        } else {
            let is_end = |byte: &u8| b",:]}[{\" \t\r\n".contains(byte);
            let rest = &self.text.as_bytes()[start..];
            self.at += rest.iter().position(is_end).unwrap_or(rest.len());
        }
        (self.at > start).then(|| &self.text[start..self.at])
    }

    fn space(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest
            .iter()
            .take_while(|byte| b" \t\r\n".contains(byte))
            .count();
    }

    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}

/// Returns the index after the closing quote.
fn string_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = start + 1;
    while *bytes.get(at)? != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    Some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_written_as_it_was_read() {
        let text = r#" { "a\"," : [ 1e5,"x]",{},[ ] ] ,"é":null} rest"#;
        let (node, rest) = read(text).unwrap();
        assert_eq!(node.written(), r#"{"a\",":[1e5,"x]",{},[]],"é":null}"#);
        assert_eq!(rest, " rest");
    }

    #[test]
    fn unclosed_text_is_refused() {
        for text in [
            "",
            "{",
            "[1",
            "{\"a\" 1}",
            "\"a",
            "{\"a\":1,}",
            "[1 2]",
            "[,]",
            "{1:2}",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&"[".repeat(5000)), None);
    }

    #[test]
    fn escaped_key_equals_its_plain_form() {
        assert!(is_key(r#""$\u006fr""#, "$or"));
        assert!(!is_key(r#""or""#, "$or"));
    }
}
