//! The results that the machines that replay shards send, and how they add up.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tidegate_mapping::simulate::{Invocation, Part};

use crate::request::lanes::LaneRun;

/// What is sent back of a replay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Keep {
    /// The counts.
    Counts,
    /// Each invocation too: which run at the same time follows from those of all shards.
    Invocations,
}

/// The result of one job: the counts of some shards.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct JobResult {
    pub(super) part: Part,
    /// The lanes that ran.
    pub(super) lanes: BTreeMap<u32, LaneRun>,
    /// In no particular order; empty unless they were to be kept.
    pub(super) invocations: Vec<Invocation>,
}

/// The results of jobs, in their order.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Results(pub(super) Vec<JobResult>);

impl Results {
    /// Adds the results of the same jobs for other shards. In which order shards are added makes no difference.
    ///
    /// # Errors
    /// The results are of another number of jobs.
    pub fn merge(&mut self, other: Self) -> Result<(), NotTheseJobs> {
        if self.0.is_empty() {
            self.0 = other.0;
            return Ok(());
        }
        if self.0.len() != other.0.len() {
            return Err(NotTheseJobs);
        }
        for (own, other) in self.0.iter_mut().zip(other.0) {
            own.merge(other);
        }
        Ok(())
    }
}

/// Results of other jobs than those that were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotTheseJobs;

impl std::fmt::Display for NotTheseJobs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(
            "these results are of other jobs: the machines have different versions of tidegate",
        )
    }
}

impl std::error::Error for NotTheseJobs {}

impl JobResult {
    pub(super) fn see(&mut self, invocation: Invocation, keep: Keep) {
        self.lanes
            .entry(invocation.lane)
            .or_default()
            .add(invocation);
        match keep {
            Keep::Counts => {}
            Keep::Invocations => self.invocations.push(invocation),
        }
    }

    fn merge(&mut self, other: Self) {
        self.part.merge(&other.part);
        for (lane, run) in other.lanes {
            let own = self.lanes.entry(lane).or_default();
            *own = own.plus(run);
        }
        self.invocations.extend(other.invocations);
    }
}
