//! L0211: a queue whose messages are notifications of S3 or events of EventBridge.

use tidegate::Source;
use tidegate_json::Json;
use tidegate_template::{Edge, Entry, Template, Via};

use crate::explanation::{Example, Explanation};
use crate::field::Fields;
use crate::finding::Severity;
use crate::placed::{PlacedDraft, at_source, span};
use crate::rule::{Check, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0211",
        name: "nested-envelope",
        severity: Severity::Warning,
        also: None,
        meaning: "The template sends only notifications of a bucket, or only events of rules, to the queue, and the \
                  filter asks for a field that their bodies do not have. A notification is {\"Records\":[{\"s3\":...}]} \
                  (S3 User Guide, \"Event message structure\"), an event has `source`, `detail-type`, `detail` and the like \
                  (EventBridge User Guide, \"AWS service event metadata\"; both read 2026-11-30).",
        example: Example::of("sqs", &[]),
        fix: "Begin the filter with the envelope: `body.Records.s3.object.key` for S3, `body.detail` for EventBridge; or \
              filter in the notification or rule.",
    },
    check: Check::Template(check),
};

/// What a queue's bodies are, with the keys that they have at their root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Envelope {
    name: &'static str,
    keys: &'static [&'static str],
    below: &'static str,
}

/// S3 also sends a test message when notifications are set up.
const NOTIFICATION: Envelope = Envelope {
    name: "notifications of S3",
    keys: &[
        "Records",
        "Service",
        "Event",
        "Time",
        "Bucket",
        "RequestId",
        "HostId",
    ],
    below: "body.Records.s3",
};

const EVENT: Envelope = Envelope {
    name: "events of EventBridge",
    keys: &[
        "version",
        "id",
        "detail-type",
        "source",
        "account",
        "time",
        "region",
        "resources",
        "detail",
        "replay-name",
    ],
    below: "body.detail",
};

fn check(template: &Template) -> Vec<PlacedDraft> {
    at_source(template, Source::Sqs, of_queue)
}

fn of_queue(edges: &[&Edge], index: usize, entry: &Entry) -> Vec<PlacedDraft> {
    let mut envelopes = edges.iter().map(|edge| envelope(&edge.via));
    let first = envelopes.next().flatten();
    let Some(envelope) = first.filter(|_| envelopes.all(|it| it == first)) else {
        return Vec::new();
    };
    let found = asked(entry, envelope).into_iter().map(|(place, path)| {
        let Envelope { name, below, .. } = envelope;
        let message =
            format!("the queue's messages are {name}, whose bodies have no `{path}` here");
        PlacedDraft::new(index, span(&place), message)
            .help(format!("look for the field below {below}"))
            .by_edge(edges[0], "the queue gets its messages from here")
    });
    found.collect()
}

fn envelope(via: &Via) -> Option<Envelope> {
    match via {
        Via::Notification { .. } => Some(NOTIFICATION),
        Via::Target { is_whole: true } => Some(EVENT),
        Via::Target { is_whole: false }
        | Via::Policy { .. }
        | Via::Connector
        | Via::Environment
        | Via::Destination
        | Via::Subscription { .. }
        | Via::Pipe
        | Via::Changes => None,
    }
}

/// Returns the first field of each filter that bodies do not have: its place in the file, and its path.
fn asked(entry: &Entry, envelope: Envelope) -> Vec<(std::ops::Range<usize>, String)> {
    let found = entry.filters.iter().filter_map(|filter| {
        let root = Json::parse_first(filter.text.text()).ok()?;
        let fields = Fields::of(&root);
        let mut found = fields.all.iter().filter_map(|field| {
            let ["body", key, ..] = &field.keys()[..] else {
                return None;
            };
            let is_missing = !envelope.keys.contains(key) && !field.takes_absence();
            let place = filter.text.source(field.key_span().range());
            is_missing.then(|| (place, field.path()))
        });
        found.next()
    });
    found.collect()
}
