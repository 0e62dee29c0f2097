//! A bus of EventBridge. A rule's root is the event as it is, and `PutRule` gives a reason for each pattern that it
//! refuses (EventBridge User Guide, "Creating Amazon EventBridge event patterns", read 2026-11-23).

use super::terms::Terms;

pub(super) const TERMS: Terms = Terms {
    name: "eventbridge",
    payload_key: None,
    hidden_key: None,
    added_by_pipes: &[],
    json_only_key: None,
    refusal: None,
};
