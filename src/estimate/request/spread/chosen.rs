//! The records of a sample that are replayed, and all that the report needs of the others.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tidegate_mapping::simulate::Kind;

use super::job::Jobs;
use super::result::{NotTheseJobs, Results};
use super::rows::ShardRow;
use super::store::Spread;
use crate::request::inputs::EstimateRequest;
use crate::request::sample::{Recording, Sample};
use crate::sample::SampleModel;

/// Most groups of shards: a group is replayed at once, and has some cost of its own.
const GROUPS_MAX: u32 = 256;

/// Fewer records are replayed faster than they are sent.
const ROWS_MIN: usize = 2_000;

/// A sample of which is chosen what is replayed: at most 600,000 records, however many were read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Chosen {
    pub(in crate::request) recording: Recording,
    pub(in crate::request) model: SampleModel,
}

impl EstimateRequest {
    /// Chooses the records of a sample that are replayed.
    pub(crate) fn choose(&self, mut sample: Sample) -> Chosen {
        let mut recording = Recording::of(&mut sample, self.delivery.window_ms(), self.seed);
        if let Some(mapping) = self
            .by_lines(&recording)
            .as_ref()
            .and_then(|it| it.delivery.mapping())
        {
            recording.put_on_lines(mapping);
        }
        Chosen {
            recording,
            model: sample.model,
        }
    }

    /// Returns the groups of shards that can be replayed apart, and the number of all shards. `None` if they can't: records
    /// that do not say where they were read are dealt out by chance, and the messages of a standard queue share its pollers.
    pub(crate) fn shard_groups(&self, chosen: &Chosen) -> Option<(u32, u32)> {
        let recording = &chosen.recording;
        let by_lines = self.by_lines(recording);
        let mapping = by_lines.as_ref().unwrap_or(self).delivery.mapping()?;
        let shards = match mapping.kind() {
            Kind::Stream(stream) => stream.shards,
            Kind::Consumers(consumers) => consumers.lanes,
            Kind::Queue(_) => return None,
        };
        let is_apt = self.is_recorded(recording)
            && recording.has_lane_keys()
            && recording.rows.len() >= ROWS_MIN
            && shards > 1;
        is_apt.then_some((shards.min(GROUPS_MAX), shards))
    }
}

impl Chosen {
    /// Returns the number of records that are replayed.
    #[must_use]
    pub fn records(&self) -> usize {
        self.recording.rows.len()
    }

    /// Returns the rows by the groups of their shards, in order of arrival.
    pub(crate) fn rows(&self, (groups, shards): (u32, u32)) -> impl Iterator<Item = ShardRow> {
        let rows = (0..).zip(&self.recording.rows);
        rows.map(move |(number, row)| {
            let shard = row.lane_key().unwrap_or(0) % u64::from(shards.max(1));
            let group = shard % u64::from(groups.max(1));
            ShardRow::new(u32::try_from(group).unwrap_or(0), number, *row)
        })
    }

    /// From now on, replays are left to other machines: [`Chosen::wanted`] returns what they have to do.
    pub fn spread(&mut self) {
        self.recording.spread = Some(Arc::new(Spread::default()));
    }

    /// Returns whether the last report lacked replays.
    pub(crate) fn is_wanting(&self) -> bool {
        self.recording
            .spread
            .as_ref()
            .is_some_and(|it| it.is_wanting())
    }

    /// Returns the replays that the last report lacked, and forgets them.
    #[must_use]
    pub fn wanted(&self) -> Jobs {
        let spread = self.recording.spread.as_ref();
        spread.map(|it| it.wanted()).unwrap_or_default()
    }

    /// Takes the results of jobs, those of all groups merged.
    ///
    /// # Errors
    /// The results are of other jobs.
    pub fn take(&self, jobs: Jobs, results: Results) -> Result<(), NotTheseJobs> {
        match &self.recording.spread {
            Some(spread) => spread.take(jobs, results),
            None => Err(NotTheseJobs),
        }
    }
}
