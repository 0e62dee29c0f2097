//! The filter: compiled once when the function starts, then shared by all invocations. It reads JSON payloads only. A
//! pattern that asks for metadata is refused, because the structs do not keep metadata as AWS sent it.

use lambda_runtime::Error;
use tidegate::{Matcher, Pattern, PayloadForm, Profile, Program, Rule, Source};

/// The environment variable that holds the filter's pattern.
pub const PATTERN_VARIABLE: &str = "TIDEGATE_PATTERN";

/// A compiled filter on the JSON payloads of one source.
///
/// ```
/// use tidegate::{Payload, Source};
/// use tidegate_lambda::PayloadFilter;
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

    /// Returns the matcher of one invocation.
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
    fn filter_on_json_payload_compiles() {
        assert!(PayloadFilter::compile(Source::Sqs, r#"{"body":{"a":[1]}}"#).is_ok());
        assert!(PayloadFilter::compile(Source::Kinesis, r#"{"data":{"a":[1]}}"#).is_ok());
    }

    #[test]
    fn filter_on_metadata_or_plain_text_is_refused_by_name() {
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
    fn operator_in_wrong_case_is_refused_by_name() {
        let message = refusal(Source::Sqs, r#"{"body":{"a":[{"Prefix":"x"}]}}"#);
        assert!(message.contains("Prefix"), "{message}");
    }
}
