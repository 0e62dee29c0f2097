//! Compares ways to wait: asleep in the function, in a Wait state of Step Functions, or suspended as a durable
//! function.
//!
//! Source of the rules: AWS Lambda and AWS Step Functions pricing pages, read 2026-11-23. A function runs at most 15
//! minutes, an express workflow at most 5, and both are billed while they wait. A Wait state costs two transitions,
//! into it and out of it, and a second invocation. A durable wait costs a second invocation, its operations and the
//! state that it writes.

mod document;
mod model;

pub use model::{Durable, RETENTION_DAYS, WaitRequest};
