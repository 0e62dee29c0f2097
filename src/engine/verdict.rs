//! The result of matching: which patterns matched.

/// The index of a pattern in the list its [`Program`](crate::Program) was compiled from.
///
/// ```
/// assert_eq!(tidegate::PatternId::new(3).index(), 3);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PatternId(u32);

impl PatternId {
    /// The id of the pattern at `index`.
    ///
    /// # Panics
    /// If `index` does not fit 32 bits; no program holds that many patterns.
    #[must_use]
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).expect("a program holds fewer than 2^32 patterns"))
    }

    /// The position of the pattern in the list it was compiled from, from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The set of patterns that matched one event or record.
///
/// ```
/// use tidegate::{Pattern, Profile, Program, Rule, Source};
/// let rule = Rule::lower(&Pattern::parse(r#"{"a":[1]}"#)?, Profile::Service(Source::EventBridge))?;
/// let mut matcher = Program::compile(&[rule])?.matcher();
/// assert!(matcher.event(br#"{"a":1.0}"#).unwrap().is_match());
/// assert!(matcher.event(br#"{"a":2}"#).unwrap().is_empty());
/// # Ok::<(), tidegate::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    ids: Vec<PatternId>,
}

impl Verdict {
    /// Whether at least one pattern matched.
    #[must_use]
    pub fn is_match(&self) -> bool {
        !self.ids.is_empty()
    }

    /// Whether no pattern matched.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// How many patterns matched.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether this pattern matched.
    #[must_use]
    pub fn contains(&self, id: PatternId) -> bool {
        self.ids.binary_search(&id).is_ok()
    }

    /// The patterns that matched, in ascending order, each once.
    pub fn iter(&self) -> impl Iterator<Item = PatternId> + '_ {
        self.ids.iter().copied()
    }

    pub(crate) fn clear(&mut self) {
        self.ids.clear();
    }

    pub(crate) fn push(&mut self, id: PatternId) {
        self.ids.push(id);
    }

    /// Sorts the ids and drops repeats, as `contains` and `iter` need.
    pub(crate) fn seal(&mut self) {
        self.ids.sort_unstable();
        self.ids.dedup();
    }
}
