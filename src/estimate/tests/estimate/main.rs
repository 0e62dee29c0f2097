//! Estimates through the public API: published and hand-computed examples, the simulator against its closed forms, and
//! what must hold for any sample.

mod bills;
mod capacity;
mod closed_form;
mod environments;
mod failures;
mod harness;
mod invariants;
mod queueing;
mod samples;
mod streams;
mod worked;
