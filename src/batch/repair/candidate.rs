//! A pattern with one edit, to be tried on the record.

use tidegate_json::Json;

pub(super) struct Candidate {
    /// A phrase that begins with `with` or `without`.
    pub(super) edit: String,
    pub(super) pattern: Json,
}
