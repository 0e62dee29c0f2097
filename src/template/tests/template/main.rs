//! The templates of `filters/templates` against their expectations, and mutations of them.

mod expected;
mod mutated;
mod places;
mod rows;
