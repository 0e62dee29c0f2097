//! The trait of every contestant: take the patterns of a workload, and count matches in a pass over records.

use std::hint::black_box;
use std::ops::Range;

use crate::clock::{Cost, measure};
use crate::work::Work;

/// How much of a record is read before its verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reads {
    /// All of it; broken JSON is refused.
    Whole,
    /// Only the parts that the patterns need: it stops early, or skips parts without checking them.
    Part,
    /// No matching: a limit of the machine, or of a step that every contestant must take.
    Limit,
}

/// The number of matches of each pattern.
pub(crate) type Counts = Vec<u64>;

/// Why a contestant does not run a workload.
pub(crate) type Refusal = String;

/// An engine, a parser with a few comparisons written by hand, or a limit.
pub(crate) trait Contestant {
    /// Returns name and version.
    fn name(&self) -> String;

    fn reads(&self) -> Reads;

    /// Prepares for a workload.
    ///
    /// # Errors
    /// The reason why it can't run the workload.
    fn prepare(&mut self, work: &Work) -> Result<(), Refusal>;

    /// Counts the matches among some records of the workload that it was prepared for.
    ///
    /// # Errors
    /// The reason why it did not finish.
    fn count(&mut self, work: &Work, records: &Range<usize>) -> Result<Counts, Refusal>;

    /// The same, but returns the cost, measured in the process that does the work.
    ///
    /// # Errors
    /// As for `count`.
    fn timed(&mut self, work: &Work, records: &Range<usize>) -> Result<Cost, Refusal> {
        let (counts, cost) = measure(|| self.count(work, records));
        black_box(counts?);
        Ok(cost)
    }
}
