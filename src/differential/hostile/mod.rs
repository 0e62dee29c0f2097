//! Input built to be expensive: a table of patterns with an event that is as bad for them as it can be, what has to come
//! of it, and what it costs beside a plain event.
//!
//! The invariant, tested: each is answered as the table says, and so are the events around it. The cost is a figure of the
//! command `hostile`, never of a test.

mod cost;
mod events;
mod packed;

pub use cost::{Cost, costs, filters, plain};
pub use events::{Hostile, hostile};
pub use packed::{Bomb, bombs};
