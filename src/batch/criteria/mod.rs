//! Reads filter documents: the text of a `-f` file or an `-e` option. The result is the text of each pattern, with its
//! name and its place in the document.
//!
//! A document is one pattern, a list of patterns, a `FilterCriteria` as the Lambda API has it (alone, or under
//! `FilterCriteria`), or the output of AWS's command line for mappings, rules and pipes. A byte offset in a pattern's
//! text can always be traced back to its byte in the document, through JSON escapes.

mod choice;
mod edit;
mod error;
mod expression;
mod groups;
mod hunks;
mod mapped;
mod mistaken;
mod parts;
mod printed;
mod quota;
mod reader;
mod record_like;
mod spelling;
#[cfg(test)]
mod tests;
mod wrapper;
mod written;

use tidegate::Span;
use tidegate_json::{Json, JsonKind, Member};

pub use error::CriteriaError;
pub use groups::Group;
pub use mapped::{Mapped, PieceOrigin};
pub use parts::{Criteria, FilterText, Remark};
pub use quota::{FILTERS_DEFAULT_MAX, FILTERS_QUOTA_MAX, Quota};
pub use spelling::{ScalarForm, Spelling};
pub use written::Edit;

use choice::{choose, only};
use error::{EXAMPLE, none, nothing_to_pick};
use mistaken::{refuse_lists_of_aws, refuse_records};
use parts::Place;
use printed::Entry;
use printed::is_filter;
use reader::Reader;
use wrapper::refuse_wrapped;

impl Criteria {
    /// Reads a document. `pick` selects a mapping, rule or pipe by its UUID, the name of its function, or its own name.
    /// Without it, all entries of the document must have the same filters.
    ///
    /// ```
    /// use tidegate::Source;
    /// use tidegate_batch::Route;
    /// use tidegate_batch::criteria::Criteria;
    /// let printed = r#"{"Rules": [
    ///     {"Name": "paid", "Arn": "arn:aws:events:eu-west-1:1:rule/paid", "EventPattern": "{\"source\":[\"shop\"]}"},
    ///     {"Name": "all", "Arn": "arn:aws:events:eu-west-1:1:rule/all", "EventPattern": "{\"account\":[\"1\"]}"}]}"#;
    /// assert_eq!(Criteria::read(printed, None).unwrap_err().code, "E0403");
    /// let criteria = Criteria::read(printed, Some("all")).unwrap();
    /// assert_eq!(criteria.filters[0].text, r#"{"account":["1"]}"#);
    /// assert_eq!(criteria.route, Some(Route::Service(Source::EventBridge)));
    /// ```
    ///
    /// Text that is not JSON, or JSON of an unknown form, becomes one pattern, without the line break that editors add
    /// at the end. The engine then reports what is wrong with it.
    ///
    /// # Errors
    /// `E0101`: text after a list or a `FilterCriteria`. `E0401`: a value that is not a filter where a filter should
    /// be. `E0402`: no filter. `E0403`: it is not clear which mapping, rule or pipe is meant, or none has that name.
    /// `E0404`: a source that AWS does not filter.
    pub fn read(document: &str, pick: Option<&str>) -> Result<Self, CriteriaError> {
        if document.trim_ascii().is_empty() {
            return Err(none(Span::new(0, 0), "the document is empty", EXAMPLE));
        }
        let Ok(root) = Json::parse_first(document) else {
            return not_picked(document, pick).map(|()| whole(document));
        };
        refuse_lists_of_aws(&root)?;
        let mut reader = Reader::new(document);
        if let Some(entries) = Entry::all(&root) {
            reader.printed(choose(&entries, pick, start(&root))?)?;
        } else {
            not_picked(document, pick)?;
            if criteria_filters(&root).is_none() {
                refuse_wrapped(&root)?;
                refuse_records(document, &root)?;
            }
            match (&root.kind, criteria_filters(&root)) {
                (_, Some(filters)) => filters.iter().try_for_each(|it| reader.entry(it))?,
                (JsonKind::Array(elements), _) => {
                    elements.iter().try_for_each(|it| reader.element(it))?;
                }
                _ => return Ok(with_trailing_remark(whole(document), document, &root)),
            }
        }
        Json::parse_whole(document).map_err(CriteriaError::from)?;
        reader.finish(root.span)
    }
}

/// Returns the span of the document's first byte. Errors about the whole document point there.
fn start(root: &Json) -> Span {
    Span::new(root.span.start, root.span.start + 1)
}

/// Refuses `pick` for a document that is not a list of entries.
fn not_picked(document: &str, pick: Option<&str>) -> Result<(), CriteriaError> {
    let whole = Span::new(0, document.trim_ascii_end().len());
    pick.map_or(Ok(()), |name| Err(nothing_to_pick(whole, name)))
}

/// Returns the span of the mapping, rule or pipe in a document that AWS printed: the only one, or the one that `pick`
/// names. Returns `None` for any other document.
///
/// ```
/// use tidegate_batch::criteria::only_entry;
/// let printed = r#"{"EventSourceMappings": [{"UUID": "a", "State": "Enabled"}, {"UUID": "b", "State": "Enabled"}]}"#;
/// let span = only_entry(printed, Some("b")).unwrap().unwrap();
/// assert_eq!(&printed[span.range()], r#"{"UUID": "b", "State": "Enabled"}"#);
/// assert_eq!(only_entry(r#"{"BatchSize": 10}"#, None), Ok(None));
/// ```
///
/// # Errors
/// `E0402`: the list is empty. `E0403`: there are several entries and `pick` is `None`, or no entry has that name.
pub fn only_entry(document: &str, pick: Option<&str>) -> Result<Option<Span>, CriteriaError> {
    let Ok(root) = Json::parse_first(document) else {
        return Ok(None);
    };
    let Some(entries) = Entry::all(&root) else {
        return not_picked(document, pick).map(|()| None);
    };
    only(&entries, pick, start(&root)).map(|entry| Some(entry.span()))
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
        route: None,
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
            help: help_after(text).to_owned(),
        });
    }
    criteria
}

/// Returns what to do about text after a pattern.
fn help_after(text: &str) -> &'static str {
    match text {
        "}" | "]" => "there is one closing bracket too many: take it out",
        _ if text.chars().all(|it| matches!(it, '}' | ']')) => {
            "there are too many closing brackets: take them out"
        }
        _ => "write several patterns as a list: [{...}, {...}]",
    }
}

/// Returns the list under `Filters` if `root` is a `FilterCriteria`, wrapped or not.
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
    let are_filters = filters.iter().all(is_filter);
    (key == b"Filters" && are_filters).then_some(filters)
}
