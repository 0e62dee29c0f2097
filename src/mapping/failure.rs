//! What happens after a batch failed: the two settings that decide it, and what they amount to together.

/// What Lambda does with a batch that failed (`BisectBatchOnFunctionError`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FailedBatch {
    /// It is tried again as it was. AWS's default.
    #[default]
    Whole,
    /// It is split in two, and each half is tried again.
    Split,
}

/// What the function says of a batch that failed (`FunctionResponseTypes`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FailureReport {
    /// Only that it failed. AWS's default.
    #[default]
    Batch,
    /// Which of its records failed (`ReportBatchItemFailures`).
    Items,
}

/// What is tried again of a failed batch of a stream or a topic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnFailure {
    /// All of it.
    #[default]
    RetryBatch,
    /// Its first half, then its second half. Splitting uses up no retry.
    Bisect,
    /// The first record that failed and all records after it.
    RetryFromFirstFailure,
}

impl OnFailure {
    /// A report of the records that failed wins over splitting: Lambda then splits the batch where the report says
    /// (Lambda Developer Guide, "Configuring partial batch response with Kinesis Data Streams", read 2026-11-23).
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
