//! Planning: what a function needs and what it costs, from a few figures, from a replay or from logs.
//! Each command of `tidegate plan` has a module here, which takes a `Question` and returns one [`Plan`].
//! A plan stands apart from its renderings, so that every command has text, Markdown and JSON without writing any.
//!
//! Probabilities are floating point, shown to four significant digits; money is exact decimals, as everywhere.
#![forbid(unsafe_code)]

pub mod cold_start;
pub mod concurrency;
pub mod logs;
pub mod memory;
mod plan;
pub mod provisioned;
pub mod reconcile;
pub mod recursion;
mod render;
pub mod retries;
pub mod storage;
mod value;
pub mod wait;

pub use plan::{Figure, PLAN_SCHEMA, Plan, Runs, Table};
pub use value::Value;
