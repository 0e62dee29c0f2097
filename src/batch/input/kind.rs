//! The kinds of input. Each is described by a file in `containers`: how it is recognised, where its rows are, and how a
//! row becomes a record.

/// The kind of an input.
///
/// ```
/// use tidegate::Source;
/// use tidegate_batch::{Input, InputKind, Options};
/// let sqs = Source::Sqs;
/// let options = Options { input: Some(InputKind::Payload), ..Options::default() };
/// let input = Input::open(&br#"{"body":"x"}"#[..], sqs, &options)?;
/// assert_eq!(input.detected().kind.name(), "payload");
/// # Ok::<(), tidegate_batch::InputError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InputKind {
    /// Lambda events of the source, which hold lists of records; or EventBridge events in any layout.
    Event,
    /// One record of the source per line.
    Record,
    /// Lists whose elements are records of the source.
    RecordList,
    /// Records of the source, one after the other or spread over lines.
    RecordStream,
    /// One bare payload, or EventBridge event, per line.
    Payload,
    /// Lists whose elements are payloads.
    PayloadList,
    /// Payloads that are JSON objects, one after the other or spread over lines.
    PayloadStream,
    /// JSON strings, each the text of a payload: one per line, or a list of them.
    PayloadText,
    /// Lines that are each the base64 of a payload, with or without quotes.
    PayloadBase64,
    /// Messages in the output of `aws sqs receive-message`.
    SqsReceive,
    /// Records in the output of `aws kinesis get-records`.
    KinesisGetRecords,
    /// Records in the output of `aws dynamodbstreams get-records`.
    DynamoDbGetRecords,
    /// Items of a full export of a table to S3.
    DynamoDbExport,
    /// Changes of an incremental export of a table to S3.
    DynamoDbChanges,
    /// Messages in the output of `kcat -J`.
    Kcat,
    /// Messages in the output of `rpk topic consume`.
    Rpk,
    /// Lines of `kafka-console-consumer` that begin with the time, the partition or the offset.
    ConsoleConsumer,
    /// Entries of `aws events put-events`.
    PutEvents,
    /// Log records of an event bus.
    BusLog,
    /// Log events in the output of `aws logs filter-log-events`, or as a subscription sends them, with records in the
    /// messages.
    LogEvents,
    /// Lines of a log that begin with a time, as an export to S3 or `aws logs tail` has them, with records in the
    /// messages.
    LogLines,
    /// Compressed log events under `awslogs`, as a subscription sends them to a function.
    AwsLogs,
}

impl InputKind {
    /// Every kind, in the order in which the manual lists them.
    pub const ALL: [Self; 22] = [
        Self::Event,
        Self::Record,
        Self::RecordList,
        Self::RecordStream,
        Self::Payload,
        Self::PayloadList,
        Self::PayloadStream,
        Self::PayloadText,
        Self::PayloadBase64,
        Self::SqsReceive,
        Self::KinesisGetRecords,
        Self::DynamoDbGetRecords,
        Self::DynamoDbExport,
        Self::DynamoDbChanges,
        Self::Kcat,
        Self::Rpk,
        Self::ConsoleConsumer,
        Self::PutEvents,
        Self::BusLog,
        Self::LogEvents,
        Self::LogLines,
        Self::AwsLogs,
    ];
}
