//! Words that operators share: values as phrases show them, and what a text is beside the one that was wanted.
//! They stand below the operators, each of which explains its own near miss.
//! A phrase may guess what was meant; it never says whether a field is satisfied.

mod near;
mod value;

pub(super) use near::{
    address_near_miss, differs_in_space, folded, looks_elsewhere, other_text, text_near_miss,
};
pub(super) use value::quote;
pub(crate) use value::{Context, Value, short};
