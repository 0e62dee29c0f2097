//! Input that is built to be expensive: a table of patterns, each with a worst-case event. Tests check that each event,
//! and the plain events around it, get the result in the table.
//!
//! The command `hostile` measures the cost of each event compared with a plain one. Tests never measure.

mod cost;
mod events;
mod packed;

pub use cost::{Cost, costs, filters, plain};
pub(crate) use cost::{cpu, reset_peak, status};
pub use events::{Hostile, hostile};
pub use packed::{Bomb, bombs};
