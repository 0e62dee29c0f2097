//! The table of items: one row for everything that has a price. A key ends in the unit of the figure in a price file.

use super::priced::Item;

/// The row of one item.
pub(super) struct Row {
    pub(super) item: Item,
    /// The item's key in price files.
    pub(super) key: &'static str,
    /// How many units the figure in a price file is for.
    pub(super) per: u32,
    /// The unit of the item, in the plural.
    pub(super) unit: &'static str,
    /// The item's name on a bill.
    pub(super) name: &'static str,
}

const fn row(
    item: Item,
    key: &'static str,
    per: u32,
    unit: &'static str,
    name: &'static str,
) -> Row {
    Row {
        item,
        key,
        per,
        unit,
        name,
    }
}

const MILLION: u32 = 1_000_000;

// INVARIANT: in the order of the variants (`rows_are_in_the_order_of_the_items`).
pub(super) const ROWS: [Row; 40] = [
    row(
        Item::Requests,
        "requests_per_million",
        MILLION,
        "requests",
        "Lambda requests",
    ),
    row(
        Item::RequestsArm,
        "requests_arm_per_million",
        MILLION,
        "requests",
        "Lambda requests",
    ),
    row(
        Item::DurationX86,
        "duration_x86_per_gb_second",
        1,
        "GB-s",
        "Lambda duration",
    ),
    row(
        Item::DurationArm,
        "duration_arm_per_gb_second",
        1,
        "GB-s",
        "Lambda duration",
    ),
    row(
        Item::Storage,
        "storage_per_gb_second",
        1,
        "GB-s",
        "Lambda ephemeral storage",
    ),
    row(
        Item::StorageArm,
        "storage_arm_per_gb_second",
        1,
        "GB-s",
        "Lambda ephemeral storage",
    ),
    row(
        Item::ProvisionedX86,
        "provisioned_x86_per_gb_second",
        1,
        "GB-s",
        "Lambda provisioned concurrency",
    ),
    row(
        Item::ProvisionedArm,
        "provisioned_arm_per_gb_second",
        1,
        "GB-s",
        "Lambda provisioned concurrency",
    ),
    row(
        Item::ProvisionedDurationX86,
        "provisioned_duration_x86_per_gb_second",
        1,
        "GB-s",
        "Lambda provisioned duration",
    ),
    row(
        Item::ProvisionedDurationArm,
        "provisioned_duration_arm_per_gb_second",
        1,
        "GB-s",
        "Lambda provisioned duration",
    ),
    row(
        Item::SnapStartCache,
        "snapstart_cache_per_gb_second",
        1,
        "GB-s",
        "SnapStart cache",
    ),
    row(
        Item::SnapStartRestore,
        "snapstart_restore_per_gb",
        1,
        "GB",
        "SnapStart restores",
    ),
    row(
        Item::SqsPollers,
        "sqs_poller_per_hour",
        1,
        "poller-hours",
        "SQS event pollers",
    ),
    row(
        Item::KafkaPollers,
        "kafka_poller_unit_per_hour",
        1,
        "unit-hours",
        "Kafka event pollers",
    ),
    row(
        Item::DurableOperations,
        "durable_operations_per_million",
        MILLION,
        "operations",
        "durable operations",
    ),
    row(
        Item::DurableWritten,
        "durable_written_per_gb",
        1,
        "GB",
        "durable state written",
    ),
    row(
        Item::DurableStored,
        "durable_stored_per_gb_month",
        1,
        "GB-months",
        "durable state kept",
    ),
    row(
        Item::SqsStandard,
        "sqs_standard_per_million",
        MILLION,
        "requests",
        "SQS requests",
    ),
    row(
        Item::SqsFifo,
        "sqs_fifo_per_million",
        MILLION,
        "requests",
        "SQS FIFO requests",
    ),
    row(
        Item::SqsFairQueue,
        "sqs_fair_queue_per_million",
        MILLION,
        "requests",
        "SQS fair queue",
    ),
    row(
        Item::KinesisShards,
        "kinesis_shard_per_hour",
        1,
        "shard-hours",
        "Kinesis shards",
    ),
    row(
        Item::KinesisPutUnits,
        "kinesis_put_units_per_million",
        MILLION,
        "units",
        "Kinesis PUT units",
    ),
    row(
        Item::KinesisExtendedRetention,
        "kinesis_extended_retention_per_shard_hour",
        1,
        "shard-hours",
        "Kinesis retention to 7 days",
    ),
    row(
        Item::KinesisLongRetention,
        "kinesis_long_retention_per_gb_month",
        1,
        "GB-months",
        "Kinesis retention above 7 days",
    ),
    row(
        Item::KinesisLongRetentionRead,
        "kinesis_long_retention_read_per_gb",
        1,
        "GB",
        "Kinesis reads above 7 days",
    ),
    row(
        Item::KinesisFanOut,
        "kinesis_fan_out_per_consumer_shard_hour",
        1,
        "consumer-shard-hours",
        "Kinesis enhanced fan-out",
    ),
    row(
        Item::KinesisFanOutBytes,
        "kinesis_fan_out_per_gb",
        1,
        "GB",
        "Kinesis fan-out bytes",
    ),
    row(
        Item::KinesisOnDemand,
        "kinesis_on_demand_stream_per_hour",
        1,
        "stream-hours",
        "Kinesis on-demand streams",
    ),
    row(
        Item::KinesisOnDemandIn,
        "kinesis_on_demand_in_per_gb",
        1,
        "GB",
        "Kinesis on-demand bytes in",
    ),
    row(
        Item::KinesisOnDemandOut,
        "kinesis_on_demand_out_per_gb",
        1,
        "GB",
        "Kinesis on-demand bytes out",
    ),
    row(
        Item::KinesisOnDemandFanOut,
        "kinesis_on_demand_fan_out_per_gb",
        1,
        "GB",
        "Kinesis on-demand fan-out bytes",
    ),
    row(
        Item::DynamoDbStreamReads,
        "dynamodb_stream_reads_per_million",
        MILLION,
        "reads",
        "DynamoDB stream reads",
    ),
    row(
        Item::EventBridgeCustom,
        "eventbridge_custom_per_million",
        MILLION,
        "events",
        "EventBridge custom events",
    ),
    row(
        Item::EventBridgePipes,
        "eventbridge_pipes_per_million",
        MILLION,
        "requests",
        "EventBridge Pipes",
    ),
    row(
        Item::StepFunctionsTransitions,
        "step_functions_transitions_per_thousand",
        1000,
        "transitions",
        "Step Functions transitions",
    ),
    row(
        Item::StepFunctionsExpress,
        "step_functions_express_per_million",
        MILLION,
        "executions",
        "Step Functions express executions",
    ),
    row(
        Item::StepFunctionsExpressDuration,
        "step_functions_express_per_gb_hour",
        1,
        "GB-hours",
        "Step Functions express duration",
    ),
    row(
        Item::SnsPublishes,
        "sns_publishes_per_million",
        MILLION,
        "publishes",
        "SNS publishes",
    ),
    row(
        Item::S3Puts,
        "s3_puts_per_thousand",
        1000,
        "requests",
        "S3 PUT requests",
    ),
    row(Item::Logs, "logs_per_gb", 1, "GB", "CloudWatch logs"),
];
