//! What a record is called by its source: the id that people search their logs for.

use tidegate::Source;
use tidegate_json::{Json, JsonKind};

/// The id in a record; `None` if it has none or is no JSON.
pub(super) fn identity(source: Source, record: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(record).ok()?;
    let record = Json::parse_first(text).ok()?;
    match source {
        Source::EventBridge => scalar(record.get("id")?),
        Source::Sqs => scalar(record.get("messageId").or(record.get("MessageId"))?),
        Source::Kafka => {
            let part = |key| record.get(key).and_then(scalar);
            Some(format!(
                "{}/{}@{}",
                part("topic")?,
                part("partition")?,
                part("offset")?
            ))
        }
        Source::Mq => scalar(record.get("messageID")?),
        Source::Kinesis | Source::DynamoDb => scalar(record.get("eventID")?),
    }
}

fn scalar(json: &Json) -> Option<String> {
    match &json.kind {
        JsonKind::String(_) => json.as_str().map(str::to_owned),
        JsonKind::Number(text) => Some(text.clone()),
        _ => None,
    }
}
