//! A record in a struct of the crate `aws_lambda_events` gets the same result as its bytes, for all filters that such a
//! judge supports.
//!
//! A generated record keeps its payload and gets the other members that AWS sends, because a struct needs them. The
//! change in a DynamoDB record becomes attribute values, in the record and in the filters.

use aws_lambda_events::activemq::ActiveMqMessage;
use aws_lambda_events::dynamodb::EventRecord;
use aws_lambda_events::kafka::KafkaRecord;
use aws_lambda_events::kinesis::KinesisEventRecord;
use aws_lambda_events::rabbitmq::RabbitMqMessage;
use aws_lambda_events::sqs::SqsMessage;
use serde_json::{Map, Value, json};
use tidegate_batch::aws_lambda_events::{RecordStruct, StructJudge};
use tidegate_batch::{Filters, Judged, RecordForm};
use tidegate_reference::Dialect;

use super::esm;
use super::stream::filters;
use crate::answer::Answer;
use crate::case::{Case, Difference, Seen};

/// Makes a case. A record that is not a JSON object stays as it is; no struct can hold it.
pub(super) fn make(bytes: &[u8]) -> Option<Case> {
    let mut case = esm::make(bytes)?;
    let Ok(Value::Object(members)) = serde_json::from_slice(&case.event) else {
        return Some(case);
    };
    let mut record = Value::Object(members);
    match case.dialect {
        Dialect::Kinesis if !record["kinesis"].is_object() => record = json!({"kinesis": record}),
        Dialect::Kinesis | Dialect::Sqs | Dialect::Kafka | Dialect::Mq => {}
        Dialect::EventBridge | Dialect::Ruler | Dialect::Pipes => {}
        Dialect::DynamoDb => {
            record["dynamodb"] = json!({"NewImage": image(&record["dynamodb"])});
            for pattern in &mut case.patterns {
                if let Ok(Value::Object(fields)) = serde_json::from_str(pattern) {
                    *pattern = Value::Object(on_images(fields)).to_string();
                }
            }
        }
    }
    complete(&mut record, members_of(case.dialect));
    case.event = record.to_string().into_bytes();
    Some(case)
}

pub(super) fn check(case: &Case) -> Result<Seen, Difference> {
    let Some(filters) = filters(case) else {
        return Ok(case.seen(Answer::InvalidPattern(0, String::new())));
    };
    // Reading a struct does not check members that it does not keep.
    if serde_json::from_slice::<Value>(&case.event).is_err() {
        return Ok(case.seen(Answer::InvalidEvent("")));
    }
    let (filters, bytes) = (&filters, &case.event[..]);
    match case.dialect {
        Dialect::Sqs => compared::<SqsMessage>(case, filters, serde_json::from_slice(bytes)),
        Dialect::Kinesis => {
            compared::<KinesisEventRecord>(case, filters, serde_json::from_slice(bytes))
        }
        Dialect::DynamoDb => compared::<EventRecord>(case, filters, serde_json::from_slice(bytes)),
        Dialect::Kafka => compared::<KafkaRecord>(case, filters, serde_json::from_slice(bytes)),
        Dialect::EventBridge | Dialect::Ruler | Dialect::Pipes => {
            Ok(case.seen(Answer::InvalidEvent("")))
        }
        Dialect::Mq => {
            compared::<ActiveMqMessage>(case, filters, serde_json::from_slice(bytes))?;
            compared::<RabbitMqMessage>(case, filters, serde_json::from_slice(bytes))
        }
    }
}

/// Judges the struct and the bytes, twice, because a judge must not keep state between records. The result is an
/// invalid event if no struct can hold the record or struct judges don't support the filters.
fn compared<R: RecordStruct>(
    case: &Case,
    filters: &Filters,
    held: serde_json::Result<R>,
) -> Result<Seen, Difference> {
    let (Ok(held), Ok(mut by_struct)) = (held, StructJudge::<R>::new(filters)) else {
        return Ok(case.seen(Answer::InvalidEvent("")));
    };
    let mut by_bytes = filters.judge();
    for _ in 0..2 {
        let judged = shown(&by_struct.judge(&held));
        let expected = shown(&by_bytes.judge(&case.event, RecordForm::Record));
        if judged != expected {
            return Err(case.difference("structs", judged, expected));
        }
    }
    let judged = by_struct.judge(&held);
    Ok(case.seen(Answer::of(judged.disposition)))
}

fn shown(judged: &Judged<'_>) -> String {
    let answer = Answer::of(judged.disposition);
    format!("{answer} by filters {:?}", judged.filters)
}

/// Returns the members that AWS sends with every record and that a struct needs. For MQ they are those of both brokers.
fn members_of(dialect: Dialect) -> Value {
    match dialect {
        Dialect::Sqs => json!({"messageId": "m", "attributes": {}, "messageAttributes": {}}),
        Dialect::Kinesis => json!({
            "kinesis": {
                "kinesisSchemaVersion": "1.0", "partitionKey": "k", "sequenceNumber": "1",
                "approximateArrivalTimestamp": 1_545_084_650
            }
        }),
        Dialect::DynamoDb => json!({
            "eventID": "e", "eventName": "MODIFY", "awsRegion": "us-east-1",
            "dynamodb": {"ApproximateCreationDateTime": 1_479_499_740, "Keys": {}}
        }),
        Dialect::Kafka => json!({
            "topic": "t", "partition": 0, "offset": 15, "timestamp": 1_545_084_650_987_i64,
            "timestampType": "CREATE_TIME", "headers": []
        }),
        Dialect::EventBridge | Dialect::Ruler | Dialect::Pipes => json!({}),
        Dialect::Mq => json!({
            "messageID": "m", "messageType": "jms/text-message", "timestamp": 1_598_827_811_958_i64,
            "deliveryMode": 1, "destination": {"physicalName": "q"}, "redelivered": false, "expiration": 0,
            "priority": 1, "brokerInTime": 1, "brokerOutTime": 2, "properties": {},
            "basicProperties": {
                "contentType": "text/plain", "headers": {}, "deliveryMode": 1, "priority": 34, "bodySize": 80,
                "expiration": "60000", "timestamp": "Jan 1, 1970, 12:33:41 AM", "userId": "u"
            }
        }),
    }
}

/// Adds the members; a string is kept where a string is needed.
fn complete(record: &mut Value, members: Value) {
    match (record, members) {
        (Value::Object(present), Value::Object(members)) => {
            for (name, member) in members {
                complete(present.entry(name).or_insert(Value::Null), member);
            }
        }
        (Value::String(_), Value::String(_)) => {}
        (present, member) => *present = member,
    }
}

/// Returns an object as an image; any other value gives an empty image.
fn image(value: &Value) -> Value {
    let members = value.as_object().into_iter().flatten();
    let attributes = members.map(|(name, value)| (name.clone(), attribute(value)));
    Value::Object(attributes.collect())
}

fn attribute(value: &Value) -> Value {
    match value {
        Value::Null => json!({"NULL": true}),
        Value::Bool(value) => json!({"BOOL": value}),
        Value::Number(number) => json!({"N": number.to_string()}),
        Value::String(text) => json!({"S": text}),
        Value::Array(elements) => {
            json!({"L": elements.iter().map(attribute).collect::<Vec<_>>()})
        }
        Value::Object(_) => json!({"M": image(value)}),
    }
}

/// Changes the fields of a filter that test the change as a whole to test the new image.
fn on_images(fields: Map<String, Value>) -> Map<String, Value> {
    let field = |(name, value): (String, Value)| match (name.as_str(), value) {
        ("$or", Value::Array(branches)) => (name, each(branches, on_images)),
        ("dynamodb", Value::Object(fields)) => (
            name,
            json!({"NewImage": Value::Object(on_attributes(fields))}),
        ),
        (_, value) => match name.strip_prefix("dynamodb.") {
            Some(attribute) => {
                let (kind, value) = on_attribute(value);
                (format!("dynamodb.NewImage.{attribute}.{kind}"), value)
            }
            None => (name, value),
        },
    };
    fields.into_iter().map(field).collect()
}

/// Returns the alternatives of a `$or` with their fields mapped.
fn each(branches: Vec<Value>, map: fn(Map<String, Value>) -> Map<String, Value>) -> Value {
    let branches = branches.into_iter().map(|branch| match branch {
        Value::Object(fields) => Value::Object(map(fields)),
        other => other,
    });
    branches.collect()
}

fn on_attributes(fields: Map<String, Value>) -> Map<String, Value> {
    let field = |(name, value): (String, Value)| match (name.as_str(), value) {
        ("$or", Value::Array(branches)) => (name, each(branches, on_attributes)),
        (_, value) => {
            let (kind, value) = on_attribute(value);
            (name, json!({kind: value}))
        }
    };
    fields.into_iter().map(field).collect()
}

/// Returns the attribute type that a field tests, which is that of its first value, and the test.
fn on_attribute(value: Value) -> (&'static str, Value) {
    match value {
        Value::Object(fields) => ("M", Value::Object(on_attributes(fields))),
        Value::Array(values) => match values.first() {
            Some(Value::Null) => ("NULL", json!([true])),
            Some(Value::Bool(_)) => ("BOOL", Value::Array(values)),
            Some(Value::Number(_)) => ("N", values.into_iter().map(in_quotes).collect()),
            _ => ("S", Value::Array(values)),
        },
        other => ("S", other),
    }
}

/// Returns a number as a string, as DynamoDB writes numbers.
fn in_quotes(value: Value) -> Value {
    match value {
        Value::Number(number) => number.to_string().into(),
        other => other,
    }
}
