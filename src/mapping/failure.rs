//! The settings that decide what happens after a batch fails, and the combined effect of two of them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How Lambda retries a failed batch (`BisectBatchOnFunctionError`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FailedBatch {
    /// The whole batch is retried. AWS's default.
    #[default]
    Whole,
    /// The batch is split in two, and each half is retried.
    Split,
}

/// How the function reports a failed batch (`FunctionResponseTypes`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FailureReport {
    /// Only that the batch failed. AWS's default.
    #[default]
    Batch,
    /// Which records of the batch failed (`ReportBatchItemFailures`).
    Items,
}

/// The fate of records that Lambda gives up or that are too old (`DestinationConfig`, `OnFailure`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Discarded {
    /// They are lost. AWS's default.
    #[default]
    Lost,
    /// A destination gets a notice of each batch: it names which records they were and, if it is a bucket of S3 or a
    /// topic of Kafka, holds the records too.
    To(Destination),
}

/// What gets the notices of discarded batches. It decides their price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// An SQS queue.
    Sqs,
    /// An SNS topic.
    Sns,
    /// A bucket of S3.
    S3,
    /// A topic of Kafka.
    Kafka,
    /// It is not known, so it has no price.
    Unknown,
}

impl Destination {
    /// The kinds that can be named.
    pub const ALL: [Self; 4] = [Self::Sqs, Self::Sns, Self::S3, Self::Kafka];

    /// Returns the kind of what a mapping names: an ARN, or `kafka://topic` (Lambda API, `OnFailure`, read 2026-11-30).
    ///
    /// ```
    /// use tidegate_mapping::Destination;
    /// assert_eq!(Destination::of_arn("arn:aws:s3:::failed-orders"), Destination::S3);
    /// assert_eq!(Destination::of_arn("kafka://failed-orders"), Destination::Kafka);
    /// ```
    #[must_use]
    pub fn of_arn(text: &str) -> Self {
        match text.split(':').nth(2) {
            _ if text.starts_with("kafka://") => Self::Kafka,
            Some("sqs") => Self::Sqs,
            Some("sns") => Self::Sns,
            Some("s3") => Self::S3,
            _ => Self::Unknown,
        }
    }
}

/// Reads `sqs`, `sns`, `s3` or `kafka`, or what a mapping names ([`Destination::of_arn`]).
impl FromStr for Destination {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let word = text.to_ascii_lowercase();
        let named = Self::ALL.into_iter().find(|it| it.to_string() == word);
        match named.unwrap_or_else(|| Self::of_arn(text)) {
            Self::Unknown => Err(
                "write sqs, sns, s3 or kafka, or the ARN of a queue, topic or bucket".to_owned(),
            ),
            known => Ok(known),
        }
    }
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqs => "sqs",
            Self::Sns => "sns",
            Self::S3 => "s3",
            Self::Kafka => "kafka",
            Self::Unknown => "unknown",
        })
    }
}

/// Which part of a failed batch of a stream or a topic is retried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum OnFailure {
    /// The whole batch.
    #[default]
    RetryBatch,
    /// Its first half, then its second half. Splitting does not use up a retry.
    Bisect,
    /// The first record that failed and all records after it.
    RetryFromFirstFailure,
}

impl OnFailure {
    /// Combines the two settings. A report of failed records takes precedence over splitting: Lambda then retries from
    /// the first reported record (Lambda Developer Guide, "Configuring partial batch response with Kinesis Data
    /// Streams", read 2026-11-23).
    ///
    /// ```
    /// use tidegate_mapping::{FailedBatch, FailureReport, OnFailure};
    /// let both = OnFailure::of(FailedBatch::Split, FailureReport::Items);
    /// assert_eq!(both, OnFailure::RetryFromFirstFailure);
    /// ```
    #[must_use]
    pub const fn of(failed: FailedBatch, report: FailureReport) -> Self {
        match (failed, report) {
            (_, FailureReport::Items) => Self::RetryFromFirstFailure,
            (FailedBatch::Split, FailureReport::Batch) => Self::Bisect,
            (FailedBatch::Whole, FailureReport::Batch) => Self::RetryBatch,
        }
    }
}
