//! Removes an element of a list, so that the rest of the file stays as it is.

use std::ops::Range;

use crate::tree::{read, removed};

/// Returns the bytes to remove, so that the innermost list with an element at `place` loses this element. Returns `None`
/// for the only element of a list, and if the lines of the element hold something else or follow a comment, which may be
/// about it.
///
/// ```
/// use tidegate_template::removal;
/// let text = "Filters:\n  - Pattern: a\n  - Pattern: b\n";
/// let removed = removal("template.yaml", text, text.find('b').unwrap()).unwrap();
/// assert_eq!(&text[removed], "  - Pattern: b\n");
/// ```
#[must_use]
pub fn removal(name: &str, text: &str, place: usize) -> Option<Range<usize>> {
    let trees = read(name, text).ok()?;
    removed(&trees, text, place)
}

#[cfg(test)]
mod tests {
    use super::removal;

    /// Returns the text without the element that holds the word.
    fn without(name: &str, text: &str, word: &str) -> Option<String> {
        let removed = removal(name, text, text.find(word).unwrap())?;
        Some(format!(
            "{}{}",
            &text[..removed.start],
            &text[removed.end..]
        ))
    }

    #[test]
    fn elements_of_json_go_with_their_commas() {
        let json = "{\"a\": [\n  {\"x\": \"one\"},\n  {\"x\": \"two\"}\n]}";
        assert_eq!(
            without("t.json", json, "one").unwrap(),
            "{\"a\": [\n  {\"x\": \"two\"}\n]}"
        );
        assert_eq!(
            without("t.json", json, "two").unwrap(),
            "{\"a\": [\n  {\"x\": \"one\"}\n]}"
        );
        assert_eq!(without("t.json", "[\"one\"]", "one"), None);
    }

    #[test]
    fn elements_of_flow_lists_go_with_their_commas() {
        let yaml = "Filters: [ {Pattern: one}, {Pattern: two}, {Pattern: three} ]\n";
        for (word, left) in [
            ("one", "Filters: [ {Pattern: two}, {Pattern: three} ]\n"),
            ("two", "Filters: [ {Pattern: one}, {Pattern: three} ]\n"),
            ("three", "Filters: [ {Pattern: one}, {Pattern: two} ]\n"),
        ] {
            assert_eq!(without("t.yaml", yaml, word).unwrap(), left);
        }
    }

    #[test]
    fn elements_of_block_lists_go_with_their_lines() {
        let yaml = "F:\n  - Pattern: |\n      one\n      {}\n  - Pattern: 'two' # why\n    Name: x\n  - &a\n    Pattern: three\nG: 1\n";
        assert_eq!(
            without("t.yaml", yaml, "one").unwrap(),
            "F:\n  - Pattern: 'two' # why\n    Name: x\n  - &a\n    Pattern: three\nG: 1\n"
        );
        assert_eq!(
            without("t.yaml", yaml, "two").unwrap(),
            "F:\n  - Pattern: |\n      one\n      {}\n  - &a\n    Pattern: three\nG: 1\n"
        );
        assert_eq!(without("t.yaml", yaml, "three"), None);
        let last = "F:\n- a: one\n- a: two";
        assert_eq!(without("t.yaml", last, "two").unwrap(), "F:\n- a: one\n");
    }

    #[test]
    fn element_below_a_comment_stays() {
        let yaml = "F:\n  - a: one\n  # about two\n  - a: two\n";
        assert_eq!(without("t.yaml", yaml, "a: two"), None);
        let left = "F:\n  # about two\n  - a: two\n";
        assert_eq!(without("t.yaml", yaml, "one").unwrap(), left);
    }
}
