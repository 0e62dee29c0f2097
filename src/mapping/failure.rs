//! The settings that decide what happens after a batch fails, and the combined effect of two of them.

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
    /// A destination gets a notice: it names which records they were and, if it is a bucket of S3 or a topic of Kafka,
    /// the records too.
    ToDestination,
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
