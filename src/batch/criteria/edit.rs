//! Writes a changed pattern back into its document. Only the part that changed is replaced, in the way the pattern is
//! written there; the document keeps its spelling everywhere else.

use tidegate::Span;
use tidegate_json::Json;

use super::parts::{FilterText, Place, Remark};
use super::spelling::loses_reference;
use super::written::{Edit, in_json};

impl FilterText {
    /// Returns the edit of the document that should make `text` of this pattern; `None` if the document can't hold it
    /// there. In a document that is not JSON, whoever makes the edit reads the document again and compares: how a text
    /// is written there depends on what is around it.
    ///
    /// ```
    /// use tidegate_batch::criteria::Criteria;
    /// let document = r#"{"Filters": [{"Pattern": "{\"body\":{\"n\":[\"5\"]}}"}]}"#;
    /// let criteria = Criteria::read(document, None).unwrap();
    /// let edit = criteria.filters[0].edit(document, r#"{"body":{"n":["5","6"]}}"#).unwrap();
    /// assert_eq!(edit.text, r#",\"6\""#);
    /// ```
    #[must_use]
    pub fn edit(&self, document: &str, text: &str) -> Option<Edit> {
        let (from, until) = changed(&self.text, text);
        let new = &text[from..text.len() - (self.text.len() - until)];
        let text = match &self.place {
            Place::Verbatim(_) => new.to_owned(),
            Place::Quoted(_) => in_json(new),
            Place::Mapped(mapped, Some(spelling)) => {
                return spelling.edit(document, mapped, text);
            }
            // Where the pattern is a map of the document, JSON can stand in place of a value in all its languages.
            Place::Mapped(mapped, None) if loses_reference(document, mapped, &(from..until)) => {
                return None;
            }
            Place::Mapped(mapped, None) => match mapped.exact_stretch(from..until) {
                Some(start) => in_style(new, style_at(document, start))?,
                None => new.to_owned(),
            },
        };
        Some(Edit {
            span: self.span_in(document, Span::new(from, until)),
            text,
        })
    }
}

/// How a document writes the text at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// Between single quotes, in which two stand for one.
    Single,
    /// Between double quotes, with the escapes of JSON.
    Double,
    /// As it is, on one line.
    Bare,
}

/// Returns the style of the text at a byte, by the quotes before it on its line. A quote that is part of a bare text is
/// mistaken for an opening one; the edit is then found wrong when the document is read again.
fn style_at(document: &str, at: usize) -> Style {
    let line = document[..at].rfind('\n').map_or(0, |end| end + 1);
    let before = &document.as_bytes()[line..at];
    let (mut open, mut index) = (None, 0);
    while let Some(&byte) = before.get(index) {
        match (open, byte) {
            (None, b'\'' | b'"') => open = Some(byte),
            (Some(b'"'), b'\\') => index += 1,
            (Some(quote), byte) if quote == byte => open = None,
            (None | Some(_), _) => {}
        }
        index += 1;
    }
    match open {
        Some(b'\'') => Style::Single,
        Some(_) => Style::Double,
        None => Style::Bare,
    }
}

/// Returns the text in a style; `None` if the style has no way to write it.
fn in_style(text: &str, style: Style) -> Option<String> {
    match style {
        Style::Double => Some(in_json(text)),
        Style::Single | Style::Bare if text.contains(['\n', '\r']) => None,
        Style::Single => Some(text.replace('\'', "''")),
        Style::Bare => Some(text.to_owned()),
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
                    let after = applied(&document, &filter.edit(&document, new).unwrap());
                    let read = Criteria::read(&after, None).unwrap();
                    assert_eq!(read.filters[0].text, new, "{document} -> {after}");
                }
            }
        }
    }
}
