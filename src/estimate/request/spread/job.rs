//! What the machines that replay shards are asked for.

use serde::{Deserialize, Serialize};
use tidegate_mapping::simulate::{Record, Settings, Whole, simulate_part};

use super::answer::{Answer, Answers};
use super::rows::ShardRow;
use crate::request::frame::Frame;
use crate::request::runs::Take;
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

/// What is sent back of a replay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Keep {
    /// The counts.
    Counts,
    /// Each invocation too: which run at the same time follows from those of all shards.
    Invocations,
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
    pub fn run(&self, mut rows: Vec<ShardRow>) -> Answers {
        rows.sort_unstable_by_key(|row| row.number);
        let rows: Vec<_> = rows.iter().map(|it| (it.number.into(), it.row())).collect();
        // Neighbours often have the same records.
        let mut made: Option<(&Frame, Vec<Record>)> = None;
        let answers = self.0.iter().map(|job| {
            let made = match &mut made {
                Some((frame, made)) if **frame == job.frame => made,
                other => &mut other.insert((&job.frame, job.records(&rows))).1,
            };
            job.run(made)
        });
        Answers(answers.collect())
    }
}

impl Job {
    fn records(&self, rows: &[(u64, Row)]) -> Vec<Record> {
        self.frame
            .records(rows.iter().map(|(number, row)| (*number, row)))
    }

    fn run(&self, records: &[Record]) -> Answer {
        let mut answer = Answer::default();
        let part = simulate_part(
            &self.take.of(records),
            &self.settings,
            self.whole,
            &mut |it| {
                answer.see(it, self.keep);
            },
        );
        answer.part = part;
        answer
    }
}
