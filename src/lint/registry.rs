//! The one table of rules, and the explanations of their codes.

use crate::explanation::Explanation;
use crate::refusals::REFUSALS;
use crate::rule::Rule;
use crate::rules::{
    absent_defeats, address_literal, always_true_list, catch_all_rule, competing_filters,
    complexity_by_version, complexity_headroom, deletes_messages, disturbed_list,
    dynamodb_event_image, dynamodb_no_image, dynamodb_number, dynamodb_untyped, dynamodb_value,
    elsewhere, empty_filter, encoded_twice, envelope_key, exclusive_scaling, exists_on_object,
    filter_out_of_place, fixed_value, foreign_operator, idle_branch, idle_condition, idle_value,
    idle_wildcard, key_not_documented, key_not_in_sample, kind_in_sample, long_pattern,
    looks_like_regex, lost_alternative, matches_everything, mergeable_filters, metrics_off,
    near_value, nested_envelope, never_matches, not_documented, not_filtered_source, not_read,
    number_as_text, object_as_value, operator_as_field, other_source_key, path_as_key,
    pattern_is_mapping, payload_form, plain_text, recursion, reference_in_text, repeated_key,
    same_filter, setting_value, shadowed_filter, sns_envelope, source_alone, sqs_batch_window,
    text_after_pattern, text_as_number, through_kinesis, too_many_filters, unresolved,
    value_on_path, visibility, wrong_level, yaml_retyped,
};

/// Every rule, in the order of the codes.
pub(crate) const RULES: &[&Rule] = &[
    &repeated_key::RULE,
    &pattern_is_mapping::RULE,
    &encoded_twice::RULE,
    &empty_filter::RULE,
    &filter_out_of_place::RULE,
    &text_after_pattern::RULE,
    &wrong_level::RULE,
    &other_source_key::RULE,
    &key_not_documented::RULE,
    &plain_text::RULE,
    &dynamodb_number::RULE,
    &dynamodb_untyped::RULE,
    &dynamodb_no_image::RULE,
    &dynamodb_event_image::RULE,
    &through_kinesis::RULE,
    &sns_envelope::RULE,
    &nested_envelope::RULE,
    &not_filtered_source::RULE,
    &elsewhere::RULE,
    &payload_form::RULE,
    &dynamodb_value::RULE,
    &object_as_value::RULE,
    &text_as_number::RULE,
    &kind_in_sample::RULE,
    &key_not_in_sample::RULE,
    &near_value::RULE,
    &fixed_value::RULE,
    &value_on_path::RULE,
    &address_literal::RULE,
    &number_as_text::RULE,
    &exists_on_object::RULE,
    &absent_defeats::RULE,
    &always_true_list::RULE,
    &looks_like_regex::RULE,
    &idle_wildcard::RULE,
    &not_documented::RULE,
    &complexity_headroom::RULE,
    &disturbed_list::RULE,
    &complexity_by_version::RULE,
    &operator_as_field::RULE,
    &foreign_operator::RULE,
    &path_as_key::RULE,
    &idle_value::RULE,
    &never_matches::RULE,
    &matches_everything::RULE,
    &shadowed_filter::RULE,
    &same_filter::RULE,
    &mergeable_filters::RULE,
    &competing_filters::RULE,
    &catch_all_rule::RULE,
    &source_alone::RULE,
    &envelope_key::RULE,
    &idle_branch::RULE,
    &idle_condition::RULE,
    &lost_alternative::RULE,
    &too_many_filters::RULE,
    &long_pattern::RULE,
    &reference_in_text::RULE,
    &unresolved::RULE,
    &yaml_retyped::RULE,
    &not_read::RULE,
    &sqs_batch_window::RULE,
    &visibility::RULE,
    &exclusive_scaling::RULE,
    &metrics_off::RULE,
    &deletes_messages::RULE,
    &setting_value::RULE,
    &recursion::RULE,
];

/// The second checks of rules that have two.
pub(crate) const MORE: &[&Rule] = &[
    &absent_defeats::WITH_RECORDS,
    &reference_in_text::IN_TEMPLATE,
    &same_filter::PROVEN,
    &sns_envelope::IN_TEMPLATE,
];

/// Returns every code: those of patterns that AWS refuses, then those of rules.
///
/// ```
/// assert!(tidegate_lint::codes().any(|code| code == "E0203"));
/// assert!(tidegate_lint::codes().any(|code| code == "L0201"));
/// ```
pub fn codes() -> impl DoubleEndedIterator<Item = &'static str> {
    explanations().map(|explanation| explanation.code)
}

/// Returns the explanation of a code in upper or lower case; `None` if there is no such code.
///
/// ```
/// assert_eq!(tidegate_lint::explain("E0203").unwrap().name, "empty-list");
/// assert_eq!(tidegate_lint::explain("E9999"), None);
/// ```
#[must_use]
pub fn explain(code: &str) -> Option<&'static Explanation> {
    explanations().find(|explanation| explanation.code.eq_ignore_ascii_case(code))
}

fn explanations() -> impl DoubleEndedIterator<Item = &'static Explanation> {
    let rules = RULES.iter().map(|rule| &rule.explanation);
    REFUSALS.iter().chain(rules)
}

/// Helpers for the rules' own tests.
#[cfg(test)]
pub(crate) mod testing {
    use std::ops::ControlFlow;

    use tidegate_batch::{Filters, Input, InputKind, Options, Outcome, evaluate};

    use crate::filter::Filter;
    use crate::finding::Finding;
    use crate::lint::{lint, lint_sample};
    use crate::sample::Sample;

    /// Returns the findings of one pattern.
    pub(crate) fn findings(source: &str, patterns: &[&str]) -> Vec<Finding> {
        let route: tidegate_batch::Route = source.parse().unwrap();
        let read = |text: &&'static str| Filter::read(text, route, route.profile());
        let patterns: Vec<&'static str> = patterns
            .iter()
            .map(|text| &*Box::leak(text.to_string().into_boxed_str()))
            .collect();
        let filters: Result<Vec<_>, _> = patterns.iter().map(read).collect();
        lint(&filters.unwrap())
    }

    /// Returns the findings of this rule that records in the form of their source show.
    pub(crate) fn of_sample(
        code: &str,
        source: &str,
        pattern: &str,
        records: &[&str],
    ) -> Vec<Finding> {
        let found = sampled(source, &[pattern], records).into_iter();
        found.filter(|finding| finding.code == code).collect()
    }

    /// Returns all findings that records show.
    pub(crate) fn sampled(source: &str, patterns: &[&str], records: &[&str]) -> Vec<Finding> {
        let route: tidegate_batch::Route = source.parse().unwrap();
        let read =
            |text: &&str| Filter::read(Box::leak(text.to_string().into()), route, route.profile());
        let filters: Vec<Filter<'_>> = patterns.iter().map(|text| read(text).unwrap()).collect();
        let compiled = Filters::compile(route.source(), route.profile(), patterns).unwrap();
        let mut sample = Sample::new(&filters, &compiled);
        let options = Options {
            input: Some(InputKind::Record),
            ..Options::default()
        };
        let lines = records.join("\n");
        let input = Input::open(lines.as_bytes(), route.source(), &options).unwrap();
        let take = &mut |outcome: Outcome<'_>| {
            sample.take(&outcome);
            ControlFlow::Continue(())
        };
        evaluate(&compiled, input, &options, take).unwrap();
        lint_sample(&filters, &sample)
    }

    /// Returns the one finding of this rule about the pattern.
    #[track_caller]
    pub(crate) fn found(code: &str, source: &str, pattern: &str) -> Finding {
        let findings = findings(source, &[pattern]);
        let mut of_rule = findings.iter().filter(|finding| finding.code == code);
        let first = of_rule.next();
        assert!(first.is_some(), "{pattern}: {findings:#?}");
        assert_eq!(of_rule.next(), None, "{pattern}");
        first.unwrap().clone()
    }

    /// Checks that this rule has no finding about the pattern.
    #[track_caller]
    pub(crate) fn clean(code: &str, source: &str, pattern: &str) {
        let findings = findings(source, &[pattern]);
        let found: Vec<_> = findings.iter().filter(|it| it.code == code).collect();
        assert!(found.is_empty(), "{pattern}: {found:#?}");
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::testing::{findings, sampled};
    use super::*;
    use crate::finding::Finding;
    use crate::lint::lint_refused;
    use crate::rule::Check;

    #[test]
    fn each_code_is_there_once_and_explained() {
        let mut seen = BTreeSet::new();
        for explanation in explanations() {
            let code = explanation.code;
            assert!(seen.insert(code), "{code} is there twice");
            assert!(explanation.meaning.len() > 40, "{code}");
            assert!(explanation.fix.len() > 20, "{code}");
            assert!(!explanation.name.is_empty(), "{code}");
        }
    }

    /// Returns the finding of a rule about its own example.
    fn of_example(rule: &Rule) -> Vec<Finding> {
        let example = &rule.explanation.example;
        match rule.check {
            Check::Refused(_) => example
                .filters
                .iter()
                .flat_map(|it| lint_refused(0, it))
                .collect(),
            Check::Document => Vec::new(),
            Check::Sample(_) => sampled(example.source, example.filters, example.records),
            Check::Filter(_) | Check::Set(_) | Check::Meaning(_) => {
                findings(example.source, example.filters)
            }
            Check::Template(_) | Check::Outputs(_) => Vec::new(),
        }
    }

    #[test]
    fn example_of_each_rule_has_its_finding() {
        for rule in RULES {
            let code = rule.explanation.code;
            if matches!(
                rule.check,
                Check::Document | Check::Template(_) | Check::Outputs(_)
            ) || rule.explanation.example.filters.is_empty()
            {
                continue;
            }
            let found = of_example(rule);
            assert!(found.iter().any(|it| it.code == code), "{code}: {found:#?}");
        }
    }

    #[test]
    fn corrected_filter_no_longer_has_the_finding() {
        for rule in RULES {
            let (code, source) = (rule.explanation.code, rule.explanation.example.source);
            for fixed in of_example(rule).into_iter().filter(|it| it.code == code) {
                let Some(fixed) = fixed.fixed else { continue };
                let again = findings(source, &[&fixed]);
                assert!(
                    again.iter().all(|it| it.code != code),
                    "{code}: {fixed} {again:#?}"
                );
            }
        }
    }

    #[test]
    fn documentation_names_the_codes_of_refused_filters_and_of_records() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/findings.md");
        let document = std::fs::read_to_string(path).unwrap();
        let codes = |has: fn(&Check) -> bool| {
            let rules = RULES.iter().chain(MORE).filter(|rule| has(&rule.check));
            rules
                .map(|rule| rule.explanation.code)
                .collect::<BTreeSet<_>>()
        };
        let named = |start: &str, end: &str| {
            let at = document.find(start).unwrap();
            let length = document[at..].find(end).unwrap();
            let words = document[at..at + length].split(|it: char| !it.is_alphanumeric());
            words
                .filter(|it| it.starts_with("L0"))
                .collect::<BTreeSet<_>>()
        };
        let refused = codes(|check| matches!(check, Check::Refused(_)));
        assert_eq!(named("except that ", " say more"), refused);
        let of_records = codes(|check| matches!(check, Check::Sample(_)));
        assert_eq!(named("L0210, ", " need records"), of_records);
    }

    #[test]
    fn second_severity_is_in_the_meaning() {
        for explanation in explanations() {
            let Some(also) = explanation.also else {
                continue;
            };
            let words = format!(" {}", also.name());
            assert!(explanation.meaning.contains(&words), "{}", explanation.code);
        }
    }

    /// A rule once wrote each level into a string of the next, which doubled the escapes each time.
    #[test]
    fn deep_patterns_are_checked_quickly() {
        let deep = format!("{}[1]{}", r#"{"a":"#.repeat(300), "}".repeat(300));
        for source in ["sqs", "dynamodb", "eventbridge"] {
            assert!(!findings(source, &[&deep, &deep]).is_empty());
        }
    }

    #[test]
    fn messages_are_sentences_without_a_full_stop() {
        for finding in RULES.iter().flat_map(|rule| of_example(rule)) {
            let text = [Some(finding.message), finding.help];
            for text in text.into_iter().flatten() {
                assert!(!text.ends_with('.') && !text.is_empty(), "{text}");
                let is_name = ["AWS", "DynamoDB", "INSERT", "REMOVE"]
                    .iter()
                    .any(|name| text.starts_with(name));
                assert!(is_name || !text.starts_with(char::is_uppercase), "{text}");
            }
        }
    }
}
