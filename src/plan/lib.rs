//! Planning: what a function needs and what it costs, from a few numbers, a replay or logs. Each command of `tidegate
//! plan` has a module here that takes a request, such as `WaitRequest`, and returns a [`Plan`]. This package turns
//! every plan into a document or JSON, so the commands share all output formats.
//!
//! Probabilities are floating point, shown with four significant digits. Money is exact decimals.
#![forbid(unsafe_code)]

pub mod cold_start;
pub mod concurrency;
mod document;
pub mod logs;
pub mod memory;
mod plan;
pub mod provisioned;
pub mod reconcile;
pub mod recursion;
pub mod retries;
pub mod storage;
pub mod v1;
mod value;
pub mod wait;

pub use plan::{Figure, Plan, Runs, Table};
pub use value::Value;
