//! The request of an estimate: the mapping, how records arrive, the function and its prices.

use tidegate_batch::{Route, Tally};
use tidegate_figures::{HandlerDuration, Rate, Share};
use tidegate_mapping::Delivery;
use tidegate_price::Rates;
use tidegate_price::bill::{FreeTier, Init};

pub use super::draw::Failures;
use super::sample::Recording;
use crate::model::{FilterFinding, NearMisses, Proof};

/// How the records of a month arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrivals {
    /// At the recorded times of the sample; at random if it has none.
    Recorded,
    /// At random, single or in bursts.
    Random,
    /// Faster than the function can process them: every read finds a full batch.
    Backlog,
}

/// The function's settings and the price of its time.
#[derive(Clone, Debug)]
pub struct Pricing {
    /// Prices of that region and of the function's architecture.
    pub rates: Rates,
    /// Memory of the function, in MB.
    pub memory_mb: u32,
    /// Ephemeral storage of the function, in MB; up to 512 are free.
    pub storage_mb: u32,
    /// Cold starts; none are priced if `None`.
    pub init: Option<Init>,
    /// Size of the log of one invocation, in bytes.
    pub log_bytes: u64,
    /// Free tiers that this function can use.
    pub free: FreeTier,
    /// Whether the function starts from snapshots.
    pub snapstart: SnapStart,
    /// What pays for the way from the source to the function.
    pub carrier: Carrier,
}

/// Whether cold starts begin with a snapshot, which is paid for while it is kept and whenever it is restored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SnapStart {
    /// They initialise the function.
    #[default]
    Off,
    /// They restore a snapshot. Java's managed runtimes do so at no cost, and count as off.
    On,
}

/// What brings records to the function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Carrier {
    /// A mapping or a rule, which costs nothing itself.
    #[default]
    Lambda,
    /// EventBridge Pipes, which charges for each record after the filter.
    Pipe,
}

/// A request: the conditions under which a sample is to be judged.
#[derive(Clone, Debug)]
pub struct EstimateRequest {
    /// The mapping, today's or planned, or a rule.
    pub delivery: Delivery,
    /// Records that arrive; computed from the times of the sample if `None`.
    pub rate: Option<Rate>,
    /// How they arrive.
    pub arrivals: Arrivals,
    /// Mean size of a burst; 1 means that there are none.
    pub burst: u32,
    /// Seed of the random numbers.
    pub seed: u64,
    /// How long the function runs.
    pub handler: HandlerDuration,
    /// How often it fails.
    pub failures: Failures,
    /// Concurrency reserved for it, which is also the most that it runs at once; `None` if nothing is reserved.
    pub reserved: Option<u32>,
    /// `None`: counts alone, no money.
    pub pricing: Option<Pricing>,
}

/// Facts about the records read, apart from the sample itself.
#[derive(Clone, Debug)]
pub struct RecordsRead {
    /// The way they take from their source: a mapping or rule, or a pipe.
    pub route: Route,
    /// The records' fates.
    pub tally: Tally,
    /// The filters' names, by index; `None` if a filter has none.
    pub names: Vec<Option<String>>,
    /// Conditions that alone keep records out, if they were looked for.
    pub near: Option<NearMisses>,
    /// Remarks of the caller, which are shown among the warnings.
    pub remarks: Vec<String>,
    /// Findings about the filters.
    pub findings: Vec<FilterFinding>,
    /// Whether findings prove that no record can match.
    pub proof: Proof,
}

impl RecordsRead {
    /// Returns the share that a sample without a match leaves possible. `None` if there was a match, or if none can be.
    pub(super) fn missed(&self) -> Option<f64> {
        let is_open = self.proof == Proof::Open && self.tally.delivered == 0 && self.tally.read > 0;
        is_open.then(|| Share::missed(self.tally.read))
    }

    /// Returns the share delivered and its interval; `None` for a sample without a match.
    pub(super) fn interval(&self) -> Option<Share> {
        let tally = &self.tally;
        Share::of(tally.delivered, tally.read).filter(|_| tally.delivered > 0)
    }
}

impl EstimateRequest {
    /// Returns the request with as many shards, partitions or message groups as the records were read from. Returns
    /// `None` if the records do not name them, or if their number is stated.
    pub(super) fn by_lines(&self, recording: &Recording) -> Option<Self> {
        let mapping = self.delivery.mapping()?;
        if !self.is_recorded(recording) || mapping.shards().is_some() {
            return None;
        }
        let mapping = mapping.with_shards(recording.lines)?;
        Some(Self {
            delivery: Delivery::Mapping(mapping),
            ..self.clone()
        })
    }

    /// Returns the most invocations at once: what the mapping runs, or the reserved concurrency if that is less. `None` for
    /// a rule of a bus, which invokes at any rate, if no concurrency is reserved.
    pub(super) fn at_once_max(&self) -> Option<u64> {
        let limits = [
            self.delivery.invocations_at_once_max(),
            self.reserved.map(u64::from),
        ];
        limits.into_iter().flatten().min()
    }

    /// Returns whether the sample's own times are replayed.
    pub(super) fn is_recorded(&self, recording: &Recording) -> bool {
        self.arrivals == Arrivals::Recorded && recording.is_timed()
    }
}
