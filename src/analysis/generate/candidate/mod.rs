//! Values worth trying at a field: for each value of its list the value itself, its bounds, and what lies just beside
//! them. No operator is implemented here: the engine says afterwards which of them satisfy the list.

mod address;
mod list;
mod note;
mod number;
mod text;
mod value;

pub(super) use list::{candidates, others};
pub(super) use value::Candidate;
