//! How well a statement is founded: one letter behind it, explained once per report. The letters of prices are the
//! same.

use std::fmt;

/// Who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Evidence {
    /// AWS, in its guides.
    Aws,
    /// Someone else.
    Claimed,
    /// Computed from the sample or the settings.
    Computed,
    /// Nobody: AWS is silent.
    Assumed,
}

/// What the letters mean, those of prices included.
pub(in crate::report) const LEGEND: &str = "A is AWS's own text or price file, B a figure of AWS's that others relay, C someone \
     else's claim, M measured on the sample or computed from it, ? an assumption where AWS is silent";

impl Evidence {
    /// `A`, `C`, `M` or `?`.
    pub(in crate::report) const fn letter(self) -> &'static str {
        match self {
            Self::Aws => "A",
            Self::Claimed => "C",
            Self::Computed => "M",
            Self::Assumed => "?",
        }
    }
}

/// A statement that the figures rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Assumption {
    pub(in crate::report) text: String,
    pub(in crate::report) evidence: Evidence,
}

impl Assumption {
    pub(super) fn new(evidence: Evidence, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            evidence,
        }
    }
}

/// The sentence, its letter behind it.
impl fmt::Display for Assumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}]", self.text, self.evidence.letter())
    }
}
