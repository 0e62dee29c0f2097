//! L0406: mappings with different filters that read the same queue.

use tidegate::Source;
use tidegate_batch::Route;
use tidegate_template::{Entry, EntryKind, Template};

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::placed::{PlacedDraft, span};
use crate::rule::{Check, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0406",
        name: "competing-filters",
        severity: Severity::Error,
        also: None,
        meaning: "Two readers of one queue with different filters delete each other's messages. A message goes to one of \
                  them: the one that happens to receive a message deletes it if its own filter refuses it, \
                  also if the other's would have let it through (Lambda Developer Guide, \"Using event filtering with \
                  an Amazon SQS event source\", read 2026-11-23).",
        example: Example::of("sqs", &[]),
        fix: "Give each reader a queue of its own, for example by subscribing two queues to one SNS topic, or let one \
              mapping have all the filters and decide in its function.",
    },
    check: Check::Template(check),
};

fn check(template: &Template) -> Vec<PlacedDraft> {
    let readers: Vec<_> = template.entries.iter().enumerate().collect();
    let mut found = Vec::new();
    for (position, (index, entry)) in readers.iter().enumerate() {
        let others = readers[..position].iter().chain(&readers[position + 1..]);
        let mut rivals = others.filter(|(_, other)| competes(entry, other));
        if entry.filters.is_empty() || !reads_queue(entry) {
            continue;
        }
        if let Some((_, rival)) = rivals.next() {
            let message = format!(
                "`{}` reads the same queue with other filters, so each deletes messages that the other wants",
                rival.name
            );
            let draft = PlacedDraft::new(*index, span(&entry.range), message)
                .help("give each its own queue, or one of them all the filters")
                .related(span(&rival.range), "the other reader of the queue");
            found.push(draft);
        }
    }
    found
}

fn reads_queue(entry: &Entry) -> bool {
    match entry.route().map(Route::source) {
        Some(Source::Sqs | Source::Mq) => entry.kind != EntryKind::Rule,
        Some(Source::Kinesis | Source::DynamoDb | Source::Kafka | Source::EventBridge) | None => {
            false
        }
    }
}

/// Returns whether two readers take messages from one queue and want different ones.
fn competes(one: &Entry, other: &Entry) -> bool {
    let is_same_queue = one.source.is_some() && one.source == other.source;
    let patterns = |entry: &Entry| {
        let texts = entry.filters.iter().map(|it| it.text.text().to_owned());
        texts.collect::<std::collections::BTreeSet<_>>()
    };
    is_same_queue && reads_queue(other) && patterns(one) != patterns(other)
}
