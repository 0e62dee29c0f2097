//! The tests that a pattern's values lower to: conditions on one leaf.

/// The part of a value that a text is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// All of it.
    Whole,
    /// Its beginning.
    Start,
    /// Its end.
    End,
}

/// A condition on a leaf. Texts of strings include their quotes (`"x"`), texts of numbers and literals have none. That
/// is how event-ruler distinguishes them, and the source of its oddities with quotes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Test {
    /// The value is this text.
    Literal(Box<[u8]>),
    /// The value is a comparable number with its key in `low..=high`; never empty. event-ruler's machine can't hold a
    /// range that is one end of the number line; such a range extends to the key of infinity.
    Number {
        /// The least key.
        low: u64,
        /// The greatest key.
        high: u64,
    },
    /// The value begins with this text (`Part::Start`) or ends with it (`Part::End`).
    Affix(Part, Box<[u8]>),
    /// This part of the value equals this text except for case. Holds the lower-case and the upper-case form of each
    /// character.
    IgnoreCase(Part, Vec<(String, String)>),
    /// The texts between the stars; a single text if there is no star.
    Wildcard(Vec<Box<[u8]>>),
    /// The value is an IP address in this range.
    Address(AddressTest),
    /// Any leaf.
    Exists,
    /// There is no leaf at the path.
    Absent,
    /// A leaf that satisfies none of these.
    AnythingBut(Vec<Test>),
    /// Valid but never satisfied. The kind is kept because event-ruler treats the kinds as different tests.
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

    /// The wildcards that it contains or excludes.
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

/// The kinds of tests that are never satisfied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nothing {
    /// A range between two neighbouring doubles.
    Range,
    /// `anything-but` with an operator and an empty list.
    Set,
}

/// A range of addresses as 8 or 32 hex digits (0 to 15), both ends included.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AddressTest {
    /// The first address.
    pub low: Box<[u8]>,
    /// The last address; it has as many digits as the first.
    pub high: Box<[u8]>,
    /// Whether an address must have exactly these digits: true for a number in the list that happens to spell an
    /// address.
    pub whole: bool,
    /// Whether the text of a comparable number is read as digits, too. True unless the list has a numeric test.
    pub reads_numbers: bool,
}
