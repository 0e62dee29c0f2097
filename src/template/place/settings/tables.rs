//! The names of settings in each kind of file, and AWS's names for them.

/// The kind of a setting's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Number,
    Flag,
    Text,
    Texts,
}

impl Kind {
    pub(crate) const fn noun(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Flag => "true or false",
            Self::Text => "a text",
            Self::Texts => "a list of texts",
        }
    }
}

/// A setting: its path in the file, AWS's name, and the kind of its value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) path: &'static str,
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
}

const fn row(path: &'static str, name: &'static str, kind: Kind) -> Row {
    Row { path, name, kind }
}

const fn same(name: &'static str, kind: Kind) -> Row {
    row(name, name, kind)
}

use Kind::{Flag, Number, Text, Texts};

/// A mapping or pipe in CloudFormation and SAM.
pub(crate) const MAPPING: [Row; 17] = [
    same("BatchSize", Number),
    same("MaximumBatchingWindowInSeconds", Number),
    same("ParallelizationFactor", Number),
    same("ScalingConfig.MaximumConcurrency", Number),
    same("ProvisionedPollerConfig.MinimumPollers", Number),
    same("ProvisionedPollerConfig.MaximumPollers", Number),
    same("MaximumRetryAttempts", Number),
    same("MaximumRecordAgeInSeconds", Number),
    same("BisectBatchOnFunctionError", Flag),
    same("FunctionResponseTypes", Texts),
    same("TumblingWindowInSeconds", Number),
    same("DestinationConfig.OnFailure.Destination", Text),
    same("DeadLetterConfig.Arn", Text),
    same("OnPartialBatchItemFailure", Text),
    same("MetricsConfig.Metrics", Texts),
    same("Enabled", Flag),
    same("StartingPosition", Text),
];

/// A function in CloudFormation and SAM.
pub(crate) const FUNCTION: [Row; 7] = [
    same("MemorySize", Number),
    same("Timeout", Number),
    same("Architectures", Texts),
    same("ReservedConcurrentExecutions", Number),
    same("EphemeralStorage.Size", Number),
    same(
        "ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions",
        Number,
    ),
    same("RecursiveLoop", Text),
];

/// A source in CloudFormation, by the type of its resource.
pub(super) const SOURCE: [(&str, &[Row]); 5] = [
    (
        "AWS::SQS::Queue",
        &[
            same("VisibilityTimeout", Number),
            same("RedrivePolicy.maxReceiveCount", Number),
            same("FifoQueue", Flag),
            same("MessageRetentionPeriod", Number),
        ],
    ),
    (
        "AWS::Kinesis::Stream",
        &[
            same("ShardCount", Number),
            same("RetentionPeriodHours", Number),
            same("StreamModeDetails.StreamMode", Text),
        ],
    ),
    ("AWS::AmazonMQ::Broker", &[same("EngineType", Text)]),
    (
        "AWS::DynamoDB::Table",
        &[same("StreamSpecification.StreamViewType", Text)],
    ),
    (
        "AWS::DynamoDB::GlobalTable",
        &[same("StreamSpecification.StreamViewType", Text)],
    ),
];

/// An event of a function in a Serverless file.
pub(crate) const SERVERLESS_MAPPING: [Row; 13] = [
    row("batchSize", "BatchSize", Number),
    row(
        "maximumBatchingWindow",
        "MaximumBatchingWindowInSeconds",
        Number,
    ),
    row("batchWindow", "MaximumBatchingWindowInSeconds", Number),
    row("parallelizationFactor", "ParallelizationFactor", Number),
    row(
        "maximumConcurrency",
        "ScalingConfig.MaximumConcurrency",
        Number,
    ),
    row("maximumRetryAttempts", "MaximumRetryAttempts", Number),
    row(
        "maximumRecordAgeInSeconds",
        "MaximumRecordAgeInSeconds",
        Number,
    ),
    row(
        "bisectBatchOnFunctionError",
        "BisectBatchOnFunctionError",
        Flag,
    ),
    row("functionResponseType", "FunctionResponseTypes", Texts),
    row("tumblingWindowInSeconds", "TumblingWindowInSeconds", Number),
    row(
        "destinations.onFailure",
        "DestinationConfig.OnFailure.Destination",
        Text,
    ),
    row("enabled", "Enabled", Flag),
    row("startingPosition", "StartingPosition", Text),
];

/// A function, or the provider, in a Serverless file.
pub(crate) const SERVERLESS_FUNCTION: [Row; 6] = [
    row("memorySize", "MemorySize", Number),
    row("timeout", "Timeout", Number),
    row("architecture", "Architectures", Texts),
    row(
        "reservedConcurrency",
        "ReservedConcurrentExecutions",
        Number,
    ),
    row("ephemeralStorageSize", "EphemeralStorage.Size", Number),
    row(
        "provisionedConcurrency",
        "ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions",
        Number,
    ),
];

/// An event source mapping, or the parameters of a pipe's source, in Terraform.
pub(crate) const TERRAFORM_MAPPING: [Row; 15] = [
    row("batch_size", "BatchSize", Number),
    row(
        "maximum_batching_window_in_seconds",
        "MaximumBatchingWindowInSeconds",
        Number,
    ),
    row("parallelization_factor", "ParallelizationFactor", Number),
    row(
        "scaling_config.maximum_concurrency",
        "ScalingConfig.MaximumConcurrency",
        Number,
    ),
    row(
        "provisioned_poller_config.minimum_pollers",
        "ProvisionedPollerConfig.MinimumPollers",
        Number,
    ),
    row(
        "provisioned_poller_config.maximum_pollers",
        "ProvisionedPollerConfig.MaximumPollers",
        Number,
    ),
    row("maximum_retry_attempts", "MaximumRetryAttempts", Number),
    row(
        "maximum_record_age_in_seconds",
        "MaximumRecordAgeInSeconds",
        Number,
    ),
    row(
        "bisect_batch_on_function_error",
        "BisectBatchOnFunctionError",
        Flag,
    ),
    row("function_response_types", "FunctionResponseTypes", Texts),
    row(
        "tumbling_window_in_seconds",
        "TumblingWindowInSeconds",
        Number,
    ),
    row(
        "destination_config.on_failure.destination_arn",
        "DestinationConfig.OnFailure.Destination",
        Text,
    ),
    row("metrics_config.metrics", "MetricsConfig.Metrics", Texts),
    row("enabled", "Enabled", Flag),
    row("starting_position", "StartingPosition", Text),
];

/// A function in Terraform.
pub(crate) const TERRAFORM_FUNCTION: [Row; 5] = [
    row("memory_size", "MemorySize", Number),
    row("timeout", "Timeout", Number),
    row("architectures", "Architectures", Texts),
    row(
        "reserved_concurrent_executions",
        "ReservedConcurrentExecutions",
        Number,
    ),
    row("ephemeral_storage.size", "EphemeralStorage.Size", Number),
];

/// A source in Terraform, by the type of its resource.
///
/// Source: documentation of the AWS provider, "aws_sqs_queue", "aws_kinesis_stream", "aws_mq_broker" and
/// "aws_dynamodb_table" (read 2026-11-30).
pub(crate) const TERRAFORM_SOURCE: [(&str, &[Row]); 4] = [
    (
        "aws_sqs_queue",
        &[
            row("visibility_timeout_seconds", "VisibilityTimeout", Number),
            row(
                "redrive_policy.maxReceiveCount",
                "RedrivePolicy.maxReceiveCount",
                Number,
            ),
            row("fifo_queue", "FifoQueue", Flag),
            row(
                "message_retention_seconds",
                "MessageRetentionPeriod",
                Number,
            ),
        ],
    ),
    (
        "aws_kinesis_stream",
        &[
            row("shard_count", "ShardCount", Number),
            row("retention_period", "RetentionPeriodHours", Number),
            row(
                "stream_mode_details.stream_mode",
                "StreamModeDetails.StreamMode",
                Text,
            ),
        ],
    ),
    ("aws_mq_broker", &[row("engine_type", "EngineType", Text)]),
    (
        "aws_dynamodb_table",
        &[row(
            "stream_view_type",
            "StreamSpecification.StreamViewType",
            Text,
        )],
    ),
];
