//! The tree that configuration is read into: JSON with spans, members in the order written, repeats kept.

mod print;
mod read;
mod string;
mod value;

pub use string::source_offset;
pub use value::{Json, JsonKind, Member};
