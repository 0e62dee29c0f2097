//! Filter documents: the text of a `-f` file or an `-e` option in, pattern texts with names and places out.
//!
//! A document is one pattern, a list of patterns, or a `FilterCriteria` as the Lambda API has it (alone, under
//! `FilterCriteria`, or inside an answer of `get-event-source-mapping`). The one invariant: a byte offset in a
//! pattern's text can be traced back to the byte of the document it was written at, through JSON escapes.

use tidegate::{Code, Span};
use tidegate_json::{Json, JsonKind, Member, source_offset};

/// Filters an event source mapping may have without a quota increase.
/// (Lambda Developer Guide, "Control which events Lambda sends to your function", read 2026-11-23.)
pub const FILTERS_DEFAULT_MAX: usize = 5;

/// Filters an event source mapping may have after a quota increase (same page).
pub const FILTERS_QUOTA_MAX: usize = 10;

/// What a filter document holds.
///
/// ```
/// use tidegate_batch::criteria::Criteria;
/// let document = r#"{"Filters": [{"Pattern": "{\"body\":[]}"}]}"#;
/// let criteria = Criteria::read(document).unwrap();
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
    /// What AWS would not take as it is written, though it is read here.
    pub remarks: Vec<Remark>,
}

/// One filter of a document: its pattern as text.
///
/// ```
/// use tidegate_batch::criteria::Criteria;
/// let criteria = Criteria::read(r#"{"Filters":[{"Name":"all","Pattern":"{\"body\":[\"x\"]}"}]}"#).unwrap();
/// assert_eq!(criteria.filters[0].name.as_deref(), Some("all"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterText {
    /// The pattern, unescaped if it is a JSON string in the document.
    pub text: String,
    /// The `Name` beside the `Pattern`; `None` where the document gives none.
    pub name: Option<String>,
    place: Place,
}

/// Where a pattern's text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// It is the document's own text from this byte on.
    Verbatim(usize),
    /// It is the JSON string at this span, quotes included.
    Quoted(Span),
}

/// A place in a document that deserves a warning.
///
/// ```
/// use tidegate_batch::criteria::Criteria;
/// let criteria = Criteria::read(r#"{"Filters":[{"Pattern":{"body":["x"]}}]}"#).unwrap();
/// assert_eq!(criteria.remarks.len(), 1, "AWS wants the pattern as text");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The code of the lint rule that explains it.
    pub code: &'static str,
    /// Where.
    pub span: Span,
    /// What: lower case, no full stop.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

/// A document that holds no filters, or something else where a filter should be.
///
/// ```
/// use tidegate_batch::criteria::Criteria;
/// assert_eq!(Criteria::read("").unwrap_err().code, "E0402");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriteriaError {
    /// `E0101` for text that is not JSON, `E0401` for JSON of the wrong shape, `E0402` for no filter at all.
    pub code: &'static str,
    /// Where in the document.
    pub span: Span,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What would be accepted.
    pub help: Option<String>,
}

impl std::fmt::Display for CriteriaError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for CriteriaError {}

/// How a number of filters stands against the quotas of an event source mapping.
///
/// ```
/// use tidegate_batch::criteria::Quota;
/// assert_eq!((Quota::of(5), Quota::of(6), Quota::of(11)), (Quota::Within, Quota::NeedsIncrease, Quota::Exceeded));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quota {
    /// Up to [`FILTERS_DEFAULT_MAX`].
    Within,
    /// Up to [`FILTERS_QUOTA_MAX`]: AWS takes them after a quota increase.
    NeedsIncrease,
    /// More than AWS takes at all.
    Exceeded,
}

impl Quota {
    /// Where this many filters of one mapping stand.
    #[must_use]
    pub const fn of(filters: usize) -> Self {
        if filters <= FILTERS_DEFAULT_MAX {
            Self::Within
        } else if filters <= FILTERS_QUOTA_MAX {
            Self::NeedsIncrease
        } else {
            Self::Exceeded
        }
    }
}

impl Criteria {
    /// Reads a document.
    ///
    /// Text that is not JSON, and JSON that is no list and no `FilterCriteria`, is taken as one pattern, whole (but
    /// for a line break at its very end, which editors add): the engine then says what is wrong with it.
    ///
    /// # Errors
    /// `E0101`: text after a list or a `FilterCriteria`. `E0401`: something that is no filter where one should be.
    /// `E0402`: no filter.
    pub fn read(document: &str) -> Result<Self, CriteriaError> {
        if document.trim_ascii().is_empty() {
            return Err(none(Span::new(0, 0), "the document is empty", EXAMPLE));
        }
        let Ok(root) = Json::parse_first(document) else {
            return Ok(whole(document));
        };
        let mut reader = Reader {
            document,
            criteria: Self {
                filters: vec![],
                remarks: vec![],
            },
        };
        match (&root.kind, criteria_filters(&root)) {
            (_, Some(filters)) => filters.iter().try_for_each(|filter| reader.entry(filter))?,
            (JsonKind::Array(elements), _) => {
                elements
                    .iter()
                    .try_for_each(|element| reader.element(element))?;
            }
            _ => return Ok(with_trailing_remark(whole(document), document, &root)),
        }
        Json::parse_whole(document).map_err(CriteriaError::from)?;
        reader.finish(root.span)
    }
}

impl FilterText {
    /// The span in the document of `span` in this filter's text.
    #[must_use]
    pub fn span_in(&self, document: &str, span: Span) -> Span {
        let offset = |index| match self.place {
            Place::Verbatim(start) => start + index,
            Place::Quoted(quoted) => source_offset(document, quoted, index),
        };
        Span::new(offset(span.start), offset(span.end))
    }
}

fn whole(document: &str) -> Criteria {
    let text = document
        .strip_suffix('\n')
        .map_or(document, |t| t.strip_suffix('\r').unwrap_or(t));
    let place = Place::Verbatim(0);
    let filter = FilterText {
        text: text.to_owned(),
        name: None,
        place,
    };
    Criteria {
        filters: vec![filter],
        remarks: vec![],
    }
}

fn with_trailing_remark(mut criteria: Criteria, document: &str, root: &Json) -> Criteria {
    let after = &document[root.span.end..];
    let text = after.trim();
    if !text.is_empty() {
        let start = root.span.end + after.len() - after.trim_start().len();
        criteria.remarks.push(Remark {
            code: "L0106",
            span: Span::new(start, start + text.len()),
            message: "text after the pattern is ignored".to_owned(),
            help: "write several patterns as a list: [{...}, {...}]".to_owned(),
        });
    }
    criteria
}

/// The list under `Filters` if this is a `FilterCriteria`, wrapped or not.
fn criteria_filters(root: &Json) -> Option<&[Json]> {
    if let Some(inner) = root.get("FilterCriteria") {
        return match &inner.kind {
            JsonKind::Object(members) if members.is_empty() => Some(&[]),
            _ => bare_criteria_filters(inner),
        };
    }
    bare_criteria_filters(root)
}

fn bare_criteria_filters(json: &Json) -> Option<&[Json]> {
    let JsonKind::Object(members) = &json.kind else {
        return None;
    };
    let [Member { key, value, .. }] = members.as_slice() else {
        return None;
    };
    let JsonKind::Array(filters) = &value.kind else {
        return None;
    };
    let are_filters = filters
        .iter()
        .all(|filter| filter.get("Pattern").is_some() || is_empty(filter));
    (key == b"Filters" && are_filters).then_some(filters)
}

/// Whether it is `{}`, which tools write for a filter without a pattern (aws-cdk issue 23214). As a value of a pattern it
/// would be refused, too.
fn is_empty(filter: &Json) -> bool {
    filter.kind == JsonKind::Object(Vec::new())
}

struct Reader<'d> {
    document: &'d str,
    criteria: Criteria,
}

impl Reader<'_> {
    /// An entry of `Filters`: `{"Pattern": TEXT}`, with a `Name` if you like.
    fn entry(&mut self, entry: &Json) -> Result<(), CriteriaError> {
        let Some(pattern) = entry.get("Pattern") else {
            return self.element(entry);
        };
        let name = entry.get("Name").and_then(Json::as_str).map(str::to_owned);
        if matches!(pattern.kind, JsonKind::Object(_)) {
            self.criteria.remarks.push(Remark {
                code: "L0102",
                span: Span::new(pattern.span.start, pattern.span.start + 1),
                message: "this `Pattern` is an object; AWS wants its text".to_owned(),
                help: "write the pattern as a JSON string: \"Pattern\": \"{\\\"body\\\": ...}\""
                    .to_owned(),
            });
        }
        self.pattern(
            pattern,
            name,
            "`Pattern` is the pattern's text, a JSON string",
        )
    }

    /// An element of a plain list.
    fn element(&mut self, element: &Json) -> Result<(), CriteriaError> {
        self.pattern(
            element,
            None,
            "a list of filters holds pattern objects, or their texts",
        )
    }

    fn pattern(
        &mut self,
        json: &Json,
        name: Option<String>,
        accepted: &str,
    ) -> Result<(), CriteriaError> {
        let (text, place) = match &json.kind {
            JsonKind::Object(_) => {
                let text = self.document[json.span.range()].to_owned();
                (text, Place::Verbatim(json.span.start))
            }
            JsonKind::String(bytes) => match String::from_utf8(bytes.clone()) {
                Ok(text) => (text, Place::Quoted(json.span)),
                Err(_) => {
                    return Err(wrong(
                        json,
                        "half of a surrogate pair in a pattern",
                        accepted,
                    ));
                }
            },
            kind => {
                return Err(wrong(
                    json,
                    &format!("{} is not a pattern", noun(kind)),
                    accepted,
                ));
            }
        };
        self.criteria.filters.push(FilterText { text, name, place });
        Ok(())
    }

    fn finish(self, span: Span) -> Result<Criteria, CriteriaError> {
        if self.criteria.filters.is_empty() {
            let help = "a mapping without filters delivers every record";
            return Err(none(span, "no filter in this document", help));
        }
        Ok(self.criteria)
    }
}

const EXAMPLE: &str = "a pattern is a JSON object, such as {\"body\": {\"state\": [\"paid\"]}}";

fn none(span: Span, message: &str, help: &str) -> CriteriaError {
    CriteriaError {
        code: "E0402",
        span,
        message: message.to_owned(),
        help: Some(help.to_owned()),
    }
}

fn wrong(json: &Json, message: &str, accepted: &str) -> CriteriaError {
    CriteriaError {
        code: "E0401",
        span: json.span,
        message: message.to_owned(),
        help: Some(accepted.to_owned()),
    }
}

const fn noun(kind: &JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "null",
        JsonKind::Bool(_) => "a boolean",
        JsonKind::Number(_) => "a number",
        JsonKind::String(_) => "a string",
        JsonKind::Array(_) => "a list",
        JsonKind::Object(_) => "an object",
    }
}

impl From<tidegate_json::Error> for CriteriaError {
    fn from(error: tidegate_json::Error) -> Self {
        let error = tidegate::Error::from(error);
        let code: Code = error.code();
        Self {
            code: code.as_str(),
            span: error.span(),
            message: error.message().to_owned(),
            help: error.help_text().map(str::to_owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(document: &str) -> Vec<String> {
        Criteria::read(document)
            .unwrap()
            .filters
            .into_iter()
            .map(|filter| filter.text)
            .collect()
    }

    fn error(document: &str) -> (&'static str, &str) {
        let error = Criteria::read(document).unwrap_err();
        (error.code, &document[error.span.range()])
    }

    #[test]
    fn every_form_of_document_gives_the_same_patterns() {
        let (one, two) = (r#"{"body": {"a": [1]}}"#, r#"{"body":{"b":[2]}}"#);
        let quoted = r#""{\"body\":{\"b\":[2]}}""#;
        for document in [
            format!("[{one}, {two}]"),
            format!("[{one}, {quoted}]"),
            format!(r#"{{"Filters": [{{"Pattern": {one}}}, {{"Pattern": {quoted}}}]}}"#),
            format!(
                r#"{{"FilterCriteria": {{"Filters": [{{"Pattern": {one}}}, {{"Pattern": {two}}}]}}}}"#
            ),
            format!(
                r#"{{"UUID": "x", "FilterCriteria": {{"Filters": [{{"Pattern": {one}}}, {{"Pattern": {quoted}}}]}}, "State": "Enabled"}}"#
            ),
        ] {
            assert_eq!(texts(&document), [one, two], "{document}");
        }
    }

    #[test]
    fn a_pattern_is_its_document_but_for_the_last_line_break() {
        assert_eq!(texts(" {\"a\":[1]} \r\n"), [" {\"a\":[1]} "]);
        assert_eq!(texts("{\"a\":[1]}\n\n"), ["{\"a\":[1]}\n"]);
    }

    #[test]
    fn what_only_resembles_a_filter_criteria_is_a_pattern() {
        for document in [
            r#"{"Filters": ["a"]}"#,
            r#"{"Filters": [{"prefix": "a"}]}"#,
            r#"{"Filters": [{"Pattern": "{}"}], "detail": ["x"]}"#,
            r#"{"FilterCriteria": ["x"]}"#,
            r#"{"FilterCriteria": {"Filters": ["x"]}}"#,
            "not JSON at all",
            "5",
        ] {
            assert_eq!(texts(document), [document]);
        }
    }

    #[test]
    fn an_empty_object_among_filters_is_an_empty_filter() {
        assert_eq!(texts(r#"{"Filters": [{}]}"#), ["{}"]);
        let wrapped = r#"{"FilterCriteria": {"Filters": [{"Pattern": "{}"}, { }]}}"#;
        assert_eq!(texts(wrapped), ["{}", "{ }"]);
    }

    #[test]
    fn names_are_kept() {
        let document = r#"{"Filters": [{"Name": "paid", "Pattern": "{}"}, {"Pattern": "{}"}]}"#;
        let names: Vec<_> = Criteria::read(document)
            .unwrap()
            .filters
            .into_iter()
            .map(|f| f.name)
            .collect();
        assert_eq!(names, [Some("paid".to_owned()), None]);
    }

    #[test]
    fn an_offset_leads_back_through_escapes() {
        let document = r#"[ "{\"\u00e9\\n\":[ ]}" ]"#;
        let criteria = Criteria::read(document).unwrap();
        let filter = &criteria.filters[0];
        let at = filter.text.find("[ ]").unwrap();
        let span = filter.span_in(document, Span::new(at, at + 3));
        assert_eq!(&document[span.range()], "[ ]");
        let end = filter.span_in(document, Span::new(filter.text.len(), filter.text.len()));
        assert_eq!(&document[end.start..], "\" ]");
    }

    #[test]
    fn an_offset_in_an_object_is_counted_from_its_brace() {
        let document = r#"{"Filters": [{"Pattern": {"a": []}}]}"#;
        let criteria = Criteria::read(document).unwrap();
        let span = criteria.filters[0].span_in(document, Span::new(6, 8));
        assert_eq!(&document[span.range()], "[]");
        assert_eq!(criteria.remarks.len(), 1);
    }

    #[test]
    fn something_that_is_no_filter_is_pointed_at() {
        assert_eq!(error(r#"[{"a":[1]}, 5]"#), ("E0401", "5"));
        assert_eq!(
            error(r#"{"Filters": [{"Pattern": null}]}"#),
            ("E0401", "null")
        );
        assert_eq!(error(r#"[["a"]]"#), ("E0401", r#"["a"]"#));
        assert_eq!(error(r#"["\ud800"]"#), ("E0401", r#""\ud800""#));
    }

    #[test]
    fn no_filter_is_an_error() {
        for document in [
            "[]",
            r#"{"Filters": []}"#,
            r#"{"FilterCriteria": {}}"#,
            r#"{"FilterCriteria":{"Filters":[]}}"#,
        ] {
            assert_eq!(error(document).0, "E0402", "{document}");
        }
    }

    #[test]
    fn text_after_the_filters_is_an_error_and_after_a_pattern_a_remark() {
        assert_eq!(error(r#"[{"a":[1]}] x"#), ("E0101", "x"));
        let document = "{\"a\":[1]}\n{\"b\":[2]}\n";
        let criteria = Criteria::read(document).unwrap();
        assert_eq!(criteria.filters.len(), 1);
        assert_eq!(&document[criteria.remarks[0].span.range()], r#"{"b":[2]}"#);
    }

    #[test]
    fn quotas() {
        let quotas = [5, 6, 10, 11].map(Quota::of);
        let expected = [
            Quota::Within,
            Quota::NeedsIncrease,
            Quota::NeedsIncrease,
            Quota::Exceeded,
        ];
        assert_eq!(quotas, expected);
    }
}
