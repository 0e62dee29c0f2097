//! The normal form of a pattern: alternatives of conjunctions of tests on flattened paths.

use std::sync::Arc;

use tidegate_json::Span;

use super::profile::{PayloadForm, Profile};

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
    /// OR.
    pub(super) branches: Vec<Branch>,
    pub(super) payload_form: PayloadForm,
}

/// AND of clauses, sorted by path as Java sorts strings (by UTF-16 unit); each path once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Branch {
    pub(crate) clauses: Vec<Clause>,
}

/// What one path has to satisfy: OR of tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    /// Dotted, unescaped (WTF-8).
    pub(crate) path: Arc<[u8]>,
    pub(crate) tests: Arc<[Test]>,
    /// Where its list of tests stands in the pattern's text.
    pub(crate) span: Span,
}

/// Which part of a value a text has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Part {
    Whole,
    Start,
    End,
}

/// A condition on a leaf. Texts of values carry their quotes where they are strings (`"x"`), none where they are
/// numbers or literals: that is how event-ruler keeps the two apart, and where its quote artefacts come from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Test {
    /// The value is this text.
    Literal(Box<[u8]>),
    /// The value is a comparable number with its key in `low..=high`; never empty. A range at an end of the number
    /// line that event-ruler's machine can't hold reaches past it, to the key of infinity.
    Number { low: u64, high: u64 },
    /// The value begins with this text (`Part::Start`) or ends with it (`Part::End`).
    Affix(Part, Box<[u8]>),
    /// This part of the value is this text but for case; per character the lower- and upper-case forms.
    IgnoreCase(Part, Vec<(String, String)>),
    /// The texts between the stars; a single one where there is no star.
    Wildcard(Vec<Box<[u8]>>),
    /// The value is an IP address in this range.
    Address(AddressTest),
    /// Any leaf.
    Exists,
    /// No leaf at the path.
    Absent,
    /// A leaf that satisfies none of these.
    AnythingBut(Vec<Test>),
    /// Accepted, satisfied by nothing. What it is nothing of: event-ruler takes no two kinds for the same.
    Never(Nothing),
}

/// What is satisfied by nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Nothing {
    /// A range between two neighbouring doubles.
    Range,
    /// `anything-but` with an operator and an empty list.
    Set,
}

/// A range of addresses as hex digits (0 to 15), 8 or 32 of them, both ends included.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct AddressTest {
    pub(crate) low: Box<[u8]>,
    pub(crate) high: Box<[u8]>,
    /// The digits have to be these and no more: a number in the list that happens to spell an address.
    pub(crate) whole: bool,
    /// The text of a comparable number is read as digits too: true unless the list has a numeric test.
    pub(crate) reads_numbers: bool,
}

impl Rule {
    /// The profile it was lowered under.
    #[must_use]
    pub const fn profile(&self) -> Profile {
        self.profile
    }

    /// The form in which it asks for the source's payload; `Unasked` under profiles without one.
    #[must_use]
    pub const fn payload_form(&self) -> PayloadForm {
        self.payload_form
    }

    /// The dotted paths it reads, sorted, each once. A lone surrogate in a key shows as `\u{fffd}`.
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

    /// How many conjunctions its `$or`s expand to; 1 without any.
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

    /// Whether it reads anything outside the payload.
    #[must_use]
    pub fn asks_metadata(&self) -> bool {
        let payload = self.profile.payload_key();
        self.clauses()
            .any(|clause| !payload.is_some_and(|key| is_at_or_below(&clause.path, key)))
    }

    /// One of its branches alone, without one of that branch's clauses.
    pub(crate) fn branch_without(&self, branch: usize, clause: usize) -> Self {
        let mut clauses = self.branches[branch].clauses.clone();
        clauses.remove(clause);
        Self {
            branches: vec![Branch { clauses }],
            ..self.clone()
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
