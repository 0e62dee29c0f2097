//! The shape of a payload (JSON, text, binary or absent), and which filters can look at it. The drop table finds the
//! shape of each payload once; every filter has one form, and looks only at payloads of shapes that fit it:
//!
//! ```text
//!                  the filter asks the payload for
//! the payload is   nothing   text   JSON   text or JSON
//! absent             fits    fits   fits       fits
//! JSON               fits     -     fits       fits
//! text               fits    fits    -         fits
//! binary             fits     -      -          -
//! ```
//!
//! A filter on `messageId` asks the payload for nothing, so it fits every shape. `{"body": ["paid"]}` asks for text,
//! `{"body": {"state": ["paid"]}}` for JSON. The payload `paid` fits only the first of these filters, and
//! `{"state":"paid"}` only the second. If a payload fits none of the filters, the record is dropped.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shape_fits_a_form_as_in_the_table_of_the_module() {
        const FORMS: [PayloadForm; 4] = [
            PayloadForm::Unasked,
            PayloadForm::Text,
            PayloadForm::Json,
            PayloadForm::Both,
        ];
        for (shape, fits) in [
            (Shape::Absent, [true, true, true, true]),
            (Shape::Json, [true, false, true, true]),
            (Shape::Text, [true, true, false, true]),
            (Shape::Binary, [true, false, false, false]),
        ] {
            assert_eq!(FORMS.map(|form| shape.fits(form)), fits, "{shape:?}");
        }
    }
}
