//! Runs a function's output through the filters of its own mapping, as `plan recursion` does.

use std::ops::ControlFlow;

use tidegate_batch::{Disposition, Filters, Input, InputKind, Options, evaluate};
use tidegate_json::{Json, JsonKind};
use tidegate_plan::recursion::{Path, Verdict};
use tidegate_template::{Entry, Via};

use crate::loops::Way;

/// What running the output showed.
pub(crate) enum Judged {
    /// The verdict on a sample of the output.
    Proven(Verdict),
    /// The verdict on the kinds of changes that a policy allows, if nothing but the kind is filtered.
    Kinds(Verdict),
    /// Nothing can be concluded.
    Open,
}

/// Judges a sample of the output: records of the source, or payloads that the function sends.
pub(crate) fn by_output(entry: &Entry, output: &str) -> Judged {
    let texts: Vec<_> = entry.filters.iter().map(|it| it.text.text()).collect();
    if texts.is_empty() || entry.all_holes().any(|hole| hole.is_open()) {
        return Judged::Open;
    }
    let as_record = verdict(entry, &texts, output, InputKind::Record);
    let judged = match as_record {
        Some(Verdict::Uncertain) | None => verdict(entry, &texts, output, InputKind::Payload),
        decided => decided,
    };
    match judged {
        Some(Verdict::Uncertain) | None => Judged::Open,
        Some(verdict) => Judged::Proven(verdict),
    }
}

/// Judges by the kinds of changes that a policy lets the function make to a table: what it writes is not known, but a
/// filter on `eventName` may refuse them all.
pub(crate) fn by_actions(entry: &Entry, way: &Way<'_>) -> Judged {
    let actions = match way.first().map(|edge| &edge.via) {
        Some(Via::Policy { actions, .. }) if way.hops.len() == 1 => actions,
        _ => return Judged::Open,
    };
    let names: Option<Vec<_>> = entry
        .filters
        .iter()
        .map(|it| names(it.text.text()))
        .collect();
    let Some(names) = names.filter(|it| !it.is_empty()) else {
        return Judged::Open;
    };
    let kinds = kinds(actions);
    let records: Vec<_> = kinds.iter().map(|kind| record(kind)).collect();
    let filters: Vec<_> = names.iter().map(|(text, _)| text.as_str()).collect();
    match verdict(entry, &filters, &records.join("\n"), InputKind::Record) {
        Some(Verdict::Guarded) if !kinds.is_empty() => Judged::Kinds(Verdict::Guarded),
        Some(Verdict::Loop) if names.iter().all(|(_, is_all)| *is_all) => {
            Judged::Kinds(Verdict::Likely)
        }
        Some(_) | None => Judged::Open,
    }
}

/// Returns the part of a pattern that is about `eventName`, and whether that is all of it; `None` if there is none.
fn names(pattern: &str) -> Option<(String, bool)> {
    let root = Json::parse_first(pattern).ok()?;
    let JsonKind::Object(members) = &root.kind else {
        return None;
    };
    let own = members.iter().find(|it| it.key == b"eventName")?;
    let text = format!("{{\"eventName\":{}}}", own.value);
    Some((text, members.len() == 1))
}

/// Returns the kinds of changes that actions can make (DynamoDB API Reference, "StreamRecord" and "Record", eventName,
/// read 2026-11-30).
fn kinds(actions: &[String]) -> Vec<&'static str> {
    let mut kinds = Vec::new();
    let has = |names: &[&str]| actions.iter().any(|it| names.contains(&it.as_str()));
    if has(&[
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:BatchWriteItem",
    ]) {
        kinds.extend(["INSERT", "MODIFY"]);
    }
    if has(&["dynamodb:DeleteItem", "dynamodb:BatchWriteItem"]) {
        kinds.push("REMOVE");
    }
    kinds
}

fn record(kind: &str) -> String {
    format!(
        r#"{{"eventID":"1","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"eu-west-1","eventName":"{kind}","dynamodb":{{"Keys":{{"id":{{"S":"1"}}}},"SequenceNumber":"1","SizeBytes":1,"StreamViewType":"NEW_AND_OLD_IMAGES"}},"eventSourceARN":"arn:aws:dynamodb:eu-west-1:111122223333:table/t/stream/s"}}"#
    )
}

/// Returns the verdict of `plan recursion`; `None` if the filters or the records can't be read.
fn verdict(entry: &Entry, filters: &[&str], records: &str, kind: InputKind) -> Option<Verdict> {
    let route = entry.route()?;
    let compiled = Filters::compile(route.source(), route.profile(), filters).ok()?;
    let options = Options {
        input: Some(kind),
        ..Options::default()
    };
    let input = Input::open(records.as_bytes(), route.source(), &options).ok()?;
    let mut delivered = Vec::new();
    let mut index = 0;
    let tally = evaluate(&compiled, input, &options, &mut |outcome| {
        if outcome.judged.disposition == Disposition::Delivered {
            delivered.push(index);
        }
        index += 1;
        ControlFlow::Continue(())
    });
    let path = Path::Samples {
        origin: route.source(),
        tally: tally.ok()?,
        delivered,
    };
    Some(path.verdict())
}
