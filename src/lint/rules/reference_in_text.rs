//! L0601: a template's reference inside a string, in which nothing resolves it.

use tidegate_batch::criteria::PieceOrigin;
use tidegate_json::{Json, JsonKind};
use tidegate_template::{Filter as Written, Format, Template};

use crate::explanation::{Example, Explanation};
use crate::field::Fields;
use crate::filter::Filter;
use crate::finding::Severity;
use crate::placed::{PlacedDraft, filtered, span};
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

/// Looks at how a template writes its patterns, too.
pub(crate) const IN_TEMPLATE: Rule = Rule {
    check: Check::Template(in_template),
    ..RULE
};

fn in_template(template: &Template) -> Vec<PlacedDraft> {
    let found = filtered(template).flat_map(|(index, entry)| {
        let filters = entry.filters.iter();
        filters.flat_map(move |filter| of_written(template, index, filter))
    });
    found.collect()
}

fn of_written(template: &Template, index: usize, filter: &Written) -> Vec<PlacedDraft> {
    let Ok(root) = Json::parse_first(filter.text.text()) else {
        return Vec::new();
    };
    let fields = Fields::of(&root);
    let mut found = Vec::new();
    for value in fields.all.iter().flat_map(|field| field.values) {
        strings(value, &mut |string, text| {
            let place = filter.text.source(string.span.range());
            let mut holes = filter.holes.iter();
            let is_hole =
                holes.any(|it| it.text.start < string.span.end && string.span.start < it.text.end);
            if let Some(draft) = unresolved(template, string, text).filter(|_| !is_hole)
                && !is_literal(filter, string)
            {
                found.push(
                    PlacedDraft::new(index, span(&place), draft.0)
                        .severity(draft.1)
                        .help(draft.2),
                );
            }
        });
    }
    found
}

/// Returns whether the template says that no reference is meant: `${!X}` under `Fn::Sub` is the text `${X}`.
fn is_literal(filter: &Written, string: &Json) -> bool {
    let mut at = 0;
    filter.text.pieces().any(|(text, _, origin)| {
        let start = at;
        at += text.len();
        let is_inside = start < string.span.end && string.span.start < at;
        is_inside && origin == PieceOrigin::Made && text.starts_with("${")
    })
}

/// Returns what is wrong with a string: message, severity and remedy.
fn unresolved(
    template: &Template,
    string: &Json,
    text: &str,
) -> Option<(String, Severity, &'static str)> {
    if TAGS.iter().any(|tag| text.starts_with(tag)) {
        let message =
            format!("{string} is compared as text: no reference is resolved inside a string");
        return Some((message, Severity::Error, UNDER_SUB));
    }
    let reference = reference(text)?;
    match template.format {
        Format::Sam | Format::CloudFormation => {
            let message =
                format!("`{reference}` is compared as text: the pattern is not under !Sub");
            Some((message, Severity::Error, "write !Sub before the pattern"))
        }
        Format::Serverless | Format::Terraform | Format::TerraformPlan | Format::Criteria => {
            let message = format!("`{reference}` is compared as text if nothing resolves it");
            Some((
                message,
                Severity::Warning,
                "test the filter as it is deployed, or write the value",
            ))
        }
    }
}

const UNDER_SUB: &str = "write the pattern under !Sub, and the reference as ${X}";

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
        return Some(Draft::new(string.span, message).help(UNDER_SUB));
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
