//! L0215: a value that DynamoDB never writes under the attribute's type.

use tidegate_json::{Json, JsonKind};

use crate::edit::{list, replaced, string, value};
use crate::explanation::{Example, Explanation};
use crate::field::{Field, operator};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};
use crate::typed::{attribute_type, trimmed, wants_number};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0215",
        name: "dynamodb-value",
        severity: Severity::Error,
        also: None,
        meaning: "DynamoDB never writes such a value under this type, so it never matches. S holds strings, BOOL holds \
                  true or false, NULL holds true, and N holds a number as a string without zeros at its start or at \
                  the end of its fraction (DynamoDB API Reference, \"AttributeValue\"; Developer Guide, \"Supported \
                  data types and naming rules in Amazon DynamoDB\": leading and trailing zeroes are trimmed; read \
                  2026-11-30).",
        example: Example::of(
            "dynamodb",
            &[r#"{"dynamodb":{"NewImage":{"amount":{"N":["6.0"]}}}}"#],
        ),
        fix: "Write the value as DynamoDB does: {\"BOOL\":[true]}, {\"N\":[\"6\"]}, {\"NULL\":[true]}, {\"S\":[\"5\"]}.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    let fields = filter.fields();
    let fields = fields.all.iter();
    fields.filter_map(|field| draft(filter, field)).collect()
}

fn draft(filter: &Filter<'_>, field: &Field<'_>) -> Option<Draft> {
    let of_type = attribute_type(filter.source(), field)?;
    let wrong = field.values.iter().find(|it| !is_written(of_type, it))?;
    let message = format!("DynamoDB never writes {wrong} under `{of_type}`, so it never matches");
    let message = match operator(wrong) {
        Some((name, _)) => {
            format!("{name} never matches under `{of_type}`: DynamoDB writes no number there")
        }
        None => message,
    };
    let draft = Draft::new(wrong.span, message);
    let written = field.values.iter().map(|it| written(of_type, it));
    Some(match written.collect::<Option<Vec<Json>>>() {
        Some(values) => draft.fixed(replaced(filter.root(), field.list.span, &list(values))),
        None => draft.help(help(of_type)),
    })
}

fn help(of_type: &str) -> &'static str {
    match of_type {
        "BOOL" => "it holds true or false, without quotes",
        "NULL" => "it holds true",
        "N" => "it holds the number as a string, such as \"5\"",
        _ => "did you mean {\"N\": [\"5\"]}, or {\"S\": [\"5\"]}?",
    }
}

/// Returns whether DynamoDB may write such a value under the type. Numbers under `N` are L0205's.
fn is_written(of_type: &str, wanted: &Json) -> bool {
    match (of_type, &wanted.kind) {
        ("BOOL", kind) => matches!(kind, JsonKind::Bool(_) | JsonKind::Object(_)),
        ("NULL", kind) => matches!(kind, JsonKind::Bool(true) | JsonKind::Object(_)),
        ("N" | "NS", JsonKind::String(_)) => {
            wanted.as_str().is_none_or(|text| trimmed(text) == text)
        }
        ("N" | "NS", kind) => matches!(kind, JsonKind::Number(_) | JsonKind::Object(_)),
        ("S" | "SS" | "B" | "BS", JsonKind::Object(_)) => {
            operator(wanted).is_none_or(|(name, _)| name != "numeric")
        }
        ("S" | "SS" | "B" | "BS", kind) => {
            matches!(kind, JsonKind::String(_)) && !wants_number(wanted)
        }
        _ => true,
    }
}

/// Returns the value as DynamoDB writes it; `None` if that is not known.
fn written(of_type: &str, wanted: &Json) -> Option<Json> {
    if is_written(of_type, wanted) {
        return Some(wanted.clone());
    }
    match (of_type, &wanted.kind, wanted.as_str()) {
        ("BOOL", _, Some("true" | "True" | "TRUE")) => Some(value(JsonKind::Bool(true))),
        ("BOOL", _, Some("false" | "False" | "FALSE")) => Some(value(JsonKind::Bool(false))),
        ("NULL", JsonKind::Null, _) | ("NULL", _, Some("true")) => {
            Some(value(JsonKind::Bool(true)))
        }
        ("N" | "NS", _, Some(text)) => Some(string(trimmed(text).as_ref())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    fn pattern(inner: &str) -> String {
        format!(r#"{{"dynamodb":{{"NewImage":{{"a":{inner}}}}}}}"#)
    }

    #[test]
    fn values_that_are_never_written_are_found() {
        for (inner, fixed) in [
            (r#"{"BOOL":["true"]}"#, Some(r#"{"BOOL":[true]}"#)),
            (r#"{"BOOL":["yes"]}"#, None),
            (r#"{"NULL":[null]}"#, Some(r#"{"NULL":[true]}"#)),
            (r#"{"S":[5]}"#, None),
            (r#"{"S":[{"numeric":[">",5]}]}"#, None),
            (r#"{"N":["6.0","5"]}"#, Some(r#"{"N":["6","5"]}"#)),
            (r#"{"N":["05"]}"#, Some(r#"{"N":["5"]}"#)),
            (r#"{"N":["-00.50"]}"#, Some(r#"{"N":["-0.5"]}"#)),
            (
                r#"{"M":{"b":{"BOOL":["false"]}}}"#,
                Some(r#"{"M":{"b":{"BOOL":[false]}}}"#),
            ),
        ] {
            let finding = found("L0215", "dynamodb", &pattern(inner));
            assert_eq!(finding.fixed, fixed.map(pattern), "{inner}");
        }
        found(
            "L0215",
            "kinesis",
            r#"{"data":{"dynamodb":{"NewImage":{"a":{"BOOL":["true"]}}}}}"#,
        );
    }

    #[test]
    fn values_that_may_be_written_are_not_found() {
        for inner in [
            r#"{"BOOL":[true,{"exists":true}]}"#,
            r#"{"N":["100","0","-5","0.5","1e3","1E+2","x",""]}"#,
            r#"{"S":["05",{"prefix":"x"}]}"#,
            r#"{"NULL":[true]}"#,
        ] {
            clean("L0215", "dynamodb", &pattern(inner));
        }
    }
}
