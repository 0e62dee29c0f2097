//! L0218: a number wanted where the records have text, or the reverse.

use tidegate::Source;
use tidegate_json::{Json, JsonKind};

use crate::edit::{list, replaced, value};
use crate::explanation::{Example, Explanation};
use crate::field::Field;
use crate::filter::Filter;
use crate::finding::Severity;
use crate::keys::payload_key;
use crate::rule::{Check, Draft, Rule, Sampled};
use crate::sample::FieldCounts;
use crate::typed::{as_number_text, wants_number};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0218",
        name: "kind-in-sample",
        severity: Severity::Warning,
        meaning: "The filter asks for a string of digits where all records looked at have numbers, or for a number \
                  where they have strings. A number never equals a string in AWS's engine (event-ruler 2.0.1). At most \
                  the first 1,000 records are looked at.",
        example: Example {
            source: "sqs",
            filters: &[r#"{"body":{"amount":["5"]}}"#],
            records: &[r#"{"body":"{\"amount\":5}"}"#],
        },
        fix: "Write the value as the records have it: {\"body\":{\"amount\":[5]}}.",
    },
    check: Check::Sample(check),
};

fn check(filter: &Filter<'_>, sampled: &Sampled<'_>) -> Vec<Draft> {
    // Numbers of DynamoDB are text in every record: L0205.
    if filter.source() == Source::DynamoDb {
        return Vec::new();
    }
    let fields = filter.fields();
    let counted = fields.all.iter().zip(sampled.fields);
    counted
        .filter_map(|(field, counts)| draft(filter, field, counts))
        .collect()
}

fn draft(filter: &Filter<'_>, field: &Field<'_>, counts: &FieldCounts) -> Option<Draft> {
    let is_of_payload = field.keys().first() == Some(&payload_key(filter.source()));
    if !is_of_payload || counts.with_value == 0 {
        return None;
    }
    let (has, wrong, written): (_, _, fn(&Json) -> Option<Json>) =
        if counts.with_number == counts.with_value && field.values.iter().all(is_quoted) {
            ("numbers", "a text", unquoted)
        } else if counts.with_text == counts.with_value && field.values.iter().all(is_number) {
            ("text", "a number", as_number_text)
        } else {
            return None;
        };
    let message = format!(
        "the records have {has} in `{}`, which {wrong} never equals",
        field.path()
    );
    let draft = Draft::new(field.list.span, message);
    let values = field.values.iter().map(written);
    Some(match values.collect::<Option<Vec<Json>>>() {
        Some(values) => draft.fixed(replaced(filter.root(), field.list.span, &list(values))),
        None => {
            draft.help("text has no ranges: list the values as strings, or compare in the function")
        }
    })
}

/// Whether only a number satisfies the value.
fn is_number(wanted: &Json) -> bool {
    wants_number(wanted) && crate::field::operand(wanted, "anything-but").is_none()
}

fn is_quoted(wanted: &Json) -> bool {
    unquoted(wanted).is_some()
}

/// The number that a string spells.
fn unquoted(wanted: &Json) -> Option<Json> {
    let number = Json::parse_whole(wanted.as_str()?).ok()?;
    matches!(number.kind, JsonKind::Number(_)).then(|| value(number.kind))
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::of_sample;

    #[test]
    fn values_of_the_other_kind_are_found() {
        let (number, text) = (r#"{"body":"{\"k\":1}"}"#, r#"{"body":"{\"k\":\"1\"}"}"#);
        let fixed = |pattern, records: &[&str]| {
            let findings = of_sample("L0218", "sqs", pattern, records);
            findings.first().map(|finding| finding.fixed.clone())
        };
        let (wants_text, wants_number) = (r#"{"body":{"k":["1"]}}"#, r#"{"body":{"k":[1]}}"#);
        assert_eq!(
            fixed(wants_text, &[number]),
            Some(Some(wants_number.to_owned()))
        );
        assert_eq!(
            fixed(wants_number, &[text]),
            Some(Some(wants_text.to_owned()))
        );
        assert_eq!(
            fixed(r#"{"body":{"k":[{"numeric":[">",1]}]}}"#, &[text]),
            Some(None)
        );
        for (pattern, records) in [
            (wants_text, &[number, text][..]),
            (wants_text, &[text]),
            (r#"{"body":{"k":["1","x"]}}"#, &[number]),
        ] {
            assert_eq!(fixed(pattern, records), None);
        }
    }
}
