//! The parts of an explanation: a pattern's alternatives, their fields, and the outcome of each field.

/// Most values shown for a field. A list in a record may hold thousands.
pub const VALUES_SHOWN_MAX: usize = 4;

/// Why one pattern matched one record, or why not.
///
/// ```
/// use tidegate::{Explainer, Pattern, Profile, Source};
/// let pattern = Pattern::parse(r#"{"a":["x"],"$or":[{"b":[1]},{"c":["y"],"d":["z"]}]}"#)?;
/// let mut explainer = Explainer::new(&pattern, Profile::Service(Source::EventBridge))?;
/// let why = explainer.event(br#"{"a":"x","b":2}"#).unwrap();
/// assert_eq!((why.matched, why.branches.len()), (false, 2));
/// assert_eq!(why.nearest(), Some(0)); // {"a":["x"],"b":[1]}: only b is in the way
/// # Ok::<(), tidegate::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The verdict: whether the pattern matches.
    pub matched: bool,
    /// The alternatives that the pattern's `$or`s expand to; a single one if it has no `$or`. The pattern matches if
    /// one of them does.
    pub branches: Vec<BranchExplanation>,
}

/// One alternative: all its fields must be satisfied together.
///
/// ```
/// use tidegate::{Explainer, Pattern, Profile, Source};
/// let pattern = Pattern::parse(r#"{"a":["x"],"b":[1]}"#)?;
/// let mut explainer = Explainer::new(&pattern, Profile::Service(Source::EventBridge))?;
/// let branch = explainer.event(br#"{"a":"x","b":2}"#).unwrap().branches.remove(0);
/// assert_eq!((branch.matched, branch.failures(), &branch.obstacles[..]), (false, 1, &[1][..]));
/// # Ok::<(), tidegate::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchExplanation {
    /// Whether this alternative matches.
    pub matched: bool,
    /// Its fields, in the order in which they are tried.
    pub fields: Vec<FieldExplanation>,
    /// The indexes of the fields that each prevent the match alone: without any one of them the alternative matches.
    /// Empty if it matches anyway, or if more than one field would have to be removed.
    pub obstacles: Vec<usize>,
}

/// One field of a pattern against one record.
///
/// ```
/// use tidegate::{Explainer, Outcome, Pattern, Profile, Source};
/// let pattern = Pattern::parse(r#"{"a":[ {"numeric":[">", 100]} ]}"#)?;
/// let mut explainer = Explainer::new(&pattern, Profile::Service(Source::EventBridge))?;
/// let a = explainer.event(br#"{"a":"120"}"#).unwrap().branches.remove(0).fields.remove(0);
/// assert_eq!((a.path.as_str(), a.wanted.as_str()), ("a", r#"[{"numeric":[">",100]}]"#));
/// assert_eq!((a.outcome, &a.values[..]), (Outcome::WrongValue, &[r#""120""#.to_owned()][..]));
/// assert_eq!(a.reason.as_deref(), Some("a number in a string; numeric compares JSON numbers only"));
/// # Ok::<(), tidegate::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldExplanation {
    /// The dotted path. A lone surrogate in a key shows as `\u{fffd}`.
    pub path: String,
    /// The pattern's list of wanted values, as compact JSON.
    pub wanted: String,
    /// The outcome of the field.
    pub outcome: Outcome,
    /// The values at the path as JSON texts, at most [`VALUES_SHOWN_MAX`]. Values that satisfy the field come first.
    pub values: Vec<String>,
    /// The number of all values at the path.
    pub value_count: usize,
    /// Why the field failed, in a phrase; `None` if it did not fail.
    pub reason: Option<String>,
}

/// A field of a pattern and its condition, apart from any record.
///
/// ```
/// use tidegate::{Explainer, Pattern, Profile, Source};
/// let pattern = Pattern::parse(r#"{"a":{"b":["x"]}}"#)?;
/// let condition = Explainer::new(&pattern, Profile::Service(Source::EventBridge))?.condition(0, 0).unwrap();
/// assert_eq!((&*condition.path, &*condition.wanted), ("a.b", r#"["x"]"#));
/// # Ok::<(), tidegate::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Condition {
    /// The dotted path.
    pub path: String,
    /// The pattern's list of wanted values, as compact JSON.
    pub wanted: String,
}

/// The outcome of one field.
///
/// ```
/// use tidegate::Outcome;
/// assert!(Outcome::Absent.failed() && !Outcome::Satisfied.failed());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// A value, or the absence of one, satisfies the field.
    Satisfied,
    /// There is no value at the path, but one was wanted.
    Absent,
    /// There is a value at the path, but none was wanted.
    Present,
    /// There are values at the path, but none of the wanted ones.
    WrongValue,
    /// A value satisfies the field, but in another element of a list than the values of the other fields.
    OtherElement,
}

impl Outcome {
    /// Whether the field prevented the match.
    #[must_use]
    pub fn failed(self) -> bool {
        self != Self::Satisfied
    }

    /// The name of the outcome: `satisfied`, `absent`, `present`, `wrong-value` or `other-element`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Satisfied => "satisfied",
            Self::Absent => "absent",
            Self::Present => "present",
            Self::WrongValue => "wrong-value",
            Self::OtherElement => "other-element",
        }
    }
}

impl Explanation {
    /// The index of the alternative to show if there are many: one that matches, or else the first of those with the
    /// fewest failed fields. `None` if there are no alternatives.
    #[must_use]
    pub fn nearest(&self) -> Option<usize> {
        let distance = |branch: &BranchExplanation| (!branch.matched, branch.failures());
        let numbered = self.branches.iter().enumerate();
        numbered
            .min_by_key(|(_, branch)| distance(branch))
            .map(|(index, _)| index)
    }
}

impl BranchExplanation {
    /// The number of fields that failed.
    #[must_use]
    pub fn failures(&self) -> usize {
        self.fields
            .iter()
            .filter(|field| field.outcome.failed())
            .count()
    }
}
