//! Counts of a run of comparisons.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

use tidegate_analysis::{Comparison, Inclusion, Relation};

/// Most pairs without a decision that are named for each reason.
const OPEN_SHOWN_MAX: usize = 8;

/// The results of a run.
#[derive(Clone, Debug, Default)]
pub struct CompareTally {
    /// Pairs with a pattern that AWS refuses.
    pub refused: u64,
    /// The mistakes in results, each with the number of its pair.
    pub faults: Vec<(u64, String)>,
    /// Records that were given as witnesses.
    pub witnesses: u64,
    /// Pairs for which lists of objects make a difference.
    pub by_lists: u64,
    relations: BTreeMap<&'static str, u64>,
    reasons: BTreeMap<&'static str, u64>,
    /// By reason: the numbers of the first pairs that were not decided for it.
    open: BTreeMap<&'static str, BTreeSet<u64>>,
    microseconds: Vec<u64>,
}

impl CompareTally {
    pub(super) fn add(&mut self, number: u64, compared: &Comparison, time: Duration) {
        *self.relations.entry(compared.all().name()).or_default() += 1;
        self.by_lists += u64::from(compared.flat() != compared.all());
        self.microseconds
            .push(u64::try_from(time.as_micros()).unwrap_or(u64::MAX));
        for inclusion in [&compared.old_in_new.all, &compared.new_in_old.all] {
            match inclusion {
                Inclusion::Holds => {}
                Inclusion::Fails(_) => self.witnesses += 1,
                Inclusion::Unknown { reason, .. } => {
                    *self.reasons.entry(reason.words()).or_default() += 1;
                    self.open.entry(reason.words()).or_default().insert(number);
                }
            }
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.refused += other.refused;
        self.witnesses += other.witnesses;
        self.by_lists += other.by_lists;
        self.faults.extend(other.faults);
        self.faults.sort();
        self.microseconds.extend(other.microseconds);
        for (relation, count) in other.relations {
            *self.relations.entry(relation).or_default() += count;
        }
        for (reason, count) in other.reasons {
            *self.reasons.entry(reason).or_default() += count;
        }
        for (reason, pairs) in other.open {
            self.open.entry(reason).or_default().extend(pairs);
        }
    }

    /// Returns the number of pairs that were compared.
    #[must_use]
    pub fn compared(&self) -> u64 {
        self.relations.values().sum()
    }

    /// Returns the number of pairs without a decision.
    #[must_use]
    pub fn unknown(&self) -> u64 {
        let unknown = self.relations.get(Relation::Unknown.name());
        unknown.copied().unwrap_or_default()
    }

    /// Returns the number of pairs whose filters mean the same.
    #[must_use]
    pub fn equivalent(&self) -> u64 {
        let equivalent = self.relations.get(Relation::Equivalent.name());
        equivalent.copied().unwrap_or_default()
    }
}

impl fmt::Display for CompareTally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut times = self.microseconds.clone();
        times.sort_unstable();
        let at = |per_mille: usize| {
            let index = times.len().saturating_sub(1) * per_mille / 1000;
            times.get(index).copied().unwrap_or_default()
        };
        let mean = times.iter().sum::<u64>() / (times.len() as u64).max(1);
        writeln!(
            f,
            "{} pairs compared, {} refused by AWS",
            self.compared(),
            self.refused
        )?;
        for (relation, count) in &self.relations {
            writeln!(f, "  {relation}: {count}")?;
        }
        for (reason, count) in &self.reasons {
            let open = self.open.get(reason).into_iter().flatten();
            let pairs: Vec<String> = open.take(OPEN_SHOWN_MAX).map(u64::to_string).collect();
            let pairs = pairs.join(", ");
            writeln!(
                f,
                "  not decided, {reason}: {count} directions (pairs {pairs})"
            )?;
        }
        writeln!(f, "  decided by lists of objects: {}", self.by_lists)?;
        writeln!(
            f,
            "  witnesses: {}; faults: {}",
            self.witnesses,
            self.faults.len()
        )?;
        write!(
            f,
            "  microseconds for each pair: mean {mean}, median {}, 99 % {}, most {}",
            at(500),
            at(990),
            at(1000)
        )
    }
}
