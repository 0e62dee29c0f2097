//! The tree that configuration is read into: JSON with spans, with members in the order written, and with repeated keys.
//! Patterns, mappings and price files are read this way, so that a message can point at the place in the file.
//! Matching never reads a record into a tree, because that would be too slow.

mod hint;
mod print;
mod read;
mod string;
mod value;

pub use string::source_offset;
pub use value::{Json, JsonKind, Member};
