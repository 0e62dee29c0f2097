//! Writes a DynamoDB `EventRecord` as JSON, as far as the struct keeps what AWS sent: names, and attribute values,
//! whose numbers are strings. Only members that the record surely had are written, so absent members stay absent.

use ::aws_lambda_events::dynamodb::{EventRecord, StreamRecord};

use tidegate_json::quote;

/// The paths that [`write`] writes. The images themselves are not among them: in the struct, an absent image and a null
/// one are the same.
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
        // A missing field is empty in the struct, and AWS never sends an empty one.
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
