//! L0404: two filters that say the same.

use tidegate_json::{Json, JsonKind};

use crate::edit::{value, with_value};
use crate::explanation::{Example, Explanation};
use crate::field::operator;
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0404",
        name: "same-filter",
        severity: Severity::Warning,
        meaning: "Two filters differ at most in the order of fields and values. The second delivers nothing that the \
                  first doesn't, and takes one of the five places that a mapping has. If their texts are equal, \
                  CloudFormation refuses the template (schema of AWS::Lambda::EventSourceMapping: the filters are \
                  unique), and the finding is an error.",
        example: Example::of(
            "sqs",
            &[
                r#"{"body":{"a":[1],"b":[2]}}"#,
                r#"{"body":{"b":[2],"a":[1]}}"#,
            ],
        ),
        fix: "Remove one of the two filters.",
    },
    check: Check::Set(check),
};

fn check(filters: &[Filter<'_>]) -> Vec<(usize, Draft)> {
    let mut seen = std::collections::HashMap::new();
    let mut drafts = Vec::new();
    for (index, filter) in filters.iter().enumerate() {
        let first = *seen
            .entry(normal(filter.root()).to_string())
            .or_insert(index);
        if first == index {
            continue;
        }
        // On a bus each rule has targets of its own, so the same pattern twice is nothing strange.
        if filter.is_of_bus() {
            continue;
        }
        let severity = match filters[first].text() == filter.text() && filter.is_of_mapping() {
            true => Severity::Error,
            false => Severity::Warning,
        };
        let (first, second) = (first + 1, index + 1);
        let message = format!("filter {second} says the same as filter {first}");
        let draft = Draft::new(filter.opening_span(), message);
        drafts.push((index, draft.severity(severity).help("remove one of them")));
    }
    drafts
}

/// The pattern with its fields and values sorted. Fields named twice stay in their order: the last one wins.
pub(super) fn normal(json: &Json) -> Json {
    let kind = match &json.kind {
        JsonKind::Object(members) => {
            let members = members.iter();
            let members = members.map(|it| with_value(it, normal(&it.value)));
            let mut members: Vec<_> = members.collect();
            members.sort_by(|one, other| one.key.cmp(&other.key));
            JsonKind::Object(members)
        }
        JsonKind::Array(values) => {
            let mut values: Vec<_> = values.iter().map(normal_value).collect();
            values.sort_by_cached_key(Json::to_string);
            JsonKind::Array(values)
        }
        JsonKind::Null | JsonKind::Bool(_) | JsonKind::Number(_) | JsonKind::String(_) => {
            json.kind.clone()
        }
    };
    value(kind)
}

/// A value of a list. An operand's order means something (`numeric`); an entry of `$or` has fields.
fn normal_value(json: &Json) -> Json {
    let mut members = json.members().iter();
    let has_fields =
        members.any(|it| matches!(it.value.kind, JsonKind::Array(_) | JsonKind::Object(_)));
    let is_operator = operator(json).is_some_and(|(name, _)| OPERATORS_WITH_LISTS.contains(&name));
    if has_fields && !is_operator {
        normal(json)
    } else {
        json.clone()
    }
}

/// The operators whose operand can be a list or an object.
const OPERATORS_WITH_LISTS: [&str; 4] = ["numeric", "anything-but", "prefix", "suffix"];

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::registry::testing::findings;

    fn severities(source: &str, patterns: &[&str]) -> Vec<Severity> {
        let found = findings(source, patterns).into_iter();
        let found = found.filter(|finding| finding.code == "L0404");
        found.map(|finding| finding.severity).collect()
    }

    #[test]
    fn equal_filters_are_found() {
        let one = r#"{"body":{"a":[1,2],"b":["x"]}}"#;
        let same = r#"{"body": {"b":["x"], "a":[2,1]}}"#;
        assert_eq!(severities("sqs", &[one, same]), [Severity::Warning]);
        assert_eq!(severities("sqs", &[one, one]), [Severity::Error]);
        let or = [
            r#"{"$or":[{"body":{"a":[1,2]}},{"body":{"b":[3]}}]}"#,
            r#"{"$or":[{"body":{"b":[3]}},{"body":{"a":[2,1]}}]}"#,
        ];
        assert_eq!(severities("sqs", &or), [Severity::Warning]);
        assert_eq!(severities("pipes/sqs", &[one, one]), [Severity::Warning]);
    }

    #[test]
    fn different_filters_and_rules_are_not_found() {
        let ranges = [
            r#"{"body":{"a":[{"numeric":[">",1,"<",5]}]}}"#,
            r#"{"body":{"a":[{"numeric":[">",1,"<",6]}]}}"#,
        ];
        assert_eq!(severities("sqs", &ranges), []);
        assert_eq!(severities("eventbridge", &[r#"{"source":["a"]}"#; 2]), []);
    }
}
