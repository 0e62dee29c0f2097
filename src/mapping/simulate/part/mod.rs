//! A replay in parts, each on a machine of its own: lanes and shards do not depend on each other, so parts that hold all
//! records of some of them add up to the whole. Every count of the whole is exact; only the most invocations at once need the
//! invocations of all parts.
//!
//! # Example
//!
//! Two shards, and a record of 600,000 microseconds' run time that arrives at 0 at the first and at 100 at the second:
//!
//! ```text
//! part      busy_us    ends       after the last arrival, which is 100 for both
//! shard 0   600,000    600,000    599,900
//! shard 1   600,000    600,100    600,000
//! together  1,200,000  600,100    1,199,900: sums, except the end, which is the later one
//! at once   2: from the invocations of both parts, because neither part sees more than one
//! ```

use serde::{Deserialize, Serialize};

use super::counts::{Counts, Invocation, Unfinished};
use super::meter::{Meter, at_once_max};
use super::record::Record;
use super::replay::run_lanes;
use super::run::{Run, Whole};
use super::settings::Settings;

/// The counts of some lanes of a replay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    counts: Counts,
    effort: u64,
}

/// Replays some lanes of `whole`: `records` are all of theirs, sorted by arrival. Not for a standard queue, whose messages
/// share one lane.
///
/// ```
/// use tidegate_mapping::simulate::{
///     ConsumerSettings, Failing, Kind, Order, Part, Record, Settings, Whole, simulate, simulate_part,
/// };
/// let two = ConsumerSettings { lanes: 2, ..ConsumerSettings::ONE };
/// let settings = Settings::plain(Kind::Consumers(two), Order::FilterFirst, 2);
/// let record = |lane_key| Record { arrival_us: 0, lane_key, matches: true, bytes: 100, failing: Failing::NEVER };
/// let (first, second) = ([record(0), record(0), record(0)], [record(1)]);
/// let all = [first.as_slice(), &second].concat();
/// let whole = Whole::of(&all);
/// let mut part = simulate_part(&first, &settings, whole, &mut |_| {});
/// part.merge(&simulate_part(&second, &settings, whole, &mut |_| {}));
/// assert_eq!(part.finish(whole, &[])?.invocations, simulate(&all, &settings)?.invocations);
/// # Ok::<(), tidegate_mapping::simulate::Unfinished>(())
/// ```
#[must_use]
pub fn simulate_part(
    records: &[Record],
    settings: &Settings,
    whole: Whole,
    sink: &mut dyn FnMut(Invocation),
) -> Part {
    let mut run = Run::part(records, settings, Meter::new(sink), whole);
    run_lanes(&mut run);
    let (counts, effort) = run.finish_part();
    Part { counts, effort }
}

impl Part {
    /// Adds the counts of other lanes.
    pub fn merge(&mut self, other: &Self) {
        self.effort = self.effort.saturating_add(other.effort);
        self.counts.add(&other.counts);
    }

    /// Returns the counts of all lanes. `invocations` are those of all parts, in any order; without them, the most
    /// invocations at once are not known and are 0.
    ///
    /// # Errors
    /// All parts together took more time or memory than one run may.
    pub fn finish(self, whole: Whole, invocations: &[Invocation]) -> Result<Counts, Unfinished> {
        if self.effort > whole.effort_max() {
            return Err(Unfinished {
                invocations: self.counts.invocations,
                records: whole.records,
            });
        }
        let long = invocations.iter().filter(|it| it.end_us > it.start_us);
        let (starts, ends) = long.map(|it| (it.start_us, it.end_us)).unzip();
        Ok(Counts {
            concurrency_max: at_once_max(starts, ends),
            ..self.counts
        })
    }
}

impl Counts {
    /// Adds the counts of other lanes. The most at once of both is not known from these.
    const fn add(&mut self, other: &Self) {
        let Self {
            invocations,
            records_invoked,
            busy_us,
            receives,
            given_up,
            given_up_batches,
            expired,
            retries,
            records_retried,
            retrying_us,
            overtime_us,
            finished_us,
            concurrency_max: _,
        } = *other;
        self.invocations += invocations;
        self.records_invoked += records_invoked;
        self.busy_us += busy_us;
        self.receives += receives;
        self.given_up += given_up;
        self.given_up_batches += given_up_batches;
        self.expired += expired;
        self.retries += retries;
        self.records_retried += records_retried;
        self.retrying_us += retrying_us;
        self.overtime_us += overtime_us;
        if finished_us > self.finished_us {
            self.finished_us = finished_us;
        }
        self.concurrency_max = 0;
    }
}

#[cfg(test)]
mod tests;
