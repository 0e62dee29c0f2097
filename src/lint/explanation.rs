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

impl Explanation {
    /// Returns the names of its severities, the usual one first.
    ///
    /// ```
    /// assert_eq!(tidegate_lint::explain("L0214").unwrap().severities(), "warning or info");
    /// ```
    #[must_use]
    pub fn severities(&self) -> String {
        let also = self.also.map(|also| format!(" or {}", also.name()));
        format!("{}{}", self.severity.name(), also.unwrap_or_default())
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
        let severities = [Some(self.severity), self.also];
        let mut severities = severities.into_iter().flatten();
        severities.all(|it| it == Severity::Info)
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
