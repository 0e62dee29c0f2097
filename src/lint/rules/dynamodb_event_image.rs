//! L0208: an image that the event never has: the old one of an INSERT, the new one of a REMOVE.

use tidegate::nearest;

use crate::edit::{replaced, string};
use crate::explanation::{Example, Explanation};
use crate::field::{Field, Fields};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0208",
        name: "dynamodb-event-image",
        severity: Severity::Error,
        also: None,
        meaning: "An INSERT has no old image and a REMOVE no new one: the old image is the item before the change, and \
                  the new one the item after it (DynamoDB API Reference, \"Record\" and \"StreamSpecification\", read \
                  2026-11-30). An alternative that asks for both that event and the image it lacks never matches. \
                  Neither does an eventName other than INSERT, MODIFY and REMOVE.",
        example: Example::of(
            "dynamodb",
            &[r#"{"eventName":["REMOVE"],"dynamodb":{"NewImage":{"id":{"S":["a"]}}}}"#],
        ),
        fix: "Ask for OldImage on REMOVE, NewImage on INSERT and either on MODIFY. All three have Keys.",
    },
    check: Check::Filter(check),
};

/// The events of a stream.
const EVENTS: [&str; 3] = ["INSERT", "MODIFY", "REMOVE"];

/// An event, the image it never has, and the other one.
const LACKS: [(&str, &str, &str); 2] = [
    ("INSERT", "OldImage", "NewImage"),
    ("REMOVE", "NewImage", "OldImage"),
];

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    if filter.source() != tidegate::Source::DynamoDb {
        return Vec::new();
    }
    let fields = filter.fields();
    let mut found: Vec<(usize, Draft)> = Vec::new();
    for (event, image, other) in LACKS {
        for branch in &fields.branches {
            let Some(at) = contradiction(&fields, branch, event, image) else {
                continue;
            };
            if found.iter().any(|(known, _)| *known == at) {
                continue;
            }
            let step = fields.all[at]
                .steps
                .iter()
                .find(|step| step.name.contains(image));
            let span = step.map_or(fields.all[at].list.span, |step| step.member.key_span);
            let message = format!("{event} events have no `{image}`, so this never matches");
            let help = format!("did you mean `{other}`, or another eventName?");
            found.push((at, Draft::new(span, message).help(help)));
        }
    }
    let contradictions = found.into_iter().map(|(_, draft)| draft);
    contradictions
        .chain(unknown_events(filter, &fields))
        .collect()
}

/// Returns the drafts about names that no event has.
fn unknown_events(filter: &Filter<'_>, fields: &Fields<'_>) -> Vec<Draft> {
    let names = fields
        .all
        .iter()
        .filter(|field| field.path() == "eventName");
    let values = names.flat_map(|field| field.values);
    let unknown = values.filter_map(|value| {
        let name = value.as_str().filter(|name| !EVENTS.contains(name))?;
        let message =
            format!("no DynamoDB stream event is called {value}, so this value never matches");
        let draft = Draft::new(value.span, message).help("events are INSERT, MODIFY and REMOVE");
        Some(match nearest(name, &EVENTS) {
            Some(event) => draft.fixed(replaced(filter.root(), value.span, &string(event))),
            None => draft,
        })
    });
    unknown.collect()
}

/// Returns the field of an alternative that asks for something in `image`, if the alternative takes `event` alone.
fn contradiction(fields: &Fields<'_>, branch: &[usize], event: &str, image: &str) -> Option<usize> {
    let is_only_event = |field: &Field<'_>| {
        field.path() == "eventName"
            && field
                .values
                .iter()
                .all(|value| value.as_str() == Some(event))
    };
    if !branch.iter().any(|&at| is_only_event(&fields.all[at])) {
        return None;
    }
    let asks = |field: &Field<'_>| {
        let keys = field.keys();
        keys.len() > 2 && keys[..2] == ["dynamodb", image] && !field.takes_absence()
    };
    branch.iter().copied().find(|&at| asks(&fields.all[at]))
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn images_that_events_lack_are_found_per_alternative() {
        found(
            "L0208",
            "dynamodb",
            r#"{"eventName":["INSERT"],"dynamodb":{"OldImage":{"id":{"S":["a"]}}}}"#,
        );
        found(
            "L0208",
            "dynamodb",
            r#"{"dynamodb.NewImage.id.S":["a"],"$or":[{"eventName":["REMOVE"]},{"eventName":["MODIFY"]}]}"#,
        );
    }

    #[test]
    fn names_of_no_event_are_found() {
        let finding = found("L0208", "dynamodb", r#"{"eventName":["insert","MODIFY"]}"#);
        assert_eq!(
            finding.fixed.as_deref(),
            Some(r#"{"eventName":["INSERT","MODIFY"]}"#)
        );
    }

    #[test]
    fn patterns_that_can_match_are_not_found() {
        clean(
            "L0208",
            "dynamodb",
            r#"{"eventName":["INSERT","MODIFY"],"dynamodb":{"OldImage":{"id":{"S":["a"]}}}}"#,
        );
        clean(
            "L0208",
            "dynamodb",
            r#"{"eventName":["REMOVE"],"dynamodb":{"NewImage":{"id":{"S":[{"exists":false}]}}}}"#,
        );
        clean(
            "L0208",
            "dynamodb",
            r#"{"eventName":["REMOVE"],"dynamodb":{"OldImage":{"id":{"S":["a"]}}}}"#,
        );
    }
}
