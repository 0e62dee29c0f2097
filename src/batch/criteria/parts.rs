//! The content of a filter document: the filters with their places, remarks about the document, and the source if the
//! document names it. `Criteria` is what callers get from reading a document.

use tidegate::Span;
use tidegate_json::source_offset;

use super::mapped::Mapped;
use super::spelling::Spelling;
use crate::route::Route;

/// The content of a filter document.
///
/// ```
/// use tidegate_batch::criteria::Criteria;
/// let document = r#"{"Filters": [{"Pattern": "{\"body\":[]}"}]}"#;
/// let criteria = Criteria::read(document, None).unwrap();
/// let filter = &criteria.filters[0];
/// assert_eq!(filter.text, r#"{"body":[]}"#);
/// // The list at bytes 8 to 10 of the pattern stands at bytes 37 to 39 of the document: escapes are counted.
/// let span = filter.span_in(document, tidegate::Span::new(8, 10));
/// assert_eq!(&document[span.range()], "[]");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criteria {
    /// The filters, in the order written. Never empty.
    pub filters: Vec<FilterText>,
    /// Places where tidegate reads the document, but AWS would not accept it as it is written.
    pub remarks: Vec<Remark>,
    /// The source of the records; `None` if the document does not name it.
    pub route: Option<Route>,
}

/// One filter of a document: its pattern as text.
///
/// ```
/// use tidegate_batch::criteria::Criteria;
/// let criteria = Criteria::read(r#"{"Filters":[{"Name":"all","Pattern":"{\"body\":[\"x\"]}"}]}"#, None).unwrap();
/// assert_eq!(criteria.filters[0].name.as_deref(), Some("all"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterText {
    /// The pattern, unescaped if it is a JSON string in the document.
    pub text: String,
    /// The `Name` beside the `Pattern`, or the name of the rule; `None` if the document has none.
    pub name: Option<String>,
    pub(super) place: Place,
}

/// The place of a pattern's text in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The text stands in the document as it is, from this byte on.
    Verbatim(usize),
    /// The text is the JSON string at this span, quotes included.
    Quoted(Span),
    /// The text was made from the document, piece by piece. `None`: not from one scalar.
    Mapped(Mapped, Option<Spelling>),
}

/// A place in a document that deserves a warning.
///
/// ```
/// use tidegate_batch::criteria::Criteria;
/// let criteria = Criteria::read(r#"{"Filters":[{"Pattern":{"body":["x"]}}]}"#, None).unwrap();
/// assert_eq!(criteria.remarks.len(), 1, "AWS wants the pattern as text");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The code of the lint rule that explains the remark.
    pub code: &'static str,
    /// The place in the document.
    pub span: Span,
    /// The message, in lower case and without a full stop.
    pub message: String,
    /// A hint at what to write instead.
    pub help: String,
}

impl FilterText {
    /// Returns the filter with a text that was made from the document, such as a pattern of a template. `spelling`: how
    /// the document writes it, if one scalar holds it.
    #[must_use]
    pub fn mapped(text: Mapped, name: Option<String>, spelling: Option<Spelling>) -> Self {
        Self {
            text: text.text().to_owned(),
            name,
            place: Place::Mapped(text, spelling),
        }
    }

    /// Returns the span in the document that `span` in this filter's text comes from.
    #[must_use]
    pub fn span_in(&self, document: &str, span: Span) -> Span {
        match &self.place {
            Place::Verbatim(start) => Span::new(start + span.start, start + span.end),
            Place::Quoted(quoted) => {
                let offset = |index| source_offset(document, *quoted, index);
                Span::new(offset(span.start), offset(span.end))
            }
            Place::Mapped(text, _) => {
                let range = text.source(span.range());
                Span::new(range.start, range.end)
            }
        }
    }
}
