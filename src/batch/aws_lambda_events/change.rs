//! A DynamoDB `EventRecord` in; out, the JSON of what it keeps as AWS sent it: names, and attribute values, whose
//! numbers are texts. Nothing is written that the record may not have had, so what is absent stays absent.

use ::aws_lambda_events::dynamodb::{EventRecord, StreamRecord};

use tidegate_json::quote;

/// What [`write`] writes. An image's own path is not among them: the struct can't tell whether it was absent or null.
pub(super) const GIVEN: &[&str] = &[
    "eventName",
    "eventID",
    "awsRegion",
    "userIdentity.type",
    "userIdentity.principalId",
    "dynamodb.Keys.*",
    "dynamodb.NewImage.*",
    "dynamodb.OldImage.*",
];

/// Appends the record.
pub(super) fn write(record: &EventRecord, out: &mut Vec<u8>) {
    out.push(b'{');
    text("eventName", &record.event_name, out);
    text("eventID", &record.event_id, out);
    text("awsRegion", &record.aws_region, out);
    if let Some(identity) = &record.user_identity {
        key("userIdentity", out);
        out.push(b'{');
        let fields = [
            ("type", &identity.type_),
            ("principalId", &identity.principal_id),
        ];
        // A field that is missing is empty in the struct; AWS sends no empty ones.
        for (name, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
            text(name, value, out);
        }
        out.push(b'}');
    }
    key("dynamodb", out);
    write_change(&record.change, out);
    out.push(b'}');
}

fn write_change(change: &StreamRecord, out: &mut Vec<u8>) {
    let images = [
        ("Keys", &change.keys),
        ("NewImage", &change.new_image),
        ("OldImage", &change.old_image),
    ];
    out.push(b'{');
    for (name, image) in images {
        key(name, out);
        serde_json::to_writer(&mut *out, image)
            .expect("attribute values are JSON, and memory takes any");
    }
    out.push(b'}');
}

fn text(name: &str, value: &str, out: &mut Vec<u8>) {
    key(name, out);
    quote(value.as_bytes(), out);
}

/// Appends a key, with a comma unless it is its object's first.
fn key(name: &str, out: &mut Vec<u8>) {
    if out.last() != Some(&b'{') {
        out.push(b',');
    }
    quote(name.as_bytes(), out);
    out.push(b':');
}
