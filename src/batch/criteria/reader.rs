//! Collects the filters of a document. Each form of document calls the method for its kind of entry, and all of them
//! end in `pattern`, which reads a pattern from an object or a string.

use tidegate::Span;
use tidegate_json::{Json, JsonKind};

use super::error::{CriteriaError, none, wrong};
use super::parts::{Criteria, FilterText, Place, Remark};
use super::printed::{Entry, Held};

/// The filters collected from a document so far.
pub(super) struct Reader<'d> {
    document: &'d str,
    criteria: Criteria,
}

impl<'d> Reader<'d> {
    pub(super) const fn new(document: &'d str) -> Self {
        Self {
            document,
            criteria: Criteria {
                filters: Vec::new(),
                remarks: Vec::new(),
                route: None,
            },
        }
    }

    /// Reads the filters of a mapping, rule or pipe.
    pub(super) fn printed(&mut self, entry: &Entry<'_>) -> Result<(), CriteriaError> {
        self.criteria.route = entry.route()?;
        match entry.held() {
            Held::Filters(filters) => filters.iter().try_for_each(|it| self.entry(it)),
            Held::Pattern(pattern) => {
                let name = entry.names().first().map(|&name| name.to_owned());
                self.pattern(pattern, name, "`EventPattern` is the pattern's text")
            }
            Held::Encrypted => Err(none(entry.name_span(), &entry.lacks_filter(), ENCRYPTED)),
            Held::Nothing => Err(none(
                entry.name_span(),
                &entry.lacks_filter(),
                entry.without(),
            )),
            Held::Other(json) => Err(wrong(
                json,
                &format!("{} where the filters should be", json.kind.noun()),
                "AWS prints {\"Filters\": [{\"Pattern\": \"...\"}]}",
            )),
        }
    }

    /// Reads an entry of `Filters`: `{"Pattern": TEXT}`, perhaps with a `Name`. An entry without a pattern is `{}`.
    pub(super) fn entry(&mut self, entry: &Json) -> Result<(), CriteriaError> {
        let Some(pattern) = entry.get("Pattern") else {
            return self.element(entry);
        };
        let name = entry.get("Name").and_then(Json::as_str).map(str::to_owned);
        if matches!(pattern.kind, JsonKind::Object(_)) {
            self.criteria.remarks.push(Remark {
                code: "L0102",
                span: Span::new(pattern.span.start, pattern.span.start + 1),
                message: "this `Pattern` is an object; AWS expects a string".to_owned(),
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

    /// Reads an element of a plain list.
    pub(super) fn element(&mut self, element: &Json) -> Result<(), CriteriaError> {
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
                    &format!("{} is not a pattern", kind.noun()),
                    accepted,
                ));
            }
        };
        self.criteria.filters.push(FilterText { text, name, place });
        Ok(())
    }

    pub(super) fn finish(self, span: Span) -> Result<Criteria, CriteriaError> {
        if self.criteria.filters.is_empty() {
            let help = "a mapping without filters delivers every record";
            return Err(none(span, "no filter in this document", help));
        }
        Ok(self.criteria)
    }
}

/// The hint for encrypted filters. (Lambda API Reference, "ListEventSourceMappings" and "FilterCriteriaError", read
/// 2026-11-30.)
const ENCRYPTED: &str = "its filters are encrypted with a KMS key: `aws lambda get-event-source-mapping --uuid ...` \
                         prints them if you are allowed to decrypt";
