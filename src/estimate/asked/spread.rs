//! A request whose replay is spread over machines: each step can be done on another one.

use tidegate_mapping::simulate::Unfinished;

use super::build::Asked;
use crate::model::Report;
use crate::request::{Chosen, RecordsRead, Sample, ShardRow};

impl Asked {
    /// Chooses the records of a sample that are replayed. The type of the queue has to be settled before.
    #[must_use]
    pub fn choose(&self, sample: Sample) -> Chosen {
        self.request.choose(sample)
    }

    /// Returns the records by the groups of shards that can be replayed apart. `None` if they can't be: where records are
    /// dealt out to shards by chance, arrive at random or are too few, and for a standard queue.
    #[must_use]
    pub fn shard_rows(&self, chosen: &Chosen) -> Option<Vec<ShardRow>> {
        let groups = self.request.shard_groups(chosen)?;
        Some(chosen.rows(groups).collect())
    }

    /// Returns the report of chosen records; `None` if replays are wanted that other machines do ([`Chosen::wanted`]).
    ///
    /// # Errors
    /// The replay would take too long, because records are retried too often.
    pub fn answer_spread(
        &self,
        chosen: &Chosen,
        read: &RecordsRead,
    ) -> Result<Option<Report>, Unfinished> {
        let report = self.clone().answer_chosen(chosen, read.clone());
        match chosen.is_wanting() {
            true => Ok(None),
            false => report.map(Some),
        }
    }
}
