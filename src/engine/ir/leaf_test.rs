//! What a pattern's values lower to: conditions on one leaf.

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

impl Test {
    /// Whether it compares numbers by value.
    pub(super) fn is_numeric(&self) -> bool {
        match self {
            Self::Number { .. } => true,
            Self::AnythingBut(excluded) => excluded.iter().any(Self::is_numeric),
            Self::Literal(_)
            | Self::Affix(..)
            | Self::IgnoreCase(..)
            | Self::Wildcard(_)
            | Self::Address(_)
            | Self::Exists
            | Self::Absent
            | Self::Never(_) => false,
        }
    }

    /// Whether some leaf satisfies it.
    pub(super) fn takes_a_leaf(&self) -> bool {
        match self {
            Self::Absent | Self::Never(_) => false,
            Self::Literal(_)
            | Self::Number { .. }
            | Self::Affix(..)
            | Self::IgnoreCase(..)
            | Self::Wildcard(_)
            | Self::Address(_)
            | Self::Exists
            | Self::AnythingBut(_) => true,
        }
    }

    /// Its wildcards: its own, or those that it excludes.
    pub(super) fn wildcards(&self) -> Vec<&[Box<[u8]>]> {
        match self {
            Self::Wildcard(parts) => vec![parts],
            Self::AnythingBut(excluded) => excluded.iter().flat_map(Self::wildcards).collect(),
            Self::Literal(_)
            | Self::Number { .. }
            | Self::Affix(..)
            | Self::IgnoreCase(..)
            | Self::Address(_)
            | Self::Exists
            | Self::Absent
            | Self::Never(_) => Vec::new(),
        }
    }
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
