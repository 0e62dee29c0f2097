//! Outputs about queues, topics of SNS, and brokers of Amazon MQ. (AWS CLI Command Reference, `sqs`, `sns` and `mq`; RabbitMQ
//! HTTP API, "/api/queues/vhost/name/get"; Jolokia reference, "exec"; the names of AWS's keys compared with the service
//! models in botocore 1.44.8, which the AWS CLI prints; read 2026-11-30)

use super::shape::Rarity::{Certain, Common, Rare};
use super::shape::{Need, Shape};

const RECEIVE: &str = "the messages are printed by `aws sqs receive-message --queue-url URL --max-number-of-messages 10 \
                       --message-system-attribute-names All --message-attribute-names All`";
const SENT: &str =
    "take the messages themselves; `aws sqs receive-message` prints those in the queue";
const BODIES: &str = "`jq -c '.. | objects | select(.MessageBody) | {MessageId: (.Id // \"1\"), Body: .MessageBody}'` \
                      makes messages of it";

/// The keys of an entry of `send-message-batch`, which are also those of `send-message --cli-input-json`.
const ENTRY: &[&str] = &[
    "Id",
    "QueueUrl",
    "DelaySeconds",
    "MessageAttributes",
    "MessageSystemAttributes",
    "MessageDeduplicationId",
    "MessageGroupId",
];

pub(super) const SHAPES: &[Shape] = &[
    Shape::new(
        "the result of `aws sqs send-message`",
        SENT,
        &[Need::text("MD5OfMessageBody"), Need::text("MessageId")],
        &[
            "MD5OfMessageAttributes",
            "MD5OfMessageSystemAttributes",
            "SequenceNumber",
        ],
        Certain,
    ),
    Shape::new(
        "the result of a batch call of `aws sqs`, such as `send-message-batch`",
        SENT,
        &[Need::with("Successful", &["Id", "MD5OfMessageBody"])],
        &["Failed"],
        Rare,
    ),
    Shape::new(
        "what `aws sqs send-message-batch` takes",
        BODIES,
        &[Need::with("Entries", &["MessageBody"])],
        &["QueueUrl"],
        Certain,
    ),
    Shape::new(
        "what `aws sqs send-message` or `send-message-batch` takes",
        BODIES,
        &[Need::text("MessageBody")],
        ENTRY,
        Rare,
    ),
    Shape::new(
        "the result of `aws sns publish`",
        SENT,
        &[Need::text("MessageId")],
        &["SequenceNumber"],
        Common,
    ),
    Shape::new(
        "the result of `aws sqs list-queues`",
        RECEIVE,
        &[Need::list("QueueUrls")],
        &["NextToken"],
        Rare,
    ),
    Shape::new(
        "the result of `aws sqs list-dead-letter-source-queues`",
        RECEIVE,
        &[Need::list("queueUrls")],
        &["NextToken"],
        Rare,
    ),
    Shape::new(
        "the result of `aws sqs get-queue-url` or `create-queue`",
        RECEIVE,
        &[Need::text("QueueUrl")],
        &[],
        Rare,
    ),
    Shape::new(
        "the result of `aws sqs get-queue-attributes`",
        RECEIVE,
        &[Need::with(
            "Attributes",
            &[
                "QueueArn",
                "ApproximateNumberOfMessages",
                "ApproximateNumberOfMessagesNotVisible",
                "ApproximateNumberOfMessagesDelayed",
                "CreatedTimestamp",
                "LastModifiedTimestamp",
                "VisibilityTimeout",
                "MaximumMessageSize",
                "MessageRetentionPeriod",
                "DelaySeconds",
                "ReceiveMessageWaitTimeSeconds",
                "RedrivePolicy",
                "RedriveAllowPolicy",
                "FifoQueue",
                "Policy",
                "ContentBasedDeduplication",
                "DeduplicationScope",
                "FifoThroughputLimit",
                "KmsMasterKeyId",
                "KmsDataKeyReusePeriodSeconds",
                "SqsManagedSseEnabled",
            ],
        )],
        &[],
        Rare,
    ),
    Shape::new(
        "messages as RabbitMQ's HTTP API and `rabbitmqadmin` print them",
        "`jq -c '.. | objects | select(.payload_encoding) | .payload'` writes the payloads; read them with --source mq and \
         --input payload-text, or --input payload-base64 if `payload_encoding` is base64",
        &[Need::text("payload"), Need::text("payload_encoding")],
        &[],
        Certain,
    ),
    Shape::new(
        "the result of ActiveMQ's Jolokia API",
        "take the text of each message in `value`, one per line, and read it with --source mq and --input payload",
        &[Need::with("request", &["mbean"]), Need::number("status")],
        &[],
        Certain,
    ),
    Shape::new(
        "the description of a broker of Amazon MQ",
        "take the messages of the broker, for RabbitMQ with `rabbitmqadmin get`, one payload per line, and read them with \
         --source mq and --input payload",
        &[Need::text("BrokerArn"), Need::text("BrokerId")],
        &[],
        Certain,
    ),
    Shape::new(
        "the result of `aws mq list-brokers`",
        "take the messages of a broker, for RabbitMQ with `rabbitmqadmin get`, one payload per line, and read them with \
         --source mq and --input payload",
        &[Need::list("BrokerSummaries")],
        &["NextToken"],
        Rare,
    ),
];
