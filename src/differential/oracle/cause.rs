//! What explains a difference. The invariant: every difference has exactly one cause, which may be the unknown one.

/// What explains a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Fields of the event lie in several arrays of which more than one is settled: a hash table's order decides.
    TableOrder,
    /// event-ruler does not say the same each time it is asked.
    Chance,
    /// A number that this Java prints otherwise than Java 19 and later, which decides whether it can be compared.
    JavaNumbers,
    /// Half a surrogate pair, which is no character: with a letter in its place event-ruler gives our answer.
    LoneSurrogates,
    /// A letter in an escape for its lowest byte, which is a hexadecimal digit: Jackson looks at no more of a Java string.
    /// With the digit in its place all agree.
    LowBytes,
    /// event-ruler contradicts itself: values of one list, or alternatives, do not answer what each answers alone.
    Disturbed,
    /// None of these.
    Unknown,
}

impl Cause {
    /// Every cause.
    pub const ALL: [Self; 7] = [
        Self::TableOrder,
        Self::Chance,
        Self::JavaNumbers,
        Self::LoneSurrogates,
        Self::LowBytes,
        Self::Disturbed,
        Self::Unknown,
    ];

    /// For people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TableOrder => "order of a hash table",
            Self::Chance => "event-ruler's answer varies",
            Self::JavaNumbers => "numbers as this Java prints them",
            Self::LoneSurrogates => "halves of surrogate pairs",
            Self::LowBytes => "letters taken for hexadecimal digits",
            Self::Disturbed => "values that disturb each other",
            Self::Unknown => "WITHOUT A CAUSE",
        }
    }
}
