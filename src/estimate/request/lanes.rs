//! One run of the simulator over some records, lane by lane.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tidegate_mapping::simulate::{Counts, Invocation, Record, Settings, Unfinished, simulate_each};

/// The invocations of one lane, without those that try records of a stream or of consumers again.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct LaneRun {
    pub(super) invocations: u64,
    /// Records handed to the function.
    pub(super) records: u64,
    /// Records for the function that arrived, also those that expired before it got them.
    pub(super) arrived: u64,
    /// How often these are handed to the function if none expires: once, or as often as a standard queue gives them out.
    pub(super) handed: u64,
    /// Run time of all invocations together.
    pub(super) busy_us: u64,
}

/// Replays records on this machine.
pub(super) fn replay(
    records: &[Record],
    settings: &Settings,
    mut sink: Option<&mut dyn FnMut(Invocation)>,
) -> Result<(Counts, BTreeMap<u32, LaneRun>), Unfinished> {
    let mut runs = BTreeMap::<u32, LaneRun>::new();
    let counts = simulate_each(records, settings, &mut |invocation| {
        runs.entry(invocation.lane).or_default().add(invocation);
        if let Some(sink) = &mut sink {
            sink(invocation);
        }
    })?;
    Ok((counts, runs))
}

impl LaneRun {
    /// Adds an invocation. Retries that block a lane are counted apart.
    pub(super) fn add(&mut self, invocation: Invocation) {
        if invocation.is_retry {
            return;
        }
        self.invocations += 1;
        self.records += u64::from(invocation.records);
        self.busy_us += invocation.end_us - invocation.start_us;
    }

    pub(super) const fn plus(self, other: Self) -> Self {
        Self {
            invocations: self.invocations + other.invocations,
            records: self.records + other.records,
            arrived: self.arrived + other.arrived,
            handed: self.handed + other.handed,
            busy_us: self.busy_us + other.busy_us,
        }
    }
}

/// Which records of a workload are for the function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Take {
    /// All of them, as without a filter.
    All,
    /// The records that match.
    Matching,
}

impl Take {
    /// Returns the records, with those marked as matching that are for the function.
    pub(super) fn of(self, records: &[Record]) -> Cow<'_, [Record]> {
        let all = |record: &Record| Record {
            matches: true,
            ..*record
        };
        match self {
            Self::All => records.iter().map(all).collect(),
            Self::Matching => records.into(),
        }
    }
}
