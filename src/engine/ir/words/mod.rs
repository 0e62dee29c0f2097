//! Phrases that operators share: how a value is shown, and how a text differs from the wanted one. Operators use these
//! to describe their own near misses. A phrase may guess what was meant; it never says whether a field is satisfied.

mod near;
mod value;

pub(super) use near::{
    address_near_miss, differs_in_space, folded, looks_elsewhere, other_text, text_near_miss,
};
pub(super) use value::quote;
pub(crate) use value::{Context, Value, short};
