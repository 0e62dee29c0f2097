//! Whether every record that one set of filters delivers, another delivers, too: proven, refuted by a record, or open.

/// A record that the first filters deliver and the second do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// The record, as its source writes it: a whole JSON object that the judge of each side has judged.
    pub record: String,
    /// The part of it that filters see, with the payload decoded. For EventBridge it is the record.
    pub seen: String,
}

/// Why a question was not decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// A filter names a field with an empty step (`"a."`), which event-ruler reads in its own way, or one with a lone
    /// surrogate.
    OddPath,
    /// A filter names a field that lies too many levels deep.
    DeepPath,
    /// The engine refuses to compile the conditions of one field together.
    TooManyStates,
    /// The text conditions of one field overlap in too many ways.
    EntangledTexts,
    /// A text condition and an address meet on one field, and no value is known that satisfies both.
    NoValue,
    /// The branches of the filters combine in too many ways.
    TooManySteps,
    /// The objects of lists can be arranged in too many ways.
    TooManyLists,
    /// The search found a record that the engine judges differently. This is a mistake of the analysis, please report it.
    Refused,
}

impl Reason {
    /// The reason as a clause that follows "not decided: ".
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::OddPath => "a field has an empty step or a broken character in its path",
            Self::DeepPath => "a field lies more than 500 levels deep",
            Self::TooManyStates => "the conditions of one field are too large to compile together",
            Self::EntangledTexts => "the text conditions of one field overlap in too many ways",
            Self::NoValue => {
                "a text condition and an address meet on one field, and no value is known that satisfies both"
            }
            Self::TooManySteps => "the branches of the filters combine in too many ways",
            Self::TooManyLists => "the objects of lists can be arranged in too many ways",
            Self::Refused => "the engine refuses the record that was found; please report this",
        }
    }
}

/// Whether every record of one kind that the first filters deliver, the second deliver, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inclusion {
    /// Proven.
    Holds,
    /// This record is delivered by the first filters only.
    Fails(Witness),
    /// Not decided.
    Unknown {
        /// Why.
        reason: Reason,
        /// How many records were drawn at random and showed no difference.
        searched: usize,
    },
}

impl Inclusion {
    pub(crate) const fn unknown(reason: Reason) -> Self {
        Self::Unknown {
            reason,
            searched: 0,
        }
    }

    /// The record that refutes it.
    #[must_use]
    pub const fn witness(&self) -> Option<&Witness> {
        match self {
            Self::Fails(witness) => Some(witness),
            Self::Holds | Self::Unknown { .. } => None,
        }
    }

    /// Returns the result for two kinds of records together.
    pub(crate) fn and(self, other: Self) -> Self {
        match (&self, &other) {
            (Self::Fails(_), _) => self,
            (_, Self::Fails(_)) => other,
            (Self::Unknown { .. }, _) => self,
            (Self::Holds, _) => other,
        }
    }
}

/// An inclusion for two sets of records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inclusions {
    /// For records without lists of objects: every field has at most one value.
    pub flat: Inclusion,
    /// For all records without dotted or repeated keys.
    pub all: Inclusion,
}
