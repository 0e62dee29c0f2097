//! Near misses of an estimate: which condition alone keeps how many of the filtered records out.

use tidegate_batch::{Disposition, Outcome, RecordExplainer};
use tidegate_estimate::{NearMiss, NearMisses, filter_number};

use crate::explain::{self, Near};
use crate::filters::NamedFilters;

/// Filtered records that are looked at, the first ones read: an explanation takes far longer than a verdict.
const EXAMINED_MAX: u64 = 20_000;

/// Conditions kept, most records first.
const CONDITIONS_MAX: usize = 20;

/// Counts conditions as records come.
pub(super) struct NearCounter {
    /// `None` if the filters can't be explained; then nothing is counted.
    explainer: Option<RecordExplainer>,
    near: Near,
    examined: u64,
}

impl NearCounter {
    pub(super) fn new(filters: &NamedFilters) -> Self {
        Self {
            explainer: filters.filters.explainer().ok(),
            near: Near::default(),
            examined: 0,
        }
    }

    pub(super) fn take(&mut self, outcome: &Outcome<'_>) {
        let is_filtered = outcome.judged.disposition == Disposition::Filtered;
        if !is_filtered || self.examined == EXAMINED_MAX {
            return;
        }
        if let Some(explainer) = &mut self.explainer {
            self.examined += 1;
            self.near.count(explainer.obstacles(outcome));
        }
    }

    /// Returns the near misses. `filtered` is the number of all filtered records.
    pub(super) fn finish(self, filtered: u64) -> Option<NearMisses> {
        self.explainer?;
        let conditions = self.near.by_count().into_iter().take(CONDITIONS_MAX);
        let conditions = conditions.map(|(obstacle, records)| NearMiss {
            condition: explain::condition(obstacle),
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
