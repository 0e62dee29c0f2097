//! Outputs about functions, rules, logs and events, and events of services that are not sources. (AWS CLI Command
//! Reference, `lambda`, `events`, `pipes`, `logs`, `s3api` and `cloudtrail`; Lambda Developer Guide, "Capturing records of Lambda
//! asynchronous invocations", "Capturing discarded batches" of each source, and the pages on API Gateway, Config and
//! CloudFormation; the names of the CLI's keys compared with the service models in botocore 1.44.8, which the AWS CLI prints;
//! read 2026-11-30)

use super::shape::Rarity::{Certain, Common, Rare};
use super::shape::{Need, Shape};

const INVOKED: &str =
    "take the event that the function gets; the result of a function is not filtered";
const GIVE_AS_FILTER: &str = "give it as the filter (-f FILE), and the records after it";
const RULE_RECORDS: &str = "events of a bus can be caught by a rule that writes them to CloudWatch Logs or, through \
                            Firehose, to S3; tidegate reads both";
const NOT_A_SOURCE: &str = "Lambda does not filter these events: the function gets every one";
const LOG: &str = "`aws logs filter-log-events --log-group-name NAME` prints the messages of a log";

pub(super) const SHAPES: &[Shape] = &[
    Shape::new(
        "the result of `aws lambda invoke`",
        INVOKED,
        &[Need::number("StatusCode"), Need::text("ExecutedVersion")],
        &[],
        Certain,
    ),
    Shape::new(
        "the result of `aws lambda invoke`",
        INVOKED,
        &[Need::number("StatusCode")],
        &["FunctionError", "LogResult", "DurableExecutionArn"],
        Common,
    ),
    Shape::new(
        "the error with which a function ended",
        INVOKED,
        &[Need::text("errorMessage"), Need::text("errorType")],
        &["requestId", "stackTrace", "trace", "cause"],
        Common,
    ),
    Shape::new(
        "the result of a function that reports failed records",
        INVOKED,
        &[Need::list("batchItemFailures")],
        &[],
        Rare,
    ),
    Shape::new(
        "a record of an invocation, as Lambda sends it to a destination",
        "`jq -c '.requestPayload'` writes the event if it is in there; of a stream or a topic it only names the batch, and \
         `get-records` prints its records",
        &[Need::with(
            "requestContext",
            &["condition", "approximateInvokeCount"],
        )],
        &[
            "version",
            "timestamp",
            "requestPayload",
            "responseContext",
            "responsePayload",
            "payload",
            "KinesisBatchInfo",
            "DDBStreamBatchInfo",
            "KafkaBatchInfo",
        ],
        Common,
    ),
    Shape::new(
        "an event source mapping",
        GIVE_AS_FILTER,
        &[Need::text("UUID"), Need::text("FunctionArn")],
        &[],
        Certain,
    ),
    Shape::new(
        "event source mappings",
        GIVE_AS_FILTER,
        &[Need::list("EventSourceMappings")],
        &["NextMarker"],
        Rare,
    ),
    Shape::new(
        "filters",
        GIVE_AS_FILTER,
        &[Need::with("Filters", &["Pattern"])],
        &[],
        Rare,
    ),
    Shape::new(
        "filters",
        GIVE_AS_FILTER,
        &[Need::with("FilterCriteria", &["Filters"])],
        &[],
        Certain,
    ),
    Shape::new(
        "a rule of EventBridge",
        GIVE_AS_FILTER,
        &[Need::text("EventPattern"), Need::text("Name")],
        &[],
        Certain,
    ),
    Shape::new(
        "rules of EventBridge",
        GIVE_AS_FILTER,
        &[Need::with(
            "Rules",
            &["EventPattern", "ScheduleExpression", "EventBusName"],
        )],
        &["NextToken"],
        Rare,
    ),
    Shape::new(
        "a pipe of EventBridge",
        GIVE_AS_FILTER,
        &[Need::object("SourceParameters"), Need::text("Target")],
        &[],
        Certain,
    ),
    Shape::new(
        "the result of `aws events test-event-pattern`",
        "give tidegate the pattern and the event that were tested: `tidegate match --source eventbridge -f PATTERN EVENT`",
        &[Need::boolean("Result")],
        &[],
        Rare,
    ),
    Shape::new(
        "the result of `aws events put-events`",
        "take the entries that were put, or events as a rule sends them",
        &[
            Need::number("FailedEntryCount"),
            Need::with("Entries", &["EventId", "ErrorCode"]),
        ],
        &[],
        Certain,
    ),
    Shape::new(
        "the result of `aws events list-event-buses`",
        RULE_RECORDS,
        &[Need::list("EventBuses")],
        &["NextToken"],
        Rare,
    ),
    Shape::new(
        "the result of `aws events list-archives`",
        "an archive can only be replayed to a bus, not downloaded; a rule can write the replayed events to CloudWatch Logs \
         or, through Firehose, to S3",
        &[Need::list("Archives")],
        &["NextToken"],
        Rare,
    ),
    Shape::new(
        "the result of `aws events start-replay`",
        RULE_RECORDS,
        &[Need::text("ReplayArn")],
        &["State", "StateReason", "ReplayStartTime"],
        Rare,
    ),
    Shape::new(
        "the result of `aws cloudtrail lookup-events`",
        "`jq -c '.Events[].CloudTrailEvent | fromjson | {source: (\"aws.\" + (.eventSource | split(\".\")[0])), \
         \"detail-type\": \"AWS API Call via CloudTrail\", detail: .}'` makes events of it, as a bus gets them",
        &[Need::with("Events", &["CloudTrailEvent"])],
        &["NextToken"],
        Certain,
    ),
    Shape::new(
        "the result of `aws logs get-query-results`",
        "`jq -c '{events: [.results[][] | select(.field == \"@message\") | {message: .value}]}'` writes its messages as \
         `aws logs filter-log-events` does",
        &[
            Need::list("results"),
            Need::object("statistics"),
            Need::text("status"),
        ],
        &[],
        Certain,
    ),
    Shape::new(
        "the result of `aws logs start-query`",
        "give the id to `aws logs get-query-results`, or print the messages: `aws logs filter-log-events`",
        &[Need::text("queryId")],
        &[],
        Common,
    ),
    Shape::new(
        "the result of `aws logs describe-log-groups`",
        LOG,
        &[Need::with("logGroups", &["logGroupName"])],
        &["nextToken"],
        Rare,
    ),
    Shape::new(
        "the result of `aws logs describe-log-streams`",
        LOG,
        &[Need::with("logStreams", &["logStreamName"])],
        &["nextToken"],
        Rare,
    ),
    Shape::new(
        "the result of `aws s3api list-objects-v2`",
        "download the objects with `aws s3 cp --recursive s3://BUCKET/PREFIX DIRECTORY`, and give the directory",
        &[Need::with("Contents", &["ETag", "StorageClass"])],
        &[
            "RequestCharged",
            "Prefix",
            "Name",
            "IsTruncated",
            "KeyCount",
            "MaxKeys",
            "CommonPrefixes",
            "Delimiter",
            "EncodingType",
            "ContinuationToken",
            "NextContinuationToken",
            "StartAfter",
            "NextToken",
        ],
        Rare,
    ),
    Shape::new(
        "an error of an AWS service",
        "repair the call that failed, and run it again",
        &[Need::text("__type")],
        &["message", "Message"],
        Rare,
    ),
    Shape::new(
        "an event of API Gateway or of a load balancer",
        NOT_A_SOURCE,
        &[Need::object("requestContext"), Need::text("httpMethod")],
        &[],
        Certain,
    ),
    Shape::new(
        "an event of API Gateway or of a function URL",
        NOT_A_SOURCE,
        &[Need::object("requestContext"), Need::text("routeKey")],
        &[],
        Certain,
    ),
    Shape::new(
        "an event of Amazon Cognito",
        NOT_A_SOURCE,
        &[Need::text("triggerSource"), Need::text("userPoolId")],
        &[],
        Certain,
    ),
    Shape::new(
        "an event of CloudFormation for a custom resource",
        NOT_A_SOURCE,
        &[Need::text("RequestType"), Need::text("ResponseURL")],
        &[],
        Certain,
    ),
    Shape::new(
        "an event of AWS Config",
        NOT_A_SOURCE,
        &[Need::text("invokingEvent"), Need::text("ruleParameters")],
        &[],
        Certain,
    ),
];
