//! The package as its callers see it: bytes in, outcomes and totals out.

mod bad_input;
mod containers;
mod drop_tables;
mod explain;
mod harness;
mod independence;
mod mutations;
mod printed;
mod refused;
mod shapes;
mod traps;
