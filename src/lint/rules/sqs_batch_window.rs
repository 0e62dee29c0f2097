//! L0701: a batch of more than 10 messages of a queue without a batch window, or on a FIFO queue.

use tidegate::Source;
use tidegate_batch::Route;
use tidegate_template::{Entry, Subject, Template};

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::placed::{PlacedDraft, amount, setting, span};
use crate::rule::{Check, Rule};

/// The most messages of a batch without a window, and of a FIFO queue.
const BATCH_MAX: u64 = 10;

const BATCH: &str = "BatchSize";
const WINDOW: &str = "MaximumBatchingWindowInSeconds";

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0701",
        name: "sqs-batch-window",
        severity: Severity::Error,
        also: None,
        meaning: "For a standard queue, a batch of more than 10 messages needs a batch window of at least 1 second; a FIFO \
                  queue has batches of at most 10 and no window. Lambda refuses other mappings (Lambda API Reference, \
                  \"CreateEventSourceMapping\", BatchSize and MaximumBatchingWindowInSeconds, read 2026-11-30).",
        example: Example::of("sqs", &[]),
        fix: "Set MaximumBatchingWindowInSeconds to 1 or more, or BatchSize to at most 10.",
    },
    check: Check::Template(check),
};

fn check(template: &Template) -> Vec<PlacedDraft> {
    let entries = template.entries.iter().enumerate();
    let queues = entries.filter(|(_, it)| it.route() == Some(Route::Service(Source::Sqs)));
    queues
        .filter_map(|(index, entry)| of_queue(index, entry))
        .collect()
}

fn of_queue(index: usize, entry: &Entry) -> Option<PlacedDraft> {
    let batch = amount(entry, Subject::Mapping, BATCH, BATCH_MAX)?;
    let window = amount(entry, Subject::Mapping, WINDOW, 0)?;
    let is_fifo = setting(entry, Subject::Source, "FifoQueue")
        .and_then(|it| it.value.as_ref()?.as_bool())
        .unwrap_or(false);
    let own = span(&entry.range);
    let names = [BATCH, WINDOW].map(|it| entry.spelled(Subject::Mapping, it));
    let [batch_size, seconds] = names;
    let (place, message, help) = match (is_fifo, batch.value > BATCH_MAX, window.value > 0) {
        (true, true, _) => (
            batch.place,
            "a FIFO queue has batches of at most 10 messages; Lambda refuses this mapping",
            format!("set `{batch_size}` to at most 10"),
        ),
        (true, false, true) => (
            window.place,
            "a FIFO queue has no batch window; Lambda refuses this mapping",
            format!("take `{seconds}` out"),
        ),
        (false, true, false) => (
            batch.place,
            "a batch of more than 10 messages needs a batch window; Lambda refuses this mapping",
            format!("set `{seconds}` to 1 or more, or `{batch_size}` to at most 10"),
        ),
        (true, false, false) | (false, false, _) | (false, true, true) => return None,
    };
    Some(PlacedDraft::new(index, place.unwrap_or(own), message).help(help))
}
