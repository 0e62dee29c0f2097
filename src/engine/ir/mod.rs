//! Lowers patterns to rules. All AWS rules about what a pattern may contain, and what it then means, are here, so that
//! no other layer needs to know them.
//!
//! Invariant: a `Rule` is in normal form (`$or` expanded, paths flattened and sorted, operands checked), so no later
//! step can fail for a reason that a user would have to know.

mod address;
mod complexity;
mod dialect;
mod expand;
mod glob;
mod leaf_test;
mod lower;
mod machine;
mod measure;
mod number;
mod operator;
mod path;
mod profile;
mod read;
mod rule;
mod settle;
mod source;
mod text;
mod walk;
mod wanted;
mod words;

pub(crate) use address::digits as address_digits;
pub use leaf_test::{AddressTest, Nothing, Part, Test};
pub use measure::Complexity;
pub(crate) use number::{comparable, double_of_key, order_key};
pub(crate) use operator::Operator;
pub(crate) use path::java_order;
pub use profile::{PayloadForm, Profile};
pub use read::ERRORS_MAX;
pub use rule::Rule;
pub use source::{Source, UnknownSource};
pub(crate) use text::lossy_into;
pub(crate) use wanted::Wanted;
pub(crate) use words::{Context, Value, short};
