//! A pattern's text in, a filter on payloads out: compiled once at the start of the function, then shared by all
//! invocations. It looks at JSON payloads alone, so that what it is asked is never answered from a struct's metadata.

use lambda_runtime::Error;
use tidegate::{Matcher, Pattern, PayloadForm, Profile, Program, Rule, Source};

/// The environment variable that holds the filter's pattern.
pub const PATTERN_VARIABLE: &str = "TIDEGATE_PATTERN";

/// A compiled filter on the JSON payloads of one source.
///
/// ```
/// use tidegate::{Payload, Source};
/// use tidegate_lambda_example::PayloadFilter;
/// let filter = PayloadFilter::compile(Source::Sqs, r#"{"body":{"type":["order.paid"]}}"#)?;
/// let mut matcher = filter.matcher();
/// assert!(matcher.record(None, Payload::Json(br#"{"type":"order.paid"}"#))?.is_match());
/// # Ok::<(), lambda_runtime::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct PayloadFilter(Program);

impl PayloadFilter {
    /// Compiles `pattern`, written as for an event source mapping of `source`.
    ///
    /// # Errors
    /// If AWS would refuse the pattern, or it asks for anything but fields of a JSON payload.
    pub fn compile(source: Source, pattern: &str) -> Result<Self, Error> {
        let rule = Rule::lower(&Pattern::parse(pattern)?, Profile::Service(source))?;
        if rule.asks_metadata() || rule.payload_form() != PayloadForm::Json {
            let key = source
                .payload_key()
                .ok_or("records of this source have no payload apart from their metadata")?;
            let paths = rule.paths().join(", ");
            return Err(format!(
                "the pattern asks for {paths}; this function looks at fields of JSON payloads alone, such as {{\"{key}\":{{\"type\":[\"order.paid\"]}}}}"
            )
            .into());
        }
        Ok(Self(Program::compile(&[rule])?))
    }

    /// Compiles the pattern that the environment gives.
    ///
    /// # Errors
    /// If there is none, or it can't be compiled.
    pub fn from_environment(source: Source) -> Result<Self, Error> {
        let pattern = std::env::var(PATTERN_VARIABLE)
            .map_err(|error| format!("{PATTERN_VARIABLE} should hold a filter pattern: {error}"))?;
        let filter = Self::compile(source, &pattern);
        filter.map_err(|error| format!("{PATTERN_VARIABLE}: {error}").into())
    }

    /// What one invocation matches its batch with.
    #[must_use]
    pub fn matcher(&self) -> Matcher {
        self.0.matcher()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refusal(source: Source, pattern: &str) -> String {
        PayloadFilter::compile(source, pattern)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn a_filter_on_json_payloads_is_taken() {
        assert!(PayloadFilter::compile(Source::Sqs, r#"{"body":{"a":[1]}}"#).is_ok());
        assert!(PayloadFilter::compile(Source::Kinesis, r#"{"data":{"a":[1]}}"#).is_ok());
    }

    #[test]
    fn metadata_and_plain_text_are_refused_by_name() {
        let metadata = refusal(
            Source::Kinesis,
            r#"{"partitionKey":["1"],"data":{"a":[1]}}"#,
        );
        assert!(
            metadata.contains("asks for data.a, partitionKey;"),
            "{metadata}"
        );
        let plain = refusal(Source::Sqs, r#"{"body":["paid"]}"#);
        assert!(
            plain.contains("asks for body;") && plain.contains("{\"body\":"),
            "{plain}"
        );
    }

    #[test]
    fn what_aws_refuses_is_refused_with_its_code() {
        let message = refusal(Source::Sqs, r#"{"body":{"a":[{"Prefix":"x"}]}}"#);
        assert!(message.contains("Prefix"), "{message}");
    }
}
