//! Whole records of each source in which nothing is asked for yet, with ids and times from a seed. (The fields and their
//! forms: the sample events of the Lambda Developer Guide and the EventBridge User Guide, read 2026-11-30.)

use fastrand::Rng;
use tidegate::{Profile, Source};
use tidegate_json::Json;

use crate::event::quoted;

use super::splice::set;

/// 2026-01-01T00:00:00Z, in seconds since 1970.
const START: u64 = 1_767_225_600;

/// Seconds of the day that records are spread over.
const DAY: u64 = 86_400;

/// Returns a record of the source. `paths`: the fields that the filters read, which say what kind of broker sent a message.
pub(super) fn record(source: Source, profile: Profile, paths: &[String], rng: &mut Rng) -> String {
    let time = START + rng.u64(0..DAY);
    match source {
        Source::Sqs => sqs(time, rng),
        Source::Kinesis => kinesis(time, profile, rng),
        Source::DynamoDb => dynamodb(time, rng),
        Source::Kafka => kafka(time, rng),
        Source::Mq if paths.iter().any(|path| path.starts_with("basicProperties")) => rabbit(),
        Source::Mq => active(time, rng),
        Source::EventBridge if profile == Profile::Ruler => "{}".to_owned(),
        Source::EventBridge => event(time, rng),
    }
}

fn hex(digits: usize, rng: &mut Rng) -> String {
    (0..digits)
        .map(|_| char::from_digit(rng.u32(0..16), 16).unwrap_or('0'))
        .collect()
}

fn uuid(rng: &mut Rng) -> String {
    let parts = [8, 4, 3, 3, 12].map(|digits| hex(digits, rng));
    format!(
        "{}-{}-4{}-8{}-{}",
        parts[0], parts[1], parts[2], parts[3], parts[4]
    )
}

fn sqs(time: u64, rng: &mut Rng) -> String {
    format!(
        r#"{{"messageId":"{}","receiptHandle":"AQEB{}","body":"{{}}","attributes":{{"ApproximateReceiveCount":"1","SentTimestamp":"{time}000","SenderId":"AIDAIENQZJOLO23YVJ4VO","ApproximateFirstReceiveTimestamp":"{time}005"}},"messageAttributes":{{}},"md5OfBody":"","eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:us-east-1:123456789012:queue","awsRegion":"us-east-1"}}"#,
        uuid(rng),
        hex(32, rng),
    )
}

fn kinesis(time: u64, profile: Profile, rng: &mut Rng) -> String {
    let sequence = format!("4954511{:049}", rng.u64(..));
    let record = format!(
        r#""kinesisSchemaVersion":"1.0","partitionKey":"{}","sequenceNumber":"{sequence}","data":"e30=","approximateArrivalTimestamp":{time}.5"#,
        hex(8, rng)
    );
    let of_service = r#""eventSource":"aws:kinesis","eventVersion":"1.0","eventID":"","eventName":"aws:kinesis:record","invokeIdentityArn":"arn:aws:iam::123456789012:role/lambda-role","awsRegion":"us-east-1","eventSourceARN":"arn:aws:kinesis:us-east-1:123456789012:stream/stream""#;
    match profile {
        Profile::Pipes(_) => format!("{{{record},{of_service}}}"),
        Profile::Service(_) | Profile::Ruler => {
            format!("{{\"kinesis\":{{{record}}},{of_service}}}")
        }
    }
}

/// Returns a Kinesis record with the id that follows from its sequence number.
pub(super) fn with_event_id(record: String, prefix: &[String]) -> String {
    let parsed = Json::parse_whole(&record).ok();
    let id = parsed.as_ref().and_then(|it| it.get("eventID")?.as_str());
    if id != Some("") {
        return record;
    }
    let mut at = parsed.as_ref();
    for step in prefix {
        at = at.and_then(|json| json.get(step));
    }
    let number = at.and_then(|json| json.get("sequenceNumber")?.as_str());
    let id = format!("shardId-000000000000:{}", number.unwrap_or("0"));
    set(&record, &["eventID".to_owned()], &quoted(&id))
}

fn dynamodb(time: u64, rng: &mut Rng) -> String {
    format!(
        r#"{{"eventID":"{}","eventName":"MODIFY","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"us-east-1","dynamodb":{{"ApproximateCreationDateTime":{time},"Keys":{{"pk":{{"S":"{}"}}}},"NewImage":{{}},"OldImage":{{}},"SequenceNumber":"{:021}","SizeBytes":{},"StreamViewType":"NEW_AND_OLD_IMAGES"}},"eventSourceARN":"arn:aws:dynamodb:us-east-1:123456789012:table/table/stream/2026-01-01T00:00:00.000"}}"#,
        hex(32, rng),
        hex(8, rng),
        rng.u64(..),
        rng.u32(20..400),
    )
}

fn kafka(time: u64, rng: &mut Rng) -> String {
    format!(
        r#"{{"topic":"topic","partition":0,"offset":{},"timestamp":{time}000,"timestampType":"CREATE_TIME","key":"a2V5","value":"e30=","headers":[]}}"#,
        rng.u32(..)
    )
}

fn active(time: u64, rng: &mut Rng) -> String {
    format!(
        r#"{{"messageID":"ID:b-{}-1.mq.us-east-1.amazonaws.com-1:1:1:1:1","messageType":"jms/text-message","deliveryMode":1,"replyTo":null,"type":null,"expiration":0,"priority":4,"correlationId":"","redelivered":false,"destination":{{"physicalName":"queue"}},"data":"e30=","timestamp":{time}000,"brokerInTime":{time}001,"brokerOutTime":{time}002,"properties":{{}}}}"#,
        uuid(rng)
    )
}

fn rabbit() -> String {
    r#"{"basicProperties":{"contentType":"application/json","contentEncoding":null,"headers":{},"deliveryMode":1,"priority":0,"correlationId":null,"replyTo":null,"expiration":null,"messageId":null,"timestamp":null,"type":null,"userId":null,"appId":null,"clusterId":null,"bodySize":2},"redelivered":false,"data":"e30="}"#.to_owned()
}

fn event(time: u64, rng: &mut Rng) -> String {
    let seconds = time - START;
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    format!(
        r#"{{"version":"0","id":"{}","detail-type":"type","source":"source","account":"123456789012","time":"2026-01-01T{hours:02}:{minutes:02}:{:02}Z","region":"us-east-1","resources":[],"detail":{{}}}}"#,
        uuid(rng),
        seconds % 60
    )
}
