//! L0218: a wanted value of another kind than the records have, such as a number if they have strings.

use tidegate::Source;
use tidegate_json::{Json, JsonKind};

use crate::counts::FieldCounts;
use crate::edit::{list, object, replaced, string, value};
use crate::explanation::{Example, Explanation};
use crate::field::{Field, one_or_many, operand};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::keys::payload_key;
use crate::kind::{Kind, kind_wanted};
use crate::rule::{Check, Draft, Rule, Sampled};
use crate::typed::as_number_text;

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0218",
        name: "kind-in-sample",
        severity: Severity::Warning,
        also: None,
        meaning: "The filter asks for a value of another kind than all records looked at have: a string where they have \
                  numbers, true or false, or a number where they have strings. Values of two kinds are never equal in \
                  AWS's engine (event-ruler 2.0.1), so the list never matches, and anything-but always does. At most \
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
    sampled.by_field(filter, |field, counts| draft(filter, field, counts))
}

fn draft(filter: &Filter<'_>, field: &Field<'_>, counts: &FieldCounts) -> Option<Draft> {
    let is_of_payload = field.keys().first() == Some(&payload_key(filter.source()));
    // A null may be filled in other records; L0220 compares it with the word.
    let found = counts.only_kind().filter(|kind| *kind != Kind::Null)?;
    let is_other = |wanted: &Json| {
        let kind = kind_wanted(wanted).filter(|kind| *kind != Kind::Null);
        kind.is_some_and(|kind| kind != found)
    };
    if !is_of_payload || !field.values.iter().all(is_other) {
        return None;
    }
    let wanted = kind_wanted(field.values.first()?)?;
    let excludes = |value: &Json| operand(value, "anything-but").is_some();
    let effect = match (wanted, field.values.iter().any(excludes)) {
        (_, true) => "so this list is always true",
        (_, false) => "so this list never matches",
    };
    let example = counts.first.as_ref().map(|it| format!(", such as {it}"));
    let message = format!(
        "the records have {} in `{}`{}, and {} never equals {}, {effect}",
        plural(found),
        field.path(),
        example.unwrap_or_default(),
        singular(wanted),
        singular(found),
    );
    let draft = Draft::new(field.list.span, message);
    let values = field.values.iter().map(|it| as_kind(it, found));
    Some(match values.collect::<Option<Vec<Json>>>() {
        Some(values) => draft.fixed(replaced(filter.root(), field.list.span, &list(values))),
        None => draft.help(help(found)),
    })
}

const fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Boolean => "true or false",
        Kind::Number => "numbers",
        Kind::Text => "strings",
    }
}

const fn singular(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Boolean => "a boolean",
        Kind::Number => "a number",
        Kind::Text => "a string",
    }
}

const fn help(found: Kind) -> &'static str {
    match found {
        Kind::Text => {
            "strings have no ranges: list the values as strings, or compare in the function"
        }
        Kind::Number => {
            "write numbers without quotes, [5], or a range of them, [{\"numeric\":[\">=\",100]}]"
        }
        Kind::Boolean => "write true or false without quotes",
        Kind::Null => "write null without quotes",
    }
}

/// Returns a wanted value in the kind that the records have; `None` if there is no such value.
fn as_kind(wanted: &Json, found: Kind) -> Option<Json> {
    if let Some(excluded) = operand(wanted, "anything-but") {
        let values = one_or_many(excluded).iter().map(|it| as_kind(it, found));
        return Some(object("anything-but", list(values.collect::<Option<_>>()?)));
    }
    match (found, &wanted.kind) {
        (Kind::Text, JsonKind::Bool(_)) => Some(string(&wanted.to_string())),
        (Kind::Text, JsonKind::Number(_) | JsonKind::Object(_)) => as_number_text(wanted),
        (Kind::Number | Kind::Boolean, JsonKind::String(_)) => {
            let text = wanted.as_str()?.trim().to_ascii_lowercase();
            let spelled = Json::parse_whole(&text).ok()?;
            (Kind::of(&spelled) == Some(found)).then(|| value(spelled.kind))
        }
        (
            Kind::Null | Kind::Boolean | Kind::Number | Kind::Text,
            JsonKind::Null
            | JsonKind::Bool(_)
            | JsonKind::Number(_)
            | JsonKind::String(_)
            | JsonKind::Array(_)
            | JsonKind::Object(_),
        ) => None,
    }
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
            (r#"{"body":{"k":["1",2]}}"#, &[number]),
            (r#"{"body":{"k":[{"exists":true}]}}"#, &[number]),
            (r#"{"body":{"k":[null]}}"#, &[number]),
            (r#"{"body":{"k":["x"]}}"#, &[r#"{"body":"{\"k\":null}"}"#]),
        ] {
            assert_eq!(fixed(pattern, records), None);
        }
    }

    #[test]
    fn lists_get_the_kind_of_the_records_where_they_can() {
        for (list, value, right) in [
            (r#"["x"]"#, "5", None),
            (r#"["true"]"#, "true", Some("[true]")),
            ("[true]", r#"\"yes\""#, Some(r#"["true"]"#)),
            (r#"[{"prefix":"5"}]"#, "51", None),
            (
                r#"[{"anything-but":["5"]}]"#,
                "5",
                Some(r#"[{"anything-but":[5]}]"#),
            ),
            (
                r#"[{"anything-but":5}]"#,
                r#"\"5\""#,
                Some(r#"[{"anything-but":["5"]}]"#),
            ),
            (r#"[{"numeric":[">",5]}]"#, r#"\"EUR 12\""#, None),
        ] {
            let pattern = |list: &str| format!(r#"{{"body":{{"k":{list}}}}}"#);
            let record = format!(r#"{{"body":"{{\"k\":{value}}}"}}"#);
            let finding = of_sample("L0218", "sqs", &pattern(list), &[&record]).remove(0);
            assert_eq!(finding.fixed, right.map(pattern), "{list}");
            assert!(
                finding.message.contains(", such as "),
                "{}",
                finding.message
            );
        }
    }
}
