//! Cold starts: how many there are at a rate and an idle time, what their initialisation costs, and what a filter does
//! to them. Fewer invocations keep fewer environments warm, so that there may be more cold starts, not fewer.
//!
//! How long Lambda keeps an idle environment is undocumented; 5 to 60 minutes are reported. Probabilities are floating
//! point and come with the interval of their simulation.

mod document;
mod model;
mod money;
mod simulation;

pub use model::Question;
pub use simulation::{Load, Simulated, bound, by_levels, simulate};
