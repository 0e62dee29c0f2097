//! Explanations as people and programs read them: a [`RecordExplanation`](tidegate_batch::RecordExplanation) in, text
//! or JSON out. The one invariant: whatever a record or a pattern holds, nothing of it reaches a terminal as a control
//! character.

mod identity;
mod json;
mod layout;
mod near;
mod painted;
mod safe;
mod text;
mod tree;
mod words;

pub(crate) use json::{RecordOut, document, record_out};
pub(crate) use near::{Near, condition};
pub(crate) use text::record;

/// What every rendering needs to know besides the explanation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting<'s> {
    /// Where the records come from.
    pub(crate) route: tidegate_batch::Route,
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
    /// Its bytes as read; empty where they were too many to hold.
    pub(crate) record: &'e [u8],
    pub(crate) why: &'e tidegate_batch::RecordExplanation,
}
