//! L0403: a filter that delivers nothing that the others do not.

use tidegate_analysis::{Covered, Proven};

use crate::explanation::{Example, Explanation};
use crate::finding::Severity;
use crate::meaning::Meaning;
use crate::proven::{limit, same, severity};
use crate::rule::{Check, Draft, Rule};

pub(crate) const RULE: Rule = Rule {
    explanation: Explanation {
        code: "L0403",
        name: "shadowed-filter",
        severity: Severity::Warning,
        also: Some(Severity::Info),
        meaning: "Every record that matches this filter also matches another filter of the mapping, or one of several \
                  others. A record is delivered once, however many filters match it, so this filter changes nothing and \
                  takes one of the five places that a mapping has. It is proven for all records; if it is proven only \
                  for records without lists of objects, it is an info.",
        example: Example::of(
            "sqs",
            &[
                r#"{"body":{"kind":[{"prefix":"order"}]}}"#,
                r#"{"body":{"kind":["order-paid"],"amount":[{"numeric":[">",100]}]}}"#,
            ],
        ),
        fix: "Remove the filter, or the condition of the other one that lets too much through.",
    },
    check: Check::Meaning(check),
};

fn check(meaning: &Meaning<'_>) -> Vec<(usize, Draft)> {
    let mut kept: Vec<usize> = (0..meaning.filters.len()).collect();
    let mut drafts = Vec::new();
    for (index, filter, facts) in meaning.facts() {
        let Some(covered) = facts.covered.as_ref().filter(|it| !it.is_equal) else {
            continue;
        };
        let proven = match covered.by.len() {
            1 => covered.proven,
            // Of filters that cover each other together, only some can go.
            _ => match without(meaning, &kept, index) {
                Some(proven) => proven,
                None => continue,
            },
        };
        if proven == Proven::ForAll {
            kept.retain(|it| *it != index);
        }
        let draft = Draft::new(filter.opening_span(), message(index, covered, proven))
            .severity(severity(proven, Severity::Warning))
            .help(format!("remove filter {}, or narrow the other", index + 1));
        drafts.push((index, draft));
    }
    drafts
}

fn message(index: usize, covered: &Covered, proven: Proven) -> String {
    let numbers: Vec<String> = covered.by.iter().map(|it| (it + 1).to_string()).collect();
    let others = match &numbers[..] {
        [one] => format!("filter {one} does not deliver"),
        [first @ .., last] => {
            format!(
                "filters {} and {last} together do not deliver",
                first.join(", ")
            )
        }
        [] => String::new(),
    };
    format!(
        "filter {} delivers nothing that {others}{}",
        index + 1,
        limit(proven)
    )
}

/// Returns the records for which the filters that are kept deliver the same without this one.
fn without(meaning: &Meaning<'_>, kept: &[usize], index: usize) -> Option<Proven> {
    let text = |index: &usize| meaning.filters[*index].text();
    let all: Vec<&str> = (0..meaning.filters.len()).map(|it| text(&it)).collect();
    let rest: Vec<&str> = kept.iter().filter(|it| **it != index).map(text).collect();
    same(&meaning.filters[index], &all, &rest)
}

#[cfg(test)]
mod tests {
    use crate::registry::testing::findings;

    fn shadowed(source: &str, patterns: &[&str]) -> Vec<(usize, String)> {
        let found = findings(source, patterns).into_iter();
        let found = found.filter(|it| it.code == "L0403");
        found.map(|it| (it.filter, it.message)).collect()
    }

    #[test]
    fn filter_within_another_is_found() {
        let found = shadowed(
            "sqs",
            &[
                r#"{"body":{"a":["x","y"]}}"#,
                r#"{"body":{"a":["x"],"b":[1]}}"#,
            ],
        );
        assert_eq!(
            found,
            [(
                1,
                "filter 2 delivers nothing that filter 1 does not deliver".to_owned()
            )]
        );
    }

    #[test]
    fn filter_within_several_others_is_found_once() {
        let found = shadowed(
            "sqs",
            &[
                r#"{"body":{"a":[{"numeric":["<=",5]}]}}"#,
                r#"{"body":{"a":[{"numeric":[">",2,"<",8]}]}}"#,
                r#"{"body":{"a":[{"numeric":[">=",5]}]}}"#,
            ],
        );
        let [(1, message)] = &found[..] else {
            panic!("{found:?}")
        };
        assert!(message.contains("filters 1 and 3 together"), "{message}");
    }

    #[test]
    fn different_filters_and_rules_of_a_bus_are_not_found() {
        assert_eq!(
            shadowed(
                "sqs",
                &[r#"{"body":{"a":["x"]}}"#, r#"{"body":{"a":["y"]}}"#]
            ),
            []
        );
        let rules = [
            r#"{"source":["a"]}"#,
            r#"{"source":["a"],"detail-type":["b"]}"#,
        ];
        assert_eq!(shadowed("eventbridge", &rules), []);
    }
}
