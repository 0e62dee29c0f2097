//! Provisioned concurrency: from which use on it is cheaper than running on demand, region by region, and what so many
//! environments cost with what spills over.
//!
//! Rules: AWS Lambda pricing page, read 2026-11-23: time enabled is rounded up to five minutes, the free tier does not
//! apply to what runs on provisioned environments, what does not fit runs on demand.

mod document;
mod model;

pub use model::{Question, break_even};
