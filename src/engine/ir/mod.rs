//! Pattern to Rule: every rule of AWS's about what a pattern may say, and what it then means, lives here.
//!
//! Invariant: a `Rule` is in normal form (`$or` expanded, paths flattened and sorted, operands checked), so nothing
//! behind it can fail for a reason a user would have to hear.

mod address;
mod complexity;
mod expand;
mod lower;
mod machine;
mod number;
mod operator;
mod path;
mod profile;
mod read;
mod rule;
mod source;
mod text;

pub(crate) use address::digits as address_digits;
pub(crate) use number::comparable;
pub use profile::{PayloadForm, Profile};
pub use rule::Rule;
pub(crate) use rule::{Part, Test};
pub use source::{Source, UnknownSource};
pub(crate) use text::{lossy_into, wildcard_holds};
