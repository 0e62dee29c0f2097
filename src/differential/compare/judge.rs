//! Judges the results of comparisons: every witness by engine and reference, and every proof by records.

use tidegate::{Profile, Source};
use tidegate_analysis::{Comparison, Inclusion, Inclusions, Reason};
use tidegate_batch::{Disposition, Filters, RecordForm};
use tidegate_fixtures::generate::{EventSource, FilterPair, PairRecord};
use tidegate_reference::{Dialect, Fate, fate};

/// Both sides of a pair, compiled.
pub(super) struct Sides<'p> {
    pair: &'p FilterPair,
    dialect: Dialect,
    pub(super) old: Filters,
    pub(super) new: Filters,
}

/// One direction of a comparison.
struct Direction<'d> {
    name: &'static str,
    inclusions: &'d Inclusions,
    from: &'d [String],
    into: &'d [String],
}

impl<'p> Sides<'p> {
    /// Returns `None` if AWS refuses a pattern.
    pub(super) fn of(pair: &'p FilterPair) -> Option<Self> {
        let (source, dialect) = match pair.source {
            // Any JSON object is an event; those of a bus have the keys of their envelope only.
            None => (Source::EventBridge, Dialect::Ruler),
            Some(EventSource::Sqs) => (Source::Sqs, Dialect::Sqs),
            Some(EventSource::Kinesis) => (Source::Kinesis, Dialect::Kinesis),
            Some(EventSource::DynamoDb) => (Source::DynamoDb, Dialect::DynamoDb),
            Some(EventSource::Kafka) => (Source::Kafka, Dialect::Kafka),
            Some(EventSource::Mq) => (Source::Mq, Dialect::Mq),
        };
        let profile = match pair.source {
            None => Profile::Ruler,
            Some(_) => Profile::Service(source),
        };
        let compiled = |patterns: &[String]| {
            let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
            Filters::compile(source, profile, &patterns).ok()
        };
        Some(Self {
            old: compiled(&pair.old)?,
            new: compiled(&pair.new)?,
            pair,
            dialect,
        })
    }

    /// Returns what is wrong with a comparison, a sentence for each fault.
    pub(super) fn faults(&mut self, compared: &Comparison, records: &[PairRecord]) -> Vec<String> {
        let pair = self.pair;
        let directions = [
            Direction {
                name: "old in new",
                inclusions: &compared.old_in_new,
                from: &pair.old,
                into: &pair.new,
            },
            Direction {
                name: "new in old",
                inclusions: &compared.new_in_old,
                from: &pair.new,
                into: &pair.old,
            },
        ];
        let mut faults = Vec::new();
        for direction in &directions {
            for inclusion in [&direction.inclusions.flat, &direction.inclusions.all] {
                faults.extend(self.fault_of(direction, inclusion));
            }
        }
        faults.extend(
            records
                .iter()
                .filter_map(|record| self.refutes(record, compared)),
        );
        faults.truncate(3);
        faults
    }

    /// Returns the fault of one result: a witness that the reference or the engine refuses.
    fn fault_of(&self, direction: &Direction<'_>, inclusion: &Inclusion) -> Option<String> {
        match inclusion {
            Inclusion::Holds => None,
            Inclusion::Unknown { reason, .. } => (*reason == Reason::Refused).then(|| {
                let Direction {
                    name, from, into, ..
                } = direction;
                format!("{name}: a witness was refused by the engine\n  {from:?}\n  {into:?}")
            }),
            Inclusion::Fails(witness) => {
                let delivers = |patterns: &[String]| {
                    let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
                    fate(self.dialect, &patterns, witness.record.as_bytes())
                };
                let (from, into) = (delivers(direction.from), delivers(direction.into));
                let is_right =
                    from == Fate::Delivered && matches!(into, Fate::Filtered | Fate::Dropped(_));
                (!is_right).then(|| {
                    format!(
                        "{}: the reference says {from:?} and {into:?} of {}\n  {:?}\n  {:?}",
                        direction.name, witness.record, direction.from, direction.into
                    )
                })
            }
        }
    }

    /// Returns the fault that a record shows: a proof although only one side delivers it.
    fn refutes(&self, record: &PairRecord, compared: &Comparison) -> Option<String> {
        let delivers = |filters: &Filters| {
            let mut judge = filters.judge();
            let judged = judge.judge(record.text.as_bytes(), RecordForm::Record);
            judged.disposition == Disposition::Delivered
        };
        let is_proven = |inclusions: &Inclusions| {
            inclusions.all == Inclusion::Holds
                || record.is_flat && inclusions.flat == Inclusion::Holds
        };
        let is_refuted = match (delivers(&self.old), delivers(&self.new)) {
            (true, false) => is_proven(&compared.old_in_new),
            (false, true) => is_proven(&compared.new_in_old),
            (true, true) => record.is_flat && compared.are_apart,
            (false, false) => false,
        };
        is_refuted.then(|| {
            let FilterPair { old, new, .. } = self.pair;
            let text = &record.text;
            format!("{text} refutes a proof\n  {old:?}\n  {new:?}")
        })
    }
}
