//! Mistakes planted in comparisons. Each must be found, or the pairs and records would not find such a mistake.

use tidegate_analysis::{Caps, Comparison, Inclusions};
use tidegate_fixtures::generate::{FilterPair, event_pair};

use super::judge::Sides;

/// A mistake of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planted {
    /// Lists of objects make no difference.
    ListsIgnored,
    /// No list stands directly in a list.
    NoNesting,
    /// `>` and `<` include their numbers.
    BoundsIncluded,
    /// A prefix is read as a whole text.
    PrefixIsWhole,
    /// `anything-but` takes absent fields.
    AbsenceTaken,
    /// The text `true` is the literal.
    LiteralIsText,
}

impl Planted {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::ListsIgnored,
        Self::NoNesting,
        Self::BoundsIncluded,
        Self::PrefixIsWhole,
        Self::AbsenceTaken,
        Self::LiteralIsText,
    ];

    /// Returns a pattern as the comparison reads it with this mistake.
    fn misread(self, pattern: &str) -> String {
        match self {
            Self::ListsIgnored | Self::NoNesting => pattern.to_owned(),
            Self::BoundsIncluded => pattern
                .replace("\">\",", "\">=\",")
                .replace("\"<\",", "\"<=\","),
            Self::PrefixIsWhole => pattern.replace("{\"prefix\":\"", "{\"exactly\":\""),
            Self::AbsenceTaken => {
                pattern.replace("{\"anything-but\"", "{\"exists\":false},{\"anything-but\"")
            }
            Self::LiteralIsText => pattern.replace("\"true\"", "true"),
        }
    }

    fn compared(self, pair: &FilterPair) -> Option<Comparison> {
        let misread = |patterns: &[String]| patterns.iter().map(|it| self.misread(it)).collect();
        let misread = FilterPair {
            old: misread(&pair.old),
            new: misread(&pair.new),
            ..pair.clone()
        };
        let sides = Sides::of(&misread)?;
        let caps = match self {
            Self::NoNesting => Caps {
                nesting: 0,
                ..Caps::default()
            },
            Self::ListsIgnored
            | Self::BoundsIncluded
            | Self::PrefixIsWhole
            | Self::AbsenceTaken
            | Self::LiteralIsText => Caps::default(),
        };
        let compared = Comparison::of(&sides.old, &sides.new, &caps).ok()?;
        let flat_only = |inclusions: &Inclusions| Inclusions {
            flat: inclusions.flat.clone(),
            all: inclusions.flat.clone(),
        };
        Some(match self {
            Self::ListsIgnored => Comparison {
                old_in_new: flat_only(&compared.old_in_new),
                new_in_old: flat_only(&compared.new_in_old),
                ..compared
            },
            Self::NoNesting
            | Self::BoundsIncluded
            | Self::PrefixIsWhole
            | Self::AbsenceTaken
            | Self::LiteralIsText => compared,
        })
    }
}

/// Returns the number of the first pair on which the mistake is found; `None` if `count` pairs don't show it.
#[must_use]
pub fn planted_is_found(planted: Planted, seed: u64, count: u64, events: usize) -> Option<u64> {
    (0..count).find(|index| {
        let pair = event_pair(seed, *index, events);
        let Some(mut sides) = Sides::of(&pair) else {
            return false;
        };
        let compared = planted.compared(&pair);
        compared.is_some_and(|compared| !sides.faults(&compared, &pair.records).is_empty())
    })
}
