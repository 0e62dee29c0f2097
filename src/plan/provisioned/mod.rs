//! Provisioned concurrency: the use above which it is cheaper than running on demand, by region, and the cost of a
//! number of environments, including invocations that spill over.
//!
//! Source of the rules: AWS Lambda pricing page, read 2026-11-23. The enabled time is rounded up to five minutes. The
//! free tier does not apply to run time on provisioned environments. Invocations that find no free environment run on
//! demand.

mod document;
mod model;
mod tables;

pub use model::{ProvisionedRequest, break_even};
