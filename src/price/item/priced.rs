//! The list of everything that has a price.

/// Something that AWS charges for.
///
/// ```
/// use tidegate_price::Item;
/// assert_eq!(Item::from_key("sqs_standard_per_million"), Some(Item::SqsStandard));
/// assert_eq!(Item::SqsStandard.unit(), "requests");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Item {
    /// Invocations of a function.
    Requests,
    /// Invocations of a function on arm64, if they have a price of their own; otherwise [`Requests`](Self::Requests) is for
    /// both architectures.
    RequestsArm,
    /// Run time of on-demand functions on x86_64, tiered.
    DurationX86,
    /// Run time of on-demand functions on arm64, tiered.
    DurationArm,
    /// Ephemeral storage above 512 MB while a function runs.
    Storage,
    /// Ephemeral storage on arm64, if it has a price of its own.
    StorageArm,
    /// Provisioned concurrency kept ready, on x86_64.
    ProvisionedX86,
    /// Provisioned concurrency kept ready, on arm64.
    ProvisionedArm,
    /// Run time under provisioned concurrency, on x86_64.
    ProvisionedDurationX86,
    /// Run time under provisioned concurrency, on arm64.
    ProvisionedDurationArm,
    /// Snapshots kept for SnapStart.
    SnapStartCache,
    /// Snapshots restored by SnapStart.
    SnapStartRestore,
    /// Event poller units of an SQS mapping in provisioned mode.
    SqsPollers,
    /// Event poller units of a Kafka mapping in provisioned mode; a unit is ten pollers by default.
    KafkaPollers,
    /// Operations of durable functions: starts, steps, waits.
    DurableOperations,
    /// State written by durable functions.
    DurableWritten,
    /// State kept by durable functions.
    DurableStored,
    /// Requests to standard queues, tiered.
    SqsStandard,
    /// Requests to FIFO queues, tiered.
    SqsFifo,
    /// Surcharge for fair queues, by requests for messages with a group.
    SqsFairQueue,
    /// Shards of a provisioned Kinesis stream. Reads without enhanced fan-out are free.
    KinesisShards,
    /// PUT payload units of 25 KB.
    KinesisPutUnits,
    /// Retention from 24 hours to 7 days.
    KinesisExtendedRetention,
    /// Retention for more than 7 days.
    KinesisLongRetention,
    /// Reads of records older than 7 days.
    KinesisLongRetentionRead,
    /// Consumers with enhanced fan-out.
    KinesisFanOut,
    /// Bytes delivered by enhanced fan-out.
    KinesisFanOutBytes,
    /// On-demand streams.
    KinesisOnDemand,
    /// Bytes put into on-demand streams.
    KinesisOnDemandIn,
    /// Bytes read from on-demand streams.
    KinesisOnDemandOut,
    /// Bytes read from on-demand streams by enhanced fan-out.
    KinesisOnDemandFanOut,
    /// Reads of DynamoDB Streams by consumers other than Lambda, whose reads are free.
    DynamoDbStreamReads,
    /// Custom events put on a bus, one for each 64 KB or part of it. Events of AWS's services are free.
    EventBridgeCustom,
    /// Requests of EventBridge Pipes, one for each 64 KB or part of it, counted after the filter.
    EventBridgePipes,
    /// State transitions of standard workflows.
    StepFunctionsTransitions,
    /// Executions of express workflows.
    StepFunctionsExpress,
    /// Duration of express workflows times their memory, tiered. Waiting counts as duration.
    StepFunctionsExpressDuration,
    /// Messages published to an SNS topic, one for each 64 KB or part of it.
    SnsPublishes,
    /// Objects put into a bucket of S3 in its standard storage class.
    S3Puts,
    /// Log lines of Lambda that CloudWatch takes in, tiered.
    Logs,
}
