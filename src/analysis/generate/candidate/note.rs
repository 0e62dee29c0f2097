//! How a value that is tried relates to what the pattern wants.

/// How a value relates to the value of the list that it was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::generate) enum Note {
    Named,
    Other,
    Absent,
    Null,
    Empty,
    Longer,
    Shorter,
    OtherCase,
    Bound,
    Beside,
    Between,
    Respelled,
    Quoted,
    Unquoted,
    First,
    Last,
    BeforeFirst,
    AfterLast,
}

impl Note {
    /// Returns it as a phrase that follows the value.
    pub(in crate::generate) const fn words(self) -> &'static str {
        match self {
            Self::Named => "as the pattern names it",
            Self::Other => "another value",
            Self::Absent => "the field is absent",
            Self::Null => "JSON's null",
            Self::Empty => "an empty string",
            Self::Longer => "one character more",
            Self::Shorter => "one character less",
            Self::OtherCase => "in other case",
            Self::Bound => "the bound itself",
            Self::Beside => "just beside the bound",
            Self::Between => "between the bounds",
            Self::Respelled => "the same number in another spelling",
            Self::Quoted => "the same as a string",
            Self::Unquoted => "the same as a number",
            Self::First => "the first address of the block",
            Self::Last => "the last address of the block",
            Self::BeforeFirst => "the address before the block",
            Self::AfterLast => "the address after the block",
        }
    }
}
