//! L0303: `exists` on a path that holds an object: it looks only at values.

use tidegate_json::JsonKind;

use crate::counts::FieldCounts;
use crate::edit::{object, replaced};
use crate::explanation::{Example, Explanation};
use crate::field::{Field, operand};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule, Sampled};
use crate::rules::object_as_value::is_object;

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0303",
        name: "exists-on-object",
        severity: Severity::Error,
        also: None,
        meaning: "The filter uses exists on a path that holds an object in the records looked at, and exists looks at \
                  values: strings, numbers, booleans and null. At an object, exists true never matches and exists \
                  false always does (event-ruler 2.0.1; Lambda Developer Guide, \"Filter rule syntax\", read \
                  2026-11-23). At most the first 1,000 records are looked at.",
        example: Example {
            source: "sqs",
            filters: &[r#"{"body":{"address":[{"exists":true}]}}"#],
            records: &[r#"{"body":"{\"address\":{\"city\":\"Bergen\"}}"}"#],
        },
        fix: "Ask for a value inside the object: {\"body\":{\"address\":{\"city\":[{\"exists\":true}]}}}.",
    },
    check: Check::Sample(check),
};

fn check(filter: &Filter<'_>, sampled: &Sampled<'_>) -> Vec<Draft> {
    sampled.by_field(filter, |field, counts| {
        draft(filter, field, counts, sampled)
    })
}

fn draft(
    filter: &Filter<'_>,
    field: &Field<'_>,
    counts: &FieldCounts,
    sampled: &Sampled<'_>,
) -> Option<Draft> {
    if is_object(filter, field) {
        return None;
    }
    let mut values = field.values.iter();
    let (value, wanted) = values.find_map(|value| Some((value, operand(value, "exists")?)))?;
    if counts.with_object == 0 || counts.with_value > 0 {
        return None;
    }
    let effect = match wanted.kind {
        JsonKind::Bool(true) => "never matches",
        _ => "always matches",
    };
    let path = field.path();
    let place = sampled.place(counts.with_object);
    let message =
        format!("`{path}` is an object {place}, and exists looks only at values: {value} {effect}");
    let draft = Draft::new(value.span, message);
    let Some(child) = counts.children.first() else {
        return Some(draft.help("name a field inside the object"));
    };
    let list = field.list.clone();
    let inner = child.iter().rev();
    let inner = inner.fold(list, |inner, key| object(key, inner));
    let child = child.join(".");
    Some(
        draft
            .help(format!(
                "name a field inside the object, such as `{path}.{child}`"
            ))
            .fixed(replaced(filter.root(), field.list.span, &inner)),
    )
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::of_sample;

    #[test]
    fn exists_on_an_object_is_found() {
        let record = r#"{"body":"{\"a\":{\"b\":{\"c\":1}},\"d\":1}"}"#;
        let pattern = r#"{"body":{"a":[{"exists":true}]}}"#;
        let finding = of_sample("L0303", "sqs", pattern, &[record]).remove(0);
        assert_eq!(
            finding.fixed.as_deref(),
            Some(r#"{"body":{"a":{"b":{"c":[{"exists":true}]}}}}"#)
        );
        assert!(finding.message.ends_with("never matches"));
        for pattern in [
            r#"{"body":{"d":[{"exists":true}]}}"#,
            r#"{"body":{"a":{"b":["x"]}}}"#,
        ] {
            assert!(
                of_sample("L0303", "sqs", pattern, &[record]).is_empty(),
                "{pattern}"
            );
        }
    }

    #[test]
    fn field_named_is_in_all_records() {
        let records = [
            r#"{"body":"{\"a\":{\"b\":1,\"c\":2}}"}"#,
            r#"{"body":"{\"a\":{\"c\":1}}"}"#,
            r#"{"body":"{\"a\":{\"d\":1}}"}"#,
        ];
        let pattern = r#"{"body":{"a":[{"exists":true}]}}"#;
        let fixed = |records| of_sample("L0303", "sqs", pattern, records).remove(0).fixed;
        assert_eq!(
            fixed(&records[..2]).as_deref(),
            Some(r#"{"body":{"a":{"c":[{"exists":true}]}}}"#)
        );
        assert_eq!(fixed(&records), None);
    }

    #[test]
    fn field_that_is_a_value_in_some_record_is_not_found() {
        let records = [r#"{"body":"{\"a\":{\"b\":1}}"}"#, r#"{"body":"{\"a\":1}"}"#];
        let pattern = r#"{"body":{"a":[{"exists":true}]}}"#;
        assert!(of_sample("L0303", "sqs", pattern, &records).is_empty());
    }
}
