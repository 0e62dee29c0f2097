//! L0311: wildcards whose complexity differs by the version of event-ruler, so that one version accepts the pattern,
//! and the other refuses it or nearly does.

use tidegate::limits::WILDCARD_COMPLEXITY_MAX;

use crate::explanation::{Example, Explanation};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};

/// A complexity that AWS was seen to accept; up to it the version makes no difference.
const COMPLEXITY_TAKEN: usize = 7;

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0311",
        name: "complexity-by-version",
        severity: Severity::Warning,
        also: Some(Severity::Info),
        meaning: "Versions of event-ruler differ about the complexity of this pattern: 2.0.1 doesn't count wildcards \
                  in fields that are matched after a field that must be absent, and 2.1.0 does (both run, 2026-11-29). \
                  Which version AWS runs is not known, so AWS may refuse this pattern as too complex, now or after an \
                  update. The finding is an info if AWS was seen to accept the larger count.",
        example: Example::of(
            "eventbridge",
            &[r#"{"account":[{"exists":false}],"detail":{"b":[{"wildcard":"*aaaaaaaaaaa"}]}}"#],
        ),
        fix: "Use fewer stars, and no repeated characters after a star.",
    },
    check: Check::Filter(check),
};

fn check(filter: &Filter<'_>) -> Vec<Draft> {
    let Some(complexity) = filter.complexity() else {
        return Vec::new();
    };
    let (older, newer) = (complexity.measured, complexity.with_absence);
    if filter.is_of_ruler() || older == newer {
        return Vec::new();
    }
    let severity = match newer > COMPLEXITY_TAKEN {
        true => Severity::Warning,
        false => Severity::Info,
    };
    let message = format!(
        "the wildcards have a complexity of {older} in event-ruler 2.0.1 and of {newer} in 2.1.0; more than \
         {WILDCARD_COMPLEXITY_MAX} is refused"
    );
    let draft = Draft::new(filter.wildcard_span(), message).severity(severity);
    vec![draft.help("use fewer stars, and after a star no character that repeats")]
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::registry::testing::{clean, found};

    #[test]
    fn wildcards_that_only_the_newer_version_counts_are_found() {
        let pattern = |letters: usize, first: &str| {
            let wildcard = "a".repeat(letters);
            format!(r#"{{"account":[{first}],"detail":{{"b":[{{"wildcard":"*{wildcard}"}}]}}}}"#)
        };
        found("L0311", "eventbridge", &pattern(11, r#"{"exists":false}"#));
        let harmless = found("L0311", "eventbridge", &pattern(5, r#"{"exists":false}"#));
        assert_eq!(harmless.severity, Severity::Info);
        clean("L0311", "eventbridge", &pattern(5, r#"{"exists":true}"#));
    }
}
