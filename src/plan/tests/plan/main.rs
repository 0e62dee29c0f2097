//! Compares plans with independently calculated figures, and validates them against the schema.

#![forbid(unsafe_code)]

mod cold_start;
mod concurrency;
mod estimates;
mod harness;
mod logs;
mod memory;
mod provisioned;
mod queueing;
mod reconcile;
mod recursion;
mod retries;
mod wait;
