//! Filters that can go: the others deliver the same without them.

use tidegate_analysis::Proven;

use crate::filter::Filter;
use crate::finding::{Finding, Severity};
use crate::proven::same;
use crate::rules::{same_filter, shadowed_filter};

/// Returns whether a finding says that its filter can go. That other findings say so of other filters changes that, so
/// only one filter goes at a time.
///
/// ```
/// use tidegate_batch::Route;
/// use tidegate_lint::{Filter, is_needless, lint};
/// let sqs: Route = "sqs".parse()?;
/// let texts = [r#"{"body":{"kind":["order","refund"]}}"#, r#"{"body":{"kind":["order"]}}"#];
/// let filters = texts.map(|text| Filter::read(text, sqs, sqs.profile()).unwrap());
/// let found = lint(&filters);
/// let shadowed = found.iter().find(|finding| finding.code == "L0403").unwrap();
/// assert!(is_needless(&filters, shadowed));
/// # Ok::<(), tidegate_batch::UnknownRoute>(())
/// ```
#[must_use]
pub fn is_needless(filters: &[Filter<'_>], finding: &Finding) -> bool {
    let rules = [shadowed_filter::RULE, same_filter::RULE];
    let mut codes = rules.iter().map(|rule| rule.explanation.code);
    if !codes.any(|code| code == finding.code) || finding.severity == Severity::Info {
        return false;
    }
    let all: Vec<&str> = filters.iter().map(Filter::text).collect();
    let mut rest = all.clone();
    rest.remove(finding.filter);
    !rest.is_empty() && same(&filters[finding.filter], &all, &rest) == Some(Proven::ForAll)
}
