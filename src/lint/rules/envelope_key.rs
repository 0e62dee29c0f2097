//! L0409: a root key that no event of EventBridge has.

use crate::explanation::{Example, Explanation};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::roots::{Fault, consequence, faults, renamed, root_key, unwrapped, wrapped};
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0409",
        name: "envelope-key",
        severity: Severity::Error,
        also: None,
        meaning: "The key at the root is one that no event has. Every event on a bus has the same root keys: version, \
                  id, detail-type, source, account, time, region, resources and detail (EventBridge User Guide, \"AWS \
                  service event metadata\", read 2026-11-30). The producer's own fields are under `detail`.",
        example: Example::of("eventbridge", &[r#"{"detailType":["OrderPaid"]}"#]),
        fix: "Spell the key as events do, or put the field under `detail`.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    if !filter.is_of_bus() {
        return Vec::new();
    }
    faults(filter)
        .into_iter()
        .map(|(member, fault)| {
            let (key, consequence) = (root_key(member), consequence(filter, member));
            let message = format!("no EventBridge event has `{key}` at its root{consequence}");
            let draft = Draft::new(member.key_span, message);
            let (help, fixed) = match fault {
                Fault::Spelling(known) => (
                    format!("did you mean `{known}`?"),
                    renamed(filter, member, known),
                ),
                Fault::Wrapper => (
                    "patterns begin at the event's root".to_owned(),
                    Some(unwrapped(filter, member)),
                ),
                Fault::Foreign(other) => (
                    format!("did you mean --source {other}, or `detail.{key}`?"),
                    wrapped(filter),
                ),
                Fault::Unknown | Fault::Hidden | Fault::Added => {
                    (format!("did you mean `detail.{key}`?"), wrapped(filter))
                }
            };
            match fixed {
                Some(fixed) => draft.help(help).fixed(fixed),
                None => draft.help(help),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn keys_that_no_event_has_are_found() {
        for (pattern, fixed) in [
            (r#"{"detailType":["a"]}"#, Some(r#"{"detail-type":["a"]}"#)),
            (r#"{"detail_type":["a"]}"#, Some(r#"{"detail-type":["a"]}"#)),
            (
                r#"{"EventPattern":{"source":["a"]}}"#,
                Some(r#"{"source":["a"]}"#),
            ),
            (r#"{"Source":["a"]}"#, Some(r#"{"source":["a"]}"#)),
            (
                r#"{"source":["a"],"state":["b"]}"#,
                Some(r#"{"detail":{"state":["b"]},"source":["a"]}"#),
            ),
            (
                r#"{"detail":{"a":[1]},"state":["b"]}"#,
                Some(r#"{"detail":{"a":[1],"state":["b"]}}"#),
            ),
        ] {
            let finding = found("L0409", "eventbridge", pattern);
            assert_eq!(finding.fixed.as_deref(), fixed, "{pattern}");
        }
    }

    #[test]
    fn field_is_not_read_as_a_misspelt_key() {
        let finding = found("L0409", "eventbridge", r#"{"d-count":[1]}"#);
        assert_eq!(
            finding.help.as_deref(),
            Some("did you mean `detail.d-count`?")
        );
    }

    #[test]
    fn keys_of_events_are_not_found() {
        clean(
            "L0409",
            "eventbridge",
            r#"{"source":["aws.s3"],"detail":{"Source":["x"]},"resources":["a"]}"#,
        );
        clean("L0409", "sqs", r#"{"detailType":["a"]}"#);
    }
}
