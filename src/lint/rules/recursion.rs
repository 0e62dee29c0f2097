//! L0801: a function whose output invokes it again.

use std::collections::HashMap;

use tidegate_plan::recursion::{KeyPattern, Path, Trigger, Verdict};
use tidegate_template::{Edge, Entry, Template, Via};

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::loops::{Hops, Way};
use crate::outputs::Outputs;
use crate::placed::{PlacedDraft, span};
use crate::rejudged::{self, Judged};
use crate::rule::{Check, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0801",
        name: "recursion",
        severity: Severity::Warning,
        also: Some(Severity::Error),
        meaning: "The function's output can invoke it again. LOOP, an error: it does, as a destination says or a sample of its \
                  output shows. LIKELY, a warning: a policy or connector lets it write there, and no filter keeps such a \
                  record away. UNCERTAIN, info: a filter stands between, and only a sample of the output can tell. GUARDED, \
                  info: the sample, or the kinds of changes that the policy allows, do not pass the filter. The verdicts are \
                  those of `tidegate plan recursion`. AWS stops loops over SQS, SNS and S3 after about 16 invocations, and \
                  no others (Lambda Developer Guide, \"Use Lambda recursive loop detection to prevent infinite loops\", read \
                  2026-11-23).",
        example: Example::of("dynamodb", &[]),
        fix: "Mark what the function writes and filter on the mark, or write to another queue, stream or table. A sample of \
              its output proves that the filter keeps it away: --output FUNCTION=FILE.",
    },
    check: Check::Outputs(check),
};

fn check(template: &Template, outputs: &Outputs) -> Vec<PlacedDraft> {
    let hops = Hops::of(template);
    let mut ways = HashMap::new();
    let mut found = Vec::new();
    for (index, entry) in template.entries.iter().enumerate() {
        let (Some(function), Some(source)) = (&entry.function, &entry.source) else {
            continue;
        };
        let ways = ways.entry(function.as_str());
        let ways = ways.or_insert_with(|| hops.ways(function));
        if let Some(way) = ways.get(source.as_str()) {
            found.extend(of_entry(index, entry, way, outputs.of(function)));
        }
    }
    for trigger in template.edges.iter().filter(|it| it.elsewhere.is_none()) {
        let ways = ways.entry(trigger.to.as_str());
        let ways = ways.or_insert_with(|| hops.ways(&trigger.to));
        if let Some(way) = ways.get(trigger.from.as_str()) {
            found.extend(of_edge(trigger, way));
        }
    }
    found
}

/// Returns the finding about a mapping or rule whose source the function's output reaches.
fn of_entry(
    index: usize,
    entry: &Entry,
    way: &Way<'_>,
    output: Option<&str>,
) -> Option<PlacedDraft> {
    let (function, source) = (entry.function.as_deref()?, entry.source.as_deref()?);
    let judged = match output {
        Some(text) => rejudged::by_output(entry, text),
        None => rejudged::by_actions(entry, way),
    };
    let surest = way.verdict();
    let (verdict, why) = match judged {
        Judged::Proven(Verdict::Loop) => {
            (Verdict::Loop, "the sample of its output passes the filter")
        }
        Judged::Proven(verdict) => (
            verdict,
            "no record of the sample of its output passes the filter",
        ),
        Judged::Kinds(Verdict::Guarded) => (
            Verdict::Guarded,
            "the filter refuses every kind of change that it may make",
        ),
        Judged::Kinds(verdict) => (verdict.min(surest), "the filter lets such changes through"),
        Judged::Open if entry.filters.is_empty() && entry.holes.is_empty() => {
            (surest, "nothing filters the records")
        }
        Judged::Open => (
            surest.min(Verdict::Uncertain),
            "only a sample of its output shows whether the filter keeps it away",
        ),
    };
    let message = format!(
        "{verdict}: `{function}` {} `{source}`, which invokes it{}; {why}",
        writes(way),
        through(way)
    );
    Some(placed(
        Some(index),
        verdict,
        span(&entry.range),
        message,
        way,
    ))
}

/// Returns the finding about a notification or subscription that invokes the function whose output reaches its sender.
fn of_edge(trigger: &Edge, way: &Way<'_>) -> Option<PlacedDraft> {
    let (verdict, why) = match &trigger.via {
        Via::Notification {
            prefix,
            suffix,
            events,
        } => {
            let writes = match &way.first()?.via {
                Via::Policy { prefix, .. } => KeyPattern::new(prefix.as_str(), ""),
                _ => KeyPattern::new("", ""),
            };
            let is_created = |it: &String| it.starts_with("s3:ObjectCreated:") || it == "s3:*";
            let path = Path::Bucket {
                triggers: vec![Trigger {
                    keys: KeyPattern::new(prefix.as_str(), suffix.as_str()),
                    is_for_writes: events.is_empty() || events.iter().any(is_created),
                    target: trigger.to.clone(),
                }],
                writes: vec![writes],
            };
            let why = "by the keys that it may write and those that invoke it";
            (path.verdict().min(way.verdict()), why)
        }
        Via::Subscription { is_filtered, .. } => match is_filtered {
            true => (
                way.verdict().min(Verdict::Uncertain),
                "the subscription's filter policy is not read",
            ),
            false => (way.verdict(), "nothing filters the messages"),
        },
        Via::Policy { .. }
        | Via::Connector
        | Via::Environment
        | Via::Destination
        | Via::Target { .. }
        | Via::Pipe
        | Via::Changes => return None,
    };
    let message = format!(
        "{verdict}: `{}` {} `{}`, which invokes it{}; {why}",
        trigger.to,
        writes(way),
        trigger.from,
        through(way)
    );
    Some(placed(None, verdict, span(&trigger.range), message, way))
}

fn writes(way: &Way<'_>) -> &'static str {
    match way.first().map(|edge| &edge.via) {
        Some(Via::Destination) => "sends its results to",
        Some(Via::Environment) | None => "knows of",
        Some(
            Via::Policy { .. }
            | Via::Connector
            | Via::Subscription { .. }
            | Via::Notification { .. }
            | Via::Target { .. }
            | Via::Pipe
            | Via::Changes,
        ) => "may write to",
    }
}

fn through(way: &Way<'_>) -> String {
    match way.between().as_slice() {
        [] => String::new(),
        between => format!(" (through `{}`)", between.join("`, `")),
    }
}

fn placed(
    entry: Option<usize>,
    verdict: Verdict,
    place: tidegate::Span,
    message: String,
    way: &Way<'_>,
) -> PlacedDraft {
    let severity = match verdict {
        Verdict::Loop => Severity::Error,
        Verdict::Likely => Severity::Warning,
        Verdict::Uncertain | Verdict::Guarded => Severity::Info,
    };
    let draft = PlacedDraft::new(entry, place, message).severity(severity);
    let draft = match way.first() {
        Some(edge) => draft.by_edge(edge, "what lets it write"),
        None => draft,
    };
    match verdict {
        Verdict::Loop | Verdict::Likely => {
            draft.help("filter on a mark that its output does not have, or write somewhere else")
        }
        Verdict::Uncertain => draft.help("give a sample of its output: --output FUNCTION=FILE"),
        Verdict::Guarded => draft,
    }
}
