//! L0705: a filter on a queue deletes what it doesn't deliver.

use tidegate_batch::{Unmatched, unmatched};

use crate::explanation::{Example, Explanation};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0705",
        name: "deletes-messages",
        severity: Severity::Info,
        also: None,
        meaning: "On a queue (SQS, Amazon MQ) a message that no filter delivers is deleted: no function sees it, and \
                  no dead-letter queue gets it (Lambda Developer Guide, \"Using event filtering with an Amazon SQS \
                  event source\", read 2026-11-23; for Amazon MQ the guide of 2022-11-14).",
        example: Example::of("sqs", &[r#"{"body":{"state":["paid"]}}"#]),
        fix: "Make sure that nobody needs the other messages, or filter before the queue, as SNS and EventBridge can. \
              `match` counts the messages of a sample that would be deleted.",
    },
    check: Check::Set(check),
};

/// Returns one finding, however many filters there are.
fn check(filters: &[Filter<'_>]) -> Vec<(usize, Draft)> {
    let Some(first) = filters.first() else {
        return Vec::new();
    };
    if unmatched(first.source()) != Unmatched::Deleted || first.is_of_ruler() {
        return Vec::new();
    }
    let message =
        "AWS deletes the messages that no filter delivers, and no dead-letter queue gets them";
    let draft = Draft::new(first.opening_span(), message);
    vec![(
        0,
        draft.help("run `tidegate match` on a sample to count them"),
    )]
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn only_queues_delete() {
        found("L0705", "sqs", r#"{"body":{"a":[1]}}"#);
        found("L0705", "pipes/mq", r#"{"data":{"a":[1]}}"#);
        clean("L0705", "kafka", r#"{"value":{"a":[1]}}"#);
    }
}
