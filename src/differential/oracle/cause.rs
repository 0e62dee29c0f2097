//! The causes of differences. The invariant: every difference has exactly one cause, which may be `Unknown`.

/// The cause of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Fields of the event lie in several arrays, and more than one array is fixed by the match: the order of a hash
    /// table decides.
    TableOrder,
    /// event-ruler's result varies between runs.
    Chance,
    /// This Java prints a number differently from Java 19 and later, which decides whether it can be compared.
    JavaNumbers,
    /// Half a surrogate pair, which is not a character. With a letter in its place event-ruler agrees.
    LoneSurrogates,
    /// A letter in an escape whose lowest byte is a hexadecimal digit: Jackson reads only that byte of a character.
    /// If the digit is put in its place, all agree.
    LowBytes,
    /// event-ruler contradicts itself: values of one list, or alternatives, give another result than each alone.
    Disturbed,
    /// None of the above.
    Unknown,
}

impl Cause {
    /// All causes.
    pub const ALL: [Self; 7] = [
        Self::TableOrder,
        Self::Chance,
        Self::JavaNumbers,
        Self::LoneSurrogates,
        Self::LowBytes,
        Self::Disturbed,
        Self::Unknown,
    ];

    /// Returns its name for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TableOrder => "order of a hash table",
            Self::Chance => "event-ruler's result varies",
            Self::JavaNumbers => "how this Java prints numbers",
            Self::LoneSurrogates => "halves of surrogate pairs",
            Self::LowBytes => "letters read as hexadecimal digits",
            Self::Disturbed => "values that affect each other",
            Self::Unknown => "WITHOUT A CAUSE",
        }
    }
}
