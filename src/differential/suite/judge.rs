//! Judges the records of a suite by the reference.

use tidegate::{Profile, Source};
use tidegate_analysis::{Suite, Why};
use tidegate_batch::{Disposition, Filters};
use tidegate_fixtures::generate::EventSource;
use tidegate_reference::{Dialect, Fate, fate};

/// Filters, compiled, and the dialect in which the reference reads them.
pub(super) struct Judged<'j> {
    pub(super) filters: Filters,
    patterns: &'j [String],
    dialect: Dialect,
}

impl<'j> Judged<'j> {
    /// Returns `None` if AWS refuses a pattern.
    pub(super) fn of(source: Option<EventSource>, patterns: &'j [String]) -> Option<Self> {
        let (source, dialect) = match source {
            None => (Source::EventBridge, Dialect::EventBridge),
            Some(EventSource::Sqs) => (Source::Sqs, Dialect::Sqs),
            Some(EventSource::Kinesis) => (Source::Kinesis, Dialect::Kinesis),
            Some(EventSource::DynamoDb) => (Source::DynamoDb, Dialect::DynamoDb),
            Some(EventSource::Kafka) => (Source::Kafka, Dialect::Kafka),
            Some(EventSource::Mq) => (Source::Mq, Dialect::Mq),
        };
        let texts: Vec<&str> = patterns.iter().map(String::as_str).collect();
        Some(Self {
            filters: Filters::compile(source, Profile::Service(source), &texts).ok()?,
            patterns,
            dialect,
        })
    }

    /// Returns what is wrong with a suite, a sentence for each fault.
    pub(super) fn faults(&self, suite: &Suite) -> Vec<String> {
        let texts: Vec<&str> = self.patterns.iter().map(String::as_str).collect();
        let refused = suite.unreached.iter().filter(|it| it.why == Why::Refused);
        let refused =
            refused.map(|it| format!("{}: the engine refuses its record\n  {texts:?}", it.goal));
        let wrong = suite.records.iter().filter_map(|generated| {
            let fate = fate(self.dialect, &texts, generated.record.as_bytes());
            let is_right = is_same(fate, generated.disposition);
            (!is_right).then(|| {
                let record = &generated.record;
                format!(
                    "the reference says {fate:?} of {record} ({})\n  {texts:?}",
                    generated.why
                )
            })
        });
        refused.chain(wrong).collect()
    }
}

fn is_same(fate: Fate, disposition: Disposition) -> bool {
    match (fate, disposition) {
        (Fate::Delivered, Disposition::Delivered) | (Fate::Filtered, Disposition::Filtered) => true,
        (Fate::Dropped(reason), Disposition::Dropped(_)) => Some(reason) == disposition.reason(),
        // A suite holds whole records of their source.
        (Fate::Unreadable(_), _) | (_, Disposition::Unreadable(_)) => false,
        (Fate::Delivered | Fate::Filtered | Fate::Dropped(_), _) => false,
    }
}
