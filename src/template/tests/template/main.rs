//! The templates of `filters/templates` against their expectations, and mutations of them.

mod bounds;
mod expected;
mod mutated;
mod places;
mod rows;
mod terraform;
