//! L0104: a filter with nothing in it.

use tidegate_json::{Json, JsonKind};

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0104",
        name: "empty-filter",
        severity: Severity::Error,
        also: None,
        meaning: "The pattern is `{}`, which AWS refuses. It is often left by a tool whose builder was called in the \
                  wrong way, such as FilterCriteria.filter of the CDK's first releases.",
        example: Example::of("sqs", &["{}"]),
        fix: "Name a field to filter on, or remove the filter: a mapping without filters delivers every record.",
    },
    check: Check::Refused(check),
};

fn check(text: &str) -> Vec<Draft> {
    match Json::parse_first(text) {
        Ok(root) if root.kind == JsonKind::Object(Vec::new()) => vec![
            Draft::new(root.span, "this filter is empty").help(
                "name a field, or remove the filter: a mapping without filters delivers every record",
            ),
        ],
        Ok(_) | Err(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn only_the_empty_object_is_found() {
        assert_eq!(check(" { } ").len(), 1);
        assert!(check(r#"{"a":{}}"#).is_empty() && check("").is_empty());
    }
}
