//! Near misses of an estimate: which condition alone keeps how many of the filtered records out.

use tidegate_batch::{Disposition, Filters, Outcome, RecordExplainer};
use tidegate_estimate::{NearMiss, NearMisses, filter_number};

use crate::near::{Near, condition};

/// Filtered records that are looked at, the first ones read: an explanation takes far longer than a verdict.
const EXAMINED_MAX: u64 = 20_000;

/// Conditions kept, most records first.
const CONDITIONS_MAX: usize = 20;

/// Counts conditions as records come.
#[derive(Debug)]
pub struct NearCounter {
    /// `None` if the filters can't be explained; then nothing is counted.
    explainer: Option<RecordExplainer>,
    near: Near,
    examined: u64,
}

impl NearCounter {
    /// Returns a counter for the records that these filters judge.
    #[must_use]
    pub fn new(filters: &Filters) -> Self {
        Self {
            explainer: filters.explainer().ok(),
            near: Near::default(),
            examined: 0,
        }
    }

    /// Counts the next record, unless it is delivered or enough records were looked at.
    pub fn take(&mut self, outcome: &Outcome<'_>) {
        let is_filtered = outcome.judged.disposition == Disposition::Filtered;
        if !is_filtered || self.examined == EXAMINED_MAX {
            return;
        }
        if let Some(explainer) = &mut self.explainer {
            self.examined += 1;
            self.near.count(explainer.obstacles(outcome));
        }
    }

    /// Returns the near misses. `filtered` is the number of all filtered records. `None` if the
    /// filters can't be explained.
    #[must_use]
    pub fn finish(self, filtered: u64) -> Option<NearMisses> {
        self.explainer?;
        let conditions = self.near.by_count().into_iter().take(CONDITIONS_MAX);
        let conditions = conditions.map(|(obstacle, records)| NearMiss {
            condition: condition(obstacle),
            filter: filter_number(obstacle.filter),
            records,
        });
        Some(NearMisses {
            examined: self.examined,
            filtered,
            records: self.near.records,
            conditions: conditions.collect(),
        })
    }
}
