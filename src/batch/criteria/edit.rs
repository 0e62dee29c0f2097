//! Writes a changed pattern back into its document. Only the part that changed is replaced, in the way the pattern is
//! written there; the document keeps its spelling everywhere else.

use std::fmt::Write as _;

use tidegate::Span;
use tidegate_json::Json;

use super::parts::{FilterText, Place, Remark};

/// A replacement in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that are replaced.
    pub span: Span,
    /// What takes their place.
    pub text: String,
}

impl FilterText {
    /// Returns the edit of the document that makes `text` of this pattern.
    ///
    /// ```
    /// use tidegate_batch::criteria::Criteria;
    /// let document = r#"{"Filters": [{"Pattern": "{\"body\":{\"n\":[\"5\"]}}"}]}"#;
    /// let criteria = Criteria::read(document, None).unwrap();
    /// let edit = criteria.filters[0].edit(document, r#"{"body":{"n":["5","6"]}}"#);
    /// assert_eq!(edit.text, r#",\"6\""#);
    /// ```
    #[must_use]
    pub fn edit(&self, document: &str, text: &str) -> Edit {
        let (from, until) = changed(&self.text, text);
        let new = &text[from..text.len() - (self.text.len() - until)];
        let text = match self.place {
            Place::Verbatim(_) => new.to_owned(),
            Place::Quoted(_) => in_json(new),
        };
        Edit {
            span: self.span_in(document, Span::new(from, until)),
            text,
        }
    }
}

impl Remark {
    /// Returns the edit of the document that removes the reason for this remark; `None` if there is no single one. A
    /// pattern that is an object becomes its text.
    ///
    /// ```
    /// use tidegate_batch::criteria::Criteria;
    /// let document = r#"{"Filters":[{"Pattern":{"body": ["x"]}}]}"#;
    /// let criteria = Criteria::read(document, None).unwrap();
    /// let edit = criteria.remarks[0].edit(document).unwrap();
    /// assert_eq!(edit.text, r#""{\"body\":[\"x\"]}""#);
    /// ```
    #[must_use]
    pub fn edit(&self, document: &str) -> Option<Edit> {
        if self.code != "L0102" {
            return None;
        }
        let object = Json::parse_first(&document[self.span.start..]).ok()?;
        let end = self.span.start + object.span.end;
        Some(Edit {
            span: Span::new(self.span.start, end),
            text: format!("\"{}\"", in_json(&object.to_string())),
        })
    }
}

/// Returns the bytes of `old` that differ from `new`: without the beginning and the end that both share.
fn changed(old: &str, new: &str) -> (usize, usize) {
    let pairs = old.char_indices().zip(new.chars());
    let mut different = pairs.filter(|((_, one), other)| one != other);
    let shorter = old.len().min(new.len());
    let from = different.next().map_or(shorter, |((at, _), _)| at);
    let rest = shorter - from;
    let ends = old[from..].chars().rev().zip(new[from..].chars().rev());
    let same = ends.take_while(|(one, other)| one == other);
    let mut length = 0;
    for (one, _) in same {
        if length + one.len_utf8() > rest {
            break;
        }
        length += one.len_utf8();
    }
    (from, old.len() - length)
}

/// Returns the text as it is written inside a JSON string.
fn in_json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1f}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::Criteria;
    use super::*;

    fn applied(document: &str, edit: &Edit) -> String {
        let (before, after) = (&document[..edit.span.start], &document[edit.span.end..]);
        format!("{before}{}{after}", edit.text)
    }

    /// Whatever a pattern is changed into, the document has that pattern afterwards and keeps what is around it.
    #[test]
    fn changed_pattern_reads_back() {
        let texts = [
            r#"{"a":["é"]}"#,
            r#"{"a":["éé"]}"#,
            r#"{"a":[]}"#,
            r#"{"body":{"a":["é\\\"x"]}}"#,
            "{\"a\":[\n\t1]}",
            "{}",
            r#"{"a":["aaaa"]}"#,
            r#"{"a":["aaa"]}"#,
            r#"{"\u0001":["😀"]}"#,
        ];
        for old in texts {
            for document in [
                format!("{{\"Filters\": [{{\"Pattern\": \"{}\"}}]}}", in_json(old)),
                format!("[ {old} ]"),
            ] {
                let Ok(criteria) = Criteria::read(&document, None) else {
                    continue;
                };
                let filter = &criteria.filters[0];
                for new in texts {
                    let after = applied(&document, &filter.edit(&document, new));
                    let read = Criteria::read(&after, None).unwrap();
                    assert_eq!(read.filters[0].text, new, "{document} -> {after}");
                }
            }
        }
    }
}
