//! L0305: a list that every value satisfies.

use tidegate_json::{Json, JsonKind};

use crate::edit::{list, object, replaced};
use crate::explanation::{Example, Explanation};
use crate::field::{Field, one_or_many, operand};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0305",
        name: "always-true-list",
        severity: Severity::Error,
        also: None,
        meaning: "Every value satisfies this list. The values of a list are alternatives, and two anything-but that \
                  exclude different values exclude nothing: each accepts what the other excludes. The same goes for \
                  exists true beside exists false.",
        example: Example::of(
            "sqs",
            &[r#"{"body":{"state":[{"anything-but":"test"},{"anything-but":"draft"}]}}"#],
        ),
        fix: "Exclude all values in one list: {\"anything-but\":[\"test\",\"draft\"]}.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    let fields = filter.fields();
    let fields = fields.all.iter();
    fields
        .filter_map(|field| excluding_nothing(filter, field).or_else(|| there_or_not(field)))
        .collect()
}

/// Two exclusions of plain values that have no value in common.
fn excluding_nothing(filter: &Filter<'_>, field: &Field<'_>) -> Option<Draft> {
    let exclusions: Vec<&[Json]> = field.values.iter().filter_map(excluded).collect();
    let texts = |values: &[Json]| values.iter().map(Json::to_string).collect::<Vec<_>>();
    let disjoint = |one: &[Json], other: &[Json]| {
        let other = texts(other);
        texts(one).iter().all(|text| !other.contains(text))
    };
    let (first, rest) = exclusions.split_first()?;
    if !rest.iter().any(|other| disjoint(first, other)) {
        return None;
    }
    let message = format!(
        "every value of `{}` satisfies this list: what one anything-but excludes, another takes",
        field.path()
    );
    let draft = Draft::new(field.list.span, message);
    let all: Vec<Json> = exclusions.concat();
    let is_all = exclusions.len() == field.values.len();
    let is_text = |value: &Json| matches!(value.kind, JsonKind::String(_));
    // anything-but takes strings or numbers, and not both.
    if is_all && (all.iter().all(is_text) || !all.iter().any(is_text)) {
        let one = list(vec![object("anything-but", list(all))]);
        return Some(draft.fixed(replaced(filter.root(), field.list.span, &one)));
    }
    Some(draft.help("exclude all values in one anything-but"))
}

/// The plain values that an `anything-but` excludes.
fn excluded(value: &Json) -> Option<&[Json]> {
    let operand = operand(value, "anything-but")?;
    operand.members().is_empty().then(|| one_or_many(operand))
}

fn there_or_not(field: &Field<'_>) -> Option<Draft> {
    let mut values = field.values.iter();
    let is_there = |value: &Json| {
        operand(value, "exists").is_some_and(|operand| operand.kind == JsonKind::Bool(true))
    };
    let message = format!(
        "this list is always true: `{}` is there, or it is not",
        field.path()
    );
    (field.takes_absence() && values.any(is_there)).then(|| {
        Draft::new(field.list.span, message)
            .help("leave the field out: what is not named is not looked at")
    })
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn exclusions_that_exclude_nothing_are_found() {
        let finding = found(
            "L0305",
            "sqs",
            r#"{"body":{"a":[{"anything-but":"x"},{"anything-but":["y","z"]}]}}"#,
        );
        assert_eq!(
            finding.fixed.as_deref(),
            Some(r#"{"body":{"a":[{"anything-but":["x","y","z"]}]}}"#)
        );
        let mixed = found(
            "L0305",
            "sqs",
            r#"{"body":{"a":[{"anything-but":"x"},{"anything-but":5}]}}"#,
        );
        assert_eq!(mixed.fixed, None);
        found(
            "L0305",
            "sqs",
            r#"{"body":{"a":[{"exists":true},{"exists":false}]}}"#,
        );
    }

    #[test]
    fn exclusions_in_common_and_single_ones_are_not_found() {
        clean(
            "L0305",
            "sqs",
            r#"{"body":{"a":[{"anything-but":["x","y"]},{"anything-but":["y","z"]}]}}"#,
        );
        clean(
            "L0305",
            "sqs",
            r#"{"body":{"a":[{"anything-but":"x"},{"exists":false}]}}"#,
        );
        clean(
            "L0305",
            "sqs",
            r#"{"body":{"a":[{"anything-but":{"prefix":"x"}}]}}"#,
        );
    }
}
