//! Reads a mapping as AWS's command line prints it (`aws lambda get-event-source-mapping`, or a list that holds one).
//! It returns options, source and region. Members that do not affect batching are skipped.
//!
//! Shape: Lambda API model (botocore 1.44.5, `EventSourceMappingConfiguration`), read 2026-11-23.

use serde_json::Value;
use tidegate::Source;
use tidegate_batch::criteria::{CriteriaError, only_entry};
use tidegate_batch::{Origin, arn_region, origin_of_arn};

use crate::failure::{FailedBatch, FailureReport};
use crate::options::{Broker, MappingOptions, Pollers, QueueType};

/// The contents of a mapping file.
///
/// ```
/// use tidegate_mapping::MappingFile;
/// let file = MappingFile::read(r#"{"EventSourceArn": "arn:aws:sqs:eu-west-1:1:orders", "BatchSize": 50,
///     "MaximumBatchingWindowInSeconds": 5, "ScalingConfig": {"MaximumConcurrency": 20}}"#, None)?;
/// assert_eq!(file.options.batch_size, Some(50));
/// assert_eq!(file.region.as_deref(), Some("eu-west-1"));
/// assert!(MappingFile::read(r#"{"BatchSize": "50"}"#, None).unwrap_err().to_string().contains("BatchSize"));
/// # Ok::<(), tidegate_mapping::MappingFileError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappingFile {
    /// The settings.
    pub options: MappingOptions,
    /// Where the records come from; `None` if the file does not say.
    pub origin: Option<Source>,
    /// Region of the source.
    pub region: Option<String>,
    /// Whether the mapping has filters.
    pub has_filters: bool,
    /// Remarks about members that are not taken into account.
    pub remarks: Vec<String>,
}

/// A mapping file that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MappingFileError {
    /// The text is not JSON: line, column and reason.
    Syntax(usize, usize, String),
    /// A member has another type than AWS writes: its path, and what is accepted.
    Member(String, &'static str),
    /// No mapping, or several of which none was picked.
    Choice(CriteriaError),
    /// The file describes something that is not a mapping: what it is.
    NotMapping(&'static str),
    /// AWS does not filter this source.
    Unfiltered(&'static str),
}

impl std::fmt::Display for MappingFileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Syntax(line, column, reason) => {
                write!(f, "line {line}, column {column}: {reason}")
            }
            Self::Member(path, accepted) => write!(f, "`{path}` is not {accepted}"),
            Self::Choice(error) => f.write_str(&error.message),
            Self::NotMapping(what) => {
                write!(
                    f,
                    "this is {what}, not a mapping: name it with -f, which reads its filters and source"
                )
            }
            Self::Unfiltered(source) => write!(f, "AWS does not filter {source}"),
        }
    }
}

impl std::error::Error for MappingFileError {}

type FileResult<T> = Result<T, MappingFileError>;

impl MappingFile {
    /// Reads the text of a file. `pick` names one of several mappings, by its UUID or its function.
    ///
    /// # Errors
    /// The text is not JSON, a member has the wrong type, none of several mappings is picked, or AWS does not filter the
    /// source.
    pub fn read(text: &str, pick: Option<&str>) -> FileResult<Self> {
        let value = json(text)?;
        let picked = only_entry(text, pick).map_err(MappingFileError::Choice)?;
        let value = picked.map_or(Ok(value), |span| json(&text[span.range()]))?;
        let mapping = &value;
        if !mapping.is_object() {
            return Err(wrong("the file", "an object"));
        }
        if let Some(other) = other_than_mapping(mapping) {
            return Err(MappingFileError::NotMapping(other));
        }
        let arn = text_of(mapping, "EventSourceArn")?.unwrap_or_default();
        let mut file = Self {
            origin: origin(mapping, arn)?,
            region: arn_region(arn).map(str::to_owned),
            has_filters: mapping
                .pointer("/FilterCriteria/Filters")
                .and_then(Value::as_array)
                .is_some_and(|filters| !filters.is_empty()),
            ..Self::default()
        };
        file.options = options(mapping, arn)?;
        file.remarks = remarks(mapping)?;
        Ok(file)
    }
}

/// Names what AWS's command line printed, if it is not a mapping: a pipe has its filters under `SourceParameters`, a rule
/// its pattern under `EventPattern`.
fn other_than_mapping(json: &Value) -> Option<&'static str> {
    let has = |key: &str| json.get(key).is_some();
    match () {
        () if has("EventSourceArn") || has("UUID") => None,
        () if has("SourceParameters") => Some("a pipe"),
        () if has("EventPattern") || has("ScheduleExpression") => Some("a rule"),
        () => None,
    }
}

fn json(text: &str) -> FileResult<Value> {
    serde_json::from_str(text).map_err(|error| {
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or_default();
        MappingFileError::Syntax(error.line(), error.column(), reason.to_owned())
    })
}

fn origin(mapping: &Value, arn: &str) -> FileResult<Option<Source>> {
    let servers = mapping.get("SelfManagedEventSource");
    match origin_of_arn(arn) {
        Some(Origin::Filtered(source)) => Ok(Some(source)),
        Some(Origin::DocumentDb) => Err(MappingFileError::Unfiltered("DocumentDB")),
        None => Ok(servers.filter(|it| !it.is_null()).map(|_| Source::Kafka)),
    }
}

fn options(mapping: &Value, arn: &str) -> FileResult<MappingOptions> {
    let (min, max) = (
        number(mapping, "ProvisionedPollerConfig.MinimumPollers")?,
        number(mapping, "ProvisionedPollerConfig.MaximumPollers")?,
    );
    let is_sqs = arn.split(':').nth(2) == Some("sqs");
    let queue = if is_sqs && arn.ends_with(".fifo") {
        QueueType::Fifo
    } else {
        QueueType::Standard
    };
    let window = number(mapping, "MaximumBatchingWindowInSeconds")?;
    let factor = number(mapping, "ParallelizationFactor")?;
    Ok(MappingOptions {
        batch_size: number(mapping, "BatchSize")?,
        // AWS writes 0 for queues that can't have a window.
        window_seconds: window.filter(|seconds| queue == QueueType::Standard || *seconds > 0),
        shards: None,
        parallelization_factor: factor.filter(|_| !is_sqs),
        queue,
        broker: broker(mapping),
        maximum_concurrency: number(mapping, "ScalingConfig.MaximumConcurrency")?,
        // If only one is set, the other is AWS's bound.
        pollers: (min.is_some() || max.is_some()).then(|| Pollers {
            min: min.unwrap_or(if is_sqs { 2 } else { 1 }),
            max: max.unwrap_or(200).max(min.unwrap_or(1)),
        }),
        retries: number(mapping, "MaximumRetryAttempts")?.filter(|_| !is_sqs),
        failed_batch: failed_batch(mapping)?,
        report: report(mapping)?,
        visibility_seconds: None,
        ..MappingOptions::default()
    })
}

/// A mapping of RabbitMQ names a virtual host among its credentials.
fn broker(mapping: &Value) -> Broker {
    let access = mapping.get("SourceAccessConfigurations");
    let access = access.and_then(Value::as_array).into_iter().flatten();
    let mut kinds = access.filter_map(|it| it.get("Type"));
    if kinds.any(|kind| kind == "VIRTUAL_HOST") {
        Broker::RabbitMq
    } else {
        Broker::ActiveMq
    }
}

fn failed_batch(mapping: &Value) -> FileResult<FailedBatch> {
    const PATH: &str = "BisectBatchOnFunctionError";
    match member(mapping, PATH) {
        None | Some(Value::Bool(false)) => Ok(FailedBatch::Whole),
        Some(Value::Bool(true)) => Ok(FailedBatch::Split),
        Some(_) => Err(wrong(PATH, "true or false")),
    }
}

fn report(mapping: &Value) -> FileResult<FailureReport> {
    match mapping.get("FunctionResponseTypes") {
        Some(Value::Array(list)) if list.iter().any(|it| it == "ReportBatchItemFailures") => {
            Ok(FailureReport::Items)
        }
        None | Some(Value::Null | Value::Array(_)) => Ok(FailureReport::Batch),
        Some(_) => Err(wrong("FunctionResponseTypes", "a list")),
    }
}

fn remarks(mapping: &Value) -> FileResult<Vec<String>> {
    let mut remarks = Vec::new();
    if number(mapping, "TumblingWindowInSeconds")?.is_some_and(|seconds| seconds > 0) {
        remarks.push(
            "the mapping has a tumbling window: each shard's window ends with an invocation that no filter removes, \
             which is not counted"
                .to_owned(),
        );
    }
    if text_of(mapping, "State")?.is_some_and(|state| state == "Disabled") {
        remarks.push("the mapping is disabled".to_owned());
    }
    Ok(remarks)
}

/// Returns a member by its dotted path; `null` counts as absent.
fn member<'v>(mapping: &'v Value, path: &str) -> Option<&'v Value> {
    let pointer = format!("/{}", path.replace('.', "/"));
    mapping.pointer(&pointer).filter(|value| !value.is_null())
}

/// Returns a count, or `None` if it is absent or -1, which is AWS's "no limit".
fn number(mapping: &Value, path: &str) -> FileResult<Option<u32>> {
    match member(mapping, path) {
        None => Ok(None),
        Some(value) if value.as_i64() == Some(-1) => Ok(None),
        Some(value) => {
            let count = value.as_u64().and_then(|count| u32::try_from(count).ok());
            count
                .map(Some)
                .ok_or_else(|| wrong(path, "a whole number, as AWS prints it"))
        }
    }
}

fn text_of<'v>(mapping: &'v Value, path: &str) -> FileResult<Option<&'v str>> {
    match member(mapping, path) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(wrong(path, "a string")),
    }
}

fn wrong(path: &str, accepted: &'static str) -> MappingFileError {
    MappingFileError::Member(path.to_owned(), accepted)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made up, modelled on the sample response in AWS's docs for a Kinesis mapping.
    const KINESIS: &str = r#"{
        "UUID": "2b733gdc-8ac3-cdf5-af3a-1827b3b11284",
        "StartingPosition": "LATEST",
        "BatchSize": 200,
        "MaximumBatchingWindowInSeconds": 10,
        "ParallelizationFactor": 2,
        "EventSourceArn": "arn:aws:kinesis:ap-south-1:123456789012:stream/sensors",
        "FilterCriteria": {"Filters": [{"Pattern": "{\"data\":{\"a\":[1]}}"}]},
        "State": "Enabled",
        "MaximumRecordAgeInSeconds": -1,
        "BisectBatchOnFunctionError": true,
        "MaximumRetryAttempts": -1,
        "TumblingWindowInSeconds": 30,
        "FunctionResponseTypes": ["ReportBatchItemFailures"]
    }"#;

    #[test]
    fn a_stream_with_everything() {
        let file = MappingFile::read(KINESIS, None).unwrap();
        assert_eq!(file.origin.map(Source::name), Some("kinesis"));
        assert_eq!(file.region.as_deref(), Some("ap-south-1"));
        assert!(file.has_filters && file.remarks.len() == 1);
        let options = MappingOptions {
            batch_size: Some(200),
            window_seconds: Some(10),
            parallelization_factor: Some(2),
            failed_batch: FailedBatch::Split,
            report: FailureReport::Items,
            ..MappingOptions::default()
        };
        assert_eq!(file.options, options);
        let list = format!(r#"{{"EventSourceMappings": [{KINESIS}]}}"#);
        assert_eq!(MappingFile::read(&list, None).unwrap(), file);
        let other = r#"{"UUID":"u","State":"Enabled"}"#;
        let two = format!(r#"{{"EventSourceMappings": [{other},{KINESIS}]}}"#);
        let name = "2b733gdc-8ac3-cdf5-af3a-1827b3b11284";
        assert_eq!(MappingFile::read(&two, Some(name)).unwrap(), file);
        // The same filters do not make the same settings.
        assert!(MappingFile::read(&format!("[{KINESIS},{KINESIS}]"), None).is_err());
    }

    #[test]
    fn fifo_rabbitmq_and_self_managed_kafka_are_recognised() {
        let fifo = r#"{"EventSourceArn":"arn:aws:sqs:us-east-1:1:q.fifo","BatchSize":10,
            "MaximumBatchingWindowInSeconds":0,"FunctionResponseTypes":[]}"#;
        let file = MappingFile::read(fifo, None).unwrap();
        assert_eq!(file.options.queue, QueueType::Fifo);
        assert!(!file.has_filters);
        assert!(crate::Delivery::new(file.origin.unwrap(), &file.options).is_ok());
        let rabbit = r#"{"EventSourceArn":"arn:aws:mq:us-east-1:1:broker:b:1","Queues":["q"],
            "SourceAccessConfigurations":[{"Type":"VIRTUAL_HOST","URI":"/"}]}"#;
        let options = MappingFile::read(rabbit, None).unwrap().options;
        assert_eq!(options.broker, Broker::RabbitMq);
        let topic = r#"{"SelfManagedEventSource":{"Endpoints":{}},"Topics":["t"],
            "ProvisionedPollerConfig":{"MinimumPollers":2}}"#;
        let file = MappingFile::read(topic, None).unwrap();
        assert_eq!(file.origin.map(Source::name), Some("kafka"));
        assert_eq!(file.options.pollers, Some(Pollers { min: 2, max: 200 }));
    }

    #[test]
    fn invalid_file_is_refused_with_its_place() {
        for (text, expected) in [
            (
                r#"{"Name":"p","Source":"arn:aws:sqs:eu-west-1:1:q","SourceParameters":{}}"#,
                "this is a pipe, not a mapping",
            ),
            (
                r#"{"Name":"r","EventPattern":"{}"}"#,
                "this is a rule, not a mapping",
            ),
            ("{\n  \"BatchSize\": ,\n}", "line 2, column 16"),
            (r#"{"BatchSize":"10"}"#, "`BatchSize` is not a whole number"),
            (
                r#"{"ScalingConfig":{"MaximumConcurrency":1.5}}"#,
                "`ScalingConfig.MaximumConcurrency`",
            ),
            (r#"{"BisectBatchOnFunctionError":"yes"}"#, "true or false"),
            (r#"{"EventSourceMappings":[]}"#, "nothing in this list"),
            (
                r#"[{"UUID":"u","State":"Enabled"},{"UUID":"v","State":"Enabled"}]"#,
                "2 mappings",
            ),
            (
                r#"{"EventSourceArn":"arn:aws:rds:us-east-1:1:cluster:c"}"#,
                "DocumentDB",
            ),
            ("[]", "an object"),
        ] {
            let error = MappingFile::read(text, None).unwrap_err().to_string();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
