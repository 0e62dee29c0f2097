//! The subject of an explanation, and the facts needed to write it.

use tidegate_batch::{RecordExplanation, RecordForm, Repair, Route};

/// The facts that every rendering needs besides the explanation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting<'s> {
    /// Where the records come from.
    pub(crate) route: Route,
    /// The filters' names, by index.
    pub(crate) names: &'s [Option<String>],
    /// Columns to fill.
    pub(crate) columns: usize,
}

/// One explained record and where it came from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Explained<'e> {
    /// Over all inputs, from 0.
    pub(crate) index: u64,
    /// Its bytes as read; empty if they were too many to hold.
    pub(crate) record: &'e [u8],
    pub(crate) form: RecordForm,
    pub(crate) why: &'e RecordExplanation,
    /// The filter that would have delivered it, if one edit is enough.
    pub(crate) repair: Option<&'e Repair>,
}
