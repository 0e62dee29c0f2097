//! The purposes of generated records.

use super::part::Place;

/// The result that a record is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// It is delivered.
    Match,
    /// One thing keeps it from being delivered.
    Near,
    /// It differs from what the filters want in several things.
    Miss,
}

impl Kind {
    /// `match`, `near` or `miss`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Near => "near",
            Self::Miss => "miss",
        }
    }
}

/// The purpose of one record. Numbers are those of parts and of their tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// A record that matches one branch.
    Branch { filter: usize, branch: usize },
    /// A record that fails one condition only.
    Turned { part: usize },
    /// A record that matches by one value of a list alone.
    Value { part: usize, value: usize },
    /// A record that has this value at the field of a condition, and is right otherwise.
    Variant { part: usize, at: usize },
    /// A record whose payload has another form.
    Form { form: usize },
    /// A record that has a list at the field of a condition.
    List { part: usize, order: ListOrder },
    /// A record whose list of objects satisfies two conditions, but in different elements.
    Apart { one: usize, other: usize },
    /// A record that fails every condition that it can.
    Miss { filter: usize, branch: usize },
    /// A record drawn from the seed.
    Random { number: usize },
}

/// What a list at a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListOrder {
    /// A value that satisfies the condition, and nothing else.
    One,
    /// A value that does not, then one that does.
    Second,
    /// Two values that don't.
    Neither,
}

/// A branch of a filter.
pub(super) const fn branch_of(place: Place) -> (usize, usize) {
    (place.filter, place.branch)
}
