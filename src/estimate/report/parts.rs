//! What a report is made of.

use tidegate_figures::Levels;
use tidegate_price::bill::Line;
use tidegate_price::{Architecture, Currency, Grade, Money};

/// What the counts of a report are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// The records read.
    Sample,
    /// 30 days.
    Month,
}

impl Period {
    /// `sample` or `month`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sample => "sample",
            Self::Month => "month",
        }
    }
}

/// How invocations were counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// One for each event and rule that matches it.
    PerMatch,
    /// The records read, in groups of this size; see [`SampleModel`](crate::SampleModel).
    Groups {
        /// Records of a group.
        size: u64,
    },
    /// Full batches throughout, by the closed form.
    Backlog {
        /// Records of a month.
        records: u64,
        /// Records of a batch.
        size: u64,
    },
    /// A replay.
    Replay(ReplayBasis),
}

/// What was replayed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReplayBasis {
    /// Records of the replay.
    pub records: u64,
    /// Records of the month that it stands for.
    pub month_records: u64,
    /// How much of the stream's time it covers, in milliseconds.
    pub span_ms: u64,
    /// Lanes replayed, of the lanes there are.
    pub lanes: u32,
    /// Shards times parallelization factor, partitions or message groups.
    pub lanes_all: u32,
    /// From the first recorded arrival to the last, in milliseconds; `None` if arrivals were drawn.
    pub recorded_span_ms: Option<u64>,
    /// Records of the sample that the replay draws on.
    pub recorded: u64,
    /// Mean size of a drawn burst.
    pub burst: u32,
    /// Of all draws.
    pub seed: u64,
    /// Records of a month that are dropped after their last attempt.
    pub given_up: u64,
    /// Records of a month that stand behind one that is tried for ever.
    pub blocked: u64,
    /// Most invocations at once without filters.
    pub concurrency_unfiltered: u64,
    /// Most invocations at once with them.
    pub concurrency_filtered: u64,
}

/// Filtered invocations at both ends of the delivered share's interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sampling {
    /// At the lower end.
    pub low: u64,
    /// At the upper end.
    pub high: u64,
}

/// What a month costs, as far as invocations decide it, and what stays as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Cost {
    /// AWS's name of the region.
    pub region: String,
    /// Of the function.
    pub architecture: Architecture,
    /// Of all amounts.
    pub currency: Currency,
    /// Date of the oldest price used, `YYYY-MM-DD`; `None` if a price file gives none.
    pub as_of: Option<String>,
    /// Memory of the function, in MB.
    pub memory_mb: u32,
    /// Lines that the filter changes.
    pub lines: Vec<CostLine>,
    /// Lines that it leaves as they are.
    pub unchanged: Vec<Line>,
    /// What has no price here, and why.
    pub unpriced: Vec<String>,
}

/// One line of the bill, today and with the filter. Every amount is rounded to the cent.
#[derive(Clone, Debug, PartialEq)]
pub struct CostLine {
    /// `requests`, `duration`, ...
    pub name: &'static str,
    /// Without filters.
    pub today: Money,
    /// With them.
    pub filtered: Levels<Money>,
    /// How far the price can be trusted.
    pub grade: Grade,
    /// Whether part of the quantity has a modelled price.
    pub is_modelled: bool,
    /// Where the price was read.
    pub source: String,
}

/// How the names of the lines begin that are the function's own.
const LAMBDA: &str = "Lambda ";

impl Cost {
    /// The sum of the lines that the filter changes, without filters.
    #[must_use]
    pub fn today(&self) -> Money {
        self.sum(&|_| true).0
    }

    /// The same with the filters.
    #[must_use]
    pub fn filtered(&self) -> Levels<Money> {
        self.sum(&|_| true).1
    }

    /// The lines of the function itself, today and with the filters.
    pub(super) fn of_lambda(&self) -> (Money, Levels<Money>) {
        self.sum(&|line| line.name.starts_with(LAMBDA))
    }

    /// All other lines that the filter changes, such as logs.
    pub(super) fn of_others(&self) -> (Money, Levels<Money>) {
        self.sum(&|line| !line.name.starts_with(LAMBDA))
    }

    fn sum(&self, is_meant: &dyn Fn(&CostLine) -> bool) -> (Money, Levels<Money>) {
        let lines = || self.lines.iter().filter(|line| is_meant(line));
        let level = |of: fn(&CostLine) -> Money| lines().map(of).sum();
        let filtered = Levels {
            low: level(|line| line.filtered.low),
            expected: level(|line| line.filtered.expected),
            conservative: level(|line| line.filtered.conservative),
            high: level(|line| line.filtered.high),
        };
        (level(|line| line.today), filtered)
    }

    /// What the filters save, negative where they cost: `low` is the least saved, as in
    /// [`Avoided`](crate::Avoided).
    #[must_use]
    pub fn saved(&self) -> Levels<Money> {
        let (today, filtered) = (self.today(), self.filtered());
        Levels {
            low: today - filtered.high,
            conservative: today - filtered.conservative,
            expected: today - filtered.expected,
            high: today - filtered.low,
        }
    }
}

/// The load of a replay over time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Length of each part, in milliseconds.
    pub width_ms: u64,
    /// Lanes replayed: the figures are theirs.
    pub lanes: u32,
    /// Lanes that there are.
    pub lanes_all: u32,
    /// Part by part without filters.
    pub unfiltered: Vec<LoadPoint>,
    /// Part by part with them.
    pub filtered: Vec<LoadPoint>,
}

/// The load of one part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LoadPoint {
    /// Records for the function that arrived.
    pub records: u64,
    /// Invocations started.
    pub invocations: u64,
    /// Time the function ran, all invocations together, in microseconds; by the part's length it is the mean
    /// concurrency.
    pub busy_us: u64,
}

/// The setting that a curve turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knob {
    /// Records.
    BatchSize,
    /// Seconds.
    Window,
}

impl Knob {
    /// `batch size` or `batch window`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BatchSize => "batch size",
            Self::Window => "batch window",
        }
    }
}

/// A month counted again for several values of one setting, the other as it is. Each point is a replay of its own, of
/// fewer records than the estimate's, so today's point may differ from the estimate a little.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curve {
    /// What is turned.
    pub knob: Knob,
    /// By value, ascending; today's is among them.
    pub points: Vec<CurvePoint>,
}

/// A month at one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CurvePoint {
    /// Records or seconds.
    pub value: u32,
    /// The window that goes with it, rounded up to seconds: queues take large batches only with one.
    pub window_seconds: u32,
    /// Whether the mapping has this value.
    pub is_today: bool,
    /// Invocations without filters.
    pub unfiltered: u64,
    /// Invocations with them, filter first.
    pub expected: u64,
    /// Invocations with them, on the less favourable reading.
    pub conservative: u64,
    /// Cost without filters; `None` without prices.
    pub cost_unfiltered: Option<Money>,
    /// Expected cost with them.
    pub cost_filtered: Option<Money>,
}

/// Conditions of patterns that alone keep records out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NearMisses {
    /// Filtered records that were looked at.
    pub examined: u64,
    /// Filtered records.
    pub filtered: u64,
    /// Records that are one condition away from delivery.
    pub records: u64,
    /// The conditions, most records first.
    pub conditions: Vec<NearMiss>,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMiss {
    /// Path and operator, or the fields that have to be in one list element.
    pub condition: String,
    /// The filter it belongs to, by index.
    pub filter: usize,
    /// Records that fail this alone.
    pub records: u64,
}

/// Something to do, with its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// A sentence.
    pub text: String,
    /// Invocations a month if it is followed.
    pub invocations: Option<u64>,
    /// Cost of a month if it is followed.
    pub cost: Option<Money>,
}
