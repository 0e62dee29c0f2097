//! Reads a bucket's notifications, as `aws s3api get-bucket-notification-configuration` prints them, and the patterns
//! of keys that a function writes.
//!
//! Source of the format: Amazon S3 API reference, `GetBucketNotificationConfiguration`, read 2026-11-23. The member
//! `Writes`, a list of patterns of keys, is tidegate's own.

use serde_json::Value;

use super::key::KeyPattern;

/// A notification to a function, or to a queue, topic or bus that may lead to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// Keys that trigger it.
    pub keys: KeyPattern,
    /// Whether writing an object triggers it.
    pub is_for_writes: bool,
    /// Its target, such as an ARN; empty if the notification was given on the command line.
    pub target: String,
}

/// The contents of a bucket's file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notifications {
    /// Notifications, in the order of the file.
    pub triggers: Vec<Trigger>,
    /// Keys that the function writes; empty if the file does not say.
    pub writes: Vec<KeyPattern>,
}

/// Why a file can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotificationError {
    /// Not JSON: line, column and reason.
    Syntax(usize, usize, String),
    /// A member is not what AWS writes: its path, and what is accepted.
    Member(String, &'static str),
    /// A pattern of keys can't be read: its path and the reason.
    Pattern(String, String),
}

impl std::fmt::Display for NotificationError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Syntax(line, column, reason) => {
                write!(f, "line {line}, column {column}: {reason}")
            }
            Self::Member(path, accepted) => write!(f, "`{path}` is not {accepted}"),
            Self::Pattern(path, reason) => write!(f, "`{path}`: {reason}"),
        }
    }
}

impl std::error::Error for NotificationError {}

type NotificationResult<T> = Result<T, NotificationError>;

/// The lists of a configuration, each with the member that holds the target.
const LISTS: [(&str, &str); 3] = [
    ("LambdaFunctionConfigurations", "LambdaFunctionArn"),
    ("QueueConfigurations", "QueueArn"),
    ("TopicConfigurations", "TopicArn"),
];

/// Prefix of the events for written objects.
const CREATED: &str = "s3:ObjectCreated:";

impl Notifications {
    /// Reads the text of a file.
    ///
    /// # Errors
    /// The text is not JSON, a member has the wrong type, or a pattern can't be read.
    ///
    /// ```
    /// use tidegate_plan::recursion::Notifications;
    /// let file = Notifications::read(r#"{"LambdaFunctionConfigurations": [{"LambdaFunctionArn": "arn:thumbs",
    ///     "Events": ["s3:ObjectCreated:*"],
    ///     "Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": "in/"}]}}}], "Writes": ["out/*"]}"#)?;
    /// assert_eq!(file.triggers[0].keys.to_string(), "in/*");
    /// # Ok::<(), tidegate_plan::recursion::NotificationError>(())
    /// ```
    pub fn read(text: &str) -> NotificationResult<Self> {
        let value: Value = serde_json::from_str(text).map_err(|error| {
            let text = error.to_string();
            let reason = text.split(" at line ").next().unwrap_or_default();
            NotificationError::Syntax(error.line(), error.column(), reason.to_owned())
        })?;
        if !value.is_object() {
            return Err(wrong("the file", "an object"));
        }
        let mut file = Self::default();
        for (list, target) in LISTS {
            for (at, one) in items(&value, list)?.iter().enumerate() {
                let path = format!("{list}[{at}]");
                file.triggers.push(trigger(one, target, &path)?);
            }
        }
        if value.get("EventBridgeConfiguration").is_some() {
            file.triggers.push(Trigger {
                keys: KeyPattern::new("", ""),
                is_for_writes: true,
                target: "EventBridge, whose rules may match fewer events".to_owned(),
            });
        }
        for (at, one) in items(&value, "Writes")?.iter().enumerate() {
            file.writes.push(pattern(one, &format!("Writes[{at}]"))?);
        }
        Ok(file)
    }
}

fn wrong(path: &str, accepted: &'static str) -> NotificationError {
    NotificationError::Member(path.to_owned(), accepted)
}

fn items<'v>(value: &'v Value, name: &str) -> NotificationResult<&'v [Value]> {
    match value.get(name) {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(items)) => Ok(items),
        Some(_) => Err(wrong(name, "a list")),
    }
}

fn pattern(value: &Value, path: &str) -> NotificationResult<KeyPattern> {
    let text = value.as_str().ok_or_else(|| wrong(path, "a string"))?;
    let read = text.parse();
    read.map_err(|reason| NotificationError::Pattern(path.to_owned(), reason))
}

fn trigger(one: &Value, target: &str, path: &str) -> NotificationResult<Trigger> {
    let mut keys = KeyPattern::new("", "");
    let rules = one.pointer("/Filter/Key/FilterRules");
    let rules = match rules {
        None | Some(Value::Null) => &[][..],
        Some(Value::Array(rules)) => rules,
        Some(_) => return Err(wrong(&format!("{path}.Filter.Key.FilterRules"), "a list")),
    };
    for rule in rules {
        let text = |name: &str| rule.get(name).and_then(Value::as_str);
        // S3 returns `Prefix` and accepts `prefix` too.
        match (
            text("Name").map(str::to_ascii_lowercase).as_deref(),
            text("Value"),
        ) {
            (Some("prefix"), Some(value)) => keys.prefix = value.to_owned(),
            (Some("suffix"), Some(value)) => keys.suffix = value.to_owned(),
            _ => {
                let path = format!("{path}.Filter.Key.FilterRules");
                return Err(wrong(
                    &path,
                    "a list of rules named prefix or suffix, each with a string",
                ));
            }
        }
    }
    let events = items(one, "Events").map_err(|_| wrong(&format!("{path}.Events"), "a list"))?;
    let is_created = |event: &Value| event.as_str().is_some_and(|it| it.starts_with(CREATED));
    Ok(Trigger {
        keys,
        is_for_writes: events.is_empty() || events.iter().any(is_created),
        target: one
            .get(target)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
    })
}
