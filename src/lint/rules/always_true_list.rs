//! L0305: a list that every value satisfies.

use tidegate_json::{Json, JsonKind};

use crate::edit::{list, object, replaced};
use crate::explanation::{Example, Explanation};
use crate::field::{Field, one_or_many, operand, operator};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0305",
        name: "always-true-list",
        severity: Severity::Error,
        also: None,
        meaning: "Every value satisfies this list. The values of a list are alternatives: a value beside an \
                  anything-but accepts what that excludes, and two anything-but that exclude different values exclude \
                  nothing. The same goes for exists true beside other values.",
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

/// Returns the draft about exclusions whose excluded values another value of the list accepts.
fn excluding_nothing(filter: &Filter<'_>, field: &Field<'_>) -> Option<Draft> {
    let idle = field.values.iter().find(|value| {
        let mut others = field.values.iter().filter(|it| it.span != value.span);
        let excluded = operand(value, "anything-but");
        excluded.is_some_and(|excluded| match excluded.members() {
            [] => accept_all(&others.collect::<Vec<_>>(), one_or_many(excluded)),
            [_, ..] => others.any(|it| it.to_string() == excluded.to_string()),
        })
    })?;
    let mut others = field.values.iter().filter(|it| it.span != idle.span);
    let message = format!(
        "every value of `{}` matches this list: one element is enough, and another element accepts what {idle} excludes",
        field.path()
    );
    let draft = Draft::new(field.list.span, message);
    if let Some(one) = one_exclusion(field) {
        return Some(draft.fixed(replaced(filter.root(), field.list.span, &one)));
    }
    let other = others.next()?;
    Some(draft.help(format!("keep [{other}] or [{idle}], whichever is meant")))
}

/// Returns whether each of the excluded values satisfies one of the others.
fn accept_all(others: &[&Json], excluded: &[Json]) -> bool {
    let is_accepted = |it: &Json| others.iter().any(|other| accepts(other, it));
    !excluded.is_empty() && excluded.iter().all(is_accepted)
}

/// Returns whether a plain value satisfies a wanted one; `false` if that is not obvious.
fn accepts(wanted: &Json, plain: &Json) -> bool {
    let text = plain.as_str();
    match operator(wanted) {
        None => wanted.to_string() == plain.to_string(),
        Some(("anything-but", excluded)) => {
            let mut excluded = one_or_many(excluded).iter();
            excluded.all(|it| it.members().is_empty() && it.to_string() != plain.to_string())
        }
        Some((name, operand)) => match (name, operand.as_str(), text) {
            ("prefix", Some(start), Some(text)) => text.starts_with(start),
            ("suffix", Some(end), Some(text)) => text.ends_with(end),
            ("equals-ignore-case", Some(other), Some(text)) => other.eq_ignore_ascii_case(text),
            _ => false,
        },
    }
}

/// Returns one `anything-but` of all values in a list of them; `None` if the list has other values, too.
fn one_exclusion(field: &Field<'_>) -> Option<Json> {
    let exclusions: Option<Vec<&[Json]>> = field.values.iter().map(excluded).collect();
    let all: Vec<Json> = exclusions?.concat();
    let is_text = |value: &Json| matches!(value.kind, JsonKind::String(_));
    // anything-but takes strings or numbers, and not both.
    let is_one_kind = all.iter().all(is_text) || !all.iter().any(is_text);
    is_one_kind.then(|| list(vec![object("anything-but", list(all))]))
}

/// Returns the plain values that an `anything-but` excludes.
fn excluded(value: &Json) -> Option<&[Json]> {
    let operand = operand(value, "anything-but")?;
    operand.members().is_empty().then(|| one_or_many(operand))
}

/// Returns the draft about `exists` true beside other values.
fn there_or_not(field: &Field<'_>) -> Option<Draft> {
    let is_exists_true = |value: &&Json| {
        operand(value, "exists").is_some_and(|operand| operand.kind == JsonKind::Bool(true))
    };
    let exists = field.values.iter().find(is_exists_true)?;
    let path = field.path();
    if field.takes_absence() {
        let message = format!("this list is always true: either `{path}` is there, or it is not");
        let draft = Draft::new(field.list.span, message);
        return Some(
            draft.help("leave the field out: AWS ignores fields that the filter does not name"),
        );
    }
    let message = format!(
        "every value of `{path}` satisfies {exists}, and the values of a list are alternatives: the others change nothing"
    );
    let help = format!(
        "remove {exists} from the list: the other values need the field to be there anyway"
    );
    (field.values.len() > 1).then(|| Draft::new(exists.span, message).help(help))
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
    fn values_beside_their_own_exclusion_are_found() {
        for list in [
            r#"["paid",{"anything-but":["paid"]}]"#,
            r#"["paid","open",{"anything-but":["paid","open"]}]"#,
            r#"[{"prefix":"pa"},{"anything-but":"paid"}]"#,
            r#"[{"prefix":"pa"},{"anything-but":{"prefix":"pa"}}]"#,
            r#"[5,{"anything-but":[5]}]"#,
            r#"["paid",{"exists":true}]"#,
        ] {
            let pattern = format!(r#"{{"body":{{"a":{list}}}}}"#);
            let finding = found("L0305", "sqs", &pattern);
            assert!(finding.fixed.is_none() && finding.help.is_some(), "{list}");
        }
        for list in [
            r#"["paid",{"anything-but":["paid","open"]}]"#,
            r#"["open",{"anything-but":"paid"}]"#,
            r#"[{"prefix":"x"},{"anything-but":"paid"}]"#,
            r#"[{"prefix":"p"},{"anything-but":{"prefix":"x"}}]"#,
            r#"[{"exists":true}]"#,
            r#"["paid",{"exists":false}]"#,
        ] {
            clean("L0305", "sqs", &format!(r#"{{"body":{{"a":{list}}}}}"#));
        }
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
