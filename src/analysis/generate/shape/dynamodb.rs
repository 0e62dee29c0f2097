//! Records of a DynamoDB stream. (DynamoDB Streams API Reference, `Record` and `StreamRecord`, read 2026-11-30.)

use super::attribute;
use super::kind::Kind::{Digits, Nothing, Number, OneOf, Text};
use super::kind::Presence::{Always, Sometimes};
use super::kind::{Row, Shape, look_up};

const FIELDS: &[Row] = &[
    ("eventID", Text, Always),
    (
        "eventName",
        OneOf(&["\"INSERT\"", "\"MODIFY\"", "\"REMOVE\""]),
        Always,
    ),
    ("eventVersion", Text, Always),
    ("eventSource", OneOf(&["\"aws:dynamodb\""]), Always),
    ("eventSourceARN", Text, Always),
    ("awsRegion", Text, Always),
    ("userIdentity.type", Text, Sometimes),
    ("userIdentity.principalId", Text, Sometimes),
    ("dynamodb.ApproximateCreationDateTime", Number, Always),
    ("dynamodb.SequenceNumber", Digits, Always),
    ("dynamodb.SizeBytes", Number, Always),
    ("dynamodb.StreamViewType", Text, Always),
];

/// Objects of attributes by name.
const ITEMS: [&str; 3] = ["Keys", "NewImage", "OldImage"];

/// Returns the values of the field with this path.
pub(super) fn shape(steps: &[String]) -> Shape {
    match steps {
        [root, item, _attribute, value @ ..]
            if root == "dynamodb" && ITEMS.contains(&item.as_str()) =>
        {
            Shape::sometimes(attribute::kind(value).unwrap_or(Nothing))
        }
        steps => look_up(FIELDS, steps),
    }
}
