//! Ways to retry a failed batch: it runs again as a whole, it is split, or only the records that failed run again.
//!
//! A batch of n records fails by chance with f = 1 - (1 - p)^n, where p is the share of a single record. A bad record
//! fails on each of its R attempts; a share of the batches holds one.

use super::invoker::Invoker;
use super::model::RetriesRequest;

/// How a failed batch is retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handling {
    /// All records of the batch run again.
    Whole,
    /// The batch is split in two, and each half runs again by itself.
    Split,
    /// Only the messages that failed return to the queue, and join later batches.
    Messages,
    /// The batch runs again from the first record that failed.
    Rest,
    /// The same, and the batch is cut there, so that records after the bad one are not given up with it.
    CutRest,
}

impl Handling {
    /// Returns the handlings that an invoker offers, the plainest first.
    #[must_use]
    pub const fn of(invoker: Invoker) -> &'static [Self] {
        match invoker {
            Invoker::Sync | Invoker::Async | Invoker::Mq => &[Self::Whole],
            Invoker::Sqs => &[Self::Whole, Self::Messages],
            Invoker::Kinesis | Invoker::DynamoDb | Invoker::Kafka => {
                &[Self::Whole, Self::Split, Self::Rest, Self::CutRest]
            }
        }
    }

    /// Returns the handling in words, by the settings that lead to it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Whole => "whole batch again",
            Self::Split => "split in two",
            Self::Messages | Self::Rest => "item failures reported",
            Self::CutRest => "reported and split",
        }
    }
}

/// The failures of the records of a batch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Batch {
    /// Records, at least 1.
    pub(super) records: u32,
    /// Share of the attempts of a batch that fail by chance.
    pub(super) failing: f64,
    /// Share of the batches that hold a record that always fails.
    pub(super) poison: f64,
    /// Most attempts; `None` without a limit.
    pub(super) attempts: Option<u64>,
}

impl Batch {
    /// Returns the batch of a request, if this share of the attempts fails.
    pub(super) fn of(request: &RetriesRequest, failing: f64) -> Self {
        Self {
            records: request.records(),
            failing,
            poison: request.poison.value,
            attempts: request.attempts(),
        }
    }

    /// Returns the share of a single record's attempts that fails by chance.
    pub(super) fn by_record(&self) -> f64 {
        1.0 - (1.0 - self.failing).powf(1.0 / f64::from(self.records))
    }

    /// Returns the share of records that always fail.
    fn bad_records(&self) -> f64 {
        self.poison / f64::from(self.records)
    }

    /// Returns the mean number of invocations for each first attempt.
    pub(super) fn multiplier(&self, handling: Handling) -> f64 {
        match handling {
            Handling::Whole => self.mixed(self.poison, self.tries(self.failing)),
            Handling::Split => {
                let bad = if self.poison > 0.0 {
                    self.poison * self.split_with_bad(self.records)
                } else {
                    0.0
                };
                (1.0 - self.poison) * self.split(self.records) + bad
            }
            Handling::Messages => self.mixed(self.bad_records(), self.tries(self.by_record())),
            Handling::Rest | Handling::CutRest => {
                let tries = self.mixed(self.bad_records(), self.tries(self.by_record()));
                1.0 + f64::from(self.records) * (tries - 1.0)
            }
        }
    }

    /// Returns the share of the records that are given up.
    pub(super) fn given_up(&self, handling: Handling) -> f64 {
        let mixed = |bad: f64, failing: f64| (1.0 - bad) * self.never(failing) + bad;
        let alone = mixed(self.bad_records(), self.by_record());
        match handling {
            Handling::Whole => mixed(self.poison, self.failing),
            Handling::Split | Handling::Messages | Handling::CutRest => alone,
            // The record that failed, and on average half of the others.
            Handling::Rest => (alone * (f64::from(self.records) + 1.0) / 2.0).min(1.0),
        }
    }

    /// Returns the share of the records, or of whole batches, that need the `nth` attempt.
    pub(super) fn needs(&self, handling: Handling, nth: u64) -> f64 {
        let (bad, failing) = match handling {
            Handling::Whole => (self.poison, self.failing),
            Handling::Split | Handling::Messages | Handling::Rest | Handling::CutRest => {
                (self.bad_records(), self.by_record())
            }
        };
        (1.0 - bad) * failing.powi(power(nth - 1)) + bad
    }

    /// Returns the mean number of attempts, if the share `bad` takes all of them and the others `tries`.
    fn mixed(&self, bad: f64, tries: f64) -> f64 {
        if bad == 0.0 {
            return tries;
        }
        (1.0 - bad) * tries + bad * self.all()
    }

    fn all(&self) -> f64 {
        self.attempts.map_or(f64::INFINITY, |all| all as f64)
    }

    /// Returns 1 + f + ... + f^(R - 1).
    fn tries(&self, failing: f64) -> f64 {
        match self.attempts {
            None => 1.0 / (1.0 - failing),
            Some(all) if failing >= 1.0 => all as f64,
            Some(all) => (1.0 - failing.powi(power(all))) / (1.0 - failing),
        }
    }

    /// Returns the share that fails on all attempts by chance.
    fn never(&self, failing: f64) -> f64 {
        self.attempts.map_or(0.0, |all| failing.powi(power(all)))
    }

    /// Returns the mean invocations for `records` that fail by chance: one, and if it fails those of both halves.
    /// Splitting does not use up attempts, so only a single record has a limit.
    fn split(&self, records: u32) -> f64 {
        if records <= 1 {
            return self.tries(self.by_record());
        }
        let failing = 1.0 - (1.0 - self.by_record()).powi(records as i32);
        let half = records / 2;
        1.0 + failing * (self.split(half) + self.split(records - half))
    }

    /// Returns the same for `records` of which one always fails.
    fn split_with_bad(&self, records: u32) -> f64 {
        if records <= 1 {
            return self.all();
        }
        let half = records / 2;
        let other = records - half;
        let with = |bad: u32, good: u32| {
            let share = f64::from(bad) / f64::from(records);
            share * (self.split_with_bad(bad) + self.split(good))
        };
        1.0 + with(half, other) + with(other, half)
    }
}

fn power(number: u64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
