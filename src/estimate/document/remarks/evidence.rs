//! The evidence of a statement: one letter after it, explained once per report. Prices have the same letters.

use tidegate_report::Statement;

/// The source of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Evidence {
    /// AWS, in its guides.
    Aws,
    /// Someone else.
    Claimed,
    /// Computed from the sample or the settings.
    Computed,
    /// Assumed, because AWS is silent.
    Assumed,
}

/// Explains the letters, those of prices included.
pub(super) const LEGEND: &str = "A is AWS's own text or price file, B a figure of AWS's that others relay, C someone \
     else's claim, M measured on the sample or computed from it, ? an assumption where AWS is silent";

impl Evidence {
    /// Returns a statement with this letter.
    pub(super) fn of(self, text: impl Into<String>) -> Statement {
        let letter = match self {
            Self::Aws => "A",
            Self::Claimed => "C",
            Self::Computed => "M",
            Self::Assumed => "?",
        };
        Statement {
            text: text.into(),
            letter: Some(letter),
        }
    }
}
