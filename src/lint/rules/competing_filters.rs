//! L0406: mappings with different filters that read the same queue.

use std::collections::{BTreeMap, BTreeSet};

use tidegate::Source;
use tidegate_batch::Route;
use tidegate_template::{Elsewhere, Entry, EntryKind, Template};

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
    let mut readers: BTreeMap<&str, Vec<Reader<'_>>> = BTreeMap::new();
    let own = template.entries.iter().enumerate();
    let own = own.map(|(index, entry)| (entry, Where::Here(index)));
    let others = template.neighbours.iter();
    let others = others.map(|it| (&it.entry, Where::Elsewhere(&it.elsewhere)));
    for (entry, place) in own.chain(others) {
        if let Some(queue) = queue(entry) {
            readers
                .entry(queue)
                .or_default()
                .push(Reader::of(place, entry));
        }
    }
    let mut found: Vec<_> = readers
        .values()
        .flat_map(|of_queue| rivals(of_queue))
        .collect();
    found.sort_by_key(|(index, _)| *index);
    found.into_iter().map(|(_, draft)| draft).collect()
}

/// Where a reader stands.
#[derive(Clone, Copy)]
enum Where<'t> {
    /// Its index in the template.
    Here(usize),
    Elsewhere(&'t Elsewhere),
}

/// A mapping or pipe that reads a queue, with the patterns that it has.
struct Reader<'t> {
    place: Where<'t>,
    entry: &'t Entry,
    patterns: BTreeSet<&'t str>,
}

impl<'t> Reader<'t> {
    fn of(place: Where<'t>, entry: &'t Entry) -> Self {
        let patterns = entry.filters.iter().map(|it| it.text.text());
        Self {
            place,
            entry,
            patterns: patterns.collect(),
        }
    }
}

/// Returns the queue that an entry reads: its name in the template, or its ARN.
fn queue(entry: &Entry) -> Option<&str> {
    let reads_queue = match entry.route().map(Route::source) {
        Some(Source::Sqs | Source::Mq) => entry.kind != EntryKind::Rule,
        Some(Source::Kinesis | Source::DynamoDb | Source::Kafka | Source::EventBridge) | None => {
            false
        }
    };
    // Filters that only deployment knows may be the same ones.
    let is_open = entry.all_holes().any(|hole| hole.is_open());
    let named = entry.source.as_deref().or(entry.arn.as_deref());
    named.filter(|_| reads_queue && !is_open)
}

/// Returns a finding for each reader with filters whose queue another reader reads with others; one for each pair.
fn rivals(readers: &[Reader<'_>]) -> Vec<(usize, PlacedDraft)> {
    let Some(first) = readers.first() else {
        return Vec::new();
    };
    // Either all have the patterns of the first, or some reader is a rival of the first.
    let Some(other) = readers.iter().find(|it| it.patterns != first.patterns) else {
        return Vec::new();
    };
    let filtered = readers.iter().filter(|it| !it.patterns.is_empty());
    let mut pairs = BTreeSet::new();
    let found = filtered.filter_map(|reader| {
        let Where::Here(index) = reader.place else {
            return None;
        };
        let rival = if reader.patterns == first.patterns { other } else { first };
        if let Where::Here(of_rival) = rival.place
            && !pairs.insert((index.min(of_rival), index.max(of_rival)))
        {
            return None;
        }
        let message = format!(
            "`{}` reads the same queue with other filters, so each deletes messages that the other wants",
            rival.entry.name
        );
        let own = span(&reader.entry.range);
        let draft = PlacedDraft::new(index, own, message)
            .help("give each its own queue, or one of them all the filters");
        let what = "the other reader of the queue";
        let draft = match rival.place {
            Where::Here(_) => draft.related(span(&rival.entry.range), what),
            Where::Elsewhere(place) => draft.related(own, format!("{what}: {place}")),
        };
        Some((index, draft))
    });
    found.collect()
}
