//! The categories of rules. A code says its category by its first two digits.

/// The subject of a rule.
///
/// ```
/// use tidegate_lint::{Category, explain};
/// assert_eq!(explain("L0201").unwrap().category(), Category::Place);
/// assert_eq!(Category::Place.name(), "place");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Patterns and documents that AWS refuses: the codes that begin with E.
    Refused,
    /// How the text of a filter is written: L01.
    Form,
    /// Where a filter looks for a field, and what a source has there: L02.
    Place,
    /// The values and operators of a field: L03.
    Value,
    /// The records that filters match as a whole, and beside each other: L04.
    Matching,
    /// AWS's limits on number and length: L05.
    Limit,
    /// Text of a template that was not resolved: L06.
    Template,
    /// Effects of a mapping's settings on its records: L07.
    Mapping,
    /// Functions that invoke themselves: L08.
    Recursion,
}

impl Category {
    /// Every category, in the order of the codes.
    pub const ALL: [Self; 9] = [
        Self::Refused,
        Self::Form,
        Self::Place,
        Self::Value,
        Self::Matching,
        Self::Limit,
        Self::Template,
        Self::Mapping,
        Self::Recursion,
    ];

    /// Returns the category whose codes begin as this one does. A test checks that each code has one.
    pub(crate) fn of(code: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        let found = all.find(|category| code.starts_with(category.prefix()));
        found.unwrap_or(Self::Refused)
    }

    /// Returns the name, as `--select` and `--ignore` may take it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Form => "form",
            Self::Place => "place",
            Self::Value => "value",
            Self::Matching => "matching",
            Self::Limit => "limit",
            Self::Template => "template",
            Self::Mapping => "mapping",
            Self::Recursion => "recursion",
        }
    }

    /// Returns the beginning of its codes.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Refused => "E",
            Self::Form => "L01",
            Self::Place => "L02",
            Self::Value => "L03",
            Self::Matching => "L04",
            Self::Limit => "L05",
            Self::Template => "L06",
            Self::Mapping => "L07",
            Self::Recursion => "L08",
        }
    }
}
