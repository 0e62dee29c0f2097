//! A replay spread over machines: one puts the samples together and chooses what is replayed, others replay a group of shards
//! each, and the one that asked adds their counts up.
//!
//! Lanes and shards do not depend on each other, so the counts are the same as those of one machine. The report is made by the
//! same code: whenever it needs a replay that nobody has done yet, it notes a job and ends early. It is made again when the
//! results are there, until no job is left.
//!
//! # Example
//!
//! ```text
//! report   without filter, filter first, batch first      three jobs; the report ends early
//! shards   three results for each group of shards         added up
//! report   ... sampling interval, first point of a curve  six jobs more
//! shards   ...
//! report   all points of the curves                       further jobs
//! shards   ...
//! report   done
//! ```

mod chosen;
mod job;
mod result;
mod rows;
mod store;

pub use chosen::Chosen;
pub use job::Jobs;
pub use result::{NotTheseJobs, Results};
pub use rows::ShardRow;
pub(super) use store::Spread;

#[cfg(test)]
mod tests;
