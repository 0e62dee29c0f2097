//! Pattern text in, faithful tree with byte spans out. Knows JSON and no rule of AWS's.
//!
//! The one invariant: every node's span is the text it was read from, so an error can always point at it.

mod json;
mod parse;
mod print;
mod string;
mod tree;

pub use string::source_offset;
pub use tree::{Json, JsonKind, Member, Pattern};
