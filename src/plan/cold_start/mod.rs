//! Cold starts: how many occur at a rate and an idle time, what their initialisation costs, and how a filter changes
//! them. Fewer invocations keep fewer environments warm, so a filter may cause more cold starts.
//!
//! AWS does not document how long Lambda keeps an idle environment; 5 to 60 minutes are reported. Probabilities are
//! floating point; simulated ones have a 95 % interval.

mod document;
mod measured;
mod model;
mod money;
mod simulation;

pub(crate) use measured::{MEASURED, measured};
pub use model::ColdStartRequest;
pub use simulation::{Load, Simulated, bound, by_clumps, by_clumps_above, simulate};
