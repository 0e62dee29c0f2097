//! The templates of `filters/templates` against their expectations, mutations of them, and edits of patterns.

mod bounds;
mod edits;
mod expected;
mod mutated;
mod places;
mod rows;
mod terraform;
