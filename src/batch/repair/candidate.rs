//! A pattern with one edit, which is then tried on the record.

use tidegate_json::Json;

pub(super) struct Candidate {
    /// The edit, as a phrase that begins with `with` or `without`.
    pub(super) edit: String,
    pub(super) pattern: Json,
}
