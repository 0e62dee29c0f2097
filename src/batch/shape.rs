//! The shape of a payload (JSON, text, binary or absent), and which filters can look at it. The drop table finds the
//! shape of each payload once; every filter has one form that fits some of the shapes.

use tidegate::PayloadForm;

/// The shape of a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// No payload: a Kafka tombstone, or a source without a payload key.
    Absent,
    /// One whole JSON object or list.
    Json,
    /// Any other UTF-8 text, bare JSON scalars included.
    Text,
    /// Not UTF-8.
    Binary,
}

impl Shape {
    /// Returns whether a filter of this form can look at such a payload.
    pub(crate) const fn fits(self, form: PayloadForm) -> bool {
        match form {
            PayloadForm::Unasked => true,
            PayloadForm::Text => matches!(self, Self::Text | Self::Absent),
            PayloadForm::Json => matches!(self, Self::Json | Self::Absent),
            PayloadForm::Both => !matches!(self, Self::Binary),
        }
    }
}
