//! Reads one row of a case file, a line of JSON. Returns a checked [`Row`], or a sentence on its mistake. The schema is
//! the same for every case file; keys it does not know are left alone.

use serde::Deserialize;
use serde_json::value::RawValue;
use tidegate::{Profile, Source};
use tidegate_batch::{InputKind, Route, UnknownInputKind, UnknownRoute};

use super::expect::Expected;

/// The prefix of the dialects of pipes with a source.
const PIPES: &str = "pipes/";

/// A row that can be run.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) subject: Subject,
    pub(super) patterns: Patterns,
    /// The raw text of the event or record; `None`: only the pattern is checked.
    pub(super) event: Option<String>,
    /// The kind of the event: as the row states it, or a record for a dialect `esm-*` or `pipes/*`. `None` if it is to
    /// be detected as by `match`.
    pub(super) input: Option<InputKind>,
    pub(super) expected: Expected,
    /// Why the row is run but not counted.
    pub(super) apart: Option<Apart>,
    /// The text AWS gives for a pattern it rejects.
    pub(super) aws_error: Option<String>,
    /// The text event-ruler gives.
    pub(super) ruler_error: Option<String>,
}

/// The judge of the row's event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// The engine by itself, under a profile: the result is match or no match.
    Engine(Profile),
    /// The API `TestEventPattern`, which wants the mandatory fields of an EventBridge event.
    TestEventPattern,
    /// A source: the result is a disposition.
    Records(Route, Profile),
}

/// Where the row's patterns are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Patterns {
    /// In the row.
    Text(String),
    /// In a filter file beside the row's.
    File(String),
    /// In the filter file that goes with the row's.
    Companion,
}

/// Why a row is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Apart {
    /// The expected answer changes with the version of Java.
    JvmDependent,
    /// The expected answer comes from a guide, and nobody has confirmed it.
    Unverified,
}

#[derive(Deserialize)]
struct Written<'l> {
    id: String,
    dialect: Option<String>,
    source: Option<String>,
    #[serde(borrow)]
    pattern: Option<&'l RawValue>,
    filter: Option<String>,
    #[serde(borrow)]
    event: Option<&'l RawValue>,
    input: Option<String>,
    expect: String,
    authority: Option<String>,
    #[serde(default)]
    jvm_dependent: bool,
    aws_error: Option<String>,
    ruler_error: Option<String>,
}

impl Row {
    /// Reads a line.
    pub(super) fn read(line: &str) -> Result<Self, String> {
        if !line.starts_with('{') {
            return Err("not a JSON object".to_owned());
        }
        let written: Written<'_> = serde_json::from_str(line).map_err(|error| said(&error))?;
        let apart = apart(&written);
        let subject = subject(written.dialect.as_deref(), written.source.as_deref())?;
        let patterns = match (written.pattern, written.filter) {
            (Some(pattern), None) => Patterns::Text(text(pattern)?),
            (None, Some(file)) => Patterns::File(file),
            (None, None) => Patterns::Companion,
            (Some(_), Some(_)) => return Err("both `pattern` and `filter`".to_owned()),
        };
        let is_of_records = written
            .dialect
            .as_deref()
            .is_some_and(|dialect| dialect.starts_with("esm-") || dialect.starts_with(PIPES));
        let implied = is_of_records.then_some(InputKind::Record);
        let row = Self {
            id: written.id,
            subject,
            patterns,
            event: written.event.map(text).transpose()?,
            input: written.input.as_deref().map(kind).transpose()?.or(implied),
            expected: written.expect.parse()?,
            apart,
            aws_error: written.aws_error,
            ruler_error: written.ruler_error,
        };
        row.check()
    }

    fn check(self) -> Result<Self, String> {
        if self.expected.needs_event() && self.event.is_none() {
            return Err(format!(
                "`expect` is {} and there is no event",
                self.expected
            ));
        }
        if self.expected.needs_source() && !matches!(self.subject, Subject::Records(..)) {
            return Err(format!(
                "`expect` is {}, which only a source can answer",
                self.expected
            ));
        }
        Ok(self)
    }
}

/// Returns serde_json's message without the line number, which is always 1.
fn said(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rsplit_once(" at line ") {
        Some((text, _)) => format!("{text} (column {})", error.column()),
        None => message,
    }
}

/// Returns the text meant by a member: what is inside a JSON string, else the JSON itself as written.
fn text(written: &RawValue) -> Result<String, String> {
    let json = written.get();
    if !json.starts_with('"') {
        return Ok(json.to_owned());
    }
    serde_json::from_str(json).map_err(|error| said(&error))
}

fn subject(dialect: Option<&str>, source: Option<&str>) -> Result<Subject, String> {
    let route = source
        .map(str::parse::<Route>)
        .transpose()
        .map_err(|error| error.to_string())?;
    match (dialect, route) {
        (None, None) => Err("neither `dialect` nor `source`".to_owned()),
        (None, Some(route)) => Ok(Subject::Records(route, route.profile())),
        (Some("testeventpattern-api"), None) => Ok(Subject::TestEventPattern),
        (Some(dialect), None) if dialect.starts_with(PIPES) => {
            let route: Route = dialect
                .parse()
                .map_err(|error: UnknownRoute| error.to_string())?;
            Ok(Subject::Records(route, route.profile()))
        }
        (Some(dialect), None) => Ok(match profile(dialect)? {
            profile @ (Profile::Service(Source::EventBridge)
            | Profile::Pipes(_)
            | Profile::Ruler) => Subject::Engine(profile),
            profile @ Profile::Service(source) => Subject::Records(Route::Service(source), profile),
        }),
        (Some(dialect), Some(route)) => of_both(dialect, route)
            .ok_or_else(|| format!("dialect `{dialect}` does not go with source `{route}`")),
    }
}

/// Returns the subject of a row with a dialect and a source. The dialect restricts the patterns of the source, or
/// repeats it. Returns `None` if it contradicts the source.
fn of_both(dialect: &str, route: Route) -> Option<Subject> {
    let profile = match profile(dialect).ok()? {
        Profile::Pipes(_) => Profile::Pipes(route.source()),
        Profile::Ruler => Profile::Ruler,
        profile @ Profile::Service(_) if profile == route.profile() => profile,
        Profile::Service(_) => return None,
    };
    Some(Subject::Records(route, profile))
}

fn profile(dialect: &str) -> Result<Profile, String> {
    match dialect {
        "eventbridge" => Ok(Profile::Service(Source::EventBridge)),
        "ruler" => Ok(Profile::Ruler),
        "pipes" => Ok(Profile::Pipes(Source::EventBridge)),
        "esm-sqs" => Ok(Profile::Service(Source::Sqs)),
        "esm-kinesis" => Ok(Profile::Service(Source::Kinesis)),
        "esm-dynamodb" => Ok(Profile::Service(Source::DynamoDb)),
        "esm-kafka" => Ok(Profile::Service(Source::Kafka)),
        "esm-mq" => Ok(Profile::Service(Source::Mq)),
        _ => Err(format!(
            "unknown dialect `{dialect}`: expected eventbridge, ruler, pipes, testeventpattern-api, \
             esm-sqs, esm-kinesis, esm-dynamodb, esm-kafka, esm-mq or pipes/SOURCE"
        )),
    }
}

fn kind(name: &str) -> Result<InputKind, String> {
    name.parse()
        .map_err(|error: UnknownInputKind| error.to_string())
}

fn apart(written: &Written<'_>) -> Option<Apart> {
    if written.jvm_dependent {
        return Some(Apart::JvmDependent);
    }
    (written.authority.as_deref() == Some("aws-docs-unverified")).then_some(Apart::Unverified)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(members: &str) -> Result<Row, String> {
        Row::read(&format!("{{\"id\":\"x\",{members}}}"))
    }

    #[test]
    fn text_and_json_both_give_the_raw_text() {
        let text = row(
            r#""dialect":"ruler","pattern":"{\"a\":[1]}","event":"{\"a\": 1.0}","expect":"match""#,
        );
        let json =
            row(r#""dialect":"ruler","pattern":{"a":[1]},"event":{"a": 1.0},"expect":"match""#);
        let (text, json) = (text.unwrap(), json.unwrap());
        assert_eq!(
            (text.event.as_deref(), json.event.as_deref()),
            (Some(r#"{"a": 1.0}"#), Some(r#"{"a": 1.0}"#))
        );
        assert_eq!(text.patterns, json.patterns);
    }

    #[test]
    fn subject_follows_from_dialect_and_source() {
        let sqs = Route::Service(Source::Sqs);
        let pipe = Route::Pipe(Source::Sqs);
        for (dialect, source, expected) in [
            (
                Some("pipes"),
                None,
                Subject::Engine(Profile::Pipes(Source::EventBridge)),
            ),
            (Some("esm-sqs"), None, Subject::Records(sqs, sqs.profile())),
            (None, Some("sqs"), Subject::Records(sqs, sqs.profile())),
            (
                Some("pipes"),
                Some("sqs"),
                Subject::Records(sqs, Profile::Pipes(Source::Sqs)),
            ),
            (
                Some("esm-sqs"),
                Some("sqs"),
                Subject::Records(sqs, sqs.profile()),
            ),
            (
                None,
                Some("pipes/sqs"),
                Subject::Records(pipe, pipe.profile()),
            ),
            (
                Some("pipes/sqs"),
                None,
                Subject::Records(pipe, pipe.profile()),
            ),
            (
                Some("pipes"),
                Some("Pipes/SQS"),
                Subject::Records(pipe, pipe.profile()),
            ),
            (
                Some("testeventpattern-api"),
                None,
                Subject::TestEventPattern,
            ),
        ] {
            assert_eq!(subject(dialect, source), Ok(expected));
        }
        for (dialect, source) in [
            (None, None),
            (Some("esm-mq"), Some("sqs")),
            (Some("eventbridge"), Some("sqs")),
            (Some("esm-sqs"), Some("pipes/sqs")),
            (None, Some("pipes/eventbridge")),
            (Some("esm-s3"), None),
            (Some("pipes/s3"), None),
            (None, Some("s3")),
        ] {
            assert!(subject(dialect, source).is_err(), "{dialect:?} {source:?}");
        }
    }

    #[test]
    fn rows_that_cannot_be_run_say_why() {
        for (members, why) in [
            (
                r#""source":"sqs","pattern":"{}","event":"x""#,
                "missing field `expect`",
            ),
            (
                r#""source":"sqs","pattern":"{}","event":"x","expect":"maybe""#,
                "maybe",
            ),
            (
                r#""source":"sqs","pattern":"{}","expect":"match""#,
                "no event",
            ),
            (
                r#""source":"sqs","pattern":"{}","filter":"f","event":"x","expect":"match""#,
                "both",
            ),
            (
                r#""dialect":"ruler","pattern":"{}","event":"x","expect":"delivered""#,
                "source",
            ),
        ] {
            let error = row(members).unwrap_err();
            assert!(error.contains(why), "{members}: {error}");
        }
    }

    #[test]
    fn unverified_and_jvm_dependent_rows_are_kept_apart() {
        let members = r#""dialect":"ruler","pattern":"{}","expect":"valid_pattern""#;
        assert_eq!(row(members).unwrap().apart, None);
        let jvm = row(&format!("{members},\"jvm_dependent\":true")).unwrap();
        assert_eq!(jvm.apart, Some(Apart::JvmDependent));
        let unverified = row(&format!("{members},\"authority\":\"aws-docs-unverified\"")).unwrap();
        assert_eq!(unverified.apart, Some(Apart::Unverified));
    }
}
