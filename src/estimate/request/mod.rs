//! Makes a report of a sample. From records with their fates, a mapping and the arrivals of records, it computes
//! invocations, money, curves and next steps.
//!
//! There are four ways to count, ordered by how much is known: a sample without times is counted in groups
//! ([`SampleModel`](crate::SampleModel)); a stated backlog by the closed form; a stated rate by replaying drawn
//! arrivals; recorded times by replaying them. Only the last three say anything about a month, hence about money.

mod advice;
mod answer;
mod capacity;
mod cost;
mod counted;
mod curves;
mod draw;
mod environments;
mod frame;
mod inputs;
mod lanes;
mod load;
mod month;
mod notices;
mod ratio;
mod replay;
mod runs;
mod sample;
mod seeds;
mod source_cost;
mod spread;
mod workload;

pub use inputs::{Arrivals, Carrier, EstimateRequest, Failures, Pricing, RecordsRead, SnapStart};
pub use sample::{REPLAYED_MAX, Sample};
pub use spread::{Chosen, Jobs, NotTheseJobs, Results, ShardRow};
