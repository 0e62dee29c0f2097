//! L0310: a list whose values disturb each other in event-ruler, so that AWS may judge differently from tidegate.

use tidegate_json::{Json, JsonKind};

use super::number_as_text::is_comparable;
use crate::edit::{list, replaced};
use crate::explanation::{Example, Explanation};
use crate::field::{Field, one_or_many, operand};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0310",
        name: "disturbed-list",
        severity: Severity::Warning,
        also: None,
        meaning: "The values of this list disturb each other in AWS's engine. event-ruler 2.0.1 and 2.1.0 enter all values \
                  of a field into one machine. If a wildcard that begins with a star is listed before a value that ignores \
                  case, or before a suffix whose last character has more than one byte, that value matches too much: \
                  [{\"wildcard\":\"*.jpg\"},{\"equals-ignore-case\":\"order\"}] matches \"xorder\". A number with too many \
                  digits to be compared is not found if a cidr is in the same list (both versions run, 2026-11-29). \
                  tidegate takes each value by itself, so its verdict may differ from AWS's; `explain` says at which \
                  field of a record.",
        example: Example::of(
            "eventbridge",
            &[r#"{"detail":{"k":[{"wildcard":"*.jpg"},{"equals-ignore-case":"order"}]}}"#],
        ),
        fix: "List wildcards that begin with a star last.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    let fields = filter.fields();
    let fields = fields.all.iter();
    fields
        .filter_map(|field| star_draft(filter, field).or_else(|| block_draft(field)))
        .collect()
}

/// Returns the values that a star listed before them disturbs.
pub(crate) fn by_star(values: &[Json]) -> impl Iterator<Item = &Json> {
    let after = values.iter().skip_while(|value| !begins_with_star(value));
    after.skip(1).filter(|value| is_disturbable(value))
}

/// Returns the numbers that are compared as text, beside an address block.
pub(crate) fn beside_block(values: &[Json]) -> impl Iterator<Item = &Json> {
    let has_block = values.iter().any(|value| operand(value, "cidr").is_some());
    values.iter().filter(move |value| match &value.kind {
        JsonKind::Number(text) => has_block && !is_comparable(text),
        JsonKind::Null
        | JsonKind::Bool(_)
        | JsonKind::String(_)
        | JsonKind::Array(_)
        | JsonKind::Object(_) => false,
    })
}

/// Returns the draft about a value that a star before it disturbs. In the corrected list no value follows the star.
fn star_draft(filter: &Filter<'_>, field: &Field<'_>) -> Option<Draft> {
    let disturbed = by_star(field.values).next()?;
    let star = field.values.iter().find(|value| begins_with_star(value))?;
    let message = format!(
        "in AWS's engine {disturbed} matches too much, because {star} is listed before it; tidegate takes each value by itself"
    );
    let (stars, others): (Vec<Json>, Vec<Json>) =
        field.values.iter().cloned().partition(begins_with_star);
    let reordered = list([others, stars].concat());
    let draft = Draft::new(disturbed.span, message).help("list the wildcard last");
    Some(draft.fixed(replaced(filter.root(), field.list.span, &reordered)))
}

/// Returns whether the value is a wildcard that begins with a star, also in an anything-but.
fn begins_with_star(value: &Json) -> bool {
    let inner = operand(value, "anything-but").unwrap_or(value);
    operand(inner, "wildcard").is_some_and(|texts| {
        let mut texts = one_or_many(texts).iter();
        texts.any(|text| text.as_str().is_some_and(|text| text.starts_with('*')))
    })
}

fn is_disturbable(value: &Json) -> bool {
    let inner = ["anything-but", "prefix", "suffix"]
        .into_iter()
        .find_map(|name| operand(value, name))
        .unwrap_or(value);
    let ends_wide = |text: &Json| {
        let last = text.as_str().and_then(|text| text.chars().next_back());
        last.is_some_and(|last| last.len_utf8() > 1)
    };
    operand(inner, "equals-ignore-case").is_some()
        || operand(value, "suffix").is_some_and(ends_wide)
}

fn block_draft(field: &Field<'_>) -> Option<Draft> {
    let number = beside_block(field.values).next()?;
    let message =
        format!("{number} is not found in AWS's engine, because a cidr is in the same list");
    Some(Draft::new(number.span, message).help("write the two under $or"))
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    fn pattern(list: &str) -> String {
        format!(r#"{{"detail":{{"k":{list}}}}}"#)
    }

    /// The lists observed with event-ruler 2.0.1 and 2.1.0, 2026-11-29.
    #[test]
    fn values_after_a_star_are_found_and_put_before_it() {
        for disturbed in [
            r#"{"equals-ignore-case":"a"}"#,
            r#"{"anything-but":{"equals-ignore-case":"x"}}"#,
            r#"{"suffix":{"equals-ignore-case":"order"}}"#,
            r#"{"prefix":{"equals-ignore-case":"ab"}}"#,
            r#"{"suffix":"É"}"#,
        ] {
            let star = r#"{"wildcard":"*.jpg"}"#;
            let finding = found(
                "L0310",
                "eventbridge",
                &pattern(&format!("[{star},\"x\",{disturbed}]")),
            );
            let fixed = pattern(&format!("[\"x\",{disturbed},{star}]"));
            assert_eq!(finding.fixed, Some(fixed));
            clean(
                "L0310",
                "eventbridge",
                &pattern(&format!("[{disturbed},{star}]")),
            );
        }
        found(
            "L0310",
            "eventbridge",
            &pattern(r#"[{"anything-but":{"wildcard":"*.png"}},{"equals-ignore-case":"a"}]"#),
        );
        found(
            "L0310",
            "eventbridge",
            &pattern(r#"[0.0012345678901234567890,{"cidr":"0.0.0.0/1"}]"#),
        );
    }

    #[test]
    fn lists_that_disturb_nothing_are_not_found() {
        for list in [
            r#"[{"wildcard":"a*.jpg"},{"equals-ignore-case":"a"}]"#,
            r#"[{"wildcard":"*.jpg"},{"suffix":"e"},"É"]"#,
            r#"[1.5,{"cidr":"0.0.0.0/1"}]"#,
        ] {
            clean("L0310", "eventbridge", &pattern(list));
        }
    }
}
