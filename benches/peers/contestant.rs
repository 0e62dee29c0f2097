//! What every contestant can do: take the patterns of a piece of work, and count matches in a pass over records.

use std::hint::black_box;
use std::ops::Range;

use crate::clock::{Cost, measure};
use crate::work::Work;

/// How much of a record is looked at before its verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reads {
    /// All of it, and broken JSON is refused.
    Whole,
    /// What the patterns ask for: stops early, or skips over what it does not check.
    Part,
    /// No matching at all: a limit of the machine, or of a step that all have to take.
    Limit,
}

/// Matches by pattern.
pub(crate) type Counts = Vec<u64>;

/// Why a contestant does not take part in a piece of work.
pub(crate) type Refusal = String;

/// An engine, a parser with a few comparisons written by hand, or a limit.
pub(crate) trait Contestant {
    /// Name and version.
    fn name(&self) -> String;

    fn reads(&self) -> Reads;

    /// Gets ready for a piece of work.
    ///
    /// # Errors
    /// Why it can't do it.
    fn prepare(&mut self, work: &Work) -> Result<(), Refusal>;

    /// Counts the matches among some records of the work it was prepared for.
    ///
    /// # Errors
    /// Why it did not come to an end.
    fn count(&mut self, work: &Work, records: &Range<usize>) -> Result<Counts, Refusal>;

    /// The same with its cost, measured where the work is done.
    ///
    /// # Errors
    /// Those of `count`.
    fn timed(&mut self, work: &Work, records: &Range<usize>) -> Result<Cost, Refusal> {
        let (counts, cost) = measure(|| self.count(work, records));
        black_box(counts?);
        Ok(cost)
    }
}
