//! Explanations as people and programs read them: turns a [`RecordExplanation`](tidegate_batch::RecordExplanation) into
//! an entry of a document, or into JSON. The one invariant: whatever a record or a pattern holds, nothing of it reaches
//! a terminal as a control character.

mod doubt;
mod entry;
mod json;
mod near;
mod setting;
mod tree;
mod words;

pub(crate) use entry::entry;
pub(crate) use json::{RecordOut, document, record_out};
pub(crate) use near::{Near, condition};
pub(crate) use setting::{Explained, Setting};
pub(crate) use words::fate;
