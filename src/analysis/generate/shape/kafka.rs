//! Kafka records. (Lambda Developer Guide, "Using Lambda with Amazon MSK", sample event, read 2026-11-30. The bytes of each
//! header are a list of numbers.)

use super::kind::Kind::{Any, Number, Text};
use super::kind::Presence::{Always, Sometimes};
use super::kind::Row;

pub(super) const FIELDS: &[Row] = &[
    ("topic", Text, Always),
    ("partition", Number, Always),
    ("offset", Number, Always),
    ("timestamp", Number, Always),
    ("timestampType", Text, Always),
    ("key", Any, Sometimes),
    ("value", Any, Sometimes),
];
