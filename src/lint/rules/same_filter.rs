//! L0404: two filters that say the same.

use tidegate_json::{Json, JsonKind};

use crate::edit::{value, with_value};
use crate::explanation::{Example, Explanation};
use crate::field::operator;
use crate::filter::Filter;
use crate::finding::Severity;
use crate::meaning::Meaning;
use crate::proven::{limit, severity};
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0404",
        name: "same-filter",
        severity: Severity::Warning,
        also: Some(Severity::Info),
        meaning: "Two filters deliver the same records: they differ at most in the order of fields and values, or they are \
                  proven to match the same records. The second delivers nothing that the \
                  first doesn't, and takes one of the five places that a mapping has. If their texts are equal, \
                  CloudFormation refuses the template (schema of AWS::Lambda::EventSourceMapping: the filters are \
                  unique). A proof that leaves out records with lists of objects is an info.",
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

/// The same rule for filters that are written differently.
pub(crate) const PROVEN: Rule = Rule {
    explanation: RULE.explanation,
    check: Check::Meaning(check_meaning),
};

fn check_meaning(meaning: &Meaning<'_>) -> Vec<(usize, Draft)> {
    let mut drafts = Vec::new();
    for (index, filter, facts) in meaning.facts() {
        let Some(covered) = facts.covered.as_ref().filter(|it| it.is_equal) else {
            continue;
        };
        let [other] = covered.by[..] else { continue };
        if other > index || meaning.has(index, RULE.explanation.code) {
            continue;
        }
        let message = format!(
            "filter {} delivers the same records as filter {}{}",
            index + 1,
            other + 1,
            limit(covered.proven)
        );
        let draft = Draft::new(filter.opening_span(), message).help("remove one of them");
        let severity = severity(covered.proven, Severity::Warning);
        drafts.push((index, draft.severity(severity)));
    }
    drafts
}

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
        let help = match filters[first].text() == filter.text() && filter.is_of_mapping() {
            true => {
                "remove one of them; CloudFormation refuses a mapping that has the same text twice"
            }
            false => "remove one of them",
        };
        let (first, second) = (first + 1, index + 1);
        let message = format!("filter {second} says the same as filter {first}");
        drafts.push((index, Draft::new(filter.opening_span(), message).help(help)));
    }
    drafts
}

/// Returns the pattern with its fields and values sorted. Fields named twice stay in their order: the last one wins.
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

/// Returns a value of a list. The order of an operand matters (`numeric`); an entry of `$or` has fields.
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
    use crate::registry::testing::findings;

    /// Returns the helps of the findings; empty if there is none.
    fn helps(source: &str, patterns: &[&str]) -> Vec<String> {
        let found = findings(source, patterns).into_iter();
        let found = found.filter(|finding| finding.code == "L0404");
        found.filter_map(|finding| finding.help).collect()
    }

    #[test]
    fn equal_filters_are_found() {
        let one = r#"{"body":{"a":[1,2],"b":["x"]}}"#;
        let same = r#"{"body": {"b":["x"], "a":[2,1]}}"#;
        assert_eq!(helps("sqs", &[one, same]), ["remove one of them"]);
        assert!(helps("sqs", &[one, one])[0].contains("CloudFormation refuses"));
        let or = [
            r#"{"$or":[{"body":{"a":[1,2]}},{"body":{"b":[3]}}]}"#,
            r#"{"$or":[{"body":{"b":[3]}},{"body":{"a":[2,1]}}]}"#,
        ];
        assert_eq!(helps("sqs", &or), ["remove one of them"]);
        assert_eq!(helps("pipes/sqs", &[one, one]), ["remove one of them"]);
    }

    #[test]
    fn filters_that_mean_the_same_are_found() {
        let or = [
            r#"{"body":{"a":[{"prefix":"x"}],"b":["x"]}}"#,
            r#"{"body":{"b":["x"],"a":["xy",{"prefix":"x"}]}}"#,
        ];
        assert_eq!(helps("sqs", &or), ["remove one of them"]);
    }

    #[test]
    fn different_filters_and_rules_are_not_found() {
        let ranges = [
            r#"{"body":{"a":[{"numeric":[">",1,"<",5]}]}}"#,
            r#"{"body":{"a":[{"numeric":[">",1,"<",6]}]}}"#,
        ];
        assert!(helps("sqs", &ranges).is_empty());
        assert!(helps("eventbridge", &[r#"{"source":["a"]}"#; 2]).is_empty());
    }
}
