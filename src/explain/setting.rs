//! The subject of an explanation, and the facts needed to write it.

use tidegate_batch::{RecordExplanation, RecordForm, Repair, Route};

/// The facts that every rendering needs besides the explanation.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'s> {
    /// Where the records come from.
    pub route: Route,
    /// The filters' names, by index.
    pub names: &'s [Option<String>],
    /// Columns to fill.
    pub columns: usize,
}

/// One explained record and where it came from.
#[derive(Clone, Copy, Debug)]
pub struct Explained<'e> {
    /// Over all inputs, from 0.
    pub index: u64,
    /// Its bytes as read; empty if they were too many to hold.
    pub record: &'e [u8],
    /// The form in which it was read.
    pub form: RecordForm,
    /// Why it has its disposition.
    pub why: &'e RecordExplanation,
    /// The filter that would have delivered it, if one edit is enough.
    pub repair: Option<&'e Repair>,
}
