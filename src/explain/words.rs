//! The sentences: what AWS does with a record of each disposition, and why a record's form kept filters from it.

use tidegate::{FieldExplanation, Invalid, InvalidKind, Outcome, PayloadForm, Source};
use tidegate_batch::{
    Disposition, DropReason, PayloadShape, RecordExplanation, Route, Unmatched, UnreadableReason,
    unmatched,
};
use tidegate_json::{Json, JsonKind};

/// Returns what AWS does with a record. (Lambda Developer Guide, "Control which events Lambda sends to your function"
/// and its pages on each source, read 2026-11-23.)
///
/// ```
/// use tidegate_batch::Disposition;
/// let sqs: tidegate_batch::Route = "sqs".parse()?;
/// assert_eq!(tidegate_explain::fate(sqs, Disposition::Filtered), "AWS deletes this message");
/// # Ok::<(), tidegate_batch::UnknownRoute>(())
/// ```
#[must_use]
pub fn fate(route: Route, disposition: Disposition) -> &'static str {
    match disposition {
        Disposition::Delivered => delivery(route),
        Disposition::Unreadable(_) => "tidegate does not know what AWS does with it",
        Disposition::Filtered | Disposition::Dropped(_) => match unmatched(route.source()) {
            Unmatched::Ignored => "no rule is triggered",
            Unmatched::Deleted => "AWS deletes this message",
            Unmatched::Committed => "AWS commits its offset and moves on",
            Unmatched::Passed => "the iterator moves past it",
        },
    }
}

fn delivery(route: Route) -> &'static str {
    match route {
        Route::Service(Source::EventBridge) => "the rule is triggered",
        Route::Service(_) => "AWS delivers it to the function",
        Route::Pipe(_) => "AWS delivers it to the target of the pipe",
    }
}

/// Returns the payload's key, as sentences name it.
pub(super) fn payload_name(source: Source) -> &'static str {
    match source {
        Source::EventBridge => "the event",
        Source::DynamoDb => "the record",
        Source::Sqs | Source::Kinesis | Source::Kafka | Source::Mq => {
            source.payload_key().unwrap_or("the record")
        }
    }
}

/// Returns the values at the path of a field, one after another.
pub(super) fn found(field: &FieldExplanation) -> String {
    let Some(first) = field.values.first() else {
        return "absent".to_owned();
    };
    let shown = match field.outcome {
        Outcome::Satisfied | Outcome::OtherElement => 1,
        _ => field.values.len(),
    };
    let more = field.value_count - shown;
    let texts = field.values[1..shown].iter();
    let shown = texts.fold(first.clone(), |shown, text| format!("{shown}, {text}"));
    match more {
        0 => shown,
        _ => format!("{shown} +{more}"),
    }
}

/// Returns how a payload was read.
pub(super) fn taken_as(shape: PayloadShape) -> &'static str {
    match shape {
        PayloadShape::Absent => "absent",
        PayloadShape::Json => "parsed as JSON",
        PayloadShape::Text => "a plain string",
        PayloadShape::Binary => "not UTF-8",
    }
}

/// Returns how a payload was read, in words that follow the payload's name.
pub(super) fn was_taken_as(shape: PayloadShape) -> &'static str {
    match shape {
        PayloadShape::Text => "taken as a plain string",
        shape => taken_as(shape),
    }
}

/// Returns the form of payload that a filter asks for.
pub(super) fn asked_form(source: Source, asks: PayloadForm) -> String {
    let payload = payload_name(source);
    match asks {
        _ if source == Source::EventBridge => "a JSON object".to_owned(),
        PayloadForm::Text => format!("a plain string: the filter has a list for {payload} itself"),
        PayloadForm::Json => format!("JSON: the filter names fields in {payload}"),
        PayloadForm::Both => format!("JSON or a plain string under {payload}"),
        PayloadForm::Unasked => "a JSON record".to_owned(),
    }
}

/// Returns the form that was found in place of the payload, in a word or two.
pub(super) fn found_form(reason: DropReason) -> &'static str {
    match reason {
        DropReason::NotJson => "text that is not JSON",
        DropReason::NotUtf8 => "bytes that are not UTF-8",
        DropReason::JsonForPlainFilter => "JSON",
        DropReason::PlainForJsonFilter => "a bare JSON value, which counts as a plain string",
        DropReason::KplAggregated => "records aggregated by the Kinesis Producer Library",
        _ => "a payload of another form",
    }
}

/// Returns why a payload is not JSON, or why an input is not a record.
pub(super) fn why_not(source: Source, why: &RecordExplanation) -> Option<String> {
    match why.disposition {
        Disposition::Dropped(DropReason::NotJson | DropReason::NotUtf8) => why
            .invalid
            .map(|invalid| parse_failure(invalid, &why.beginning)),
        Disposition::Dropped(DropReason::PlainForJsonFilter) => encoded_twice(&why.beginning)
            .then(|| "it is JSON inside a JSON string: it was encoded twice".to_owned()),
        Disposition::Dropped(DropReason::KplAggregated) => {
            Some("filters see the aggregate, not the records in it: no filter can match".to_owned())
        }
        Disposition::Unreadable(reason) => Some(unreadable(source, reason, why)),
        _ => None,
    }
}

/// Returns whether the text is a JSON string that holds an object or list as JSON text.
fn encoded_twice(text: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(text) else {
        return false;
    };
    let outer = Json::parse_whole(text).ok();
    let inner = outer.as_ref().and_then(Json::as_str);
    let inner = inner.and_then(|inner| Json::parse_whole(inner).ok());
    inner.is_some_and(|it| matches!(it.kind, JsonKind::Object(_) | JsonKind::Array(_)))
}

fn parse_failure(invalid: Invalid, text: &[u8]) -> String {
    match text.first() {
        None => "it is empty".to_owned(),
        Some(b'\'') => "quotes of JSON are double".to_owned(),
        _ if invalid.kind == InvalidKind::NotAnObject => "it begins with no brace".to_owned(),
        _ => invalid.to_string(),
    }
}

fn unreadable(source: Source, reason: UnreadableReason, why: &RecordExplanation) -> String {
    let payload = payload_name(source);
    match (reason, why.invalid) {
        (UnreadableReason::BadBase64, _) => format!("its {payload} is not base64"),
        (UnreadableReason::TooLarge, _) => {
            "it is over the limit; --max-record-bytes raises it".to_owned()
        }
        (UnreadableReason::Truncated, _) => "the input ends inside it".to_owned(),
        (_, Some(invalid)) => invalid.to_string(),
        (_, None) => match source {
            Source::DynamoDb => "it has no object `dynamodb`".to_owned(),
            Source::Kafka => "it has no `topic`, or a `value` that is not a string".to_owned(),
            Source::Sqs | Source::Kinesis | Source::Mq | Source::EventBridge => {
                format!("it has no string `{payload}`")
            }
        },
    }
}
