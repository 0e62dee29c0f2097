//! The text that `tidegate --explain CODE` prints: each rule's file holds one of these.

use crate::category::Category;
use crate::finding::Severity;

/// The meaning of a code, with an example and the remedy.
///
/// ```
/// let explanation = tidegate_lint::explain("l0201").unwrap();
/// assert_eq!(explanation.code, "L0201");
/// assert!(explanation.meaning.contains("root"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Such as `L0201` or `E0203`.
    pub code: &'static str,
    /// The rule's name in words, such as `wrong-level`.
    pub name: &'static str,
    /// Its usual severity.
    pub severity: Severity,
    /// Its severity in the case that `meaning` names; `None` if it always has the usual one.
    pub also: Option<Severity>,
    /// Its meaning and its source: sentences.
    pub meaning: &'static str,
    /// Something that has the problem; without filters if it would be too long to show.
    pub example: Example,
    /// The remedy: sentences.
    pub fix: &'static str,
}

/// The rules whose findings have any severity, by what is proven.
const OF_ALL_SEVERITIES: [&str; 1] = ["L0801"];

impl Explanation {
    /// Returns the severities that its findings may have, the usual one first.
    pub(crate) fn all_severities(&self) -> Vec<Severity> {
        let has_all = OF_ALL_SEVERITIES.contains(&self.code);
        let more = [Severity::Error, Severity::Warning, Severity::Info];
        let more = more.into_iter().filter(|_| has_all);
        let known = [self.severity].into_iter().chain(self.also);
        let mut all: Vec<_> = known.collect();
        for severity in more {
            if !all.contains(&severity) {
                all.push(severity);
            }
        }
        all
    }

    /// Returns the names of its severities, the usual one first.
    ///
    /// ```
    /// assert_eq!(tidegate_lint::explain("L0214").unwrap().severities(), "warning or info");
    /// ```
    #[must_use]
    pub fn severities(&self) -> String {
        let names: Vec<_> = self.all_severities().iter().map(|it| it.name()).collect();
        match names.as_slice() {
            [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
            names => names.concat(),
        }
    }

    /// Returns the subject of the rule.
    #[must_use]
    pub fn category(&self) -> Category {
        Category::of(self.code)
    }

    /// Returns whether its findings are shown only with `--pedantic`: all of them are of severity info.
    ///
    /// ```
    /// assert!(tidegate_lint::explain("L0301").unwrap().is_pedantic());
    /// assert!(!tidegate_lint::explain("L0304").unwrap().is_pedantic(), "it is a warning for some samples");
    /// ```
    #[must_use]
    pub fn is_pedantic(&self) -> bool {
        let severities = self.all_severities();
        severities.iter().all(|it| *it == Severity::Info)
    }
}

/// Filters, and records if it takes them, that have the problem.
///
/// ```
/// let example = tidegate_lint::explain("L0201").unwrap().example;
/// assert_eq!((example.source, example.filters), ("sqs", &[r#"{"state":["paid"]}"#][..]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// As `--source` takes it.
    pub source: &'static str,
    /// The texts of the filters.
    pub filters: &'static [&'static str],
    /// Records in their source's form, for rules that need them.
    pub records: &'static [&'static str],
}

impl Example {
    /// Returns an example of one filter by itself.
    pub(crate) const fn of(source: &'static str, filters: &'static [&'static str]) -> Self {
        Self {
            source,
            filters,
            records: &[],
        }
    }
}
