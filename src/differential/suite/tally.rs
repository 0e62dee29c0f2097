//! Counts of a run over suites.

use std::collections::BTreeMap;
use std::fmt;

use tidegate_analysis::Suite;

/// The results of a run.
#[derive(Clone, Debug, Default)]
pub struct SuiteTally {
    /// Filters that AWS refuses.
    pub refused: u64,
    /// Filters that can't be analysed.
    pub not_analysed: u64,
    /// The mistakes found, each with the number of its filter.
    pub faults: Vec<(u64, String)>,
    /// Suites made.
    pub suites: u64,
    records: BTreeMap<&'static str, u64>,
    unreached: BTreeMap<&'static str, u64>,
}

impl SuiteTally {
    pub(super) fn add(&mut self, suite: &Suite) {
        self.suites += 1;
        for generated in &suite.records {
            *self.records.entry(generated.kind.name()).or_default() += 1;
        }
        for unreached in &suite.unreached {
            *self.unreached.entry(unreached.why.words()).or_default() += 1;
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.refused += other.refused;
        self.not_analysed += other.not_analysed;
        self.suites += other.suites;
        self.faults.extend(other.faults);
        self.faults.sort();
        for (kind, count) in other.records {
            *self.records.entry(kind).or_default() += count;
        }
        for (why, count) in other.unreached {
            *self.unreached.entry(why).or_default() += count;
        }
    }

    /// Returns the number of records of a kind: `match`, `near` or `miss`.
    #[must_use]
    pub fn records(&self, kind: &str) -> u64 {
        self.records.get(kind).copied().unwrap_or(0)
    }
}

impl fmt::Display for SuiteTally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} suites; {} filters refused by AWS, {} not analysed; {} faults",
            self.suites,
            self.refused,
            self.not_analysed,
            self.faults.len()
        )?;
        for (kind, count) in &self.records {
            writeln!(f, "  records, {kind}: {count}")?;
        }
        for (why, count) in &self.unreached {
            writeln!(f, "  goals without a record, because {why}: {count}")?;
        }
        Ok(())
    }
}
