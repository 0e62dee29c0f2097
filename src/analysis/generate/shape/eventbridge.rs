//! Events on a bus. (EventBridge User Guide, "AWS service event metadata" and "Events", read 2026-11-30. `replay-name` and
//! `trace-header` are in some events only.)

use super::kind::Kind::{Any, Digits, Instant, Text, Texts};
use super::kind::Presence::{Always, Sometimes};
use super::kind::Row;

pub(super) const FIELDS: &[Row] = &[
    ("version", Text, Always),
    ("id", Text, Always),
    ("detail-type", Text, Always),
    ("source", Text, Always),
    ("account", Digits, Always),
    ("time", Instant, Always),
    ("region", Text, Always),
    ("resources", Texts, Sometimes),
    ("detail", Any, Sometimes),
    ("replay-name", Text, Sometimes),
    ("trace-header", Text, Sometimes),
];
