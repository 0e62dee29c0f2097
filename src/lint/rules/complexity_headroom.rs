//! L0309: wildcards that are nearly too complex.

use tidegate::limits::WILDCARD_COMPLEXITY_MAX;

use crate::explanation::{Example, Explanation};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};

/// Distance from the limit at which a finding begins: AWS was seen to accept 7 and to refuse 11, and 8 to 10 are
/// unknown.
const HEADROOM: usize = 2;

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0309",
        name: "complexity-headroom",
        severity: Severity::Warning,
        also: None,
        meaning: "The pattern's wildcards have a complexity of 8 to 10. AWS accepted 7 and refused 11 where it was \
                  tried; event-ruler's README advises at most 10. Complexity is the largest number of wildcard \
                  beginnings that one value can match at the same time.",
        example: Example::of(
            "eventbridge",
            &[r#"{"detail":{"arn":[{"wildcard":"*/*/*/*/x"}]}}"#],
        ),
        fix: "Use fewer stars, prefix or suffix where they suffice, and no repeated characters after a star.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    let Some(complexity) = filter.complexity() else {
        return Vec::new();
    };
    let measured = complexity.measured;
    if filter.is_of_ruler() || measured + HEADROOM < WILDCARD_COMPLEXITY_MAX {
        return Vec::new();
    }
    let message = format!(
        "the wildcards have a complexity of {measured}: AWS takes 7 and refuses 11, and nothing is known between"
    );
    let draft = Draft::new(filter.wildcard_span(), message);
    vec![draft.help("use fewer stars, and after a star no character that repeats")]
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::{clean, found};

    #[test]
    fn eight_is_found_and_seven_is_not() {
        let pattern = |stars: usize| {
            format!(
                r#"{{"detail":{{"a":[{{"wildcard":"*{}"}}]}}}}"#,
                "a".repeat(stars - 1)
            )
        };
        found("L0309", "eventbridge", &pattern(8));
        found("L0309", "eventbridge", &pattern(10));
        clean("L0309", "eventbridge", &pattern(7));
    }
}
