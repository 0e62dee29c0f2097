//! A finding of a rule, which is the form in which rules' results leave this package.

use tidegate::Span;

/// The severity of a finding.
///
/// ```
/// use tidegate_lint::Severity;
/// assert!(Severity::Error > Severity::Warning && Severity::Warning > Severity::Info);
/// assert_eq!(Severity::Info.name(), "info");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know; the filter may well be meant as it is.
    Info,
    /// The filter works, but perhaps not as it was meant.
    Warning,
    /// The filter can't do what it says: it never matches, or it tests a place that holds nothing.
    Error,
}

impl Severity {
    /// Returns `error`, `warning` or `info`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One finding about one filter.
///
/// ```
/// use tidegate_batch::Route;
/// use tidegate_lint::{Filter, lint};
/// let sqs: Route = "sqs".parse()?;
/// let filter = Filter::read(r#"{"state":["paid"]}"#, sqs, sqs.profile()).unwrap();
/// let findings = lint(&[filter]);
/// let found = findings.iter().find(|finding| finding.code == "L0201").unwrap();
/// assert_eq!(found.span.range(), 1..8);
/// assert_eq!(found.fixed.as_deref(), Some(r#"{"body":{"state":["paid"]}}"#));
/// # Ok::<(), tidegate_batch::UnknownRoute>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code, such as `L0201`.
    pub code: &'static str,
    /// The severity.
    pub severity: Severity,
    /// The index of the filter in the list that was given, from 0.
    pub filter: usize,
    /// Bytes of the filter's text.
    pub span: Span,
    /// One sentence: lower case, no full stop.
    pub message: String,
    /// The remedy in words; `None` if `fixed` says it.
    pub help: Option<String>,
    /// The corrected filter, as compact JSON; `None` if there is no single right way to write it.
    pub fixed: Option<String>,
}
