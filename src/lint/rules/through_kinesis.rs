//! L0209: a filter on a table's changes that reach Lambda through a Kinesis stream.

use tidegate::Source;
use tidegate_json::Json;
use tidegate_template::{Edge, Entry, Template, Via};

use crate::explanation::{Example, Explanation};
use crate::field::{Field, Fields};
use crate::finding::Severity;
use crate::placed::{PlacedDraft, at_source, span};
use crate::rule::{Check, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0209",
        name: "through-kinesis",
        severity: Severity::Error,
        also: None,
        meaning: "The Kinesis stream carries the changes of a DynamoDB table. There a change is the payload of a Kinesis \
                  record, so a filter begins with `data`: {\"data\":{\"dynamodb\":{\"NewImage\":...}}}. At the root, as in a \
                  filter on the table's own stream, it never matches (DynamoDB Developer Guide, \"Using Kinesis Data \
                  Streams to capture changes to DynamoDB\", read 2026-11-30).",
        example: Example::of("kinesis", &[]),
        fix: "Put the filter under `data`, with the change's own keys below it: `data.eventName`, `data.dynamodb.NewImage`.",
    },
    check: Check::Template(check),
};

/// The keys of a change of a table, and those of its member `dynamodb`.
const ROOTS: [&str; 4] = ["dynamodb", "eventName", "eventID", "tableName"];
const INNER: [&str; 4] = ["Keys", "NewImage", "OldImage", "SizeBytes"];

fn check(template: &Template) -> Vec<PlacedDraft> {
    at_source(template, Source::Kinesis, of_stream)
}

fn of_stream(edges: &[&Edge], index: usize, entry: &Entry) -> Vec<PlacedDraft> {
    let Some(edge) = edges.iter().find(|edge| edge.via == Via::Changes) else {
        return Vec::new();
    };
    let found = misplaced(entry).into_iter().map(|(place, path, meant)| {
        let message = format!(
            "the stream carries the changes of the table `{}`, where this is `{meant}`, not `{path}`",
            edge.from
        );
        PlacedDraft::new(index, span(&place), message)
            .help(format!("write {meant}"))
            .by_edge(edge, "the table's changes go to the stream")
    });
    found.collect()
}

/// Returns the first misplaced field of each filter: its place in the file, its path, and the path that is meant.
fn misplaced(entry: &Entry) -> Vec<(std::ops::Range<usize>, String, String)> {
    let found = entry.filters.iter().filter_map(|filter| {
        let root = Json::parse_first(filter.text.text()).ok()?;
        let fields = Fields::of(&root);
        let mut found = fields.all.iter().filter_map(|field| {
            let place = filter
                .text
                .source(field.steps.first()?.member.key_span.range());
            Some((place, field.path(), meant(field)?))
        });
        found.next()
    });
    found.collect()
}

fn meant(field: &Field<'_>) -> Option<String> {
    match &field.keys()[..] {
        [root, ..] if ROOTS.contains(root) => Some(format!("data.{}", field.path())),
        [root, ..] if INNER.contains(root) => Some(format!("data.dynamodb.{}", field.path())),
        ["data", inner, ..] if INNER.contains(inner) => {
            let path = field.path();
            Some(path.replacen("data.", "data.dynamodb.", 1))
        }
        _ => None,
    }
}
