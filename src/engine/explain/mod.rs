//! Why a pattern matches a record or does not: field by field, the value found, what was wanted, and a phrase.
//!
//! Invariant: the verdict shown is the [`Matcher`]'s own; the phrases are worked out beside it and never decide.

mod capture;
mod phrase;

use crate::error::Error;
use crate::ir::{Clause, Profile, Rule, Test};
use crate::matcher::{Matcher, Payload};
use crate::program::Program;
use crate::scan::Invalid;
use crate::syntax::Pattern;
use crate::verdict::PatternId;

use capture::{Capture, Leaf};

/// Values shown per field; a list in a record may hold thousands.
pub const VALUES_SHOWN_MAX: usize = 4;

/// Why one pattern matched one record, or why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The verdict: whether the pattern matches.
    pub matched: bool,
    /// The alternatives that the pattern's `$or`s expand to (one without any); the pattern matches if one does.
    pub branches: Vec<BranchExplanation>,
}

/// One alternative: all its fields have to be satisfied together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchExplanation {
    /// Whether this alternative matches.
    pub matched: bool,
    /// Its fields, in the order in which they are tried.
    pub fields: Vec<FieldExplanation>,
}

/// One field of a pattern against one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldExplanation {
    /// The dotted path.
    pub path: String,
    /// The list of wanted values, as the pattern writes it.
    pub wanted: String,
    /// How it went.
    pub outcome: Outcome,
    /// The values at the path, at most [`VALUES_SHOWN_MAX`], those that satisfy the field first. Strings carry
    /// their quotes.
    pub values: Vec<String>,
    /// How many values the path has in all.
    pub value_count: usize,
    /// Why it failed, in a phrase; `None` where it did not.
    pub reason: Option<String>,
}

/// How one field went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// A value, or the absence of one, satisfies it.
    Satisfied,
    /// There is no value at the path, and one was wanted.
    Absent,
    /// There is one, and none was wanted.
    Present,
    /// There are values, none of them wanted.
    WrongValue,
    /// A value satisfies it, but in another element of a list than the other fields.
    OtherElement,
}

impl Outcome {
    /// Whether the field stood in the way.
    #[must_use]
    pub fn failed(self) -> bool {
        self != Self::Satisfied
    }
}

impl Explanation {
    /// The alternative with the fewest fields in the way: the one to show when there are many.
    #[must_use]
    pub fn nearest(&self) -> Option<&BranchExplanation> {
        self.branches
            .iter()
            .min_by_key(|branch| (!branch.matched, branch.failures()))
    }
}

impl BranchExplanation {
    /// How many fields stood in the way.
    #[must_use]
    pub fn failures(&self) -> usize {
        self.fields
            .iter()
            .filter(|field| field.outcome.failed())
            .count()
    }
}

/// Explains one pattern's verdicts. Slow beside a [`Matcher`]: for people, not for streams.
///
/// ```
/// use tidegate::{Explainer, Outcome, Pattern, Profile};
/// let pattern = Pattern::parse(r#"{"a":["x"],"b":[{"numeric":[">",100]}]}"#)?;
/// let mut explainer = Explainer::new(&pattern, Profile::EventBridge)?;
/// let why = explainer.event(br#"{"a":"x","b":"120"}"#).unwrap();
/// assert!(!why.matched);
/// let b = &why.branches[0].fields[1];
/// assert_eq!(b.outcome, Outcome::WrongValue);
/// assert_eq!(b.reason.as_deref(), Some("\"120\" is a string; numeric compares JSON numbers only"));
/// # Ok::<(), tidegate::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Explainer {
    text: String,
    rule: Rule,
    /// One pattern per branch.
    matcher: Matcher,
    capture: Capture,
}

impl Explainer {
    /// An explainer of this pattern under the rules of `profile`.
    ///
    /// # Errors
    /// Those of [`Rule::lower`] and [`Program::compile`].
    pub fn new(pattern: &Pattern, profile: Profile) -> Result<Self, Error> {
        Self::of(pattern.text(), Rule::lower(pattern, profile)?)
    }

    /// An explainer of a rule lowered from the pattern of this text, perhaps by way of [`Rule::metadata_only`].
    ///
    /// # Errors
    /// Those of [`Program::compile`].
    pub fn of(text: &str, rule: Rule) -> Result<Self, Error> {
        let program = Program::compile(&rule.split())?;
        let capture = Capture::new(&program);
        Ok(Self {
            text: text.to_owned(),
            rule,
            matcher: program.matcher(),
            capture,
        })
    }

    /// Why the pattern matches this event, or not.
    ///
    /// # Errors
    /// If the event is not a JSON object.
    pub fn event(&mut self, event: &[u8]) -> Result<Explanation, Invalid> {
        self.matcher.event(event)?;
        self.capture.event(event);
        Ok(self.explain())
    }

    /// Why the pattern matches this record of an event source, or not. Arguments as for [`Matcher::record`].
    ///
    /// # Errors
    /// If the envelope is not one JSON object, or a [`Payload::Json`] not one JSON object or list.
    pub fn record(
        &mut self,
        envelope: Option<&[u8]>,
        payload: Payload<'_>,
    ) -> Result<Explanation, Invalid> {
        self.matcher.record(envelope, payload)?;
        self.capture.record(envelope, payload);
        Ok(self.explain())
    }

    fn explain(&self) -> Explanation {
        let verdict = self.matcher.verdict();
        let branches: Vec<_> = self
            .rule
            .branches()
            .iter()
            .enumerate()
            .map(|(index, branch)| {
                self.branch(&branch.clauses, verdict.contains(PatternId::new(index)))
            })
            .collect();
        Explanation {
            matched: verdict.is_match(),
            branches,
        }
    }

    fn branch(&self, clauses: &[Clause], matched: bool) -> BranchExplanation {
        let mut fields: Vec<_> = clauses
            .iter()
            .map(|clause| self.field(clause, matched))
            .collect();
        let stuck = !matched && fields.iter().all(|field| !field.outcome.failed());
        if stuck {
            self.blame_elements(clauses, &mut fields);
        }
        BranchExplanation { matched, fields }
    }

    fn field(&self, clause: &Clause, matched: bool) -> FieldExplanation {
        let mut leaves: Vec<&Leaf> = self.capture.leaves(&clause.path).collect();
        let satisfies = |leaf: &Leaf| clause.tests.iter().any(|test| capture::holds(test, leaf));
        leaves.sort_by_key(|leaf| !satisfies(leaf));
        let satisfied = leaves.first().is_some_and(|leaf| satisfies(leaf));
        let absent_wanted = clause.tests.contains(&Test::Absent);
        let outcome = match (satisfied || matched, leaves.is_empty()) {
            (true, _) => Outcome::Satisfied,
            (false, true) if absent_wanted => Outcome::Satisfied,
            (false, true) => Outcome::Absent,
            (false, false) if clause.tests.iter().all(|test| *test == Test::Absent) => {
                Outcome::Present
            }
            (false, false) => Outcome::WrongValue,
        };
        let reason = outcome
            .failed()
            .then(|| phrase::reason(outcome, &clause.tests, &leaves));
        FieldExplanation {
            path: String::from_utf8_lossy(&clause.path).into_owned(),
            wanted: self
                .text
                .get(clause.span.range())
                .unwrap_or_default()
                .to_owned(),
            outcome,
            values: leaves
                .iter()
                .take(VALUES_SHOWN_MAX)
                .map(|leaf| leaf.text())
                .collect(),
            value_count: leaves.len(),
            reason,
        }
    }

    /// Every field finds its value, but never in the same elements: says so at the fields that lie in lists.
    fn blame_elements(&self, clauses: &[Clause], fields: &mut [FieldExplanation]) {
        for (clause, field) in clauses.iter().zip(fields) {
            let mut leaves = self.capture.leaves(&clause.path);
            if leaves.any(|leaf| leaf.in_list) {
                field.outcome = Outcome::OtherElement;
                let reason = "found, but in another element of the list than the other fields";
                field.reason = Some(reason.to_owned());
            }
        }
    }
}
