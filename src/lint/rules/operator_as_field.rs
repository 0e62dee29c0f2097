//! L0312: an operator without the list around it, which AWS reads as a field with the operator's name.

use tidegate::Source;
use tidegate_json::{Json, JsonKind};

use crate::edit::{list, object, replaced};
use crate::explanation::{Example, Explanation};
use crate::field::{Field, Step, operator};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::keys::payload_key;
use crate::refusal_fix::OPERATORS;
use crate::rule::{Check, Draft, Rule};
use crate::typed::IMAGES;

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0312",
        name: "operator-as-field",
        severity: Severity::Error,
        also: Some(Severity::Warning),
        meaning: "An operator is in an object where a list of operators belongs. AWS reads its name as the name of a \
                  field (event-ruler 2.0.1, JsonRuleCompiler: outside a list each key is a field), and records have no \
                  such field. If a field could have this name, as with `prefix`, the finding is a warning.",
        example: Example::of("sqs", &[r#"{"body":{"state":{"anything-but":["draft"]}}}"#]),
        fix: "Put the operator into a list: {\"body\":{\"state\":[{\"anything-but\":[\"draft\"]}]}}.",
    },
    check: Check::Filter(check),
};

/// The comparison signs of `numeric`.
const SIGNS: [&str; 5] = ["=", "<", "<=", ">", ">="];

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    let fields = filter.fields();
    let fields = fields.all.iter();
    fields.filter_map(|field| draft(filter, field)).collect()
}

fn draft(filter: &Filter<'_>, field: &Field<'_>) -> Option<Draft> {
    let at = operator_step(filter, field)?;
    let (outer, chain) = field.steps.split_at(at);
    let holder = &outer.last()?.member.value;
    let path: Vec<_> = outer.iter().map(|step| &*step.name).collect();
    let message = format!(
        "AWS reads `{}` as a field inside `{}`, because the operator is not in a list",
        chain[0].name,
        path.join(".")
    );
    let is_certain = is_never_field(&chain[0].name, field.values) || is_value(filter, outer);
    let severity = match is_certain {
        true => Severity::Error,
        false => Severity::Warning,
    };
    let names: Vec<_> = chain.iter().map(|step| &*step.name).collect();
    let operators = list(operators(&names, field.values));
    let draft = Draft::new(chain[0].member.key_span, message)
        .severity(severity)
        .help(format!("put the operator into a list: {operators}"));
    Some(match holder.members() {
        [_] => draft.fixed(replaced(filter.root(), holder.span, &operators)),
        _ => draft,
    })
}

/// Returns whether the field's list is under an operator that is read as a field.
pub(crate) fn is_operator(filter: &Filter<'_>, field: &Field<'_>) -> bool {
    operator_step(filter, field).is_some()
}

/// Returns the index of the step that was meant as an operator.
fn operator_step(filter: &Filter<'_>, field: &Field<'_>) -> Option<usize> {
    let is_name = |at: usize| OPERATORS.contains(&&*field.steps[at].name);
    let last = field.steps.len().checked_sub(1)?;
    let is_pair = last > 1 && is_name(last) && field.steps[last - 1].name == "anything-but";
    let at = if is_pair { last - 1 } else { last };
    if at == 0 || !is_name(at) || !are_operands(&field.steps[last].name, field.values) {
        return None;
    }
    let name = &field.steps[at].name;
    let holder = &field.steps[at - 1];
    let is_alone = holder.member.value.members().len() == 1;
    // A field of the payload may well be called `prefix`, alone or beside other fields.
    let is_image = filter.source() == Source::DynamoDb && IMAGES.contains(&&*holder.name);
    let is_payload = at == 1 && holder.name == payload_key(filter.source()) || is_image;
    let is_likely = is_alone && !is_payload;
    (is_never_field(name, field.values) || is_likely).then_some(at)
}

/// Returns whether records hold a value where these keys lead, so that no field can be inside: a type of DynamoDB's, or
/// a key of the event's own.
fn is_value(filter: &Filter<'_>, outer: &[Step<'_>]) -> bool {
    match (filter.source(), outer) {
        (Source::DynamoDb, [root, .., last]) => {
            root.name == "dynamodb" && ["S", "N", "BOOL", "B"].contains(&&*last.name)
        }
        (Source::EventBridge, [root]) => filter.is_of_bus() && root.name != "detail",
        _ => false,
    }
}

/// Returns whether no producer gives this name to a field with these values.
fn is_never_field(name: &str, values: &[Json]) -> bool {
    match name {
        "anything-but" | "equals-ignore-case" | "cidr" | "exists" => true,
        "numeric" => values
            .iter()
            .any(|it| it.as_str().is_some_and(|sign| SIGNS.contains(&sign))),
        _ => false,
    }
}

/// Returns whether the values of a list can be what the operator takes.
fn are_operands(name: &str, values: &[Json]) -> bool {
    let is_text = |it: &Json| it.as_str().is_some();
    match name {
        "exists" => matches!(values, [one] if matches!(one.kind, JsonKind::Bool(_))),
        "numeric" => values.iter().any(is_text),
        "cidr" => values
            .iter()
            .all(|it| it.as_str().is_some_and(|block| block.contains('/'))),
        "anything-but" => values
            .iter()
            .all(|it| operator(it).is_none() || values.len() == 1),
        _ => values.iter().all(is_text),
    }
}

/// Returns the operators that were meant: one for each value if the operator takes one.
fn operators(names: &[&str], values: &[Json]) -> Vec<Json> {
    let all = || match values {
        [one] if one.members().len() == 1 => one.clone(),
        _ => list(values.to_vec()),
    };
    match names {
        [outer, inner] => vec![object(outer, object(inner, list(values.to_vec())))],
        ["anything-but" | "numeric"] => vec![object(names[0], all())],
        [name, ..] => {
            let values = values.iter();
            values.map(|value| object(name, value.clone())).collect()
        }
        [] => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::registry::testing::{clean, found};

    #[test]
    fn operators_without_a_list_are_put_into_one() {
        for (inner, fixed) in [
            (r#"{"anything-but":["a"]}"#, r#"[{"anything-but":["a"]}]"#),
            (r#"{"numeric":[">",5]}"#, r#"[{"numeric":[">",5]}]"#),
            (r#"{"exists":[true]}"#, r#"[{"exists":true}]"#),
            (r#"{"cidr":["10.0.0.0/8"]}"#, r#"[{"cidr":"10.0.0.0/8"}]"#),
            (
                r#"{"anything-but":{"prefix":["a","b"]}}"#,
                r#"[{"anything-but":{"prefix":["a","b"]}}]"#,
            ),
            (
                r#"{"anything-but":[{"prefix":"a"}]}"#,
                r#"[{"anything-but":{"prefix":"a"}}]"#,
            ),
        ] {
            let pattern = |k: &str| format!(r#"{{"body":{{"k":{k}}}}}"#);
            let finding = found("L0312", "sqs", &pattern(inner));
            assert_eq!(finding.fixed, Some(pattern(fixed)));
            assert_eq!(finding.severity, Severity::Error, "{inner}");
        }
    }

    #[test]
    fn names_that_fields_may_have_are_warnings() {
        let finding = found("L0312", "sqs", r#"{"body":{"k":{"prefix":["a","b"]}}}"#);
        assert_eq!(
            finding.fixed.as_deref(),
            Some(r#"{"body":{"k":[{"prefix":"a"},{"prefix":"b"}]}}"#)
        );
        assert_eq!(finding.severity, Severity::Warning);
        for (source, pattern) in [
            ("eventbridge", r#"{"source":{"prefix":["aws."]}}"#),
            (
                "dynamodb",
                r#"{"dynamodb":{"NewImage":{"s":{"S":{"prefix":["a"]}}}}}"#,
            ),
        ] {
            let finding = found("L0312", source, pattern);
            assert_eq!(finding.severity, Severity::Error, "{pattern}");
        }
        let attribute = r#"{"dynamodb":{"NewImage":{"prefix":["a"]}}}"#;
        clean("L0312", "dynamodb", attribute);
        found("L0206", "dynamodb", attribute);
    }

    #[test]
    fn fixes_have_no_error_of_their_own() {
        let pattern = r#"{"dynamodb":{"NewImage":{"n":{"N":{"numeric":[">",5]}}}}}"#;
        assert_eq!(found("L0312", "dynamodb", pattern).fixed, None);
        let pattern = r#"{"dynamodb":{"NewImage":{"s":{"anything-but":["a"]}}}}"#;
        assert_eq!(
            found("L0312", "dynamodb", pattern).fixed.as_deref(),
            Some(r#"{"dynamodb":{"NewImage":{"s":{"S":[{"anything-but":["a"]}]}}}}"#)
        );
        clean("L0206", "dynamodb", pattern);
    }

    #[test]
    fn fields_with_the_names_of_operators_are_not_found() {
        for pattern in [
            r#"{"body":{"prefix":["a"]}}"#,
            r#"{"body":{"k":{"bucket":["b"],"prefix":["logs/"]}}}"#,
            r#"{"body":{"k":{"numeric":[5]}}}"#,
            r#"{"body":{"k":{"prefix":[{"exists":true}]}}}"#,
            r#"{"body":{"k":[{"prefix":"a"}]}}"#,
        ] {
            clean("L0312", "sqs", pattern);
        }
    }
}
