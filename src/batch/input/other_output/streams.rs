//! Outputs about streams, tables and topics. (AWS CLI Command Reference, `kinesis`, `dynamodb`, `dynamodbstreams` and
//! `kafka`; kcat's README, `-L -J`; the names of keys compared with the service models in botocore 1.44.8, which the AWS CLI
//! prints; read 2026-11-30)

use super::shape::Rarity::{Certain, Common, Rare};
use super::shape::{Need, Shape};

const READ_SHARD: &str = "records are printed by `get-shard-iterator` and then `get-records` of `aws kinesis`, or of `aws \
                          dynamodbstreams` for the stream of a table";
const PUT: &str =
    "take the records themselves; `aws kinesis get-records` prints those in the stream";
const ITEMS: &str = "filters see changes, and not items; to try one on the items as if each had just been inserted: `jq -c \
                     '.Items[] | {Item: .}'`";
const WRITES: &str = "the changes that it makes are printed by `aws dynamodbstreams get-records`; to try a filter on the \
                      items as if each had just been inserted: `jq -c '.. | objects | select(.Item) | {Item}'`";
const TOPIC: &str =
    "messages are printed by `kcat -C -J -e -t TOPIC` and `rpk topic consume TOPIC`";

/// The other names of addresses: a cluster has those of the ways in which clients may connect.
const BROKERS: &[&str] = &[
    "BootstrapBrokerStringTls",
    "BootstrapBrokerStringSaslScram",
    "BootstrapBrokerStringSaslIam",
    "BootstrapBrokerStringPublicTls",
    "BootstrapBrokerStringPublicSaslScram",
    "BootstrapBrokerStringPublicSaslIam",
    "BootstrapBrokerStringVpcConnectivityTls",
    "BootstrapBrokerStringVpcConnectivitySaslScram",
    "BootstrapBrokerStringVpcConnectivitySaslIam",
    "BootstrapBrokerStringIpv6",
    "BootstrapBrokerStringTlsIpv6",
    "BootstrapBrokerStringSaslScramIpv6",
    "BootstrapBrokerStringSaslIamIpv6",
];

pub(super) const SHAPES: &[Shape] = &[
    Shape::new(
        "the result of `get-shard-iterator`",
        "give the iterator to `get-records --shard-iterator` of the same service, `aws kinesis` or `aws dynamodbstreams`",
        &[Need::text("ShardIterator")],
        &[],
        Rare,
    ),
    Shape::new(
        "the result of `aws kinesis describe-stream` or `aws dynamodbstreams describe-stream`",
        READ_SHARD,
        &[Need::with(
            "StreamDescription",
            &[
                "StreamARN",
                "StreamArn",
                "StreamName",
                "StreamStatus",
                "Shards",
            ],
        )],
        &[],
        Certain,
    ),
    Shape::new(
        "the result of `aws kinesis describe-stream-summary`",
        READ_SHARD,
        &[Need::object("StreamDescriptionSummary")],
        &[],
        Rare,
    ),
    Shape::new(
        "the result of `aws kinesis list-shards`",
        READ_SHARD,
        &[Need::with("Shards", &["ShardId"])],
        &["NextToken"],
        Rare,
    ),
    Shape::new(
        "the result of `aws kinesis list-streams`",
        READ_SHARD,
        &[Need::list("StreamNames")],
        &["HasMoreStreams", "NextToken", "StreamSummaries"],
        Rare,
    ),
    Shape::new(
        "the result of `aws dynamodbstreams list-streams`",
        READ_SHARD,
        &[Need::with("Streams", &["StreamArn"])],
        &["LastEvaluatedStreamArn"],
        Rare,
    ),
    Shape::new(
        "the result of `aws kinesis put-record`",
        PUT,
        &[Need::text("ShardId"), Need::text("SequenceNumber")],
        &["EncryptionType"],
        Rare,
    ),
    Shape::new(
        "the result of `aws kinesis put-records`",
        PUT,
        &[
            Need::number("FailedRecordCount"),
            Need::with("Records", &["ShardId", "ErrorCode"]),
        ],
        &["EncryptionType"],
        Certain,
    ),
    Shape::new(
        "items of a table, as `aws dynamodb scan` and `query` print them",
        ITEMS,
        &[
            Need::list("Items"),
            Need::number("Count"),
            Need::number("ScannedCount"),
        ],
        &["ConsumedCapacity", "LastEvaluatedKey", "NextToken"],
        Certain,
    ),
    Shape::new(
        "items of a table, as `aws dynamodb scan` and `execute-statement` print them",
        ITEMS,
        &[Need::items("Items")],
        &[
            "Count",
            "ScannedCount",
            "ConsumedCapacity",
            "LastEvaluatedKey",
            "NextToken",
        ],
        Rare,
    ),
    Shape::new(
        "items of tables, as `aws dynamodb batch-get-item` prints them",
        "filters see changes, and not items; to try one on the items as if each had just been inserted: `jq \
         -c '.Responses[][] | {Item: .}'`",
        &[Need::object("Responses"), Need::object("UnprocessedKeys")],
        &["ConsumedCapacity"],
        Rare,
    ),
    Shape::new(
        "items of tables, as `aws dynamodb transact-get-items` prints them",
        "filters see changes, and not items; to try one on the items as if each had just been inserted: `jq \
         -c '.Responses[]'`",
        &[Need::with("Responses", &["Item"])],
        &["ConsumedCapacity"],
        Rare,
    ),
    Shape::new(
        "the result of `aws dynamodb put-item`, `update-item` or `delete-item`",
        "the change is printed by `aws dynamodbstreams get-records`",
        &[Need::items("Attributes")],
        &["ConsumedCapacity", "ItemCollectionMetrics"],
        Rare,
    ),
    Shape::new(
        "what `aws dynamodb put-item` takes",
        WRITES,
        &[Need::text("TableName"), Need::items("Item")],
        &[],
        Certain,
    ),
    Shape::new(
        "what `aws dynamodb batch-write-item` takes",
        WRITES,
        &[Need::with("PutRequest", &["Item"])],
        &[],
        Rare,
    ),
    Shape::new(
        "the description of a table",
        "changes of its items are printed by `get-shard-iterator` and then `get-records` of `aws dynamodbstreams`, with its \
         `LatestStreamArn`",
        &[Need::with("Table", &["TableArn", "TableName", "KeySchema"])],
        &[],
        Rare,
    ),
    Shape::new(
        "the result of `aws dynamodb list-tables`",
        "changes of items are printed by `get-shard-iterator` and then `get-records` of `aws dynamodbstreams`",
        &[Need::list("TableNames")],
        &["LastEvaluatedTableName"],
        Rare,
    ),
    Shape {
        is_item: true,
        ..Shape::new(
            "an item of a table, which is not a change",
            "filters see changes; to try one on items as if each had just been inserted, put each on a line under the key \
             `Item`: `jq -c '{Item: .}'`, or `jq -c '.[] | {Item: .}'` for a list",
            &[],
            &[],
            Common,
        )
    },
    Shape::new(
        "the metadata of a Kafka cluster, as `kcat -L -J` prints them",
        TOPIC,
        &[Need::list("brokers"), Need::list("topics")],
        &["originating_broker", "query", "controllerid"],
        Rare,
    ),
    Shape::new(
        "the description of a cluster of Amazon MSK",
        TOPIC,
        &[Need::with("ClusterInfo", &["ClusterArn"])],
        &[],
        Rare,
    ),
    Shape::new(
        "the result of `aws kafka list-clusters`",
        TOPIC,
        &[Need::with("ClusterInfoList", &["ClusterArn"])],
        &["NextToken"],
        Rare,
    ),
    Shape::new(
        "the result of `aws kafka get-bootstrap-brokers`",
        "give the addresses to a consumer: `kcat -b ADDRESSES -C -J -e -t TOPIC` prints messages",
        &[Need::text_under("BootstrapBrokerString", BROKERS)],
        &[],
        Certain,
    ),
];
