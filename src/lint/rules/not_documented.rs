//! L0308: an operator that the Lambda guide doesn't list for event source mappings.

use tidegate_json::Json;

use crate::edit::replaced;
use crate::explanation::{Example, Explanation};
use crate::field::operator;
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0308",
        name: "not-documented-for-esm",
        severity: Severity::Warning,
        also: None,
        meaning: "AWS's guide doesn't list the operator for event source mappings: its table of filter rules has no \
                  wildcard, no cidr, no operator inside anything-but, prefix or suffix, and no exactly (Lambda \
                  Developer Guide, \"Filter rule syntax\", read 2026-11-23). Whether AWS refuses them when the mapping \
                  is created is not known; cidr worked in AWS's samples of 2023.",
        example: Example::of("sqs", &[r#"{"body":{"file":[{"wildcard":"img-*.jpg"}]}}"#]),
        fix: "Use prefix, suffix, equals-ignore-case, anything-but with values, or lists. Or try the operator on a \
              mapping that may fail, and use --allow L0308 once it works.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    if !filter.is_of_mapping() {
        return Vec::new();
    }
    let fields = filter.fields();
    let values = fields.all.iter().flat_map(|field| field.values);
    values
        .filter_map(|value| {
            let name = undocumented(value)?;
            let message = format!("AWS's guide doesn't list {name} for event source mappings");
            let draft = Draft::new(value.span, message);
            Some(match operator(value) {
                Some(("exactly", operand)) => {
                    draft.fixed(replaced(filter.root(), value.span, operand))
                }
                Some(_) | None => draft.help(
                    "use prefix, suffix, a list of values, or try it on a mapping first and say --allow L0308",
                ),
            })
        })
        .collect()
}

/// Returns the operator in words, if the guide doesn't list it.
fn undocumented(value: &Json) -> Option<String> {
    let (name, operand) = operator(value)?;
    match (name, operator(operand)) {
        ("wildcard" | "cidr" | "exactly", _) => Some(name.to_owned()),
        ("anything-but" | "prefix" | "suffix", Some((inner, _))) => {
            Some(format!("{name} with {inner}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn operators_outside_the_guide_are_found_on_mappings_alone() {
        for operator in [
            r#"{"wildcard":"a*b"}"#,
            r#"{"cidr":"10.0.0.0/8"}"#,
            r#"{"anything-but":{"prefix":"a"}}"#,
            r#"{"suffix":{"equals-ignore-case":"a"}}"#,
        ] {
            let pattern = format!(r#"{{"body":{{"a":[{operator}]}}}}"#);
            found("L0308", "sqs", &pattern);
            let rule = format!(r#"{{"detail":{{"a":[{operator}]}}}}"#);
            clean("L0308", "eventbridge", &rule);
        }
        let exactly = found("L0308", "sqs", r#"{"body":{"a":[{"exactly":"x"}]}}"#);
        assert_eq!(exactly.fixed.as_deref(), Some(r#"{"body":{"a":["x"]}}"#));
    }

    #[test]
    fn operators_of_the_guide_are_not_found() {
        let pattern = r#"{"body":{"a":[null,"",{"equals-ignore-case":"a"},{"anything-but":["a"]},{"numeric":[">",1]},
                         {"exists":true},{"prefix":"a"},{"suffix":"b"}]}}"#;
        clean("L0308", "sqs", pattern);
        clean(
            "L0308",
            "pipes/sqs",
            r#"{"body":{"a":[{"cidr":"10.0.0.0/8"}]}}"#,
        );
    }
}
