//! L0205: a number wanted where DynamoDB writes a string.

use tidegate_json::Json;

use crate::edit::{list, replaced};
use crate::explanation::{Example, Explanation};
use crate::field::{Field, operator};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};
use crate::typed::{as_number_text, is_number, wants_number};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0205",
        name: "dynamodb-number",
        severity: Severity::Error,
        also: None,
        meaning: "A DynamoDB stream record holds numbers as strings, {\"N\":\"5\"}, and a number in a filter never \
                  equals a string. So a number or `numeric` under `N` never matches, and anything-but a number always \
                  does (validated against AWS by LocalStack, numeric_filter; DynamoDB API Reference, \
                  \"AttributeValue\", read 2026-11-30).",
        example: Example::of(
            "dynamodb",
            &[r#"{"dynamodb":{"NewImage":{"amount":{"N":[5,{"numeric":["=",7]}]}}}}"#],
        ),
        fix: "List the numbers as strings: {\"N\":[\"5\",\"7\"]}. Strings have no ranges: filter on another attribute \
              that the writer sets, such as {\"large\":{\"BOOL\":[true]}}, or compare in the function.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    let fields = filter.fields();
    let fields = fields.all.iter();
    let fields = fields.filter(|field| is_number(filter.source(), field));
    fields.filter_map(|field| draft(filter, field)).collect()
}

fn draft(filter: &Filter<'_>, field: &Field<'_>) -> Option<Draft> {
    let first = field.values.iter().find(|value| wants_number(value))?;
    let effect = match operator(first) {
        Some(("anything-but", _)) => "this is always true",
        Some(_) | None => "this never matches",
    };
    let key = field.steps.last().map_or("N", |step| &*step.name);
    let key = key.rsplit('.').next().unwrap_or(key);
    let message = format!("DynamoDB writes numbers under `{key}` as strings, so {effect}");
    let draft = Draft::new(first.span, message);
    let texts: Option<Vec<Json>> = field.values.iter().map(as_number_text).collect();
    Some(match texts {
        Some(texts) => draft.fixed(replaced(filter.root(), field.list.span, &list(texts))),
        None => draft.help(
            "strings have no ranges: list the numbers as strings, filter on another attribute, or compare in the function",
        ),
    })
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    fn pattern(list: &str) -> String {
        format!(r#"{{"dynamodb":{{"NewImage":{{"n":{{"N":{list}}}}}}}}}"#)
    }

    #[test]
    fn numbers_become_strings_where_they_are_finitely_many() {
        for (list, fixed) in [
            ("[5]", Some(r#"["5"]"#)),
            ("[1.50,\"2\"]", Some(r#"["1.5","2"]"#)),
            (r#"[{"numeric":["=",7]}]"#, Some(r#"["7"]"#)),
            (
                r#"[{"anything-but":5}]"#,
                Some(r#"[{"anything-but":["5"]}]"#),
            ),
            (r#"[{"numeric":[">",7]}]"#, None),
        ] {
            let finding = found("L0205", "dynamodb", &pattern(list));
            assert_eq!(finding.fixed, fixed.map(pattern), "{list}");
        }
    }

    #[test]
    fn strings_and_other_sources_are_not_found() {
        clean(
            "L0205",
            "dynamodb",
            &pattern(r#"["5",{"prefix":"1"},{"exists":true}]"#),
        );
        clean(
            "L0205",
            "dynamodb",
            r#"{"dynamodb":{"NewImage":{"N":{"S":["x"]}}}}"#,
        );
        clean(
            "L0205",
            "dynamodb",
            r#"{"dynamodb":{"ApproximateCreationDateTime":[{"numeric":[">",5]}]}}"#,
        );
        clean("L0205", "sqs", r#"{"body":{"N":[5]}}"#);
        let through_kinesis = r#"{"data":{"dynamodb":{"NewImage":{"n":{"N":[5]}}}}}"#;
        assert_eq!(
            found("L0205", "kinesis", through_kinesis).fixed.as_deref(),
            Some(r#"{"data":{"dynamodb":{"NewImage":{"n":{"N":["5"]}}}}}"#)
        );
    }
}
