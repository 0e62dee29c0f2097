//! Input that was built to be expensive lives here: a table of patterns, each with an event that is as bad for them as it
//! can be. Tests check that each event, and the plain events around it, get the answer that the table gives.
//!
//! What an event costs beside a plain one is a figure of the command `hostile`, never of a test.

mod cost;
mod events;
mod packed;

pub use cost::{Cost, costs, filters, plain};
pub use events::{Hostile, hostile};
pub use packed::{Bomb, bombs};
