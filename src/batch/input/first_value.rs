//! The first JSON value of an input: where it ends, and how the input continues after it.

use memchr::memchr;
use tidegate_json::{Flaw, Outline};

use super::containers::Layout;

/// Returns the end of the value at the start of `text`.
pub(super) fn value_end(text: &[u8]) -> Result<usize, Flaw> {
    Outline::default().first(text, |value| value.text().map(<[u8]>::len))
}

/// Returns the layout of an input of objects, of which `head` holds the first.
pub(super) fn layout_of_objects(head: &[u8]) -> Layout {
    let head = head.trim_ascii_start();
    let line_bytes = memchr(b'\n', head).unwrap_or(head.len());
    match value_end(head) {
        Ok(end) if end > line_bytes => Layout::Stream,
        Ok(end) if head[end..line_bytes].trim_ascii_start().starts_with(b"{") => Layout::Stream,
        Ok(_) | Err(Flaw::Broken) => Layout::Lines,
        // An object cut in its first line, which is all of the input, is a line that was cut.
        Err(Flaw::Ended) if head[line_bytes..].trim_ascii().is_empty() => Layout::Lines,
        Err(Flaw::Ended) => Layout::Stream,
    }
}

/// Returns whether the string at the start of `text` holds an object.
pub(super) fn holds_json(text: &[u8]) -> bool {
    text.strip_prefix(b"\"")
        .is_some_and(|inside| inside.trim_ascii_start().starts_with(b"{"))
}
