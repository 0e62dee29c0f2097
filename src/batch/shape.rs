//! What a payload turned out to be, and which filters can look at it.

use tidegate::PayloadForm;

/// What a payload turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// There is none: a Kafka tombstone, or a source without a payload key.
    Absent,
    /// One whole JSON object or list.
    Json,
    /// Any other UTF-8 text, bare JSON scalars included.
    Text,
    /// Not UTF-8.
    Binary,
}

impl Shape {
    /// Whether a filter of this form can look at such a payload.
    pub(crate) const fn fits(self, form: PayloadForm) -> bool {
        match form {
            PayloadForm::Unasked => true,
            PayloadForm::Text => matches!(self, Self::Text | Self::Absent),
            PayloadForm::Json => matches!(self, Self::Json | Self::Absent),
            PayloadForm::Both => !matches!(self, Self::Binary),
        }
    }
}
