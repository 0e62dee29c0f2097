//! L0103: the text is a JSON string that holds a pattern.

use tidegate::{Profile, Rule as EngineRule, Source, Span};
use tidegate_json::Json;

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0103",
        name: "encoded-twice",
        severity: Severity::Error,
        also: None,
        meaning: "The pattern's text is a JSON string that contains the pattern: it was encoded once too often, as by \
                  jsonencode(jsonencode(...)) or JSON.stringify of a string. AWS refuses it, because a pattern has to \
                  be an object.",
        example: Example::of("sqs", &[r#""{\"body\":{\"state\":[\"paid\"]}}""#]),
        fix: "Encode the pattern once.",
    },
    check: Check::Refused(check),
};

fn check(text: &str) -> Vec<Draft> {
    let Ok(root) = Json::parse_first(text) else {
        return Vec::new();
    };
    let Some(inner) = root.as_str() else {
        return Vec::new();
    };
    let is_pattern = |source| EngineRule::read(inner, Profile::Service(source)).is_ok();
    if !Source::ALL.into_iter().any(is_pattern) {
        return Vec::new();
    }
    let message = "this is a JSON string that holds a pattern: it was encoded twice";
    vec![Draft::new(Span::new(root.span.start, root.span.end), message).fixed(inner)]
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn string_is_found_only_if_it_holds_a_pattern() {
        assert_eq!(check(r#""{\"a\":[1]}""#).len(), 1);
        assert!(check(r#""paid""#).is_empty());
        assert!(check(r#"{"a":1}"#).is_empty());
    }
}
