//! The normal form of a pattern: alternatives of conjunctions of tests on flattened paths.

use std::sync::Arc;

use tidegate_json::Span;

use super::leaf_test::Test;
use super::profile::{PayloadForm, Profile};
use super::wanted::Wanted;

/// A pattern in normal form, under one profile.
///
/// ```
/// use tidegate::{Pattern, PayloadForm, Profile, Rule, Source};
/// let pattern = Pattern::parse(r#"{"body":{"state":["paid"]}}"#)?;
/// let rule = Rule::lower(&pattern, Profile::Service(Source::Sqs))?;
/// assert_eq!(rule.payload_form(), PayloadForm::Json);
/// assert_eq!(rule.paths(), ["body.state"]);
/// # Ok::<(), tidegate::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub(super) profile: Profile,
    /// The alternatives, of which one must match.
    pub(super) branches: Vec<Branch>,
    pub(super) payload_form: PayloadForm,
}

/// One alternative: clauses that must hold together, sorted by path as Java sorts strings (by UTF-16 unit). Each path
/// occurs once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Branch {
    pub(crate) clauses: Vec<Clause>,
}

/// The condition on one path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    /// The dotted path, unescaped (WTF-8).
    pub(crate) path: Arc<[u8]>,
    pub(crate) wanted: Wanted,
}

impl Rule {
    /// The profile it was lowered under.
    #[must_use]
    pub const fn profile(&self) -> Profile {
        self.profile
    }

    /// The form in which the rule asks for the source's payload; `Unasked` under profiles without a payload.
    #[must_use]
    pub const fn payload_form(&self) -> PayloadForm {
        self.payload_form
    }

    /// The dotted paths that it reads, sorted and without repeats. A lone surrogate in a key shows as `\u{fffd}`.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        let clauses = self.branches.iter().flat_map(|branch| &branch.clauses);
        let mut paths: Vec<_> = clauses
            .map(|clause| String::from_utf8_lossy(&clause.path).into_owned())
            .collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    /// The number of conjunctions that its `$or`s expand to; 1 without `$or`.
    #[must_use]
    pub fn branch_count(&self) -> usize {
        self.branches.len()
    }

    /// Whether it reads the root key `key` or anything below it.
    #[must_use]
    pub fn asks(&self, key: &str) -> bool {
        self.clauses()
            .any(|clause| is_at_or_below(&clause.path, key))
    }

    /// Whether it reads any field outside the payload.
    #[must_use]
    pub fn asks_metadata(&self) -> bool {
        let payload = self.profile.payload_key();
        self.clauses()
            .any(|clause| !payload.is_some_and(|key| is_at_or_below(&clause.path, key)))
    }

    /// Whether one of its branches asks the payload only for absent fields.
    ///
    /// ```
    /// use tidegate::{Profile, Rule, Source};
    /// let rule = |text| Rule::read(text, Profile::Service(Source::Kafka));
    /// assert!(rule(r#"{"value":{"a":[{"exists":false}]},"topic":["t"]}"#)?.asks_only_absence());
    /// assert!(!rule(r#"{"value":{"a":[{"exists":false}],"b":[1]}}"#)?.asks_only_absence());
    /// assert!(!rule(r#"{"topic":[{"exists":false}]}"#)?.asks_only_absence());
    /// # Ok::<(), tidegate::Error>(())
    /// ```
    #[must_use]
    pub fn asks_only_absence(&self) -> bool {
        let Some(key) = self.profile.payload_key() else {
            return false;
        };
        self.branches.iter().any(|branch| {
            let clauses = branch.clauses.iter();
            let mut asked = clauses
                .filter(|clause| is_at_or_below(&clause.path, key))
                .peekable();
            asked.peek().is_some() && asked.all(|clause| clause.wanted.asks_only_absence())
        })
    }

    /// A rule of one of its branches, without one of that branch's clauses.
    pub(crate) fn branch_without(&self, branch: usize, clause: usize) -> Self {
        let mut clauses = self.branches[branch].clauses.clone();
        clauses.remove(clause);
        Self {
            branches: vec![Branch { clauses }],
            ..self.clone()
        }
    }

    /// A rule with one list only, for the field `v`.
    pub(crate) fn of_list(tests: Arc<[Test]>) -> Self {
        let wanted = Wanted {
            operators: Arc::from([]),
            tests,
            span: Span::default(),
        };
        let path = b"v"[..].into();
        Self {
            profile: Profile::Ruler,
            branches: vec![Branch {
                clauses: vec![Clause { path, wanted }],
            }],
            payload_form: PayloadForm::Unasked,
        }
    }

    pub(crate) fn branches(&self) -> &[Branch] {
        &self.branches
    }

    fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.branches.iter().flat_map(|branch| &branch.clauses)
    }
}

pub(super) fn is_at_or_below(path: &[u8], key: &str) -> bool {
    path.strip_prefix(key.as_bytes())
        .is_some_and(|rest| rest.is_empty() || rest[0] == b'.')
}
