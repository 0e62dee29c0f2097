//! A value to try.

use super::note::Note;

/// A value to try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::generate) struct Candidate {
    /// Its JSON; `None` if the field is absent.
    pub(in crate::generate) json: Option<String>,
    pub(in crate::generate) note: Note,
}

impl Candidate {
    pub(super) fn new(json: impl Into<String>, note: Note) -> Self {
        Self {
            json: Some(json.into()),
            note,
        }
    }

    /// A string.
    pub(super) fn text(text: &str, note: Note) -> Self {
        Self::new(crate::event::quoted(text), note)
    }

    pub(super) const ABSENT: Self = Self {
        json: None,
        note: Note::Absent,
    };
}
