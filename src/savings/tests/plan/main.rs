//! Plans against figures worked out elsewhere, and against the schema.

#![forbid(unsafe_code)]

mod concurrency;
mod harness;
mod logs;
