//! Calls the functions with events as Lambda sends them, and checks which payloads are worked on and what is returned.

use aws_lambda_events::{kinesis::KinesisEvent, sqs::SqsEvent};
use lambda_runtime::{Context, Error, LambdaEvent};
use serde_json::{Value, json};
use tidegate::Source;
use tidegate_lambda::{PayloadFilter, kinesis, sqs};

const PAID: &str = r#"{"type":"order.paid","amount":149.90}"#;
const PAID_LATER: &str = r#"{"type":"order.paid","amount":7}"#;
const CREATED: &str = r#"{"type":"order.created"}"#;
const NOT_JSON: &str = "order.paid";
/// Matches, and the work on it fails.
const CURSED: &str = r#"{"type":"order.paid","cursed":true}"#;

fn message(queue: &str, id: &str, body: &str) -> Value {
    json!({
        "messageId": id,
        "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
        "body": body,
        "attributes": {
            "ApproximateReceiveCount": "1",
            "SentTimestamp": "1545082649183",
            "SenderId": "AIDAIENQZJOLO23YVJ4VO",
            "ApproximateFirstReceiveTimestamp": "1545082649185"
        },
        "messageAttributes": {
            "trace": {"stringValue": "1-5759e988", "stringListValues": [], "binaryListValues": [], "dataType": "String"}
        },
        "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
        "eventSource": "aws:sqs",
        "eventSourceARN": format!("arn:aws:sqs:us-east-2:123456789012:{queue}"),
        "awsRegion": "us-east-2"
    })
}

fn reading(number: &str, data: &str) -> Value {
    json!({
        "kinesis": {
            "kinesisSchemaVersion": "1.0",
            "partitionKey": "dev-000017",
            "sequenceNumber": number,
            "data": data,
            "approximateArrivalTimestamp": 1_545_084_650.987
        },
        "eventSource": "aws:kinesis",
        "eventVersion": "1.0",
        "eventID": format!("shardId-000000000006:{number}"),
        "eventName": "aws:kinesis:record",
        "invokeIdentityArn": "arn:aws:iam::123456789012:role/lambda-role",
        "awsRegion": "us-east-2",
        "eventSourceARN": "arn:aws:kinesis:us-east-2:123456789012:stream/readings"
    })
}

/// The payloads worked on, and the response or the error.
type Outcome = (Vec<String>, Result<Value, String>);

async fn invoke_sqs(records: &[Value]) -> Outcome {
    let filter =
        PayloadFilter::compile(Source::Sqs, r#"{"body":{"type":["order.paid"]}}"#).unwrap();
    let event: SqsEvent = serde_json::from_value(json!({"Records": records})).unwrap();
    let mut seen = Vec::new();
    let work = async |body: &str| {
        seen.push(body.to_owned());
        fail_on_cursed(body)
    };
    let response =
        sqs::filter_batch(&filter, LambdaEvent::new(event, Context::default()), work).await;
    let response = response.map(|response| serde_json::to_value(response).unwrap());
    (seen, response.map_err(|error| error.to_string()))
}

async fn invoke_kinesis(records: &[Value]) -> Outcome {
    let filter = PayloadFilter::compile(
        Source::Kinesis,
        r#"{"data":{"value":[{"numeric":[">=",60]}]}}"#,
    )
    .unwrap();
    let event: KinesisEvent = serde_json::from_value(json!({"Records": records})).unwrap();
    let mut seen = Vec::new();
    let work = async |payload: &[u8]| {
        let payload = std::str::from_utf8(payload)?;
        seen.push(payload.to_owned());
        fail_on_cursed(payload)
    };
    let response =
        kinesis::filter_batch(&filter, LambdaEvent::new(event, Context::default()), work).await;
    let response = response.map(|response| serde_json::to_value(response).unwrap());
    (seen, response.map_err(|error| error.to_string()))
}

fn fail_on_cursed(payload: &str) -> Result<(), Error> {
    if payload.contains("cursed") {
        return Err("the database is away".into());
    }
    Ok(())
}

fn failures(ids: &[&str]) -> Result<Value, String> {
    let items: Vec<_> = ids.iter().map(|id| json!({"itemIdentifier": id})).collect();
    Ok(json!({"batchItemFailures": items}))
}

#[tokio::test]
async fn sqs_messages_that_match_are_worked_on_and_failures_returned() {
    let bodies = [
        ("m0", PAID),
        ("m1", NOT_JSON),
        ("m2", CREATED),
        ("m3", CURSED),
        ("m4", PAID_LATER),
    ];
    let records = bodies.map(|(id, body)| message("orders", id, body));
    let (seen, response) = invoke_sqs(&records).await;
    assert_eq!(seen, [PAID, CURSED, PAID_LATER]);
    assert_eq!(response, failures(&["m1", "m3"]));
}

#[tokio::test]
async fn batch_without_failures_returns_an_empty_list() {
    let records = [("m0", PAID), ("m1", CREATED)].map(|(id, body)| message("orders", id, body));
    assert_eq!(
        invoke_sqs(&records).await,
        (vec![PAID.to_owned()], failures(&[]))
    );
    assert_eq!(invoke_sqs(&[]).await, (vec![], failures(&[])));
}

#[tokio::test]
async fn fifo_messages_after_the_first_failure_are_not_touched() {
    let bodies = [
        ("m0", PAID),
        ("m1", CURSED),
        ("m2", PAID_LATER),
        ("m3", CREATED),
    ];
    let records = bodies.map(|(id, body)| message("orders.fifo", id, body));
    let (seen, response) = invoke_sqs(&records).await;
    assert_eq!(seen, [PAID, CURSED]);
    assert_eq!(response, failures(&["m1", "m2", "m3"]));
}

#[tokio::test]
async fn a_message_without_body_fails_and_one_without_id_fails_its_batch() {
    let mut record = message("orders", "m0", PAID);
    record["body"] = Value::Null;
    let (seen, response) = invoke_sqs(std::slice::from_ref(&record)).await;
    assert!(seen.is_empty());
    assert_eq!(response, failures(&["m0"]));
    for id in [Value::Null, json!("")] {
        record["messageId"] = id;
        let (_, response) = invoke_sqs(std::slice::from_ref(&record)).await;
        let error = response.unwrap_err();
        assert!(error.contains("messageId"), "{error}");
    }
}

/// `{"value":61.5}`, `{"value":59}`, `{"value":6e1,"cursed":1}`, plain text, not UTF-8.
const HOT: &str = "eyJ2YWx1ZSI6NjEuNX0=";
const COLD: &str = "eyJ2YWx1ZSI6NTl9";
const HOT_CURSED: &str = "eyJ2YWx1ZSI6NmUxLCJjdXJzZWQiOjF9";
const TEXT: &str = "SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==";
const BINARY: &str = "84maww==";

#[tokio::test]
async fn kinesis_works_on_what_matches() {
    let records = [("1", COLD), ("2", HOT), ("3", HOT)].map(|(n, data)| reading(n, data));
    let (seen, response) = invoke_kinesis(&records).await;
    assert_eq!(seen, [r#"{"value":61.5}"#, r#"{"value":61.5}"#]);
    assert_eq!(response, failures(&[]));
}

#[tokio::test]
async fn a_shard_is_taken_up_again_at_its_first_failure() {
    for (bad, worked_on) in [(TEXT, 1), (BINARY, 1), (HOT_CURSED, 2)] {
        let records =
            [("1", HOT), ("2", COLD), ("3", bad), ("4", HOT)].map(|(n, data)| reading(n, data));
        let (seen, response) = invoke_kinesis(&records).await;
        assert_eq!(
            (seen.len(), response),
            (worked_on, failures(&["3"])),
            "{bad}"
        );
    }
}

#[tokio::test]
async fn a_failed_record_without_number_fails_its_batch() {
    let (_, response) = invoke_kinesis(&[reading("", TEXT)]).await;
    let error = response.unwrap_err();
    assert!(error.contains("sequenceNumber"), "{error}");
}
