//! The kinds of input there are, by name. What each is like stands in its own file in `containers`.

/// What an input holds.
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
    /// Lambda events of the source, whose records are taken one by one; or EventBridge events in any layout.
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
    /// The base64 of a payload each, on a line, in quotes or not.
    PayloadBase64,
    /// Messages as `aws sqs receive-message` prints them.
    SqsReceive,
    /// Records as `aws kinesis get-records` prints them.
    KinesisGetRecords,
    /// Records as `aws dynamodbstreams get-records` prints them.
    DynamoDbGetRecords,
    /// Items of a full export of a table to S3.
    DynamoDbExport,
    /// Changes of an incremental export of a table to S3.
    DynamoDbChanges,
    /// Messages as `kcat -J` prints them.
    Kcat,
    /// Messages as `rpk topic consume` prints them.
    Rpk,
    /// Lines of `kafka-console-consumer` with the time, the partition or the offset in front.
    ConsoleConsumer,
    /// Entries of `aws events put-events`.
    PutEvents,
    /// Log records of an event bus.
    BusLog,
    /// Log events as `aws logs filter-log-events` prints them or a subscription sends them, with records in the messages.
    LogEvents,
    /// Lines of a log with a time in front, as an export to S3 or `aws logs tail` has them, with records in the messages.
    LogLines,
    /// What a subscription sends to a function: packed log events under `awslogs`.
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
