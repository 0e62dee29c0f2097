//! L0601: a template's reference inside a string, in which nothing resolves it.

use tidegate_json::{Json, JsonKind};

use crate::explanation::{Example, Explanation};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0601",
        name: "reference-in-text",
        severity: Severity::Error,
        also: Some(Severity::Warning),
        meaning: "A string of the pattern holds a template's reference, such as !Ref X. CloudFormation does not look into \
                  strings, so AWS compares the reference as text, and it never matches. AWS's own sample has this mistake \
                  (aws-samples/serverless-patterns at fb7b5d0, lambda-esm-msk-filters-sam/template.yaml, line 205). \
                  ${X} is resolved if the template has the pattern under !Sub, or if Terraform or Serverless reads it; \
                  that finding is a warning.",
        example: Example::of("kafka", &[r#"{"topic":["!Ref MSKTopicName"]}"#]),
        fix: "In the template, write the whole pattern under !Sub, and the reference as ${X}. Here, write the value.",
    },
    check: Check::Filter(check),
};

/// The beginnings of YAML tags that refer to something.
const TAGS: [&str; 5] = ["!Ref ", "!GetAtt ", "!Sub ", "!ImportValue ", "!FindInMap "];

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    let fields = filter.fields();
    let mut drafts = Vec::new();
    for value in fields.all.iter().flat_map(|field| field.values) {
        strings(value, &mut |string, text| {
            drafts.extend(draft(string, text))
        });
    }
    drafts
}

/// Calls `found` with each string in a wanted value.
fn strings(json: &Json, found: &mut dyn FnMut(&Json, &str)) {
    match &json.kind {
        JsonKind::String(_) => found(json, json.as_str().unwrap_or_default()),
        JsonKind::Array(elements) => elements.iter().for_each(|it| strings(it, found)),
        JsonKind::Object(members) => members.iter().for_each(|it| strings(&it.value, found)),
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) => {}
    }
}

fn draft(string: &Json, text: &str) -> Option<Draft> {
    if TAGS.iter().any(|tag| text.starts_with(tag)) {
        let message =
            format!("{string} is compared as text: no reference is resolved inside a string");
        let help = "write the pattern under !Sub, and the reference as ${X}";
        return Some(Draft::new(string.span, message).help(help));
    }
    let reference = reference(text)?;
    let message = format!("`{reference}` is compared as text here: only a template resolves it");
    let draft = Draft::new(string.span, message).severity(Severity::Warning);
    Some(draft.help("test the filter as the template makes it, or write the value"))
}

/// Returns the first `${...}` in a text that names something.
fn reference(text: &str) -> Option<&str> {
    let start = text.find("${")?;
    let length = text[start..].find('}')?;
    let name = &text[start + 2..start + length];
    let is_name = |character: char| character.is_alphanumeric() || ".:_-".contains(character);
    let is_named = !name.is_empty() && name.chars().all(is_name);
    is_named.then(|| &text[start..=start + length])
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::registry::testing::{clean, found};

    #[test]
    fn references_in_strings_are_found() {
        for (value, severity) in [
            (r#""!Ref Topic""#, Severity::Error),
            (r#"{"anything-but":["!GetAtt Queue.Arn"]}"#, Severity::Error),
            (r#"{"prefix":"${AWS::StackName}-"}"#, Severity::Warning),
            (r#""${var.stage}""#, Severity::Warning),
        ] {
            let pattern = format!(r#"{{"body":{{"a":[{value}]}}}}"#);
            assert_eq!(
                found("L0601", "sqs", &pattern).severity,
                severity,
                "{value}"
            );
        }
    }

    #[test]
    fn other_strings_are_not_found() {
        for value in [
            r#""Ref X""#,
            r#""!Reference""#,
            r#""$5""#,
            r#""${}""#,
            r#""${a b}""#,
            r#""${x""#,
        ] {
            clean("L0601", "sqs", &format!(r#"{{"body":{{"a":[{value}]}}}}"#));
        }
    }
}
