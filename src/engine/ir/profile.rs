//! The rules that a pattern follows, and the form in which it asks for a source's payload.

use super::source::Source;

/// The language that a pattern is written in. It decides which patterns are accepted and what they are matched against.
///
/// ```
/// use tidegate::{Pattern, Profile, Rule, Source};
/// let pattern = Pattern::parse(r#"{"body":{"a":[{"wildcard":"x*"}]}}"#)?;
/// assert!(Rule::lower(&pattern, Profile::Service(Source::Sqs)).is_ok());
/// let refused = Rule::lower(&pattern, Profile::Pipes(Source::Sqs)).unwrap_err();
/// assert_eq!(refused.code().as_str(), "E0213");
/// # Ok::<(), tidegate::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Profile {
    /// The patterns that the source's own service accepts: `PutRule` of EventBridge, or a Lambda event source mapping.
    Service(Source),
    /// EventBridge Pipes reading from the source: no `wildcard`, no `anything-but` with an operator inside. With
    /// [`Source::EventBridge`], which no pipe reads from, patterns of this language are matched against whole events.
    Pipes(Source),
    /// event-ruler's `Machine` alone, with its own fallbacks and without the limits of the services.
    Ruler,
}

impl Profile {
    /// The source whose records are matched; `None` for event-ruler, which has no sources.
    ///
    /// ```
    /// use tidegate::{Profile, Source};
    /// assert_eq!(Profile::Pipes(Source::Mq).source(), Some(Source::Mq));
    /// assert_eq!(Profile::Ruler.source(), None);
    /// ```
    #[must_use]
    pub const fn source(self) -> Option<Source> {
        match self {
            Self::Service(source) | Self::Pipes(source) => Some(source),
            Self::Ruler => None,
        }
    }

    /// The key of the pattern's root that holds the payload; `None` if records have no encoded payload.
    pub(crate) const fn payload_key(self) -> Option<&'static str> {
        match self {
            Self::Service(source) | Self::Pipes(source) => source.payload_key(),
            Self::Ruler => None,
        }
    }

    /// The keys of a record that patterns never see. The key that Lambda hides was measured with Lambda only, so pipes do not
    /// hide it.
    pub(crate) fn hidden_keys(self) -> impl Iterator<Item = &'static str> {
        let (one, several) = match self {
            Self::Service(source) => (source.hidden_key(), &[][..]),
            Self::Pipes(source) => (None, source.added_by_pipes()),
            Self::Ruler => (None, &[][..]),
        };
        one.into_iter().chain(several.iter().copied())
    }

    /// The key that no pattern may ask for as a plain string.
    pub(super) const fn json_only_key(self) -> Option<&'static str> {
        match self {
            Self::Service(source) | Self::Pipes(source) => source.json_only_key(),
            Self::Ruler => None,
        }
    }

    /// The one message that AWS gives for every pattern it refuses; `None` if it gives reasons, or if its messages are
    /// not known.
    pub(super) const fn refusal(self) -> Option<&'static str> {
        match self {
            Self::Service(source) => source.refusal(),
            Self::Pipes(_) | Self::Ruler => None,
        }
    }
}

/// The form in which a filter asks for the payload. The shape of the payload key's value decides it.
///
/// ```
/// use tidegate::{Pattern, PayloadForm, Profile, Rule, Source};
/// let form = |text| Rule::lower(&Pattern::parse(text)?, Profile::Service(Source::Sqs)).map(|r| r.payload_form());
/// assert_eq!(form(r#"{"body":["Result: PASS"]}"#)?, PayloadForm::Text);
/// assert_eq!(form(r#"{"body":{"result":["PASS"]}}"#)?, PayloadForm::Json);
/// assert_eq!(form(r#"{"messageId":["1"]}"#)?, PayloadForm::Unasked);
/// # Ok::<(), tidegate::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PayloadForm {
    /// The filter does not look at the payload.
    Unasked,
    /// The payload key has a list: the payload as one plain string.
    Text,
    /// The payload key has an object: the payload as JSON.
    Json,
    /// Both forms, in different branches of a `$or`.
    Both,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Payload, Program, Rule};

    #[test]
    fn pipes_have_the_payload_form_of_their_source() {
        for (source, pattern, form) in [
            (Source::Sqs, r#"{"body":["x"]}"#, PayloadForm::Text),
            (Source::Kinesis, r#"{"data":{"a":[1]}}"#, PayloadForm::Json),
            (
                Source::DynamoDb,
                r#"{"dynamodb":{"a":[1]}}"#,
                PayloadForm::Unasked,
            ),
            (Source::Kafka, r#"{"value":{"a":[1]}}"#, PayloadForm::Json),
            (Source::Mq, r#"{"data":["x"]}"#, PayloadForm::Text),
            (
                Source::EventBridge,
                r#"{"data":["x"]}"#,
                PayloadForm::Unasked,
            ),
        ] {
            let by_pipe = Rule::read(pattern, Profile::Pipes(source)).unwrap();
            assert_eq!(by_pipe.payload_form(), form, "{source}");
            let by_service = Rule::read(pattern, Profile::Service(source)).unwrap();
            assert_eq!(by_service.payload_form(), form, "{source}");
        }
    }

    #[test]
    fn plain_string_filters_of_streams_are_refused() {
        for (source, pattern) in [
            (Source::Kinesis, r#"{"data":["x"]}"#),
            (Source::DynamoDb, r#"{"dynamodb":["x"]}"#),
        ] {
            let words = |profile| {
                let refused = Rule::read(pattern, profile).unwrap_err();
                assert_eq!(refused.code(), crate::Code::NotInProfile, "{source}");
                refused.aws_message().map(str::to_owned)
            };
            let lambda = "Invalid filter pattern definition.";
            assert_eq!(words(Profile::Service(source)).as_deref(), Some(lambda));
            assert_eq!(words(Profile::Pipes(source)), None);
        }
    }

    #[test]
    fn message_attributes_are_hidden_from_mappings_but_not_from_pipes() {
        let pattern = r#"{"messageAttributes":{"k":["v"]}}"#;
        let matches = |profile| {
            let program = Program::compile(&[Rule::read(pattern, profile).unwrap()]).unwrap();
            let envelope = br#"{"messageAttributes":{"k":"v"},"body":"x"}"#;
            let mut matcher = program.matcher();
            let verdict = matcher.record(Some(envelope), Payload::Absent).unwrap();
            verdict.is_match()
        };
        assert!(!matches(Profile::Service(Source::Sqs)));
        assert!(matches(Profile::Pipes(Source::Sqs)));
    }

    #[test]
    fn keys_that_pipes_add_are_hidden_from_pipes_and_not_from_mappings() {
        let matches = |pattern, profile| {
            let program = Program::compile(&[Rule::read(pattern, profile).unwrap()]).unwrap();
            let envelope = br#"{"eventSource":"s","awsRegion":"r","eventName":"n"}"#;
            let mut matcher = program.matcher();
            let verdict = matcher.record(Some(envelope), Payload::Absent).unwrap();
            verdict.is_match()
        };
        for pattern in [
            r#"{"eventSource":["s"]}"#,
            r#"{"awsRegion":["r"]}"#,
            r#"{"eventName":["n"]}"#,
            r#"{"awsRegion":["r"],"eventName":["n"]}"#,
        ] {
            assert!(matches(pattern, Profile::Service(Source::Kinesis)));
            assert!(!matches(pattern, Profile::Pipes(Source::Kinesis)));
            let is_own = !pattern.contains("eventSource");
            assert_eq!(matches(pattern, Profile::Pipes(Source::DynamoDb)), is_own);
            assert!(matches(pattern, Profile::Pipes(Source::EventBridge)));
        }
        let absent = r#"{"eventSource":[{"exists":false}]}"#;
        assert!(matches(absent, Profile::Pipes(Source::Kinesis)));
    }
}
