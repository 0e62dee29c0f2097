//! L0314: a path in one key: `$.detail.state`, `items[0].id`, `detail.state`.

use tidegate_json::{Json, Member};

use crate::edit::{member, object, with_members};
use crate::explanation::{Example, Explanation};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::path::{is_path, steps};
use crate::roots::all_members;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0314",
        name: "path-as-key",
        severity: Severity::Error,
        also: Some(Severity::Info),
        meaning: "A key is a JSONPath, such as $.detail.state or items[0].id. AWS has no paths: `$` and `items[0]` are \
                  names of fields to it, and records have no such fields. A list in a record adds no step, and a field \
                  matches if any element does. A key with dots alone is read as nested keys (event-ruler 2.0.1), and \
                  AWS's guides don't mention it (EventBridge User Guide, \"Amazon EventBridge event patterns\": the names have \
                  the event's own nesting; read 2026-11-30): the finding is an info.",
        example: Example::of("eventbridge", &[r#"{"$.detail.state":["paid"]}"#]),
        fix: "Nest one object in the other: {\"detail\":{\"state\":[\"paid\"]}}.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    let members = all_members(filter.root());
    members
        .into_iter()
        .filter_map(|it| draft(filter, it))
        .collect()
}

fn draft(filter: &Filter<'_>, key: &Member) -> Option<Draft> {
    let name = String::from_utf8_lossy(&key.key);
    let (message, severity) = if is_path(&name) {
        let message = format!("`{name}` is a JSONPath, and AWS reads it as the name of a field");
        (message, Severity::Error)
    } else if name.contains('.') {
        let message =
            format!("AWS reads the key `{name}` as a path; its guides don't mention such keys");
        (message, Severity::Info)
    } else {
        return None;
    };
    let draft = Draft::new(key.key_span, message)
        .severity(severity)
        .help("nest the objects: AWS has no paths");
    Some(match nested(filter, key) {
        Some(fixed) => draft.fixed(fixed),
        None => draft,
    })
}

/// Returns the filter with nested objects in place of the path; `None` if a key beside it has its first name already.
fn nested(filter: &Filter<'_>, key: &Member) -> Option<Json> {
    let text = String::from_utf8_lossy(&key.key);
    let steps = steps(&text);
    if steps.iter().any(|name| name.is_empty()) {
        return None;
    }
    let mut is_taken = false;
    let fixed = with_members(filter.root(), &mut |members| {
        let Some(at) = members.iter().position(|it| it.key_span == key.key_span) else {
            return members;
        };
        let mut members = members;
        let own = members.remove(at);
        let new = match steps.split_first() {
            None => own.value.members().to_vec(),
            Some((first, rest)) => {
                let inner = rest
                    .iter()
                    .rev()
                    .fold(own.value, |inner, name| object(name, inner));
                vec![member(first, inner)]
            }
        };
        let has = |it: &Member| members.iter().any(|other| other.key == it.key);
        is_taken |= new.is_empty() || new.iter().any(has);
        members.splice(at..at, new);
        members
    });
    (!is_taken).then_some(fixed)
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::registry::testing::{clean, found};

    #[test]
    fn paths_become_nested_objects() {
        for (source, pattern, fixed) in [
            (
                "eventbridge",
                r#"{"$.detail.state":["paid"]}"#,
                Some(r#"{"detail":{"state":["paid"]}}"#),
            ),
            (
                "sqs",
                r#"{"$":{"body":{"state":["paid"]}}}"#,
                Some(r#"{"body":{"state":["paid"]}}"#),
            ),
            (
                "sqs",
                r#"{"body":{"items[0].id":[1],"tags[*]":["a"]}}"#,
                None,
            ),
            (
                "sqs",
                r#"{"body":{"items[*].id":[1]}}"#,
                Some(r#"{"body":{"items":{"id":[1]}}}"#),
            ),
            (
                "sqs",
                r#"{"$.state":["paid"]}"#,
                Some(r#"{"body":{"state":["paid"]}}"#),
            ),
        ] {
            let Some(fixed) = fixed else {
                let all = crate::registry::testing::findings(source, &[pattern]);
                assert_eq!(all.iter().filter(|it| it.code == "L0314").count(), 2);
                continue;
            };
            let finding = found("L0314", source, pattern);
            assert_eq!(finding.fixed.as_deref(), Some(fixed), "{pattern}");
            assert_eq!(finding.severity, Severity::Error);
            clean("L0201", source, pattern);
            clean("L0409", source, pattern);
        }
    }

    #[test]
    fn dotted_keys_are_an_info() {
        let finding = found("L0314", "eventbridge", r#"{"detail.state":["paid"]}"#);
        assert_eq!(finding.severity, Severity::Info);
        assert_eq!(
            finding.fixed.as_deref(),
            Some(r#"{"detail":{"state":["paid"]}}"#)
        );
        let taken = r#"{"body.a":[1],"body":{"b":[2]}}"#;
        assert_eq!(found("L0314", "sqs", taken).fixed, None);
    }

    #[test]
    fn other_keys_are_not_found() {
        for key in ["state", "$price", "a[b]", "[draft]", "a-b"] {
            clean("L0314", "sqs", &format!(r#"{{"body":{{"{key}":[1]}}}}"#));
        }
    }
}
