//! Tests of the package through its public interface: bytes in, outcomes and counts out.

mod bad_input;
mod containers;
mod drop_tables;
mod explain;
mod harness;
mod independence;
mod mutations;
mod outputs;
mod printed;
mod refused;
mod shapes;
mod traps;
