//! The jobs of the machines that replay shards.

use serde::{Deserialize, Serialize};
use tidegate_mapping::simulate::{Record, Settings, Whole, simulate_part};

use super::result::{JobResult, Keep, Results};
use super::rows::ShardRow;
use crate::request::frame::Frame;
use crate::request::lanes::Take;
use crate::request::sample::Row;

/// A replay of all shards with one setting of the mapping.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::request) struct Job {
    pub(super) frame: Frame,
    pub(super) take: Take,
    pub(super) settings: Settings,
    pub(super) whole: Whole,
    pub(super) keep: Keep,
}

/// Replays to do.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Jobs(pub(super) Vec<Job>);

impl Jobs {
    /// Returns how many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Replays a group of shards. `rows` are all of its rows.
    #[must_use]
    pub fn run(&self, mut rows: Vec<ShardRow>) -> Results {
        rows.sort_unstable_by_key(|row| row.number);
        let rows: Vec<_> = rows.iter().map(|it| (it.number.into(), it.row())).collect();
        // Neighbours often have the same records.
        let mut made: Option<(&Frame, Vec<Record>)> = None;
        let results = self.0.iter().map(|job| {
            let made = match &mut made {
                Some((frame, made)) if **frame == job.frame => made,
                other => &mut other.insert((&job.frame, job.records(&rows))).1,
            };
            job.run(made)
        });
        Results(results.collect())
    }
}

impl Job {
    fn records(&self, rows: &[(u64, Row)]) -> Vec<Record> {
        self.frame
            .records(rows.iter().map(|(number, row)| (*number, row)))
    }

    fn run(&self, records: &[Record]) -> JobResult {
        let mut result = JobResult::default();
        let part = simulate_part(
            &self.take.of(records),
            &self.settings,
            self.whole,
            &mut |it| {
                result.see(it, self.keep);
            },
        );
        result.part = part;
        result
    }
}
