//! Planning: what a function needs and what it costs, from a few figures, from a replay or from logs.
//! Each command of `tidegate plan` has a module here, which takes a `Question` and returns one [`Plan`].
//! A plan becomes a document or its JSON here, so that every command has all formats without writing any.
//!
//! Probabilities are floating point, shown to four significant digits; money is exact decimals, as everywhere.
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
