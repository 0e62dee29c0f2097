//! A struct is judged like the bytes it was read from: the same records are judged in both forms, and the results are
//! compared. Filters for which that is impossible are refused when the judge is made.

use aws_lambda_events::activemq::ActiveMqMessage;
use aws_lambda_events::dynamodb::EventRecord;
use aws_lambda_events::kafka::KafkaRecord;
use aws_lambda_events::kinesis::KinesisEventRecord;
use aws_lambda_events::rabbitmq::RabbitMqMessage;
use aws_lambda_events::sqs::SqsMessage;
use serde_json::{Value, json};
use tidegate::{Profile, Source};
use tidegate_batch::aws_lambda_events::{RecordStruct, StructJudge};
use tidegate_batch::{Filters, Judged, RecordForm};

/// Payloads of every shape that the drop table distinguishes.
const PAYLOADS: [&[u8]; 13] = [
    br#"{"state":"paid","n":5.0}"#,
    br#"{"state":"open","n":5e0}"#,
    br#" [ {"state":"paid"} ] "#,
    b"{\"state\":\"\\u0070aid\\n\",\"note\":\"\xc3\xa9\"}",
    br#"{"state":null}"#,
    b"{}",
    b"paid",
    b"line one\n\"line two\"\t\xf0\x9f\x98\x80",
    b"5",
    b"\"paid\"",
    b"{\"state\":\"paid\"",
    b"\xff\xfe{}",
    b"",
];

/// Filters on JSON payloads; `#` stands for the payload key.
const JSON_FILTERS: [&[&str]; 4] = [
    &[],
    &[r##"{"#":{"state":["paid"]}}"##],
    &[r##"{"#":{"state":[{"exists":false}]}}"##],
    &[
        r##"{"#":{"state":[{"anything-but":"paid"}]}}"##,
        r##"{"#":{"n":[{"numeric":["=",5]}]}}"##,
    ],
];

/// Filters on plain payloads, alone and together with others; streams don't accept them.
const TEXT_FILTERS: [&[&str]; 3] = [
    &[r##"{"#":["paid",{"prefix":"line"}]}"##],
    &[r##"{"#":{"n":[5]}}"##, r##"{"#":["5"]}"##],
    &[r##"{"$or":[{"#":{"state":["paid"]}},{"#":["paid"]}]}"##],
];

fn filters(source: &str, patterns: &[&str]) -> Filters {
    let source: Source = source.parse().unwrap();
    Filters::compile(source, Profile::Service(source), patterns).unwrap()
}

fn base64(bytes: &[u8]) -> String {
    base64_simd::STANDARD.encode_to_string(bytes)
}

/// The parts of the result that must be the same for both forms.
fn verdict(judged: Judged<'_>) -> String {
    let reason = judged.disposition.reason();
    format!(
        "{} {reason:?} by {:?}",
        judged.disposition.name(),
        judged.filters
    )
}

/// Judges `record` as bytes and as a struct, by each of the filters.
#[track_caller]
fn check<R: RecordStruct + serde::de::DeserializeOwned>(filters: &Filters, record: &Value) {
    let bytes = record.to_string();
    let held: R = serde_json::from_str(&bytes).unwrap();
    let mut by_bytes = filters.judge();
    let mut by_struct = StructJudge::<R>::new(filters).unwrap();
    // Judged twice, because a judge must forget the record before.
    for _ in 0..2 {
        let expected = by_bytes.judge(bytes.as_bytes(), RecordForm::Record);
        let judged = by_struct.judge(&held);
        assert_eq!(verdict(judged), verdict(expected), "{bytes}\n{filters:?}");
        assert_eq!(judged.arrival_ms, None);
        if filters.source() != Source::DynamoDb {
            assert_eq!(judged.payload_bytes, expected.payload_bytes, "{bytes}");
        }
    }
}

#[track_caller]
fn check_payloads<R: RecordStruct + serde::de::DeserializeOwned>(
    source: &str,
    key: &str,
    records: &[Value],
) {
    let text_filters = TEXT_FILTERS.into_iter().filter(|_| source != "kinesis");
    for patterns in JSON_FILTERS.into_iter().chain(text_filters) {
        let patterns: Vec<_> = patterns.iter().map(|text| text.replace('#', key)).collect();
        let patterns: Vec<_> = patterns.iter().map(String::as_str).collect();
        for record in records {
            check::<R>(&filters(source, &patterns), record);
        }
    }
}

fn kinesis(payload: &[u8]) -> Value {
    json!({
        "kinesis": {
            "kinesisSchemaVersion": "1.0",
            "partitionKey": "1",
            "sequenceNumber": "49590338271490256608559692538361571095921575989136588898",
            "data": base64(payload),
            "approximateArrivalTimestamp": 1_545_084_650.987
        },
        "eventSource": "aws:kinesis",
        "eventID": "shardId-000000000006:49590338271490256608559692538361571095921575989136588898"
    })
}

fn sqs(body: &str) -> Value {
    json!({
        "messageId": "059f36b4-87a3-44ab-83d2-661975830a7d",
        "body": body,
        "attributes": {"SentTimestamp": "1545082649183"},
        "messageAttributes": {},
        "eventSource": "aws:sqs"
    })
}

fn kafka(value: Value) -> Value {
    json!({
        "topic": "orders", "partition": 0, "offset": 15, "timestamp": 1_545_084_650_987_i64,
        "timestampType": "CREATE_TIME", "key": null, "value": value, "headers": []
    })
}

fn activemq(data: Value) -> Value {
    json!({
        "messageID": "ID:b-1", "messageType": "jms/text-message", "timestamp": 1_598_827_811_958_i64,
        "deliveryMode": 1, "destination": {"physicalName": "orders"}, "redelivered": false,
        "expiration": 0, "priority": 1, "data": data, "brokerInTime": 1_598_827_811_958_i64,
        "brokerOutTime": 1_598_827_811_959_i64, "properties": {"store": "7"}
    })
}

fn rabbitmq(data: Value) -> Value {
    json!({
        "basicProperties": {
            "contentType": "text/plain", "contentEncoding": null, "headers": {"n": {"bytes": [1]}},
            "deliveryMode": 1, "priority": 34, "correlationId": null, "replyTo": null,
            "expiration": "60000", "messageId": null, "timestamp": "Jan 1, 1970, 12:33:41 AM",
            "type": null, "userId": "AIDACKCEVSQ6C2EXAMPLE", "appId": null, "clusterId": null, "bodySize": 80
        },
        "redelivered": false,
        "data": data
    })
}

#[test]
fn kinesis_struct_is_judged_like_its_bytes() {
    let mut records: Vec<_> = PAYLOADS.into_iter().map(kinesis).collect();
    records.push(kinesis(b"\xf3\x89\x9a\xc2aggregate"));
    check_payloads::<KinesisEventRecord>("kinesis", "data", &records);
}

#[test]
fn sqs_struct_is_judged_like_its_bytes() {
    let texts = PAYLOADS
        .iter()
        .filter_map(|bytes| std::str::from_utf8(bytes).ok());
    let mut records: Vec<_> = texts.map(sqs).collect();
    records.push(sqs(&"x".repeat(1024 * 1024 + 1)));
    let mut without = sqs("");
    without["body"] = Value::Null;
    records.push(without);
    check_payloads::<SqsMessage>("sqs", "body", &records);
}

#[test]
fn messages_in_base64_are_judged_as_their_bytes() {
    let good = PAYLOADS.into_iter().map(|bytes| json!(base64(bytes)));
    let data: Vec<_> = good
        .chain([json!("%%%"), json!("YQ"), Value::Null])
        .collect();
    let all = |record: fn(Value) -> Value| data.iter().cloned().map(record).collect::<Vec<_>>();
    check_payloads::<KafkaRecord>("kafka", "value", &all(kafka));
    check_payloads::<ActiveMqMessage>("mq", "data", &all(activemq));
    check_payloads::<RabbitMqMessage>("mq", "data", &all(rabbitmq));
}

/// Changes with every type of attribute, and both shapes of a record whose item time to live has removed.
fn changes() -> Vec<Value> {
    let image = json!({
        "Id": {"N": "1.50"}, "State": {"S": "paid \"é\"\n"}, "Blob": {"B": "AAEC/w=="}, "Yes": {"BOOL": true},
        "Gone": {"NULL": true}, "Tags": {"SS": ["a", "b"]}, "Sizes": {"NS": ["1", "2.0"]}, "Bits": {"BS": ["AA=="]},
        "Lines": {"L": [{"M": {"sku": {"S": "x"}, "n": {"N": "1"}}}, {"M": {"sku": {"S": "y"}, "n": {"N": "2"}}}]},
        "a.b": {"S": "dotted"}, "None": {"M": {}}
    });
    let record = |name: &str, change: Value| {
        let mut change = change;
        change["ApproximateCreationDateTime"] = json!(1_479_499_740);
        change["Keys"] = json!({"Id": {"N": "1.50"}});
        change["SequenceNumber"] = json!("4421584500000000017450439091");
        change["SizeBytes"] = json!(59);
        change["StreamViewType"] = json!("NEW_AND_OLD_IMAGES");
        json!({
            "eventID": "c4ca4238a0b923820dcc509a6f75849b", "eventName": name, "eventVersion": "1.1",
            "eventSource": "aws:dynamodb", "awsRegion": "us-east-1", "dynamodb": change,
            "eventSourceARN": "arn:aws:dynamodb:us-east-1:123456789012:table/t/stream/2024-06-10T19:26:16.525"
        })
    };
    let mut expired = record("REMOVE", json!({"OldImage": image}));
    expired["userIdentity"] = json!({"principalId": "dynamodb.amazonaws.com", "type": "Service"});
    let mut partial = expired.clone();
    partial["userIdentity"] = json!({"type": "Service"});
    let mut unknown = expired.clone();
    unknown["userIdentity"] = Value::Null;
    vec![
        record("INSERT", json!({"NewImage": image})),
        record(
            "MODIFY",
            json!({"NewImage": image, "OldImage": {"Id": {"N": "1.50"}}}),
        ),
        record("REMOVE", json!({"OldImage": null})),
        expired,
        partial,
        unknown,
    ]
}

#[test]
fn dynamodb_struct_is_judged_like_its_bytes() {
    let patterns = [
        r#"{"eventName":["INSERT",{"prefix":"MOD"}]}"#,
        r#"{"eventID":[{"suffix":"9b"}],"awsRegion":["us-east-1"]}"#,
        r#"{"userIdentity":{"type":["Service"],"principalId":[{"wildcard":"dynamodb.*"}]}}"#,
        r#"{"userIdentity":{"principalId":[{"exists":false}]}}"#,
        r#"{"dynamodb":{"Keys":{"Id":{"N":["1.50"]}}}}"#,
        r#"{"dynamodb":{"NewImage":{"Id":{"N":["1.5"]}}}}"#,
        r#"{"dynamodb":{"NewImage":{"State":{"S":[{"prefix":"paid"}]},"Yes":{"BOOL":[true]}}}}"#,
        r#"{"dynamodb":{"OldImage":{"Id":{"N":[{"exists":false}]}}}}"#,
        r#"{"dynamodb":{"OldImage":{"Gone":{"NULL":[true]},"Blob":{"B":["AAEC/w=="]},"Bits":{"BS":["AA=="]}}}}"#,
        r#"{"dynamodb":{"NewImage":{"Tags":{"SS":["b"]},"Sizes":{"NS":["2.0"]}}}}"#,
        r#"{"dynamodb":{"NewImage":{"Lines":{"L":{"M":{"sku":{"S":["x"]},"n":{"N":["2"]}}}}}}}"#,
        r#"{"dynamodb":{"NewImage":{"Lines":{"L":{"M":{"sku":{"S":["y"]},"n":{"N":["2"]}}}}}}}"#,
        r#"{"dynamodb":{"NewImage":{"a":{"b":{"S":["dotted"]}},"None":{"M":{"x":[{"exists":false}]}}}}}"#,
    ];
    let mut delivered = 0;
    for record in changes() {
        for pattern in patterns {
            let filters = filters("dynamodb", &[pattern]);
            check::<EventRecord>(&filters, &record);
            let bytes = record.to_string();
            let judged = filters
                .judge()
                .judge(bytes.as_bytes(), RecordForm::Record)
                .filters
                .len();
            delivered += judged;
        }
        check::<EventRecord>(&filters("dynamodb", &patterns[..5]), &record);
    }
    assert!(
        delivered > 20,
        "the patterns should distinguish the records: {delivered}"
    );
}

#[track_caller]
fn refused<R: RecordStruct>(source: &str, patterns: &[&str]) -> String {
    let refused = StructJudge::<R>::new(&filters(source, patterns));
    refused.err().expect("a refusal").to_string()
}

#[test]
fn filter_on_a_field_that_a_struct_loses_is_refused_by_name() {
    let ok = r#"{"body":{"a":[1]}}"#;
    let message = refused::<SqsMessage>("sqs", &[ok, r#"{"body":{"a":[1]},"messageId":["m"]}"#]);
    assert_eq!(
        message,
        "filter 2 asks for `messageId`, which SqsMessage does not keep as AWS sent it: a filter can ask for body, body.*; \
         for the rest, judge the bytes that were received"
    );
    let key = refused::<KafkaRecord>("kafka", &[r#"{"key":["k"],"value":{"a":[1]}}"#]);
    assert!(key.contains("`key`"), "{key}");
    let partition = refused::<KinesisEventRecord>("kinesis", &[r#"{"partitionKey":["1"]}"#]);
    assert!(partition.contains("`partitionKey`"), "{partition}");
    let mq = r#"{"$or":[{"data":["x"]},{"redelivered":[true]}]}"#;
    assert!(refused::<ActiveMqMessage>("mq", &[mq]).contains("`redelivered`"));
    assert!(refused::<RabbitMqMessage>("mq", &[mq]).contains("`redelivered`"));
    for pattern in [
        r#"{"dynamodb":{"OldImage":[{"exists":false}]}}"#,
        r#"{"dynamodb":{"SizeBytes":[59]}}"#,
        r#"{"dynamodb":{"StreamViewType":["KEYS_ONLY"]}}"#,
        r#"{"eventVersion":["1.1"]}"#,
        r#"{"userIdentity":[{"exists":true}]}"#,
    ] {
        refused::<EventRecord>("dynamodb", &[pattern]);
    }
}

#[test]
fn filters_of_another_source_are_refused() {
    let message = refused::<SqsMessage>("kinesis", &[]);
    assert_eq!(
        message,
        "these filters are for records of kinesis, and SqsMessage holds those of sqs"
    );
    refused::<RabbitMqMessage>("eventbridge", &[]);
}

/// The reasons for refusing filters, as the documentation of the module gives them.
#[test]
fn structs_lose_the_documented_information() {
    let mut record = kinesis(b"{}");
    record["kinesis"]["approximateArrivalTimestamp"] = json!(1_545_084_650.5);
    let held: KinesisEventRecord = serde_json::from_value(record).unwrap();
    let arrival = held
        .kinesis
        .approximate_arrival_timestamp
        .timestamp_subsec_millis();
    assert_eq!(arrival, 5);
    let again = serde_json::to_value(&held).unwrap();
    assert!(again["kinesis"]["approximateArrivalTimestamp"].is_string());
    assert_eq!(again.get("awsRegion"), Some(&Value::Null));

    let removed: EventRecord = serde_json::from_value(changes()[2].clone()).unwrap();
    let again = serde_json::to_value(&removed).unwrap();
    assert_eq!(again["dynamodb"]["OldImage"], json!({}));

    let no_struct = |source: &str, record: Value| match source {
        "kafka" => serde_json::from_value::<KafkaRecord>(record).is_err(),
        "activemq" => serde_json::from_value::<ActiveMqMessage>(record).is_err(),
        "kinesis" => serde_json::from_value::<KinesisEventRecord>(record).is_err(),
        "dynamodb" => serde_json::from_value::<EventRecord>(record).is_err(),
        _ => serde_json::from_value::<RabbitMqMessage>(record).is_err(),
    };
    let with = |mut record: Value, pointer: &str, value: Value| {
        *record.pointer_mut(pointer).unwrap() = value;
        record
    };
    let text = || json!("e30=");
    let header = with(kafka(text()), "/headers", json!([{"trace": [200]}]));
    assert!(no_struct("kafka", header));
    let expiring = with(activemq(text()), "/expiration", json!("60000"));
    assert!(no_struct("activemq", expiring));
    let property = with(activemq(text()), "/properties/store", json!(7));
    assert!(no_struct("activemq", property));
    let unranked = with(rabbitmq(text()), "/basicProperties/priority", Value::Null);
    assert!(no_struct("rabbitmq", unranked));
    let bad = with(kinesis(b""), "/kinesis/data", json!("%%%"));
    assert!(no_struct("kinesis", bad));
    let dated = "/dynamodb/ApproximateCreationDateTime";
    let dated = with(changes()[0].clone(), dated, json!("2016-11-18T20:09:36Z"));
    assert!(no_struct("dynamodb", dated));
    let fraction = with(kafka(text()), "/timestamp", json!(1_545_084_650_987.5));
    assert!(std::panic::catch_unwind(|| no_struct("kafka", fraction)).is_err());
}
