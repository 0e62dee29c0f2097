//! The documents of `tidegate estimate --format json`, schema `tidegate.estimate/v1`, written and read by serde. Keys
//! are never renamed or removed, only added; the JSON Schema describes them, and tests check estimates against it. The
//! types of the [model](crate::Report) whose fields are keys are used as they are; the others are here.

mod cost;
mod estimate;
mod read;

pub use cost::{Cost, CostLine, FunctionCost, TotalCost, Unchanged};
pub use estimate::{DeliveredShare, Estimate, Invocations, NAME, SCHEMA};
pub use read::ReadError;
