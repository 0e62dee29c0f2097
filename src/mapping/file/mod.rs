//! Reads a mapping as AWS's command line prints it (`aws lambda get-event-source-mapping`, or a list that holds one).
//! It returns options, source and region. Members that are not taken into account are named in remarks (`members`).
//!
//! Shape: Lambda API model (botocore 1.44.5, `EventSourceMappingConfiguration`), read 2026-11-23.

mod error;
mod members;
mod values;

use serde_json::Value;
use tidegate::Source;
use tidegate_batch::criteria::only_entry;
use tidegate_batch::{Origin, arn_region, origin_of_arn};

pub use self::error::MappingFileError;

use self::error::FileResult;
use self::values::{member, number, text_of, wrong};
use crate::failure::{Destination, Discarded, FailedBatch, FailureReport};
use crate::options::{
    Broker, MappingOptions, PollerGroup, Pollers, QueueType, StreamMode, StreamReading,
};

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
    /// The names of these members.
    pub left_out: Vec<String>,
}

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
        file.remarks = members::remarks(mapping)?;
        file.left_out = members::left_out(mapping);
        Ok(file)
    }
}

/// Names what AWS's command line printed, if it is not a mapping: a pipe has its filters under `SourceParameters`, a
/// rule its pattern under `EventPattern`.
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
        poller_group: poller_group(mapping)?,
        retries: number(mapping, "MaximumRetryAttempts")?.filter(|_| !is_sqs),
        failed_batch: failed_batch(mapping)?,
        report: report(mapping)?,
        visibility_seconds: None,
        maximum_record_age_seconds: number(mapping, "MaximumRecordAgeInSeconds")?,
        retention_seconds: None,
        retry_pause: None,
        discarded: discarded(mapping)?,
        tumbling_seconds: number(mapping, "TumblingWindowInSeconds")?,
        // A mapping does not say it of its stream.
        stream_mode: StreamMode::Provisioned,
        reading: reading(arn),
    })
}

/// A mapping of a group names the group, and says nothing of its other mappings.
fn poller_group(mapping: &Value) -> FileResult<Option<PollerGroup>> {
    let name = text_of(mapping, "ProvisionedPollerConfig.PollerGroupName")?;
    let named = name.filter(|name| !name.is_empty());
    Ok(named.map(|_| PollerGroup::Unknown))
}

/// A mapping that reads a Kinesis stream through a consumer names the consumer (Lambda Developer Guide, "Using Lambda to
/// process records from Amazon Kinesis Data Streams", read 2026-11-23).
fn reading(arn: &str) -> StreamReading {
    if arn.contains(":kinesis:") && arn.contains("/consumer/") {
        StreamReading::EnhancedFanOut
    } else {
        StreamReading::Shared
    }
}

/// Returns the fate of discarded records. A mapping with a destination names it; one without may have empty objects in
/// its place.
fn discarded(mapping: &Value) -> FileResult<Discarded> {
    let destination = text_of(mapping, "DestinationConfig.OnFailure.Destination")?;
    Ok(match destination {
        Some(text) => Discarded::To(Destination::of_arn(text)),
        None => Discarded::Lost,
    })
}

/// Returns the broker's software. A mapping of RabbitMQ names a virtual host among its credentials.
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

#[cfg(test)]
mod tests;
