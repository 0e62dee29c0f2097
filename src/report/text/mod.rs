//! Layout for a terminal: columns, notes, lines of a width, emphasis.

pub mod columns;
pub mod notes;
mod palette;
mod wrap;

pub use palette::Palette;
pub use wrap::wrap;

/// Narrowest layout, in columns.
pub const WIDTH_MIN: usize = 60;

/// Widest layout, in columns.
pub const WIDTH_MAX: usize = 120;
