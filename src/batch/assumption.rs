//! Decisions of tidegate's about behaviour that AWS does not document and nobody has measured. A record whose
//! disposition depends on such a decision names it, so that reports can say so. DESIGN.md, "Where AWS is silent", lists
//! the decisions.

use tidegate::{PayloadForm, Profile, Rule, Source};
use tidegate_json::{Json, JsonKind, is_scalar};

use crate::disposition::Disposition;
use crate::shape::Shape;
use crate::source::datasheet;

/// A decision that a record's disposition depends on.
///
/// ```
/// use tidegate::{Profile, Source};
/// use tidegate_batch::{Assumption, Filters, RecordForm};
/// let mq = Source::Mq;
/// let filters = Filters::compile(mq, Profile::Service(mq), &[r#"{"data":{"a":[1]}}"#])?;
/// let mut judge = filters.judge();
/// let assumed = judge.judge(b"plain text", RecordForm::Payload).assumption;
/// assert_eq!(assumed, Some(Assumption::MqMismatch));
/// assert_eq!(judge.judge(br#"{"a":1}"#, RecordForm::Payload).assumption, None);
/// # Ok::<(), tidegate_batch::FilterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Assumption {
    /// A payload that is not UTF-8 is dropped by a filter that asks for it.
    NotUtf8,
    /// MQ drops a payload in another form than the filter asks for, as Kafka was measured to do.
    MqMismatch,
    /// A pipe that reads from Kafka drops a payload in another form than the filter asks for, as an event source
    /// mapping does.
    PipeMismatch,
    /// A filter whose only condition on the payload is that a field is absent does not match a payload in another form.
    AbsenceMismatch,
    /// A payload that is a bare JSON string, number, boolean or null is plain text.
    BareScalar,
    /// A payload that is a JSON list counts as JSON, and filters match its elements.
    RootList,
    /// If one filter asks for JSON and another for plain text, each sees the payload in its own form.
    MixedForms,
    /// A key such as `body.state` means the path `body`, `state`.
    DottedKey,
}

impl Assumption {
    /// Every decision.
    pub const ALL: [Self; 8] = [
        Self::NotUtf8,
        Self::MqMismatch,
        Self::PipeMismatch,
        Self::AbsenceMismatch,
        Self::BareScalar,
        Self::RootList,
        Self::MixedForms,
        Self::DottedKey,
    ];

    /// Returns the spelling in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotUtf8 => "not-utf8",
            Self::MqMismatch => "mq-mismatch",
            Self::PipeMismatch => "pipe-mismatch",
            Self::AbsenceMismatch => "absence-mismatch",
            Self::BareScalar => "bare-scalar",
            Self::RootList => "root-list",
            Self::MixedForms => "mixed-forms",
            Self::DottedKey => "dotted-key",
        }
    }

    /// Returns the decision as a short clause.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::NotUtf8 => "bytes that are not UTF-8 are dropped",
            Self::MqMismatch => "MQ drops a mismatched payload",
            Self::PipeMismatch => "a pipe drops a mismatched payload",
            Self::AbsenceMismatch => "`exists: false` matches no mismatched payload",
            Self::BareScalar => "a bare JSON value is plain text",
            Self::RootList => "the elements of a JSON list are matched",
            Self::MixedForms => "each filter sees the payload in its own form",
            Self::DottedKey => "a dotted key is a path",
        }
    }
}

/// The assumptions that follow from the filters alone. They are worked out when the filters are compiled.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Standing {
    /// Holds for every record that has a payload.
    always: Option<Assumption>,
    /// Holds for payloads in a form that a filter does not ask for.
    on_mismatch: Option<Assumption>,
}

impl Standing {
    pub(crate) fn of(source: Source, patterns: &[&str], rules: &[Rule]) -> Self {
        let asks = |form| rules.iter().any(|rule| rule.payload_form() == form);
        let asks_both = asks(PayloadForm::Text) && asks(PayloadForm::Json);
        let has_dotted_key = || patterns.iter().any(|text| dots_payload_key(source, text));
        let always = if asks_both || asks(PayloadForm::Both) {
            Some(Assumption::MixedForms)
        } else {
            has_dotted_key().then_some(Assumption::DottedKey)
        };
        let asks_absence = rules.iter().any(Rule::asks_only_absence);
        Self {
            always,
            on_mismatch: asks_absence.then_some(Assumption::AbsenceMismatch),
        }
    }
}

/// Returns whether the pattern has a key such as `body.state` at its root or in a `$or` there.
fn dots_payload_key(source: Source, text: &str) -> bool {
    let Some(key) = source.payload_key() else {
        return false;
    };
    let prefix = format!("{key}.");
    Json::parse_first(text).is_ok_and(|root| has_key_after(&root, prefix.as_bytes()))
}

fn has_key_after(object: &Json, prefix: &[u8]) -> bool {
    let JsonKind::Object(members) = &object.kind else {
        return false;
    };
    members.iter().any(|member| {
        if let (b"$or", JsonKind::Array(elements)) = (&*member.key, &member.value.kind) {
            return elements
                .iter()
                .any(|element| has_key_after(element, prefix));
        }
        member.key.starts_with(prefix)
    })
}

/// A payload as the drop table saw it.
#[derive(Clone, Copy)]
pub(crate) struct Sight<'p> {
    pub(crate) shape: Shape,
    pub(crate) payload: &'p [u8],
    pub(crate) disposition: Disposition,
}

/// Returns the first decision that the record's disposition depends on. A mismatch between payload and filter comes
/// first.
pub(crate) fn assumption(
    profile: Profile,
    source: Source,
    (forms, standing): (&[PayloadForm], Standing),
    seen: Sight<'_>,
) -> Option<Assumption> {
    let is_barred = || forms.iter().any(|form| !seen.shape.fits(*form));
    if seen.disposition != Disposition::Delivered && is_barred() {
        let mismatch = of_mismatch(profile, source, standing, seen);
        if mismatch.is_some() {
            return mismatch;
        }
    }
    match seen.shape {
        Shape::Absent => None,
        Shape::Text if is_scalar(seen.payload) => Some(Assumption::BareScalar),
        Shape::Json if seen.payload.trim_ascii_start().starts_with(b"[") => {
            Some(Assumption::RootList)
        }
        Shape::Text | Shape::Json | Shape::Binary => standing.always,
    }
}

/// Returns the decision about a payload in a form that some filter does not ask for. Kafka's behaviour has been
/// measured, except for bytes that are not UTF-8. For SQS, Kinesis and DynamoDB the guide has tables.
fn of_mismatch(
    profile: Profile,
    source: Source,
    standing: Standing,
    seen: Sight<'_>,
) -> Option<Assumption> {
    let magic = datasheet(source).aggregate_magic;
    let is_aggregate = magic.is_some_and(|magic| seen.payload.starts_with(&magic));
    if seen.shape == Shape::Binary {
        return (!is_aggregate).then_some(Assumption::NotUtf8);
    }
    match source {
        Source::Mq => Some(Assumption::MqMismatch),
        Source::Kafka if matches!(profile, Profile::Pipes(_)) => Some(Assumption::PipeMismatch),
        Source::Kafka => standing.on_mismatch,
        Source::Sqs | Source::Kinesis | Source::DynamoDb | Source::EventBridge => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Filters;
    use crate::judged::RecordForm;

    fn assumed(profile: Profile, patterns: &[&str], payload: &[u8]) -> Option<&'static str> {
        let source = profile.source().unwrap();
        let filters = Filters::compile(source, profile, patterns).unwrap();
        let assumption = filters
            .judge()
            .judge(payload, RecordForm::Payload)
            .assumption;
        assumption.map(Assumption::as_str)
    }

    #[test]
    fn disposition_that_depends_on_a_decision_names_it() {
        let service = Profile::Service;
        for (profile, pattern, payload, wanted) in [
            (
                service(Source::Mq),
                r#"{"data":{"a":[1]}}"#,
                &b"text"[..],
                "mq-mismatch",
            ),
            (
                service(Source::Mq),
                r#"{"data":["x"]}"#,
                b"{}",
                "mq-mismatch",
            ),
            (
                Profile::Pipes(Source::Kafka),
                r#"{"value":["x"]}"#,
                b"{}",
                "pipe-mismatch",
            ),
            (
                service(Source::Kafka),
                r#"{"value":{"a":[1]}}"#,
                b"\xff",
                "not-utf8",
            ),
            (
                service(Source::Kafka),
                r#"{"value":{"a":[{"exists":false}]}}"#,
                b"text",
                "absence-mismatch",
            ),
            (
                service(Source::Sqs),
                r#"{"body":{"a":[1]}}"#,
                b"5",
                "bare-scalar",
            ),
            (
                service(Source::Sqs),
                r#"{"body":["5"]}"#,
                b" 5",
                "bare-scalar",
            ),
            (
                service(Source::Kinesis),
                r#"{"data":{"a":[1]}}"#,
                b" [{\"a\":1}]",
                "root-list",
            ),
            (
                service(Source::Sqs),
                r#"{"body.a":[1]}"#,
                b"{}",
                "dotted-key",
            ),
            (
                service(Source::Sqs),
                r#"{"$or":[{"body":["x"]},{"body":{"a":[1]}}]}"#,
                b"{}",
                "mixed-forms",
            ),
        ] {
            assert_eq!(
                assumed(profile, &[pattern], payload),
                Some(wanted),
                "{pattern}"
            );
        }
        let mixed = [r#"{"body":["x"]}"#, r#"{"body":{"a":[1]}}"#];
        assert_eq!(
            assumed(service(Source::Sqs), &mixed, b"x"),
            Some("mixed-forms")
        );
    }

    #[test]
    fn documented_or_measured_behaviour_is_not_assumed() {
        for (source, pattern, payload) in [
            (Source::Sqs, r#"{"body":{"a":[1]}}"#, &b"text"[..]),
            (Source::Sqs, r#"{"body":{"a":[1]}}"#, br#"{"a":2}"#),
            (Source::Kafka, r#"{"value":{"a":[1]}}"#, b"text"),
            (Source::Mq, r#"{"data":{"a":[1]}}"#, br#"{"a":1}"#),
            (Source::Mq, r#"{"redelivered":[true]}"#, b"\xff"),
            (
                Source::Kinesis,
                r#"{"data":{"a":[1]}}"#,
                b"\xf3\x89\x9a\xc2\xff",
            ),
            (Source::EventBridge, r#"{"a":[1]}"#, b"[]"),
        ] {
            let found = assumed(Profile::Service(source), &[pattern], payload);
            assert_eq!(found, None, "{source} {pattern}");
        }
    }
}
