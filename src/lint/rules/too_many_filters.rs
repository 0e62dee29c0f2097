//! L0501: more filters than a mapping or pipe takes.

use tidegate_batch::Route;
use tidegate_batch::criteria::{FILTERS_DEFAULT_MAX, FILTERS_QUOTA_MAX, Quota};

use crate::explanation::{Example, Explanation};
use crate::filter::Filter;
use crate::finding::Severity;
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0501",
        name: "too-many-filters",
        severity: Severity::Warning,
        also: Some(Severity::Error),
        meaning: "An event source mapping takes 5 filters, and up to 10 after a quota increase (Lambda Developer \
                  Guide, \"Control which events Lambda sends to your function\", read 2026-11-30); a pipe takes 5 \
                  (schema of AWS::Pipes::Pipe, FilterCriteria, read 2026-11-30). The finding is an error if there are more filters than any increase allows. A bus \
                  takes any number of rules.",
        example: Example::of("sqs", &SIX),
        fix: "Join filters: several values in a list, or $or over fields.",
    },
    check: Check::Set(check),
};

const SIX: [&str; 6] = [
    r#"{"body":{"a":[1]}}"#,
    r#"{"body":{"b":[1]}}"#,
    r#"{"body":{"c":[1]}}"#,
    r#"{"body":{"d":[1]}}"#,
    r#"{"body":{"e":[1]}}"#,
    r#"{"body":{"f":[1]}}"#,
];

fn check(filters: &[Filter<'_>]) -> Vec<(usize, Draft)> {
    let Some(first) = filters.first() else {
        return Vec::new();
    };
    let count = filters.len();
    let (severity, takes, over) = match (first.route(), Quota::of(count)) {
        (_, Quota::Within) => return Vec::new(),
        (Route::Service(tidegate::Source::EventBridge), _) => return Vec::new(),
        (Route::Pipe(_), Quota::NeedsIncrease | Quota::Exceeded) => {
            let takes = format!("a pipe takes {FILTERS_DEFAULT_MAX} at most");
            (Severity::Error, takes, FILTERS_DEFAULT_MAX)
        }
        (Route::Service(_), Quota::NeedsIncrease) => {
            let takes = format!(
                "an event source mapping takes {FILTERS_DEFAULT_MAX}, and up to {FILTERS_QUOTA_MAX} after a quota increase"
            );
            (Severity::Warning, takes, FILTERS_DEFAULT_MAX)
        }
        (Route::Service(_), Quota::Exceeded) => {
            let takes = format!("an event source mapping takes {FILTERS_QUOTA_MAX} at most");
            (Severity::Error, takes, FILTERS_QUOTA_MAX)
        }
    };
    let span = filters[over].opening_span();
    let draft = Draft::new(
        span,
        format!("this is filter {} of {count}: {takes}", over + 1),
    )
    .severity(severity)
    .help("join filters: several values in a list, or $or over fields");
    vec![(over, draft)]
}

#[cfg(test)]
mod tests {
    use super::SIX;
    use crate::finding::Severity;
    use crate::registry::testing::findings;

    fn found(source: &str, filters: usize) -> Option<(usize, Severity)> {
        let texts: Vec<String> = (0..filters)
            .map(|n| format!(r#"{{"body":{{"a":[{n}]}}}}"#))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let found = findings(source, &texts).into_iter();
        let mut found = found.filter(|it| it.code == "L0501");
        found.next().map(|it| (it.filter, it.severity))
    }

    #[test]
    fn first_filter_too_many_is_found() {
        assert_eq!(found("sqs", SIX.len() - 1), None);
        assert_eq!(found("sqs", 6), Some((5, Severity::Warning)));
        assert_eq!(found("sqs", 11), Some((10, Severity::Error)));
        assert_eq!(found("pipes/sqs", 6), Some((5, Severity::Error)));
        assert_eq!(found("eventbridge", 20), None);
    }
}
