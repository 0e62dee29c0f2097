//! L0401: a filter that no record matches.

use tidegate_analysis::{Cause, Never, Proven};

use crate::explanation::{Example, Explanation};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::keys::{payload_key, record_name};
use crate::meaning::{Meaning, fields_at};
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0401",
        name: "never-matches",
        severity: Severity::Error,
        also: Some(Severity::Warning),
        meaning: "No record of the source matches this filter. It is proven, not sampled: the values of each field are \
                  divided by the conditions on it, and no combination of them satisfies the filter. It is a warning if \
                  only a record with a certain list matches: a field holds a value or fields, and both only in a list.",
        example: Example::of("dynamodb", &[r#"{"eventName":[{"prefix":"DEL"}]}"#]),
        fix: "Change one of the conditions that the finding names. `tidegate explain` shows for a record which condition \
              it fails.",
    },
    check: Check::Meaning(check),
};

fn check(meaning: &Meaning<'_>) -> Vec<(usize, Draft)> {
    let never = meaning.facts().filter_map(|(index, filter, facts)| {
        let never = facts.never.as_ref()?;
        let draft = draft(meaning, index, filter, never)?;
        Some((index, draft))
    });
    never.collect()
}

/// Returns the draft; `None` if another rule found the cause.
fn draft(meaning: &Meaning<'_>, index: usize, filter: &Filter<'_>, never: &Never) -> Option<Draft> {
    let fields = filter.fields();
    let paths: Vec<&str> = never.causes.iter().flat_map(paths).collect();
    let mut named = paths.iter().flat_map(|path| fields_at(&fields, path));
    if named.any(|field| meaning.has_mistake_at(index, field)) {
        return None;
    }
    let is_said = meaning.speaks_of(index, filter.root().span, Severity::Error);
    if paths.is_empty() && is_said {
        return None;
    }
    let place = paths
        .first()
        .and_then(|path| fields_at(&fields, path).next());
    let span = place.map_or_else(|| filter.opening_span(), |field| field.list.span);
    let record = record_name(filter.source());
    let message = match never.proven {
        Proven::ForAll => format!("no {record} matches this filter"),
        Proven::WithoutLists => format!("no {record} without lists of objects matches this filter"),
    };
    let words: Vec<String> = never
        .causes
        .iter()
        .map(|cause| words(filter, cause))
        .collect();
    let draft = match words.is_empty() {
        true => Draft::new(span, message)
            .help("each condition can be satisfied, but not all of them by one record"),
        false => Draft::new(span, format!("{message}: {}", words.join("; "))),
    };
    Some(match never.proven {
        Proven::ForAll => draft,
        Proven::WithoutLists => draft.severity(Severity::Warning),
    })
}

fn paths(cause: &Cause) -> Vec<&str> {
    match cause {
        Cause::Field(path) | Cause::PayloadIsList(path) => vec![path],
        Cause::ValueAndObject { value, inside } => vec![value, inside],
        Cause::TwoTypes { one, other } => vec![one, other],
    }
}

fn words(filter: &Filter<'_>, cause: &Cause) -> String {
    let fields = filter.fields();
    let wants_absence = |path: &str| {
        let mut named = fields_at(&fields, path);
        named.any(|field| field.asks_absence_alone())
    };
    match cause {
        Cause::Field(path) if wants_absence(path) => {
            format!("`{path}` is there in every one")
        }
        Cause::Field(path) if path == payload_key(filter.source()) => format!(
            "it asks for `{path}` as plain text, and no plain text satisfies its list, because AWS reads text that is \
             a JSON object or list as JSON"
        ),
        Cause::Field(path) => format!("`{path}` never has a value that satisfies its list"),
        Cause::ValueAndObject { value, inside } => format!(
            "`{value}` has to be a value and hold `{inside}` at once, which only a list can do"
        ),
        Cause::TwoTypes { one, other } => {
            format!("an attribute has one type, so no record has both `{one}` and `{other}`")
        }
        Cause::PayloadIsList(path) => {
            format!("`{path}` has values only if the payload is a list")
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::registry::testing::{clean, findings, found};

    #[test]
    fn filters_that_no_record_matches_are_found_with_their_cause() {
        for (source, pattern, cause) in [
            (
                "sqs",
                r#"{"body":{"a":[{"numeric":[">",-4.9e-324,"<",0]}]}}"#,
                "`body.a`",
            ),
            (
                "dynamodb",
                r#"{"eventName":[{"prefix":"X"}]}"#,
                "`eventName`",
            ),
        ] {
            let finding = found("L0401", source, pattern);
            assert!(finding.message.contains(cause), "{}", finding.message);
            assert_eq!(finding.severity, Severity::Error);
        }
    }

    #[test]
    fn value_beside_an_object_is_a_warning() {
        let finding = found("L0401", "sqs", r#"{"body":{"a":["x"],"a.b":[1]}}"#);
        assert_eq!(finding.severity, Severity::Warning);
    }

    #[test]
    fn cause_that_another_rule_names_is_not_said_twice() {
        for (source, pattern, code) in [
            ("dynamodb", r#"{"eventName":["insert"]}"#, "L0208"),
            (
                "sqs",
                r#"{"messageAttributes":{"k":{"stringValue":["v"]}}}"#,
                "L0202",
            ),
        ] {
            let found = findings(source, &[pattern]);
            let codes: Vec<_> = found.iter().map(|it| it.code).collect();
            assert!(
                codes.contains(&code) && !codes.contains(&"L0401"),
                "{codes:?}"
            );
        }
    }

    #[test]
    fn filters_that_match_something_are_not_found() {
        clean("L0401", "sqs", r#"{"body":["{"]}"#);
        clean(
            "L0401",
            "sqs",
            r#"{"body":{"a":[{"numeric":[">",0,"<",1]}]}}"#,
        );
        clean("L0401", "dynamodb", r#"{"eventName":[{"prefix":"IN"}]}"#);
    }
}
